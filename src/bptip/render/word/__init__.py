"""The Word format: the XML of a file's parts, written as text and packed."""
