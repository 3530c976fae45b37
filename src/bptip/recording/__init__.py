"""From what is said to updates: statements, their effects, their ids, and unions of journals."""
