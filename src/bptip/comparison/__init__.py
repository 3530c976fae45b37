"""Comparison of two editions: which item became which, and how it changed."""
