"""The Markdown format."""
