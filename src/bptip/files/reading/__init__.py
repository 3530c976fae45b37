"""Parses files: from bytes to TOML to the model, with the place of every fault."""
