"""The formats: each has one function that escapes texts; no format knows which page it draws."""
