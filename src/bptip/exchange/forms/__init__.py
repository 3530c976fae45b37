"""Forms of a reporting round: as they are asked, and as they come back."""
