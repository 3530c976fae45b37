"""Previews the three imports: a new plan, a plan's next version, and reports on its items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bptip.comparison.diff import changed_fields
from bptip.comparison.pairs import Pair
from bptip.exchange.importing.building import Period, new_version, period_of
from bptip.exchange.importing.column_questions import column_questions
from bptip.exchange.importing.draft_warnings import (
    dates_in_doubt,
    every_party,
    joined_parties,
    near_parties,
    repeated_rows,
)
from bptip.exchange.importing.matching import matched
from bptip.exchange.importing.next_version import next_version
from bptip.exchange.importing.open_words import commands_of, with_items
from bptip.exchange.importing.preview import ActivityChanges, Cells, ImportPreview, RowEntry
from bptip.exchange.importing.request import ImportRequest, instructions_of
from bptip.exchange.importing.stating import ItemReports, Stated, at_odds, come_again, stated_in
from bptip.exchange.tables.assembly import Assembled, assembled
from bptip.exchange.tables.drafts import Draft
from bptip.exchange.tables.findings import Finding, error, shortened
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import option_or_line
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.journal import Update
from bptip.plan.model import Activity, Plan, Version
from bptip.plan.names import find_parties
from bptip.plan.near_names import nearest
from bptip.plan.vocabulary import count, day, first_three, listing
from bptip.progress.fold import not_retracted, retracted_ids
from bptip.recording.statements import Statement


def preview_of(request: ImportRequest) -> ImportPreview:
    """Returns the preview of an import; raises BptipError if the table or request is unusable."""
    make = {Purpose.NEW: new_plan, Purpose.NEXT: version_after, Purpose.INTO: reports_on}[
        request.purpose
    ]
    return make(request)


# --- A new plan.


def new_plan(request: ImportRequest) -> ImportPreview:
    """Returns the preview of a new plan: its first version, and the progress in the table."""
    wanted = instructions_of(request, request.title or _stem(request.file.name))
    read = assembled(request.file, wanted)
    title = request.title or read.draft.title or _stem(request.file.name)
    known = period_of(request.plan, title, request.start, request.end, read.draft.activities)
    period = known or Period(request.today, request.today)
    if known is None and any(read.draft.activities):
        read.collected.findings.append(_no_period(read.draft))
    released = request.released or period.start
    plan = Plan(request.plan, 1, title, period.start, period.end, released=released)
    version = new_version(plan, read.draft)
    items = (
        ItemReports(activity.id, draft.reports, tuple(each.id for each in activity.indicators))
        for draft, activity in zip(read.draft.activities, version.activities, strict=True)
    )
    stated = stated_in(items, request, read, version, [version])
    preview = _preview(request, read, version, stated)._replace(has_period=known is not None)
    if period.source is not None:
        note = f"Its period comes from {period.source}. To state it: --start … --end …"
        preview = preview._replace(notes=(note, *preview.notes))
    latest = request.version
    is_same = latest is not None and _has_same_text(version, latest)
    return preview._replace(is_same=is_same and not preview.new_entries)


def _no_period(draft: Draft) -> Finding:
    """Returns the error that neither the user nor the table gives the plan's period."""
    message = "Nothing in the table says when the plan begins and ends."
    hint = "Add the period: --start 2027-01-01 --end 2029-12-31"
    return error("no-day", draft.file.name, "", message, hint)


def _stem(file: str) -> str:
    return file.rpartition(".")[0] or file


def _has_same_text(new: Version, old: Version) -> bool:
    """True if two versions differ only in their numbers and their dates."""
    plan = old.plan._replace(
        version=new.plan.version, released=new.plan.released, follows=new.plan.follows
    )
    return new.objectives == old.objectives and new.plan == plan


# --- The next version.


def version_after(request: ImportRequest) -> ImportPreview:
    """Returns the preview of a plan's next version, made from its latest version and a table."""
    latest = request.version
    assert latest is not None
    title = request.title or latest.plan.title
    known = _parties_of(request.versions)
    read = assembled(request.file, instructions_of(request, title, known))
    plan = latest.plan._replace(
        version=latest.plan.version + 1,
        title=title,
        start=request.start or latest.plan.start,
        end=request.end or latest.plan.end,
        released=request.released,
        follows=request.follows,
    )
    made = next_version(plan, latest, request.versions, read.draft, request.map.items)
    preview = _preview(request, read._replace(draft=made.draft), made.version, Stated())
    left_out = dict.fromkeys(
        column.header for table in read.draft.tables for column in table.left_out
    )
    notes = list(made.notes)
    if left_out:
        named = listing([f'"{header}"' for header in left_out])
        notes.append(f"{named}: left out. bptip import … --into {request.plan} takes progress in.")
    changes = _changes(latest, made.version, made.pairs)
    if changes.unchanged == 0 and changes.removed >= FEWEST_GONE and not preview.column_question:
        notes.append(_other_columns(latest, read.draft, changes))
    return preview._replace(
        notes=(*preview.notes, *notes),
        changes=changes,
        is_same=_has_same_text(made.version, latest),
    )


