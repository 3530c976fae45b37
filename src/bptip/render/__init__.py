"""The formats, each with one function that escapes; none knows which page it draws."""
