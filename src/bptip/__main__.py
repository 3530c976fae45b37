"""`python -m bptip` is the same as `bptip`."""

from bptip.cli import main

main()
