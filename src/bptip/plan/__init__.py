"""What a plan and its journal say, and the words, names and dates in them."""
