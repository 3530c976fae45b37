"""Lines, cells, blocks and records that several pages share, each written once."""
