"""Layout that several formats share: canvas, column widths, paper, bars, marks, plain text."""
