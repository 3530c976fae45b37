"""Turns the reports of a draft into statements about items, and compares them with the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from bptip.exchange.importing.open_words import day_of_table
from bptip.exchange.importing.own_pages import is_shown, shown_activities
from bptip.exchange.importing.preview import RowEntry
from bptip.exchange.importing.request import ImportRequest
from bptip.exchange.statement_ids import Known, identities, is_latest
from bptip.exchange.tables.assembly import Assembled
from bptip.exchange.tables.cell_dates import recurrence_in
from bptip.exchange.tables.drafts import RowReport, joined_report
from bptip.exchange.tables.findings import Finding, SetAside, error, warning
from bptip.exchange.tables.maps import option_or_line, typed_option
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import same_name
from bptip.plan.command_lines import command_line
from bptip.plan.journal import Update
from bptip.plan.model import EMPTY, Status, Version
from bptip.plan.search import shown_number, typed_number
from bptip.plan.vocabulary import OMISSION, count, first_three, listing
from bptip.progress.fold import in_order, not_retracted, retracted_ids
from bptip.recording.statements import Omission, Statement, omissions, own_items


class ItemReports(NamedTuple):
    """The reports on one item; `indicators` are the ids of its indicators, by place.

    `is_own` is True if each party reports its own part, as in a matrix.
    """

    item: str
    reports: tuple[RowReport, ...]
    indicators: tuple[str | None, ...] = ()
    is_own: bool = False


class PlacedStatement(NamedTuple):
    """A statement, the place of its row, and True if that row states a day."""

    statement: Statement
    place: str
    has_own_day: bool


class Stated(NamedTuple):
    """The statements of a table with their states in the journal, and the findings about them.

    `set_aside` are rows that contradict each other. `undated` is the number of reports without a
    day.
    """

    entries: tuple[RowEntry, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    findings: tuple[Finding, ...] = ()
    undated: int = 0


def stated_in(
    items: Iterable[ItemReports],
    request: ImportRequest,
    read: Assembled,
    version: Version,
    versions: Sequence[Version],
) -> Stated:
    """Returns the statements of the reports on these items; reports without a day are an error.

    `version` is the version with the items, and `versions` are all versions of the plan.
    """
    own = cache(lambda by, on: own_items(by, on, versions))
    placed: list[PlacedStatement] = []
    undated: list[RowReport] = []
    findings: list[Finding] = []
    for item in items:
        for report in _joined(item.reports):
            if report.on is None:
                undated.append(report)
                continue
            statement = _statement(report, report.on, item, request)
            is_own = item.is_own or item.item in own(report.by, report.on)
            statement = statement._replace(own=is_own)
            if statement.status is Status.NOT_APPLICABLE and not is_own:
                findings.append(_not_applicable(report, item.item))
            placed.append(PlacedStatement(statement, report.place, report.has_own_day))
    stated = _compared(placed, request, version)
    no_day = _no_day(undated, read, request.today)
    return stated._replace(findings=(*no_day, *findings, *stated.findings), undated=len(undated))


def _joined(reports: Sequence[RowReport]) -> list[RowReport]:
    """Returns the reports of one item; joins reports of one day and party that agree.

    A report whose date is in doubt is left out: the date's cell has an error.
    """
    joined: dict[tuple[date | None, str | None], list[RowReport]] = {}
    for report in reports:
        if report.has_day_in_doubt:
            continue
        alike = joined.setdefault((report.on, report.by), [])
        merged = joined_report(alike[-1], report) if alike else None
        if merged is None:
            alike.append(report)
        else:
            alike[-1] = merged
    return [report for alike in joined.values() for report in alike]


def _no_day(undated: Sequence[RowReport], read: Assembled, today: date) -> Iterator[Finding]:
    """Yields the error about reports without a day; the hint proposes a day or a column."""
    if undated:
        first, column = undated[0], read.collected.day_column
        rows = count(len(undated), "row")
        reports = "reports" if len(undated) == 1 else "report"
        message = f"On which day was this true? {rows} {reports} progress without a date."
        word = first.said or (first.status.value if first.status else "")
        option = typed_option("columns", column, ColumnRole.ON)
        named = f". Or name the column that has it: {option}" if column else ""
        hint = f"Add the day: --on {day_of_table(read.draft, today)}{named}"
        yield error("no-day", first.place, word, message, hint)


def at_odds(entries: Iterable[RowEntry]) -> Iterator[str]:
    """Yields a sentence for each pair of values that contradict each other in new rows."""
    written = [entry for entry in entries if entry.identity.writes]
    for omission in (Omission.PERCENTAGE, Omission.LATER):
        places = [entry.place for entry in written if omission in omissions(entry.statement)]
        if places:
            yield f"{OMISSION[omission].removesuffix('.')}: {first_three(places)}."


def come_again(entries: Iterable[RowEntry], version: Version) -> Iterator[str]:
    """Yields a sentence about work that is reported as completed but recurs by the plan."""
    words = {each.id: recurrence_in(each.extra.values()) for each in version.activities}
    completed = {
        entry.statement.item
        for entry in entries
        if entry.identity.writes and entry.statement.status is Status.COMPLETED
    }
    again = [each for each in version.activities if each.id in completed and words[each.id]]
    numbers = [typed_number(each, version) for each in again]
    line = command_line(("update", *numbers, Status.CONTINUOUS.value, "--plan", version.plan.id))
    if again and line:
        named = listing([f"{shown_number(each)} ({words[each.id]})" for each in again])
        yield f"Completed, although the plan says that it recurs: {named}. If it continues: {line}"


def _not_applicable(report: RowReport, item: str) -> Finding:
    message = f'{item} cannot be "not applicable": only a lead\'s own part of it can.'
    word = report.said or "not applicable"
    hint = f"For example, add {option_or_line('status', word, Status.DISCONTINUED)}"
    return error("unknown-status", report.place, word, message, hint)


def _statement(report: RowReport, on: date, item: ItemReports, request: ImportRequest) -> Statement:
    values = {
        name: value
        for place, value in report.values.items()
        if place < len(item.indicators) and (name := item.indicators[place]) is not None
    }
    return Statement(
        item=item.item,
        on=on,
        by=report.by,
        status=report.status,
        progress=report.progress,
        reason=report.reason,
        expected=report.expected,
        next=report.next,
        note=report.note,
        challenges=report.challenges,
        said=None if report.said is None else same_name(report.said),
        round=request.round,
        taken_from=f"{request.file.name}, {report.place}",
        evidence=report.evidence,
        values=values or EMPTY,
    )


def _compared(
    placed: Sequence[PlacedStatement], request: ImportRequest, version: Version
) -> Stated:
    """Returns each statement with its state in the journal; sets contradictions aside."""
    if not placed:
        return Stated()
    updates = request.updates
    statements = [each.statement for each in placed]
    known = identities(request.plan, statements, updates, again=request.again)
    latest: dict[str, list[Update]] = {}
    for update in in_order(not_retracted(updates, retracted_ids(updates))):
        latest.setdefault(update.item, []).append(update)
    shown = shown_activities(version, updates)
    entries, aside, findings = [], [], []
    for (statement, place, has_own_day), identity in zip(placed, known, strict=True):
        if identity.differs_from:
            others = ", ".join(placed[at].place for at in identity.differs_from[:3])
            why = f"it differs from {others} about {statement.item}"
            aside.append(SetAside(place, why))
            word = str(statement.said or statement.status or "")
            findings.append(warning("twice", place, word, f"This row and {others} differ."))
            continue
        activity = shown.get(statement.item)
        is_known = identity.known is Known.NEW and (
            (not has_own_day and is_latest(statement, latest.get(statement.item, ())))
            or (activity is not None and is_shown(statement, activity))
        )
        same = identity._replace(known=Known.SAME, writes=False)
        entries.append(RowEntry(statement, place, same if is_known else identity))
    return Stated(tuple(entries), tuple(aside), tuple(findings))
