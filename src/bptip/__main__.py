"""The start of a run, as `bptip` or `python -m bptip`, and its end after Ctrl-C.

The handler of Ctrl-C is set before anything else is loaded. Python's own would raise an exception
wherever the run is at that moment. Some places print it at length or swallow it: a module that is
being loaded, a library that takes it for a fault of the file that it reads.
"""

import os
import sys

# With -m, Python looks for modules in the working folder first, so a file `rich.py` among the
# user's plans would be run. The program `bptip` never looks there, and neither does this module.
# Until this is done, it imports nothing that Python itself has not loaded already.
try:
    _here = os.getcwd()  # noqa: PTH109  # pathlib is not loaded yet
except OSError:
    _here = ""
if sys.path[:1] in ([""], [_here]):
    del sys.path[0]

import signal


def main() -> None:
    """Runs the command that the arguments name, and exits."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)
    from bptip.cli import main as run_command

    run_command()


def end_at_once(*_: object) -> None:
    """Ends the run. A write to a journal holds Ctrl-C back until the file is complete."""
    if os.isatty(2):
        os.write(2, b"\n")
    os._exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
