"""The terminal format: signs and colours on a screen, plain text in a pipe."""
