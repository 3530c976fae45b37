"""One file a page: pure functions of one value to its page, its record and its rows."""
