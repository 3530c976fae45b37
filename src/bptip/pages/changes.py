"""The changes of a period: each item's status before and after, its updates, late entries."""

from __future__ import annotations

from typing import Final, NamedTuple

from bptip.pages.document import Document, Line
from bptip.pages.parts import lines, records
from bptip.pages.parts.period_changes import change_blocks, late_blocks
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.labels import Labels
from bptip.plan.model import Source
from bptip.progress.period import Changes, ItemInPeriod, PartyInPeriod


class ChangesSheet(NamedTuple):
    """The changes of a period, and how they are shown.

    With `year`, the command named no first day; with `listing`, late entries are listed, not only
    counted. `labels` are those of every item that any version has.
    """

    changes: Changes
    labels: Labels
    source: Source
    year: bool = False
    listing: bool = False


def page(sheet: ChangesSheet) -> Document:
    """Returns the page: the period, the counts, item by item, late entries."""
    changes, plan = sheet.changes, sheet.changes.version.plan
    blocks = (
        *lines.head(plan, head_line(sheet)),
        *change_blocks(changes, sheet.labels),
        *late_blocks(changes, sheet.labels, listing=sheet.listing),
    )
    return lines.plan_page(f"What moved in {plan.title}", plan, blocks, sheet.source)


def head_line(sheet: ChangesSheet) -> Line:
    """Returns the version, the period, and the known-at date."""
    changes = sheet.changes
    year = " (a year, as no --since was given)" if sheet.year else ""
    days = f"changes {vocabulary.period(changes.since, changes.until)}{year}"
    return lines.dated(changes.version.plan, days, changes.known_at)


def record(sheet: ChangesSheet) -> Record:
    """Returns the listed items, and the late entries."""
    changes = sheet.changes
    return records.plan_answer(
        sheet.source,
        changes.version.plan,
        since=changes.since,
        until=changes.until,
        known_at=changes.known_at,
        changes=[change_record(each) for each in changes.listed],
        late=records.updates(changes.late, sheet.labels, frozenset()),
        unchanged=len(changes.unchanged),
    )


KEYS: Final = (
    "kind", "id", "title", "objective", "from", "to", "parties", "parties_joined", "parties_left",
    "updates", "notes", "evidence",
)  # fmt: skip


def change_record(change: ItemInPeriod) -> Record:
    """Returns an item's statuses before and after, and the content of its updates."""
    addresses = (address for update in change.updates for address in update.evidence)
    return records.record_of(
        KEYS,
        change,
        change.item,
        parties=[{"party": each.party} | statuses_of(each) for each in change.parties],
        updates=[update.id for update in change.updates],
        notes=[update.note for update in change.updates if update.note is not None],
        evidence=list(dict.fromkeys(addresses)),
        **statuses_of(change),
    )


def statuses_of(change: ItemInPeriod | PartyInPeriod) -> Record:
    """Returns the statuses before and after; None if the plan did not have the item on that day."""
    return records.record_of(("from", "to"), **{"from": change.before, "to": change.after})


VIEW: Final = View(
    page, record, MainList(KEYS, listed("changes", items=("id", "objective")), kind="changes")
)
