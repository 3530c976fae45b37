"""Where a run begins, as `bptip` or `python -m bptip`, and where Ctrl-C ends it.

What heeds Ctrl-C stands before all else is loaded. Python would raise an exception wherever the
run is at that moment, and some places tell of it at length, or forget it: a module that is being
loaded, a library that takes it for a fault of the file that it reads.
"""

import os
import signal
import sys
from contextlib import suppress

# With -m, Python looks for modules in the working folder first: a file `rich.py` among somebody's
# plans would be run. The program `bptip` looks there never, and so it shall be here.
with suppress(OSError):
    if sys.path[:1] in ([""], [os.getcwd()]):  # noqa: PTH109  # pathlib is a module too
        del sys.path[0]

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal."""


def main() -> None:
    """Run the command that the arguments name, and exit."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)
    from bptip.cli import main as run_command

    run_command()


def end_at_once(*_: object) -> None:
    """End the run; what must be whole holds Ctrl-C back as long as it is being done."""
    if os.isatty(2):
        os.write(2, b"\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
