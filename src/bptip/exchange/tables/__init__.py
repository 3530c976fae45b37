"""Tables of offices: their cells, columns and words, and the statements of their rows."""
