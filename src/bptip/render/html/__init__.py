"""The HTML format: a page in one file, for screens, screen readers and paper."""
