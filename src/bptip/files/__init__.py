"""Plans and journals as files: where they are, and how they are read and written."""
