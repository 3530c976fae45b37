"""The formats: one file each, with one escape; none knows which view it draws."""
