"""The HTML format."""
