"""Turns the reports of a draft into statements about items, and compares them with the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bptip.exchange.identity import Known, identities, is_latest
from bptip.exchange.importing.preview import RowEntry
from bptip.exchange.importing.shown import is_shown, shown_activities
from bptip.exchange.tables.cell_dates import recurrence_in
from bptip.exchange.tables.drafts import RowReport, joined_report
from bptip.exchange.tables.findings import Finding, SetAside, error, warning
from bptip.exchange.tables.maps import map_line, typed_pair
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
    """The statements of a draft, and the findings about them."""

    statements: tuple[PlacedStatement, ...]
    findings: tuple[Finding, ...] = ()
    undated: int = 0
    """The number of reports without a day."""


def statements_of(
    items: Iterable[ItemReports],
    file: str,
    versions: Sequence[Version],
    round_name: str | None = None,
    *,
    day_column: str = "",
    day: date,
) -> Stated:
    """Returns the statements of the reports on these items; reports without a day are an error.

    `day_column` is the header of a column that may have the days, and `day` the one to propose.
    """
    own: dict[tuple[str | None, date], frozenset[str]] = {}
    statements: list[PlacedStatement] = []
    undated: list[RowReport] = []
    findings: list[Finding] = []
    for item, reports, indicators, is_own in items:
        for report in _joined(reports):
            if report.on is None:
                undated.append(report)
                continue
            reporter = report.by, report.on
            if reporter not in own:
                own[reporter] = own_items(report.by, report.on, versions)
            statement = _statement(report, item, indicators, file, report.on)
            statement = statement._replace(round=round_name, own=is_own or item in own[reporter])
            if statement.status is Status.NOT_APPLICABLE and not statement.own:
                findings.append(_not_applicable(report, item))
            statements.append(PlacedStatement(statement, report.place, report.has_own_day))
    return Stated(tuple(statements), (*_no_day(undated, day_column, day), *findings), len(undated))


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


def _no_day(undated: Sequence[RowReport], day_column: str, day: date) -> Iterator[Finding]:
    if undated:
        first = undated[0]
        rows = count(len(undated), "row")
        reports = "reports" if len(undated) == 1 else "report"
        message = f"On which day was this true? {rows} {reports} progress without a date."
        word = first.said or (first.status.value if first.status else "")
        pair = f'"{typed_pair(day_column, "on")}"'
        named = f". Or name the column that has it: --column {pair}" if day_column else ""
        yield error("no-day", first.place, word, message, f"Add the day: --on {day}{named}")


def at_odds(entries: Iterable[RowEntry]) -> Iterator[str]:
    """Yields a sentence for each kind of rows in which two values contradict each other."""
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
    hint = f'For example, add --word "{typed_pair(word, Status.DISCONTINUED)}". '
    hint += f"In the map: {map_line('status', word, Status.DISCONTINUED)}"
    return error("unknown-status", report.place, word, message, hint)


def _statement(
    report: RowReport, item: str, indicators: Sequence[str | None], file: str, on: date
) -> Statement:
    values = {
        name: value
        for place, value in report.values.items()
        if place < len(indicators) and (name := indicators[place]) is not None
    }
    return Statement(
        item=item,
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
        taken_from=f"{file}, {report.place}",
        evidence=report.evidence,
        values=values or EMPTY,
    )


class IdentifiedRows(NamedTuple):
    """The statements with their identities, the rows that contradict each other, and warnings."""

    entries: tuple[RowEntry, ...]
    set_aside: tuple[SetAside, ...]
    findings: tuple[Finding, ...]


def judged(
    plan: str,
    placed: Sequence[PlacedStatement],
    updates: Sequence[Update],
    version: Version,
    *,
    again: bool,
) -> IdentifiedRows:
    """Returns each statement with its state in the journal; sets contradictions aside.

    `version` is the version with the items of the statements.
    """
    statements = [each.statement for each in placed]
    known = identities(plan, statements, updates, again=again)
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
    return IdentifiedRows(tuple(entries), tuple(aside), tuple(findings))
