"""Folders of plans: finding them, opening one, and making new files in them."""
