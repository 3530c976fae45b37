"""Checks of plans and journals, each with the documentation of its code beside it."""
