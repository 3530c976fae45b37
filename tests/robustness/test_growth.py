"""Time grows with the length of a text, never with its square, whatever characters it consists of.

Each part that reads or draws a text gets it at two lengths, the longer one four times the shorter.
Work that grows with the square takes sixteen times as long; ten times is allowed. What takes less
than a tenth of a second is not measured again. BPTIP_RUN=20000 tries longer texts, by hand.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from typing import Any, Final

import pytest

from bptip.cli.report_words import words_lines
from bptip.comparison.redline import redline
from bptip.exchange.cells import SheetCell
from bptip.exchange.forms.form_cells import CellFaultError, status_in
from bptip.exchange.importing.item_ids import ids_of
from bptip.exchange.tables.cell_dates import NO_CALENDAR, date_in_text
from bptip.exchange.tables.cell_figures import percentage_in
from bptip.exchange.tables.cell_parties import parties_in
from bptip.exchange.tables.cell_statuses import StatusWords
from bptip.exchange.tables.cell_texts import remarks_in
from bptip.exchange.tables.drafts import DraftActivity, DraftObjective
from bptip.exchange.tables.maps import TableMap
from bptip.exchange.tables.periods import split_period
from bptip.files.exchange.own_words import own_words
from bptip.files.reading.fault_positions import deepest
from bptip.files.reading.loading import ParsedFile, journal_in
from bptip.pages.document import (
    Block,
    Bullets,
    Column,
    Document,
    Example,
    Facts,
    Heading,
    Link,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Text,
    Timeline,
)
from bptip.pages.view import AnswerTable, Rows
from bptip.plan.addresses import evidence_fault, is_link
from bptip.plan.characters import letters_of
from bptip.plan.dates import days_of
from bptip.plan.errors import BptipError
from bptip.plan.model import Activity, Objective, Plan, Status, Version
from bptip.plan.near_names import nearest
from bptip.plan.parties import AS_WRITTEN, NO_PARTIES
from bptip.plan.search import has_words
from bptip.problems.version import version_faults
from bptip.progress.plan_progress import progress_on
from bptip.progress.selection import Filters, group, parties_of, select
from bptip.render.formats import FORMATS, Made
from bptip.render.layout.canvas import Canvas
from bptip.reporting.verification import lines_of, parse_report, unified_diff
from bptip.reporting.verification import own_words as words_in
from robustness.signs import SHAPES, SIGNS

SHORT: Final = int(os.environ.get("BPTIP_RUN", "1000"))
"""Length of the shorter text (characters)."""

TIMES: Final = 4
"""Length of the longer text (times the shorter)."""

ALLOWED: Final = 10
"""Maximum factor between the two times; 4 is linear, 16 is quadratic."""

ATTEMPTS: Final = 3
"""Number of times that growth is measured before it counts: a busy machine slows some of them."""

UNNOTICED: Final = 0.1
"""A time that is not worth measuring (seconds of the processor)."""

LAST_LINE: Final = (
    "`bptip 0.1.0 · report format 3 · plan 2025 · files 2025/v1.toml · as of 2025-07-01 · known at "
    "none · since 2025-01-01 · updates 0 · last recorded none · values 0000 · words 0000 · "
    "issued none · leads annex · names yes`"
)


def document(text: str) -> Document:
    """Returns a page with a text in every kind of block."""
    line = (Text(text),)
    span = Span("1", date(2025, 1, 1), date(2025, 2, 1), Status.DELAYED)
    return Document(
        (
            Heading(line), Paragraph(((Link(f"https://a.example/{text}", line),),)),
            Bullets(((Text(text, Role.REMOVED), Text(text, Role.ADDED)),)), Example(text),
            Facts((("a", (line,)),)),
            Table((Column("a"), Column("b")), (Row(((Text("1"),), line)),)),
            Timeline(date(2025, 1, 1), date(2025, 12, 31), date(2025, 7, 1), (span,)),
        )
    )  # fmt: skip


def rows(text: str) -> Rows:
    """Returns rows of data with a text."""
    return Rows(("a", "b"), [{"a": text, "b": [text, {"c": text}]}])


def drawn(name: str) -> Callable[[str], object]:
    """Returns what draws a text in a format."""
    made: dict[Made, Callable[[str], object]] = {
        Made.PAGE: document,
        Made.RECORD: lambda text: {"a": [text]},
        Made.ROWS: rows,
        Made.TABLE: lambda text: AnswerTable("", rows(text), {"plan": text}, document(text)),
    }
    form = FORMATS[name]
    return lambda text: form.drawer()(made[form.made_from](text), Canvas())


def verified(text: str) -> object:
    """Returns a report that consists of a text, compared with another."""
    words = f"<!-- own words -->\n{text}\n<!-- end of own words -->"
    report = parse_report(f"{words}\n{text}\n{words}\n{LAST_LINE}\n")
    assert report is not None
    parse_report(text)
    words_in(report)
    return list(unified_diff(report.lines, lines_of(f"a\n{text}\nb")))


def refused(read: Callable[[str], object]) -> Callable[[str], object]:
    """Returns what reads a text, with its refusal for an answer."""

    def work(text: str) -> object:
        try:
            return read(text)
        except (BptipError, CellFaultError) as error:
            return error

    return work


STATUS_WORDS: Final = StatusWords(TableMap(), NO_PARTIES)

RUNS: Final = itertools.count()
"""Numbers of runs, which make each text another one, so that none comes from a cache."""

WORK: Final[dict[str, Callable[[str], object]]] = {
    **{name: drawn(name) for name in FORMATS if name != "svg"},
    "svg": refused(lambda text: drawn("svg")(text[: len(text) // TIMES])),  # its lines are slow
    "own words": lambda text: words_lines(own_words(f"## Summary\n\n{text}")[0]),
    "verify": verified,
    "redline": lambda text: redline(f"a {text} b", f"{text} c"),
    "evidence": evidence_fault,
    "link": lambda text: is_link(f"https://{text} "),
    "date": refused(lambda text: days_of(text, date(2025, 7, 1))),
    "nearest": lambda text: nearest(text, [f"a{text}", "b"]),
    "find": lambda text: has_words(f"{text} a", text),
    "date in a cell": lambda text: date_in_text(f"{text} {next(RUNS)}", NO_CALENDAR),
    "status in a cell": lambda text: STATUS_WORDS.status_in(SheetCell("", f"Delayed {text}")),
    "percentage in a cell": lambda text: percentage_in(SheetCell("", text)),
    "parties in a cell": lambda text: parties_in(f"{text} (lead:{text}"),
    "answer in a status cell": refused(
        lambda text: status_in(SheetCell("", f"Completed {text}"), NO_PARTIES, (), is_own=True)
    ),
    "period in a header": lambda text: split_period(f"Status ({text}) (2026)"),
    "key of a plan file": deepest,
    "remarks in a cell": lambda text: remarks_in(SheetCell("", text), is_evidence=True),
}


def seconds(work: Callable[[str], object], text: str, runs: int = 1) -> float:
    """Returns the processor's time for a text: the least of some runs."""
    times = []
    for _ in range(runs):
        letters_of.cache_clear()
        began = process_time()
        work(text)
        times.append(process_time() - began)
    return min(times)


