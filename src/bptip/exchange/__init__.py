"""The meaning of a table: columns, words, rows and items, forms, and the identity of statements."""
