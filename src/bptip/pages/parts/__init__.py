"""What several pages share: lines, cells, blocks and records, each written once."""