FEWEST_GONE: Final = 3
"""Minimum number of removed activities for a note on the columns, if no activity is the same."""


def _other_columns(latest: Version, draft: Draft, changes: ActivityChanges) -> str:
    """Returns the note that other columns may have been read for the latest version."""
    roles = (ColumnRole.ACTIVITY, ColumnRole.OBJECTIVE)
    columns = (column for table in draft.tables for column in table.columns)
    taken = {column.header: column.role.value for column in columns if column.role in roles}
    named = listing([f'"{header}" is the {role}' for header, role in taken.items()])
    return (
        f"No activity is the same as in version {latest.plan.version}, and {changes.removed} are "
        f"gone. Perhaps other columns were taken for that version: now {named}. "
        'To take another column, add --column "…=activity".'
    )


def _changes(old: Version, new: Version, pairs: Sequence[Pair]) -> ActivityChanges:
    """Returns the numbers of new, changed, unchanged and removed activities."""
    home = {id(a): id(o) for v in (old, new) for o in v.objectives for a in o.activities}
    partners = {(id(pair.old), id(pair.new)) for pair in pairs}
    of_activities = [pair for pair in pairs if isinstance(pair.new, Activity)]
    changed = sum(
        any(changed_fields(pair.old, pair.new))
        or (home.get(id(pair.old)), home.get(id(pair.new))) not in partners
        for pair in of_activities
    )
    paired = {id(item) for pair in of_activities for item in (pair.old, pair.new)}
    added = tuple(each for each in new.activities if id(each) not in paired)
    gone = tuple(each for each in old.activities if id(each) not in paired)
    unchanged = len(of_activities) - changed
    return ActivityChanges(
        len(added), changed, unchanged, len(gone), tuple(pairs), new=added, gone=gone
    )


# --- Reports.


def reports_on(request: ImportRequest) -> ImportPreview:
    """Returns the preview of the updates in a table for the items of a plan."""
    version = request.version
    assert version is not None
    known = _parties_of(request.versions)
    read = assembled(request.file, instructions_of(request, version.plan.title, known))
    rows = matched(read.draft, version, request.map.items)
    items, unknown = _with_known_reporters(rows.items, version)
    stated = stated_in(items, request, read, version, request.versions)
    stated = stated._replace(findings=(*rows.findings, *unknown, *stated.findings))
    preview = _preview(request, read, version, stated)
    notes = (*_not_counted(items, version), *_earlier(preview, request.updates))
    return preview._replace(
        set_aside=(*rows.set_aside, *preview.set_aside),
        notes=(*preview.notes, *notes),
        alike=rows.alike,
        not_taken=rows.open,
        same_items=with_items(preview, rows.open),
        is_same=bool(preview.entries) and not preview.new_entries and not preview.errors,
    )


def _with_known_reporters(
    items: Sequence[ItemReports], version: Version
) -> tuple[list[ItemReports], list[Finding]]:
    """Returns the reports with each party in the plan's spelling; unknown parties are errors."""
    listed = version.plan.reporters
    if not listed:
        return list(items), []
    names: dict[str, str | None] = {}
    findings = []
    for item in items:
        for report in item.reports:
            if report.by is None or report.by in names:
                continue
            alike = find_parties(report.by, listed)
            names[report.by] = alike[0] if len(alike) == 1 else None
            if names[report.by] is None:
                near = nearest(report.by, listed) or listed[0]
                message = f'"{shortened(report.by)}" is not one of the plan\'s parties.'
                hint = f"Add {option_or_line('parties', report.by, near)}"
                findings.append(error("unknown-party", report.place, report.by, message, hint))
    known = [
        item._replace(
            reports=tuple(
                each._replace(by=names.get(each.by) if each.by else None) for each in item.reports
            )
        )
        for item in items
    ]
    return known, findings


