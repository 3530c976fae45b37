"""Unknown words for a status or a date: the user types their meanings, or saves them in a map."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.comparison.pairs import Pair
from bptip.exchange.importing.preview import ImportPreview
from bptip.exchange.importing.request import ImportRequest
from bptip.exchange.tables.cell_dates import DateKind, date_words
from bptip.exchange.tables.cell_statuses import LONGEST_WORD, likely_meaning, status_of_synonym
from bptip.exchange.tables.collected import StatusCount
from bptip.exchange.tables.date_orders import OpenDates, likely_month
from bptip.exchange.tables.drafts import Draft, DraftActivity, status_headers
from bptip.exchange.tables.findings import Finding, shortened
from bptip.exchange.tables.maps import NO_GUESS, PLACE_OF_DATE, typed_pair
from bptip.exchange.tables.table_words import NOBODY, PLAN_WORDS, ColumnRole
from bptip.plan.characters import same_text
from bptip.plan.dates import dates_in, likely_spans
from bptip.plan.search import typed_number
from bptip.plan.status_names import find_status
from bptip.plan.vocabulary import count

MOST_LISTED: Final = 8
"""Maximum number of entries that a preview lists of each kind; more words can be put into a map.

Set by hand: nine words with their cells fill half a screen of 24 lines.
"""

UNKNOWN_WORD: Final = "unknown-status"
"""The code of an unknown word for a status."""


class Commands(NamedTuple):
    """The command that writes, and other commands, if any.

    `saving` saves a map instead, `remarks` reads the status column as remarks, and `dated` repeats
    the preview with a date for each due date in words.
    """

    writing: tuple[str, ...]
    saving: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()


class OpenDue(NamedTuple):
    """Words instead of a due date: as typed, their number of rows, and their likely meaning."""

    words: str
    cells: int
    likely: str


def due_in_words(draft: Draft) -> list[DraftActivity]:
    """Returns the activities whose due date is in words that name no date.

    Words with several readings are left out, since they have a warning.
    """
    in_words = (DateKind.WORDS, DateKind.RECURRING)
    return [
        each
        for each in draft.activities
        if each.due.kind in in_words and each.due.words and each.due.doubt is None
    ]


def open_dues(draft: Draft, end: date | None = None) -> list[OpenDue]:
    """Returns the words for a due date that the user can give a meaning, each once.

    These include a month with a year of two digits, but not words for recurring work, for a status
    or for a date that is not set yet. `end` is the plan's last day, which "end of the plan" means.
    """
    counted: dict[str, OpenDue] = {}
    for activity in draft.activities:
        due, words = activity.due, same_text(activity.due.words or "")
        letters, month = date_words(words), likely_month(words)
        is_named = find_status(words) or status_of_synonym(words)
        is_open = due.kind is DateKind.WORDS and letters not in NOBODY and not is_named
        if is_open and letters and len(words) <= LONGEST_DUE and (month or due.doubt is None):
            last = likely_month(_TO.split(words)[-1])
            likely = month or next(iter(likely_spans(words)), last or PLACE_OF_DATE)
            likely = end.isoformat() if end and _ENDS_WITH_PLAN.fullmatch(letters) else likely
            first = counted.get(letters, OpenDue(words, 0, likely))
            counted[letters] = first._replace(cells=first.cells + 1)
    return list(counted.values())


_TO: Final = re.compile(r" (?:to|until|till|[-–—]) ")
"""The words between the two ends of a range of dates."""

_ENDS_WITH_PLAN: Final = re.compile(
    f"(?:the)?endof(?:the|this)?(?:{'|'.join((*PLAN_WORDS, 'project', 'period'))})(?:period)?"
)
"""The letters of words for the last day of a plan: "by the end of the project"."""

LONGEST_DUE: Final = 40
"""Maximum length of words for a due date whose meaning is asked for (characters); set by hand."""


def commands_of(
    request: ImportRequest,
    draft: Draft,
    counted: Sequence[StatusCount],
    unknown: Sequence[Finding],
    dates: OpenDates | None,
    *,
    lacking: Sequence[str],
    has_undated: bool,
    end: date | None,
) -> Commands:
    """Returns the commands that a preview proposes, with likely meanings of words and dates.

    `end` is the plan's last day; None if it is unknown.
    """
    order = ("--dates", dates.order) if dates else ()
    on = ("--on", day_of_table(draft, request.today).isoformat()) if has_undated else ()
    keys = tuple(part for key in lacking for part in ("--set", f"{key}={NO_GUESS}"))
    stated, write = (*request.command[:-1], *on, *order, *keys), request.command[-1:]
    dues = open_dues(draft, end)[:MOST_LISTED]
    pairs = [typed_pair(each.words, each.likely) for each in dues]
    dated = (*stated, *(part for pair in pairs for part in ("--dates", pair))) if pairs else ()
    header = _column_of_remarks(draft, counted)
    remarks = (*stated, "--column", typed_pair(header, ColumnRole.NOTE.value)) if header else ()
    writing, saving = _writing(request, stated, unknown)
    return Commands((*writing, *write), saving, remarks, dated)


def _writing(
    request: ImportRequest, stated: tuple[str, ...], unknown: Sequence[Finding]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the command that writes, without --write, and another that saves many words.

    If a map with many words was just saved, the command that writes has this map.
    """
    named = map_in(request.command)
    is_long = len(unknown) > MOST_LISTED
    if is_long and request.saved_map is not None:
        at = stated.index("--map") if named else len(stated)
        return (*stated[:at], *stated[at + 2 :], "--map", request.saved_map), ()
    words = [typed_pair(each.value, likely_meaning(each.value)) for each in unknown]
    writing = (*stated, *(part for word in words for part in ("--word", word)))
    file = named or f"{request.file.name.rpartition('.')[0]}-map.toml"
    saving = (*stated, "--save-map", file, *(["-f"] if named else []))
    return writing, saving if is_long else ()