def grows_too_fast(work: Callable[[str], object], short: str, long: str) -> bool:
    """True if a text of four times the length takes more than ten times as long, every time."""
    if seconds(work, long) < UNNOTICED:
        return False
    return all(
        seconds(work, long, 6) > max(UNNOTICED, ALLOWED * seconds(work, short, 6))
        for _ in range(ATTEMPTS)
    )


@pytest.mark.parametrize("name", WORK)
def test_no_run_of_a_sign_takes_the_square_of_its_length(name: str) -> None:
    work = WORK[name]
    work("a")  # what is imported is not counted
    for sign in SIGNS.values():
        for make in SHAPES.values():
            short, long = make(sign, SHORT), make(sign, TIMES * SHORT)
            assert not grows_too_fast(work, short, long), (sign, long[:8])


@pytest.mark.parametrize(("power", "noticed"), [(1, False), (2, True)])
def test_the_square_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch, power: int, *, noticed: bool
) -> None:
    """On a clock that moves by the work done, so that no load of the machine decides."""
    now = [0.0]

    def work(text: str) -> None:
        now[0] += (len(text) / 1000) ** power

    monkeypatch.setattr("robustness.test_growth.process_time", lambda: now[0])
    assert grows_too_fast(work, "a" * 1000, "a" * 4000) is noticed


HEADINGS: Final = {
    "figures": "## At a glance\n",
    "words": "## Summary\n",
    "lines": "a\n\n",
    "rows": "| a | b |\n",
    "provenance": LAST_LINE.strip("`") + "\n",
    "as of": " · as of 2025-07-01",
    "files": "a, ",
    "numbers": "".join(f"{n}\n" for n in range(50)),
}
"""Lines of a report that `verify` looks for."""


