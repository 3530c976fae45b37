"""The changes of a period as blocks: their counts, a table of items, late entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bptip.pages import document as doc
from bptip.pages.parts import lines, statuses
from bptip.pages.parts.lines import Cite
from bptip.pages.parts.update_tables import status_cell
from bptip.plan import vocabulary
from bptip.plan.journal import Update
from bptip.plan.labels import Labels
from bptip.plan.model import Activity
from bptip.progress.item_progress import ItemProgress
from bptip.progress.period import Changes, ItemInPeriod, moves

NAMED: Final = 8
"""Maximum number of items whose ids follow their count."""

NAMED_ABOVE_ROWS: Final = 2
"""Maximum number where the rows below name the items too.

Tuned on a screen of 24 lines: with more ids, it had no room for the rows.
"""

QUOTED: Final = 1000
"""Maximum number of updates quoted on a page; nobody reads more."""

COLUMNS_OF_LATE: Final = (
    doc.Column("On", doc.Align.RIGHT),
    doc.Column("#"),
    doc.Column("Report", wrapping=True),
    doc.Column("Status"),
    doc.Column("Recorded", doc.Align.RIGHT, priority=1),
)


def change_blocks(changes: Changes, labels: Labels) -> Iterator[doc.Block]:
    """Yields the counts of what changed, and a table of it; or that nothing changed.

    If there are more than QUOTED updates, the table has the items only, and a line says so.
    """
    if not changes.listed:
        yield doc.text_paragraph(nothing_moved(changes))
        yield from version_blocks(changes)
        return
    yield from summary_blocks(changes, named=NAMED_ABOVE_ROWS)
    yield from version_blocks(changes)
    number = sum(len(item.updates) for item in changes.items)
    if number > QUOTED:
        yield doc.paragraph(not_quoted(changes, number))
    yield change_table(changes, labels, quoting=number <= QUOTED)


def not_quoted(changes: Changes, number: int) -> doc.Line:
    """Returns the note that there are too many updates to quote, with the command to list them."""
    period = f"--since {changes.since} --until {changes.until}"
    return (
        doc.Text(f"{vocabulary.count(number, 'update')}: too many to quote here. List them with "),
        doc.Text(f"bptip log {changes.version.plan.id} {period}", doc.Role.CODE),
        doc.Text("."),
    )


def nothing_moved(changes: Changes) -> str:
    """Returns the answer if nothing changed; the reason too, if the plan did not run then."""
    plan = changes.version.plan
    answer = "Nothing was reported for these days, and no status changed"
    if changes.until < plan.start:
        return f"{answer}: the plan begins on {vocabulary.day(plan.start)}."
    if changes.since > plan.end:
        return f"{answer}: the plan ended on {vocabulary.day(plan.end)}."
    return f"{answer}."


def summary_blocks(changes: Changes, among: str = "", named: int = NAMED) -> Iterator[doc.Block]:
    """Yields the counts by kind of change.

    `among` says which activities are counted, if these are not all of the plan; up to `named` ids
    follow a count.
    """
    kinds = moves(changes)
    moved = [named_count(items, vocabulary.MOVE[name], named) for name, items in kinds.items()]
    counted = {each.item.id for items in kinds.values() for each in items}
    reported = [each for each in changes.listed if each.item.is_leaf and each.is_reported]
    same = [each for each in reported if each.item.id not in counted]
    partly = [each for each in same if each.has_party_moved]
    redivided = [e for e in changes.listed if e.is_redivided and e.item.id not in counted]
    by_parts = (
        (partly, "changed in some of its parties' parts"),
        ([e for e in redivided if e.is_newly_shared], "now reported by each lead for itself"),
        ([e for e in redivided if not e.is_newly_shared], "now reported as a whole"),
    )
    unmoved = [each for each in same if not each.has_party_moved and not each.is_redivided]
    parts = [
        (doc.Text(", ".join(moved) if moved else "no status changed", doc.Role.STRONG),),
        *(doc.plain(named_count(items, words, named)) for items, words in by_parts if items),
        doc.plain(f"{len(unmoved)} reported without a change of status") if unmoved else (),
        doc.plain(unreported_count(changes, among)),
        silence_line(changes, named),
    ]
    yield doc.paragraph(doc.joined(parts))


def named_count(items: Sequence[ItemInPeriod], words: str, named: int = NAMED) -> str:
    """Returns a count, with the ids of the items if they are few: "2 completed (1.1, 2.4)"."""
    ids = ", ".join(each.item.shown_number for each in items)
    return f"{len(items)} {words} ({ids})" if len(items) <= named else f"{len(items)} {words}"


def unreported_count(changes: Changes, among: str) -> str:
    """Returns how many activities of the plan's last day have no report in the period."""
    known = "known " if changes.version.plan.partial else ""
    there = [e for e in changes.items if e.item.kind == "activity" and e.is_now is not None]
    activities = vocabulary.count(len(there), f"{known}activity", f"{known}activities") + among
    without = [each for each in there if not each.is_reported]
    if not there:
        return f"no {known}activities{among}"
    if not without:
        return f"reports on all {activities}" if len(there) > 1 else f"a report on {activities}"
    ended = sum(each.has_ended_before for each in without)
    early = sum(each.is_upcoming for each in without)
    silent = [each for each in without if not each.has_ended_before and not each.is_upcoming]
    asides = [f"{ended} had ended before"] if ended else []
    if early:
        asides.append(f"{early} not yet due to begin")
    if silent and len(silent) <= NAMED:
        ids = ", ".join(each.item.shown_number for each in silent)
        asides.append(f"open: {ids}" if asides else ids)
    aside = f" ({'; '.join(asides)})" if asides else ""
    none = statuses.no_report(each.is_now for each in without if each.is_now)
    return f"{none} on {len(without)} of {activities}{aside}"


