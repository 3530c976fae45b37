"""The way of one word through the program, from traces of real runs.

`to_journal` follows the word "delayed" from the option of `bptip update` into the journal's file,
and `to_cell` from that file into a cell of a Markdown table.

Every call of a function of bptip is watched, and what it receives and returns. A station is a
public function that returns the word in another kind of value, or that is still running when the
word arrives. Left out is what only checks something, what returns the same kind of value as the
function that calls it, and `plan/`, which says what a single word means.
"""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from enum import Enum
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import CodeType, FrameType, FunctionType, MethodType
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import bptip
from bptip.cli import run
from making.markdown import code, table

PACKAGE: Final = Path(bptip.__file__).parent
WORD: Final = "delayed"
DEPTH: Final = 9
"""Maximum number of values within each other that are searched for the word."""

VOCABULARY: Final = 4
"""Minimum number of statuses in a collection that is a vocabulary: the plan below has two."""

PLAN: Final = """schema = 1

[plan]
id = "traced"
version = 1
title = "A plan to follow"
start = 2020-01-01
end = 2099-12-31

[[objective]]
id = "2"
title = "The objective"

[[objective.activity]]
id = "2.1"
title = "The activity"
lead = ["Us"]

[[objective.activity]]
id = "2.2"
title = "Another activity"
lead = ["Us"]
"""

JOURNAL: Final = f"""schema = 1
plan = "traced"

[[update]]
id = "a"
item = "2.1"
on = 2025-01-01
recorded = 2025-01-01T00:00:00Z
status = "{WORD}"

[[update]]
id = "b"
item = "2.2"
on = 2025-01-01
recorded = 2025-01-01T00:00:00Z
status = "in-progress"
""" + "".join(
    f"""
[[update]]
id = "n{day}"
item = "2"
on = 2025-02-0{day}
recorded = 2025-02-0{day}T00:00:00Z
"""
    for day in range(1, 10)
)
"""An update with the word, and as many later ones without it as a page lists."""


class Call:
    """A call of a function of bptip: the kinds of value in which it receives and returns the word.

    A cached property keeps what it returns, whatever becomes of the call that asked first.
    """

    def __init__(self, code: CodeType, parent: Call | None, received: str, began: int) -> None:
        self.code = code
        self.parent = parent
        self.received = received
        self.returned = ""
        self.began = began
        self.ended: int | None = None
        self.is_kept = False

    @property
    def function(self) -> str:
        """The full name of the function ("recording.statements.statements_of")."""
        file = Path(self.code.co_filename).relative_to(PACKAGE).with_suffix("")
        return f"{'.'.join(file.parts)}.{self.code.co_qualname}"

    @property
    def summary(self) -> str:
        """The first line of the function's docstring."""
        text = self.code.co_consts[0] if self.code.co_consts else None
        return text.splitlines()[0] if isinstance(text, str) else ""

    @property
    def is_public(self) -> bool:
        """True if the function is not private, not part of another one, and not of `plan/`."""
        room, *rest = self.function.split(".")
        return room != "plan" and not any(part.startswith(("_", "<")) for part in rest)

    @property
    def is_on_the_way(self) -> bool:
        """True if the word goes through this call and out of it, and of all calls around it."""
        if self.ended is None:
            return bool(self.received)
        if not self.returned or self.parent is None:
            return bool(self.returned)
        return self.is_kept or self.parent.ended is None or self.parent.is_on_the_way

    @property
    def callers(self) -> Iterator[Call]:
        """The calls of public functions around this one, from the innermost."""
        call = self.parent
        while call is not None:
            if call.is_public:
                yield call
            call = call.parent

    @property
    def is_step(self) -> bool:
        """True if the function that calls this one returns the word in the same kind of value."""
        caller = next(self.callers, None)
        return caller is not None and bool(self.returned) and caller.returned == self.returned


class Station(NamedTuple):
    """A function that brings the word into a value of another kind, or hands it on to others."""

    function: str
    received: str
    returned: str
    summary: str


class Watch:
    """Watches the calls of a run, from the first call of one function to that of another."""

    def __init__(self, first: str, last: str) -> None:
        self.first = first
        self.last = last
        self.calls: list[Call] = []
        self._stack: list[Call] = []
        self._is_on = False
        self._is_over = False
        self._time = 0

    def __call__(self, frame: FrameType, event: str, value: object) -> None:
        """Takes a call or a return of a function, as `sys.setprofile` reports them."""
        if self._is_over or not frame.f_code.co_filename.startswith(str(PACKAGE)):
            return
        self._time += 1
        if event == "call":
            self._enter(frame)
        elif event == "return" and self._stack:
            call = self._stack.pop()
            call.returned, call.ended = kind_of(value), self._time

    def _enter(self, frame: FrameType) -> None:
        source, values = frame.f_code, frame.f_locals
        names = source.co_varnames[: source.co_argcount + source.co_kwonlyargcount]
        received = next(filter(None, (kind_of(values.get(each)) for each in names)), "")
        call = Call(source, self._stack[-1] if self._stack else None, received, self._time)
        self._is_on = self._is_on or call.function == self.first
        if not self._is_on:
            return
        call.is_kept = frame.f_back is not None and "cached_property" in str(
            getattr(frame.f_back.f_code, "co_qualname", "")
        )
        self._stack.append(call)
        self.calls.append(call)
        self._is_over = call.function == self.last

    @property
    def stations(self) -> list[Station]:
        """The first function for each kind of value, in the order in which they hand it on.

        What a function calls only to make another value of a kind that is made already is left out:
        a page may show the word again elsewhere.
        """
        made = set(PLAIN)
        stations: dict[str, Station] = {}
        for call in sorted(self.calls, key=lambda each: each.ended or each.began):
            kinds = {each.returned for each in (call, *call.callers) if each.ended is not None}
            is_first = kinds.isdisjoint(made - PLAIN) or call.is_kept
            if is_first and call.is_public and call.is_on_the_way and not call.is_step:
                made.add(call.returned)
                station = Station(call.function, call.received, call.returned, call.summary)
                stations.setdefault(call.function, station)
        return list(stations.values())


