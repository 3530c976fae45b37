"""From the statements of a table to a plan, its next version, or reports on its items."""
