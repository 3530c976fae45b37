"""The progress report, what it was made from, and whether it still holds."""