def silence_line(changes: Changes, named: int) -> doc.Line:
    """Returns the parties without a report on their own parts: "no report from Fiji on 1.1"."""
    partly = [each for each in changes.items if each.is_reported and each.silent]
    if len(partly) > NAMED:
        return doc.plain(named_count(partly, "reported by some of their parties alone"))
    silent = [f"{_some(each.silent, named)} on {each.item.shown_number}" for each in partly]
    none = statuses.no_report(
        part
        for each in partly
        if each.is_now is not None
        for part in each.is_now.parties
        if part.party in each.silent
    )
    return doc.plain(f"{none} from {', '.join(silent)}") if silent else ()


def _some(parties: Sequence[str], named: int) -> str:
    """Returns the names of parties if they are few, else their number."""
    return lines.some_parties(parties) if len(parties) <= named else f"{len(parties)} parties"


def version_blocks(changes: Changes) -> Iterator[doc.Block]:
    """Yields the activities that joined or left with a later version, or have other leads in it."""
    kinds = ((changes.joined, "joined"), (changes.left, "left"))
    counts = [named_count(items, words, NAMED_ABOVE_ROWS) for items, words in kinds if items]
    counts += promises_changed(changes, with_days=False)
    if counts:
        plan, before = changes.version.plan, changes.earlier.version.plan.version
        yield doc.text_paragraph(
            f"Version {plan.version}, in force since "
            f"{vocabulary.day(changes.version.effective)}, replaced version {before}. "
            f"Activities: {vocabulary.listing(counts)}."
        )


def promises_changed(changes: Changes, *, with_days: bool) -> Iterator[str]:
    """Yields the numbers of the activities with other leads, and with another due date.

    With `with_days`, the due dates before and after are named if they are few.
    """
    if others := changes.with_other_leads:
        yield named_count(others, "with other leads")
    if moved := changes.with_other_due:
        named = ", ".join(is_now.shown_number for _, is_now in moved)
        if with_days:
            days = ((is_now, _due(was), _due(is_now)) for was, is_now in moved)
            named = "; ".join(f"{each.shown_number}: {old} → {new}" for each, old, new in days)
        yield f"{len(moved):,} with another due date{f' ({named})' if len(moved) <= NAMED else ''}"


def _due(activity: Activity) -> str:
    """Returns the due date of an activity in the plan's words."""
    stated = activity.due_words or (vocabulary.day(activity.due) if activity.due else None)
    return stated or "no due date"


def change_table(changes: Changes, labels: Labels, *, quoting: bool) -> doc.Table:
    """Returns the items under their objectives; with `quoting`, each followed by its updates."""
    columns = (
        doc.Column("#"),
        doc.Column("Item, and reports on it" if quoting else "Item", wrapping=True, least=32),
        doc.Column("Status", wrapping=True, least=28),
    )
    rows: list[doc.Row] = []
    for item in listed_under_objectives(changes):
        rows.append(item_row(item, names_parties=False))
        rows += party_rows(item)
        if quoting:
            # The item's row lacks the stated status if the item left the plan, or if its leads
            # now report on it in another way.
            is_named = len(item.updates) > 1 or item.after is None or item.is_redivided
            rows += [update_row(update, labels, with_status=is_named) for update in item.updates]
    return doc.Table(columns, tuple(rows))


def listed_under_objectives(changes: Changes) -> Iterator[ItemInPeriod]:
    """Yields the listed items, each activity after its objective."""
    groups: dict[str, list[ItemInPeriod]] = {}
    for item in changes.items:
        groups.setdefault(item.objective or item.item.id, []).append(item)
    for group in groups.values():
        if any(each.is_listed for each in group):
            yield from (each for each in group if each.is_listed or each.item.kind == "objective")


def item_row(change: ItemInPeriod, *, names_parties: bool = True) -> doc.Row:
    """Returns an item and the change of its status.

    With `names_parties`, the row of a shared activity names the parties whose status changed.
    """
    is_activity = change.item.kind == "activity"
    title = doc.Text(change.item.title, doc.Role.STRONG if is_activity else doc.Role.PLAIN)
    cells: tuple[doc.Line, ...] = (
        lines.number(change.item),
        (title,),
        status_change(change, names_parties=names_parties),
    )
    return doc.Row(cells, level=int(is_activity), heading=not is_activity)


