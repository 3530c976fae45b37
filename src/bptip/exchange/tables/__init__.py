"""Reads the tables of offices: cells, columns and words, and the statements of the rows."""
