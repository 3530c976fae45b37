"""The pages, one file each: pure functions from a value to its page, its record and its rows."""
