"""Files into values: bytes, TOML, the model, and the place of every fault."""
