"""Tables, forms and own words as files: workbooks, Word files, CSV and Markdown."""