PLAIN: Final = frozenset(("", "bytes", "str"))
"""Kinds of value in which the word comes again: files are read, and pages written, in them."""


def kind_of(value: object, depth: int = DEPTH) -> str:
    """Returns the type in which a value holds the word; "" if it doesn't.

    For a plain container this is the type in it, and a function counts as a container of what it
    was made with. A collection of many statuses is a vocabulary, not the word.
    """
    if isinstance(value, str | bytes) and not isinstance(value, Enum):
        return type(value).__name__ if _has_word(value) else ""
    if isinstance(value, Enum):
        return type(value).__name__ if value.value == WORD else ""
    parts = list(_parts(value)) if depth else []
    if sum(isinstance(part, Enum) for part in parts) >= VOCABULARY:
        return ""
    kind = next(filter(None, (kind_of(part, depth - 1) for part in parts)), "")
    is_ours = type(value).__module__.startswith("bptip")
    return type(value).__name__ if kind and is_ours else kind


def _has_word(text: str | bytes) -> bool:
    """True if a text is the word, or has it as a journal or a Markdown table has it."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return plain == WORD or f'"{WORD}"' in plain or f"| {WORD} |" in plain


def _parts(value: object) -> Iterable[object]:
    """Returns the values that a value is made of."""
    parts: Iterable[object] = ()
    if isinstance(value, functools.partial):
        parts = (value.func, *value.args, *value.keywords.values())
    elif isinstance(value, FunctionType):
        parts = (cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell))
    elif isinstance(value, MethodType):
        parts = (value.__self__,)
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, tuple | list | set | frozenset):
        parts = value
    elif type(value).__module__.startswith("bptip"):
        parts = getattr(value, "__dict__", {}).values()
    return parts


def _is_filled(cell: Any) -> bool:  # noqa: ANN401  # typing has no name for it
    try:
        return cell.cell_contents is not cell
    except ValueError:
        return False


@contextmanager
def _workspace(journal: str | None) -> Iterator[None]:
    """Runs a block in a folder with the plan, without the settings of the user."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("BPTIP_")}
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        plan = Path(folder, "plans", "traced")
        plan.mkdir(parents=True)
        (plan / "v1.toml").write_text(PLAN, encoding="utf-8")
        if journal is not None:
            (plan / "progress.toml").write_text(journal, encoding="utf-8")
        with patch.dict(os.environ, kept, clear=True):
            yield


def watched(arguments: Sequence[str], watch: Watch, journal: str | None = None) -> list[Station]:
    """Returns the stations of a run; raises AssertionError if the run fails.

    A first run, without the watch, imports what is needed: making a module calls functions too.
    """
    for profile in (None, watch):
        screen = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
        before = sys.getprofile()
        with _workspace(journal), redirect_stdout(screen), redirect_stderr(screen):
            sys.setprofile(profile)
            try:
                ended = run(list(arguments))
            finally:
                sys.setprofile(before)
        assert ended == 0, screen.buffer
    return watch.stations


def to_journal() -> list[Station]:
    """Returns the stations from the option of `bptip update` to the journal's file."""
    watch = Watch("cli.update_command.command", "files.writing.prepared")
    return watched(["update", "2.1", "--status", WORD], watch)


def to_cell() -> list[Station]:
    """Returns the stations from the journal's file to a cell of a Markdown table."""
    watch = Watch("cli.status_command.command", "cli.output.write")
    return watched(["status", "--lead", "Us", "--format", "markdown"], watch, JOURNAL)


def shown(stations: Iterable[Station]) -> str:
    """Returns the stations as a table in Markdown."""
    rows = [
        (str(number), code(station.function), *_kinds(station), station.summary)
        for number, station in enumerate(stations, start=1)
    ]
    return table(("", "Function", "The word comes in", "and leaves in", "What it does"), rows)


def _kinds(station: Station) -> tuple[str, str]:
    """Returns the kinds of value as code; none if the word is read or written there."""
    received, returned = (
        code(kind) if kind else "" for kind in (station.received, station.returned)
    )
    return received, returned


def main() -> None:
    """Prints both ways, and how many stations and types they have."""
    for title, stations in (("To the journal", to_journal()), ("To a cell", to_cell())):
        kinds = {kind for each in stations for kind in (each.received, each.returned) if kind}
        sys.stdout.write(f"{title}: {len(stations)} functions, {len(kinds)} types\n")
        sys.stdout.write(shown(stations) + "\n")


if __name__ == "__main__":
    main()
