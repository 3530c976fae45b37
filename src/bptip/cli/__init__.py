"""The command line: the start of a run, and the one place where it ends."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from contextvars import Context
from typing import Any, Final, NoReturn

from bptip.plan.errors import DISK_FULL, BptipError, ErrorCode, code_of

INTERNAL_ERROR: Final = 70
"""Exit code for a fault in bptip itself (EX_SOFTWARE of sysexits.h)."""

INTERRUPTED: Final = 130
"""Exit code after Ctrl-C: 128 and the number of the signal."""


def main() -> NoReturn:
    """Runs the command that the arguments name, and exits.

    The garbage collector is off: a run ends before garbage piles up, and looking for it took 10 %
    of its time. Python's own shutdown is skipped too: everything has been written by then.
    """
    gc.disable()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Runs a command line and returns its exit code. No traceback reaches the user."""
    return Context().run(_run_to_its_end, arguments)


def _run_to_its_end(arguments: Sequence[str]) -> int:
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _closed_pipe()
    except SystemExit as leaving:
        return _exited(leaving.code)
    except OSError as error:
        return _system_error(error, arguments)
    except Exception as error:  # noqa: BLE001  # the last stop before the user
        return _internal_error(error, arguments)


def _exited(code: object) -> int:
    """Returns the exit code of a run that a library ended.

    The code 1 means a closed pipe, except in shell completion.
    """
    if code == 1 and "_BPTIP_COMPLETE" not in os.environ:
        return _closed_pipe()
    return code if isinstance(code, int) else int(code is not None)


def _run(arguments: Sequence[str]) -> int:
    import typer

    from bptip.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if "_BPTIP_COMPLETE" in os.environ:
        from bptip.cli.bash_words import join_words

        join_words(os.environ)
    try:
        command = typer.main.get_command(app)
        code: object = command.main(list(arguments), prog_name="bptip", standalone_mode=False)
    except BptipError as error:
        return _refused(error, arguments)
    except typer.Abort:
        return INTERRUPTED
    except typer.TyperException as error:
        message = error.format_message()
        return _refused(BptipError(message, *_usage_hints(error, message)), arguments)
    if sys.stdout is not None:
        sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _refused(error: BptipError, arguments: Sequence[str]) -> int:
    from bptip.cli.error_answer import answer_error, options_in
    from bptip.cli.output import say
    from bptip.plan.command_lines import about_plans, plans_option

    folders = [value for name, value in options_in(arguments) if name == "--plans"]
    plans = plans_option(folders[-1] if folders else None)
    hints = (about_plans(hint, plans) for hint in error.hints)
    error = error.with_hints(*hints, *_written_before())
    message, *hint_lines = error.lines
    say(f"bptip: {message}", *hint_lines)
    answer_error(error, arguments)
    return error.exit_code


def _written_before() -> Iterator[str]:
    """Yields what a run that failed had written by then, so that nobody writes it twice.

    The journal of a plan whose versions were all made by this run is part of making the plan.
    """
    from bptip.files.reading.locating import shown_near
    from bptip.files.workspace.folders import JOURNAL_NAME
    from bptip.files.writing import files_written

    files = files_written()
    if files:
        yield f"Written before that: {', '.join(map(shown_near, files))}."
    journals = (file for file in files if file.name == JOURNAL_NAME)
    if any(set(journal.parent.glob("v*.toml")) - set(files) for journal in journals):
        yield "`bptip log` shows what was recorded. Don't record it again."


def _usage_hints(error: Exception, message: str) -> Iterator[str]:
    context = getattr(error, "ctx", None)
    if context is None:
        return
    if "extra argument" in message:
        yield from _extra_argument_hints(context)
    if message.startswith("Missing "):
        lines = (context.command.epilog or "").splitlines()
        yield from [f"For example: {line}" for line in lines if line.startswith("bptip ")][:1]
    if name := getattr(error, "option_name", ""):
        from bptip.cli.slips import option_hints

        options = {name for each in context.command.params for name in each.opts}
        yield from option_hints(name.lstrip("-"), options)
    yield f"For help: {context.command_path} --help"


def _extra_argument_hints(context: Any) -> Iterator[str]:  # noqa: ANN401  # Typer's own type
    """Yields what the command takes, after one word too many."""
    names = [each.metavar for each in context.command.params if each.param_type_name == "argument"]
    yield f"It takes: {' '.join((context.command_path, *names))}"
    if any("--plan" in each.opts for each in context.command.params):
        yield "A plan is named by its option: --plan PLAN"
    if any("ITEM" in name for name in names):
        yield 'Put words that belong together in quotes: "annual meetings".'


def _closed_pipe() -> int:
    """Returns 0 after a pipe was closed, and keeps Python silent when it closes the stream."""
    from bptip.cli.output import discard

    discard(sys.__stdout__)
    return 0


def _system_error(error: OSError, arguments: Sequence[str]) -> int:
    """Reports an error of the system that the user can correct: a full disk, a closed folder."""
    from bptip.cli.output import discard

    if error.filename is not None:
        message = f'bptip cannot use "{error.filename}": {error.strerror}.'
        code = code_of(error, ErrorCode.REFUSED)
        return _refused(BptipError(message, code=code), arguments)
    if error.errno in DISK_FULL:
        discard(sys.__stdout__)
        message = f"bptip cannot write the answer: {error.strerror}."
        return _refused(BptipError(message, code=ErrorCode.NO_SPACE), arguments)
    return _internal_error(error, arguments)


def _internal_error(error: Exception, arguments: Sequence[str]) -> int:
    if os.environ.get("BPTIP_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    message = " ".join(f"{type(error).__name__}: {error}".split())
    fault = f"this is a fault in bptip itself ({message}). BPTIP_DEBUG=1 shows where it is."
    return _refused(BptipError(fault, exit_code=INTERNAL_ERROR, code=ErrorCode.INTERNAL), arguments)
