"""Updates as typed: their meanings, statements, effects and ids, and unions of journals."""
