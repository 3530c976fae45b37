"""The command line: where a run begins, and the one place where it ends."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from bptip.plan.errors import BptipError

FAULT_OF_OURS: Final = 70
"""The exit code for a fault in bptip itself (EX_SOFTWARE of sysexits.h)."""

INTERRUPTED: Final = 130
"""The exit code after Ctrl-C: 128 and the number of the signal."""


NO_ROOM: Final = frozenset(
    getattr(errno, name, errno.ENOSPC) for name in ("ENOSPC", "EDQUOT", "EFBIG")
)
"""What a system says where there is no room for more."""


def main() -> NoReturn:
    """Run the command that the arguments name, and exit.

    A run is over before garbage could pile up, and to look for it takes a tenth of its time. Nor
    is anything put away at its end: what is to be written has been, and the rest is the system's.
    """
    gc.disable()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; nothing of Python reaches the user."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _closed_pipe()
    except SystemExit as leaving:
        return _left(leaving.code)
    except OSError as error:
        return _refused_by_the_system(error)
    except Exception as error:  # noqa: BLE001  # the last stop before the user
        return _fault_of_ours(error)


def _left(code: object) -> int:
    """The exit code where a library ended the run: with 1 for a closed pipe, else of completion."""
    if code == 1 and "_BPTIP_COMPLETE" not in os.environ:
        return _closed_pipe()
    return code if isinstance(code, int) else int(code is not None)


def _run(arguments: Sequence[str]) -> int:
    import typer

    from bptip.cli.app import app
    from bptip.plan.errors import REFUSED, BptipError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        command = typer.main.get_command(app)
        code: object = command.main(list(arguments), prog_name="bptip", standalone_mode=False)
    except BptipError as error:
        return _refused(error)
    except typer.Abort:
        return INTERRUPTED
    except typer.TyperException as error:
        message = error.format_message()
        return _refused(BptipError(message, *_usage_hints(error, message), exit_code=REFUSED))
    if sys.stdout is not None:
        sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _refused(error: BptipError) -> int:
    from bptip.cli.output import say

    say(f"bptip: {error.message}", *(f"  {hint}" for hint in error.hints))
    return error.exit_code


def _usage_hints(error: Exception, message: str) -> Iterator[str]:
    if "extra argument" in message:
        yield 'Words that belong together stand in quotes: "annual meetings".'
    context = getattr(error, "ctx", None)
    if context:
        yield f"`{context.command_path} --help` says more."


def _closed_pipe() -> int:
    """Nobody reads on: be silent, also when Python closes the stream at its end."""
    from bptip.cli.output import give_up

    give_up(sys.__stdout__)
    return 0


def _refused_by_the_system(error: OSError) -> int:
    """No room for the answer, a folder that may not be looked into: the user must see to it."""
    from bptip.cli.output import give_up
    from bptip.plan.errors import BptipError

    if error.filename is not None:
        return _refused(BptipError(f'"{error.filename}" can\'t be used: {error.strerror}.'))
    if error.errno in NO_ROOM:
        give_up(sys.__stdout__)
        return _refused(BptipError(f"The answer can't be written: {error.strerror}."))
    return _fault_of_ours(error)


def _fault_of_ours(error: Exception) -> int:
    from bptip.cli.output import say

    if os.environ.get("BPTIP_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    told = " ".join(f"{type(error).__name__}: {error}".split())
    say(f"bptip: this is a fault in bptip itself ({told}); BPTIP_DEBUG=1 shows where it is.")
    return FAULT_OF_OURS
