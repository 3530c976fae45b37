"""Tables and forms as files: workbooks, Word files, CSV and Markdown."""
