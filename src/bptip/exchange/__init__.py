"""Interprets tables and forms: columns, words, rows, items, and the identity of statements."""
