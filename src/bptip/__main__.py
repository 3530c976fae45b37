"""Make `python -m bptip` the same as `bptip`."""

import os
import sys
from contextlib import suppress

# With -m, Python looks for modules in the working folder first: a file `rich.py` among somebody's
# plans would be run. The program `bptip` looks there never, and so it shall be here.
with suppress(OSError):
    if sys.path[:1] in ([""], [os.getcwd()]):  # noqa: PTH109  # pathlib is a module too
        del sys.path[0]

from bptip.cli import main

main()
