"""Pages as files for others, HTML and Word: they say what the data says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import docx
import pytest
from docx.oxml.ns import qn

from bptip.plan import vocabulary
from bptip.plan.model import Outlook, Status
from render.html_reading import read
from render.html_reading import table_of as html_table

if TYPE_CHECKING:
    from conftest import Bptip, Plans

Rows = list[list[str]]

FORMATS: Final = ("html", "docx")

NAMED_AS_GROUP: Final = {"4.5": "All parties"}
"""The group that an item's plan names as its lead; the data has its parties."""

ASKED: Final = "2026-09-01"
"""The day on which the parties were asked in the round of the example's journal."""

every_format = pytest.mark.parametrize("format_", FORMATS)


def tables(bptip: Bptip, format_: str, *command: str) -> list[Rows]:
    """Returns the tables of a page in a format, read back: the words of each cell."""
    outcome = bptip(*command, "--format", format_)
    assert outcome.code == 0, outcome.err
    if format_ == "html":
        return [html_table(table) for table in read(outcome.out).all("table")]
    return [
        [[word_cell(cell) for cell in row.cells] for row in table.rows]
        for table in docx.Document(BytesIO(outcome.raw)).tables
    ]


def word_cell(cell: Any) -> str:
    """Returns the words of a cell, and those of its pictures."""
    described = (each.get("descr") for each in cell._tc.iter(qn("wp:docPr")))
    return " ".join(" ".join((cell.text, *described)).split())


def day(value: str | None) -> str:
    """Returns a date of the data as pages write it."""
    return vocabulary.day(date.fromisoformat(value)) if value else "–"


def of_objectives(data: Any) -> Iterator[list[str]]:
    """Yields the words of the rows of activities, and those of their objectives."""
    for objective in data["objectives"]:
        yield [objective["id"], objective["title"], "", day(objective["last_update"])]
        for each in objective["activities"]:
            lead = NAMED_AS_GROUP.get(each["id"]) or ", ".join(each["lead"]) or "–"
            yield [each["id"], each["title"], lead, day(each["last_update"])]


def status_in_words(item: Any) -> Iterator[str]:
    """Yields words that the status has: of parts that each party does for itself, the counts."""
    if parties := item.get("parties"):
        statuses = Counter(party["status"] for party in parties)
        yield f"{statuses['completed']} of {len(parties) - statuses['not-applicable']} completed"
        yield f"{statuses['not-reported']} not reported"
    else:
        derived = item.get("derived_status", item["status"])
        yield vocabulary.STATUS[Status(derived)].split()[0]
        yield vocabulary.STATUS[Status(item["status"])]


ONLY_A_PERCENTAGE: Final = {"1.5": ": only a percentage stated"}
"""The activity of the example about which nobody has stated more than a percentage."""


def outlook_in_words(item: Any) -> str:
    """Returns the outlook of an activity with its cause; of several, the counts of the worst."""
    if parts := item.get("activities") or item.get("parties"):
        outlook = item["outlook"]
        if outlook == "closed":
            by_status = Counter(each["status"] for each in parts)
            last = by_status.pop("completed", 0)
            counts = {vocabulary.STATUS[Status(s)]: n for s, n in by_status.items()}
            counts[vocabulary.STATUS[Status.COMPLETED]] = last
        else:
            concerns = ("off-track", "unfinished", "at-risk", "unknown")
            counted = concerns if outlook in concerns else (outlook,)
            by_outlook = Counter(each["outlook"] for each in parts)
            counts = {vocabulary.OUTLOOK[Outlook(o)]: by_outlook[o] for o in counted}
        shown = [f"{count} {name}" for name, count in counts.items() if count]
        return f"{', '.join(shown)}, of {len(parts)}"
    if item["outlook"] == "closed":
        return vocabulary.STATUS[Status(item["status"])]
    if item.get("cause"):
        # The office that was asked has sent its return, and left this item open.
        came = vocabulary.UNANSWERED["return"].format(owing="")
        days = {"last": day(item["last_update"]), "asked": day(ASKED)}
        return vocabulary.CAUSE[item["cause"]].format(**days, came=came)
    return vocabulary.OUTLOOK[Outlook(item["outlook"])]


