"""How a plan stands on a day: the journal folded, rolled up, and seen through time."""
