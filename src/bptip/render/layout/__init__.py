"""Shared by several formats: canvas, column widths, paper, bars, marks, plain text, links."""