def with_items(preview: ImportPreview, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Returns the command of a preview that accepts rows for the items with similar titles."""
    command, version = preview.command, preview.version
    typed = [
        typed_pair(pair.new.title, typed_number(pair.old, version)) for pair in pairs[:MOST_LISTED]
    ]
    options = [part for text in typed for part in ("--item", text)]
    return (*command[:-1], *options) if options else ()


def day_of_table(draft: Draft, today: date) -> date:
    """Returns the day to propose for undated reports: the date in the table's title, else today.

    A month in the title or in the name of the sheet means its last day.
    """
    rows = {use.sheet: use.header_row for use in draft.tables if use.header_row is not None}
    texts = [
        text
        for table in draft.file.tables
        for row in table.rows[: rows.get(table.name, 1) - 1]
        for text in (table.name, *(cell.text for cell in row))
    ]
    named = [each for text in texts for each in dates_in(text)]
    days = {each.last for each in named if each.first == each.last}
    months = {each.last for each in named if (each.last - each.first).days < LONGEST_MONTH}
    for known in (days, months):
        if len(known) == 1 and max(known) <= today:
            return known.pop()
    return today


LONGEST_MONTH: Final = 31
"""Number of days in the longest month."""


def map_in(command: Sequence[str]) -> str | None:
    """Returns the file of a command's option --map; None without the option."""
    return command[command.index("--map") + 1] if "--map" in command else None


def _column_of_remarks(draft: Draft, counted: Sequence[StatusCount]) -> str | None:
    """Returns the header of the status column if its texts look like remarks; else None.

    This is so if most of its cells have a different text, longer than a word for a status.
    """
    names = status_headers(draft)
    remarks = [
        each
        for each in counted
        if each.status is None and each.cells == 1 and len(each.word) > LONGEST_WORD
    ]
    is_likely = len(remarks) * 2 > sum(each.cells for each in counted)
    return names[0] if is_likely and len(names) == 1 and len(remarks) >= MIN_REMARKS else None


MIN_REMARKS: Final = 3
"""Minimum number of such texts in a column of remarks; set by hand."""


def unknown_words(preview: ImportPreview) -> list[Finding]:
    """Returns the error of each unknown word for a status."""
    return [each for each in preview.findings if each.code == UNKNOWN_WORD]


def map_to_complete(preview: ImportPreview) -> str | None:
    """Returns the file of a map with many words that was just saved; None without one."""
    is_long = len(unknown_words(preview)) > MOST_LISTED
    return map_in(preview.command) if is_long and not preview.saving else None


def listed_findings(preview: ImportPreview) -> list[Finding]:
    """Returns the findings for a page: equal findings of many cells are joined into one.

    More than a few unknown words are joined too.
    """
    words = unknown_words(preview)
    if len(words) <= MOST_LISTED:
        return list(_joined(preview.findings))
    message = (
        f'{len(words)} words, such as "{shortened(words[0].value)}", are not statuses that '
        "bptip knows."
    )
    others = [each for each in preview.findings if each.code != UNKNOWN_WORD]
    return [words[0]._replace(message=message, hint=""), *_joined(others)]


def _joined(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yields the first of equal findings, with the number of their cells."""
    counted = Counter((each.severity, each.message, each.hint) for each in findings)
    for finding in findings:
        cells = counted.pop((finding.severity, finding.message, finding.hint), 0)
        if cells > 1:
            message = f"{finding.message.rstrip('.')} ({count(cells, 'cell')})."
            yield finding._replace(message=message)
        elif cells:
            yield finding
