"""The Markdown format: for reading, for GitHub, for pandoc."""
