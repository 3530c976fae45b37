"""Workbooks: the form that a party fills in, and a page as a table."""
