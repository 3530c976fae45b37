"""Checks of the updates in a journal, by themselves and beside the plan."""
