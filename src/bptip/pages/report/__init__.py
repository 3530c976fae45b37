"""The progress report."""