def _not_counted(items: Sequence[ItemReports], version: Version) -> Iterator[str]:
    """Yields a sentence about items of a matrix for which the plan does not count each party."""
    shared = {activity.id for activity in version.activities if activity.each}
    plain = dict.fromkeys(item.item for item in items if item.is_own and item.item not in shared)
    if plain:
        yield (
            f"{listing(list(plain))}: the reports of single parties do not count, "
            "since the plan has one answer for all leads together."
        )


def _earlier(preview: ImportPreview, updates: Sequence[Update]) -> Iterator[str]:
    """Yields a sentence about reports older than the last report of the same party or subject."""
    last: dict[tuple[object, ...], date] = {}
    for update in not_retracted(updates, retracted_ids(updates)):
        last |= {each: max(update.on, last.get(each, update.on)) for each in _subjects(update)}
    named = []
    for entry in preview.new_entries:
        stated = entry.statement
        later = max(last.get(each, stated.on) for each in _subjects(stated))
        if stated.on < later:
            named.append(f"{stated.item} on {day(stated.on)}, before {day(later)}")
    if named:
        reports = count(len(named), "report")
        yield (
            f"{reports} of a day before the plan's last report, which stays in force: "
            f"{first_three(named, '; ')}."
        )


def _subjects(report: Statement | Update) -> Iterator[tuple[object, ...]]:
    """Yields the subjects in which a later report wins: the party's view, and a status.

    For the status of a whole item, the latest day decides, whichever party reports.
    """
    yield report.item, report.by, report.own
    if report.status is not None and not report.own:
        yield (report.item,)


def _parties_of(versions: Sequence[Version]) -> tuple[str, ...]:
    """Returns the parties, groups and leads that the versions of a plan name, the latest first."""
    names: dict[str, None] = {}
    for version in reversed(versions):
        names.update(dict.fromkeys((*version.plan.parties, *version.plan.groups)))
        for activity in version.activities:
            names.update(dict.fromkeys((*activity.lead, *activity.partners)))
    return tuple(names)


# --- Shared by all imports.


def _preview(
    request: ImportRequest, read: Assembled, version: Version, stated: Stated
) -> ImportPreview:
    collected, entries = read.collected, stated.entries
    names, near = collected.names, collected.names.near
    findings = [
        *collected.findings,
        *stated.findings,
        *joined_parties(read),
        *every_party(read),
        *near_parties(near, read),
    ]
    if request.purpose is not Purpose.INTO:
        findings += [*dates_in_doubt(read.draft, version), *repeated_rows(read.draft)]
    column_question = next(column_questions(request, read.draft, findings), None)
    notes = [*request.file.notices, *collected.notes, *_ahead(entries, request.today)]
    notes += [column_question.note] if column_question else []
    notes += [*at_odds(entries), *come_again(entries, version)]
    words, dates = list(collected.unknown_statuses), collected.open_dates
    commands = commands_of(
        request, read.draft, collected.statuses, words, dates,
        lacking=tuple(collected.lacking), has_undated=stated.undated > 0,
        end=version.plan.end if version.plan.end > version.plan.start else None,
    )  # fmt: skip
    return ImportPreview(
        file=request.file.name,
        purpose=request.purpose,
        draft=read.draft,
        version=version,
        cells=Cells(
            names.counted,
            near,
            collected.statuses,
            tuple(collected.struck),
            tuple(collected.roles_of_parties),
            tuple(collected.open_colours),
            dates,
            stated.undated,
            tuple(collected.lacking.items()),
        ),
        findings=tuple(findings),
        set_aside=(*collected.set_aside, *stated.set_aside),
        entries=entries,
        source=request.source,
        command=commands.writing,
        saving=commands.saving,
        remarks=commands.remarks,
        dated=commands.dated if request.purpose is not Purpose.INTO else (),
        notes=tuple(notes),
        column_question=column_question,
    )


def _ahead(entries: Sequence[RowEntry], today: date) -> Iterator[str]:
    """Yields a sentence about new reports for a day in the future."""
    ahead = [each for each in entries if each.identity.writes and each.statement.on > today]
    if ahead:
        named = [f"{each.item} on {day(each.on)} ({place})" for each, place, _ in ahead]
        reports = f"{count(len(ahead), 'report')} for a day in the future, counted from that day on"
        yield f"{reports}: {first_three(named, '; ')}."