@every_format
def test_status_has_the_rows_of_the_data(bptip: Bptip, format_: str) -> None:
    """Every objective and activity, with its words for status and outlook."""
    data = bptip("status", "-a", "--json").json
    head, *rows = tables(bptip, format_, "status", "-a")[0]
    at = {title: place for place, title in enumerate(head)}
    shown = [[row[0], row[1], row[at["Lead"]], row[at["Last update"]]] for row in rows]
    assert shown == list(of_objectives(data))
    stand = [
        each for objective in data["objectives"] for each in (objective, *objective["activities"])
    ]
    for row, each in zip(rows, stand, strict=True):
        assert all(words in row[at["Status"]] for words in status_in_words(each))
        _sign, words = row[at["Outlook"]].split(maxsplit=1)
        assert words == outlook_in_words(each) + ONLY_A_PERCENTAGE.get(each["id"], "")


@every_format
def test_bars_have_the_counts_of_the_data(bptip: Bptip, format_: str) -> None:
    """In words, beside what is drawn."""
    data = bptip("status", "--json").json
    head, *rows = tables(bptip, format_, "status")[0]
    for row, objective in zip(rows, data["objectives"], strict=True):
        counts = Counter(
            {vocabulary.STATUS[Status(s)]: n for s, n in objective["by_status"].items()}
        )
        for each in objective["activities"]:
            if each["outlook"] == "upcoming" and each["status"] in ("not-reported", "not-started"):
                counts[vocabulary.STATUS[Status(each["status"])]] -= 1
                counts["not yet due to begin"] += 1
        cell = row[head.index("Activities")]
        shown = set() if cell == "–" else set(cell.split(", "))
        assert shown == {f"{many} {name}" for name, many in counts.items() if many}


@every_format
@pytest.mark.parametrize(
    "command", [("log",), ("plans",), ("show", "1.2"), ("check",)], ids=" ".join
)
@pytest.mark.usefixtures("workspace")
def test_every_reading_command_has_it(bptip: Bptip, format_: str, command: tuple[str, ...]) -> None:
    """Written by extension, whole."""
    file = bptip.home / f"out.{format_}"
    assert bptip(*command, "-o", file).code == 0
    assert file.read_bytes() == bptip(*command, "--format", format_).raw


@every_format
def test_log_has_a_row_for_every_update(bptip: Bptip, format_: str) -> None:
    """In the fold's order."""
    updates = bptip("log", "--json").json["updates"]
    (table,) = tables(bptip, format_, "log")
    head, *rows = table
    assert [[row[head.index("On")], row[1]] for row in rows] == [
        [day(each["on"]), each["item"]] for each in updates
    ]


@every_format
def test_a_hostile_plan_is_harmless(bptip: Bptip, plans: Plans, format_: str) -> None:
    """A title that would run, turn round, or end what it is in, is shown as it is."""
    titles = [
        "<script>alert(1)</script>",
        "]]></style>",
        '"onmouseover=alert(1) x="',
        "invoice\u202egpj.exe",
        "clear \x1b[2J screen",
    ]
    text = "".join(
        f'[[objective]]\nid = "{n}"\ntitle = {_toml(title)}\n' for n, title in enumerate(titles, 1)
    )
    folder = plans.add(text).parent
    rows = tables(bptip, format_, "status", "--plans", str(folder))[0][1:]
    assert [row[1] for row in rows] == [
        *titles[:3],
        "invoice[U+202E]gpj.exe",
        "clear [U+001B][2J screen",
    ]


def _toml(text: str) -> str:
    """Returns a text in TOML, its control characters escaped."""
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\' else c for c in text)
    return f'"{escaped}"'