def party_rows(change: ItemInPeriod) -> Iterator[doc.Row]:
    """Yields a row for each party of a shared activity whose status changed."""
    for part in change.parties:
        if len(change.parties) > 1 and part.was and part.is_now and part.before is not part.after:
            moved = (*statuses.status(part.was), doc.Text(" → "), *statuses.status(part.is_now))
            yield doc.row((), doc.plain(part.party), moved, level=2)


def status_change(change: ItemInPeriod, *, names_parties: bool = True) -> doc.Line:
    """Returns the statuses before and after: "in progress → completed"; if they are equal, one.

    A shared activity has the counts of its parties: "8 of 24 → 10 of 24 completed". With
    `names_parties`, the parties whose status changed follow.
    """
    was, is_now = change.was, change.is_now
    if len(change.parties) > 1 and was and is_now:
        return parties_change(change, was, is_now, names_parties=names_parties)
    if not change.has_moved:
        return statuses.status(is_now) if is_now else doc.muted("not in the plan")
    # An item that left the plan has its last status, as in the report.
    known = change.last or was
    before = statuses.status(known) if known else doc.muted("new in the plan")
    after = statuses.status(is_now) if is_now else doc.muted("left the plan")
    return (*before, doc.Text(" → "), *after)


def parties_change(
    change: ItemInPeriod, was: ItemProgress, is_now: ItemProgress, *, names_parties: bool
) -> doc.Line:
    """Returns how many parties had done their parts, and the parties whose status changed."""
    (before, word), (after, word_now) = statuses.parts_done(was), statuses.parts_done(is_now)
    counts = f"{after} {word_now}"
    if word != word_now:
        counts = f"{before} {word} → {counts}"
    elif before != after:
        counts = f"{before} → {counts}"
    moved = [
        f"{each.party}: {statuses.status_words(each.was)} → {statuses.status_words(each.is_now)}"
        for each in change.parties
        if names_parties and each.was and each.is_now and each.before is not each.after
    ]
    shown = lines.first_of(moved, NAMED)
    more = [f"{len(moved) - len(shown)} more"] if len(shown) < len(moved) else []
    led = [
        f"{words}: {', '.join(parties)}"
        for words, parties in (("joined", change.parties_joined), ("left", change.parties_left))
        if parties
    ]
    return doc.joined(
        [(doc.StatusMark(is_now.status, counts),), *map(doc.muted, (*shown, *more, *led))], "; "
    )


def update_row(update: Update, labels: Labels, *, with_status: bool) -> doc.Row:
    """Returns an update: its day, its words, and its status if the item's row lacks it."""
    status = status_cell(update, labels) if with_status else ()
    return doc.row(lines.optional_day(update.on), said(update, labels, doc.Link), status, level=2)


def said(update: Update, labels: Labels, cite: Cite) -> doc.Line:
    """Returns the party, the words and the evidence of an update."""
    words = doc.joined(
        [lines.statement(update, labels), *lines.evidence(update.evidence, cite)], " "
    )
    by = doc.plain(f"{update.by}: " if words else update.by) if update.by else ()
    return (*by, *words)


def late_blocks(
    changes: Changes, labels: Labels, cite: Cite = doc.Link, *, listing: bool
) -> Iterator[doc.Block]:
    """Yields the count of retracted updates, then that of late entries; with `listing`, a table."""
    since = vocabulary.day(changes.since)
    if changes.retracted:
        yield doc.muted_paragraph(retracted_note(changes))
    if not changes.late:
        if listing:
            none = f"No late entries: no update for days before {since} was recorded since then."
            yield doc.muted_paragraph(none)
        return
    number = vocabulary.count(len(changes.late), "late entry", "late entries")
    counted = f"{number}: for days before {since}, recorded since then"
    if listing:
        yield doc.heading("Late entries")
        yield doc.text_paragraph(f"{counted}.")
        yield late_table(changes.late, labels, cite)
    else:
        yield doc.paragraph(
            (
                *doc.muted(counted),
                doc.Text(" (", doc.Role.MUTED, private=True),
                doc.Text("--late", doc.Role.CODE, private=True),
                doc.Text(" lists them)", doc.Role.MUTED, private=True),
                *doc.muted("."),
            )
        )


def retracted_note(changes: Changes) -> str:
    """Returns the number of updates for days before the period that were retracted in it."""
    number = len(changes.retracted)
    items = ", ".join(dict.fromkeys(each.item for each in changes.retracted))
    verb = "was" if number == 1 else "were"
    return (
        f"{vocabulary.count(number, 'update')} for days before {vocabulary.day(changes.since)} "
        f"{verb} retracted since then ({items}): the log shows each of them and the reason."
    )


def late_table(updates: Sequence[Update], labels: Labels, cite: Cite) -> doc.Table:
    """Returns late entries: their days, items, words and statuses, and when they were recorded."""
    rows = (
        doc.row(
            lines.optional_day(update.on),
            lines.number_of(update.item, labels),
            said(update, labels, cite),
            status_cell(update, labels),
            lines.optional_day(update.recorded_on),
        )
        for update in updates
    )
    return doc.Table(COLUMNS_OF_LATE, tuple(rows))
