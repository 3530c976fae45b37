"""Turns the draft of a table into a plan, its next version, or reports on its items."""
