"""Two editions side by side: which item became which, and what changed."""
