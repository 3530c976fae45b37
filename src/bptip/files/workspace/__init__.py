"""Finds folders of plans, opens a plan, and makes new files."""