@pytest.mark.parametrize("name", HEADINGS)
def test_no_number_of_headings_takes_its_square(name: str) -> None:
    piece = HEADINGS[name]
    short, long = (piece * (n // len(piece)) for n in (50 * SHORT, 50 * SHORT * TIMES))
    assert not grows_too_fast(verified, short, long)


@pytest.mark.parametrize(
    "piece", ["*a* b ", "**a** ", "`a` ", "[a](https://a.example) ", "*a*b", "**a*b*c** ", "- a\n"]
)
def test_no_number_of_marks_in_own_words_takes_its_square(piece: str) -> None:
    short, long = (piece * (n // len(piece)) for n in (5 * SHORT, 5 * SHORT * TIMES))
    assert not grows_too_fast(WORK["own words"], short, long)


@pytest.mark.parametrize(
    "name", ["redline", "date", "nearest", "find", "status in a cell", "parties in a cell"]
)
def test_no_order_of_the_marks_on_a_letter_takes_their_square(name: str) -> None:
    """Python's own normal forms do: from 40,000 marks on, that is more than two seconds."""
    short, long = (f"a{marks}" for marks in ("\u0323\u0301" * n * SHORT for n in (5, 5 * TIMES)))
    assert not grows_too_fast(WORK[name], short, long)


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        pytest.param(lambda text: Table((Column("a"),), (Row(((Text(text),),)),)), 0, id="cell"),
        pytest.param(lambda text: Paragraph(((Text(text),),)), 60, id="paragraph"),
    ],
)
def test_a_line_end_on_a_screen_takes_few_steps(page: Callable[[str], Block], allowed: int) -> None:
    """A million of them took 18 seconds as texts of Rich, and four in a cell, for no line."""

    def work(first: str, count: int) -> int:
        shown = Document((page(f"{first}{count * chr(10)}b"),))
        return steps(lambda: FORMATS["table"].drawer()(shown, Canvas()))

    work("a", SHORT)  # what is imported is not counted
    # Another first letter each time: a text that was drawn before takes fewer steps.
    assert work("c", TIMES * SHORT) - work("d", SHORT) <= allowed * (TIMES - 1) * SHORT


def test_no_order_of_the_words_takes_their_square() -> None:
    def reversed_words(text: str) -> object:
        words = text.split()
        return redline(text, " ".join(words[::-1]))

    short, long = (" ".join(map(str, range(n))) for n in (3 * SHORT, 12 * SHORT))
    assert not grows_too_fast(reversed_words, short, long)


def test_no_number_of_rows_without_a_number_of_their_own_takes_its_square() -> None:
    def made(rows: str) -> object:
        activities = tuple(DraftActivity("line 1", "Train") for _ in rows)
        return ids_of([DraftObjective("line 1", "Prevent", activities=activities)])

    assert not grows_too_fast(made, "x" * SHORT, "x" * SHORT * TIMES)


def test_no_number_of_updates_beside_a_faulty_one_takes_its_square() -> None:
    """Each is looked at once more, and not compared with all others."""
    day, moment = date(2025, 7, 1), datetime(2025, 7, 1, tzinfo=UTC)
    sound = {"item": "1", "on": day, "recorded": moment}

    def read(updates: str) -> object:
        blocks = [{"id": str(n), **sound} for n, _ in enumerate(updates)]
        data = {"schema": 1, "plan": "p", "update": [*blocks, {"id": "faulty", **sound, "on": 1}]}
        return journal_in(ParsedFile(Path("progress.toml"), "", data), AS_WRITTEN)

    assert not grows_too_fast(read, "u" * 5 * SHORT, "u" * 5 * SHORT * TIMES)


class Name(str):
    """A name whose comparisons are counted as steps."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other)

    def __hash__(self) -> int:
        return super().__hash__()


def names(word: str, count: int) -> tuple[Name, ...]:
    """Returns names equal to those made before, but not the same objects, as in a file."""
    return tuple(Name(f"{word} {n}") for n in range(count))


def of_groups(count: int) -> Version:
    """Returns a version with as many groups as parties in each, and activities for all of each."""
    activities = tuple(
        Activity(f"1.{n}", f"Activity {n}", lead=names("Group", count), each=True)
        for n in range(count)
    )
    groups: dict[str, tuple[str, ...]] = {
        group: names("Party", count) for group in names("Group", count)
    }
    plan = Plan(
        "2025", 1, "A plan", date(2025, 1, 1), date(2025, 12, 31),
        parties=names("Party", count), groups=groups,
    )  # fmt: skip
    return Version(1, plan, (Objective("1", "An objective", activities=activities),))


def steps(work: Callable[[], object]) -> int:
    """Returns the number of calls that a piece of work makes, of generators that it resumes too."""
    made = 0

    def count(*_: Any) -> None:
        nonlocal made
        made += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


DAY: Final = date(2025, 7, 1)

OF_PARTIES: Final[dict[str, Callable[[Version], object]]] = {
    "progress": lambda version: progress_on(version, (), DAY),
    "by lead": lambda version: group(progress_on(version, (), DAY), "lead"),
    "leads": lambda version: select(
        progress_on(version, (), DAY), Filters(lead=(names("Group", 1)))
    ),
    "parties": parties_of,
    "check": lambda version: list(version_faults(version)),
}


@pytest.mark.parametrize("name", OF_PARTIES)
def test_no_number_of_parties_takes_its_square(name: str) -> None:
    """Four times as many parties in four times as many groups are sixteen times as much to show."""
    work = OF_PARTIES[name]
    short, long = (of_groups(count) for count in (10, 10 * TIMES))
    assert steps(lambda: work(long)) < 1.25 * TIMES**2 * steps(lambda: work(short))
