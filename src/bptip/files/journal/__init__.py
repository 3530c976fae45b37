"""Writing to a journal: appended blocks, locks, and unions of copies."""
