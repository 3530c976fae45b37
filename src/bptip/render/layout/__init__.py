"""What several formats share: widths, marks, bars, titles."""
