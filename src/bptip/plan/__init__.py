"""The model of a plan and its journal, and the words, names and dates in them."""
