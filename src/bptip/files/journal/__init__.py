"""Writes to a journal: appends blocks, locks the file, and unites copies."""
