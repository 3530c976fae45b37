"""The changes of a period: each item's status before and after, its updates, late entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import Document, Line, joined, plain
from bptip.pages.parts import lines, records
from bptip.pages.parts.period_changes import change_blocks, late_blocks
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.model import Source
from bptip.progress.period import Changes, ItemInPeriod

if TYPE_CHECKING:
    from bptip.plan.labels import Labels


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
    changes = sheet.changes
    blocks = (
        *lines.head(changes.version.plan, head_line(sheet)),
        *change_blocks(changes, sheet.labels),
        *late_blocks(changes, sheet.labels, listing=sheet.listing),
    )
    plan = changes.version.plan
    return lines.plan_page(f"What moved in {plan.title}", plan, blocks, sheet.source)


def head_line(sheet: ChangesSheet) -> Line:
    """Returns the version, the period, and the known-at date."""
    changes = sheet.changes
    year = " (a year, as no --since was given)" if sheet.year else ""
    parts = [
        plain(f"version {changes.version.plan.version}"),
        plain(f"changes {vocabulary.period(changes.since, changes.until)}{year}"),
        lines.received_by(changes.known_at),
    ]
    return joined(parts)


def record(sheet: ChangesSheet) -> Record:
    """Returns the listed items, and the late entries."""
    changes = sheet.changes
    return records.answer(
        sheet.source,
        plan=changes.version.plan.id,
        version=changes.version.plan.version,
        since=changes.since,
        until=changes.until,
        known_at=changes.known_at,
        changes=[change_record(each) for each in changes.listed],
        late=records.updates(changes.late, sheet.labels, frozenset()),
        unchanged=len(changes.unchanged),
    )


def change_record(change: ItemInPeriod) -> Record:
    """Returns an item's statuses before and after, and the content of its updates."""
    addresses = (address for update in change.updates for address in update.evidence)
    return {
        "kind": change.item.kind,
        "id": change.item.id,
        "title": change.item.title,
        "objective": change.objective,
        "from": change.before.value if change.before else None,
        "to": change.after.value if change.after else None,
        "parties": [
            {
                "party": each.party,
                "from": each.before.value if each.before else None,
                "to": each.after.value if each.after else None,
            }
            for each in change.parties
        ],
        "parties_joined": list(change.parties_joined),
        "parties_left": list(change.parties_left),
        "updates": [update.id for update in change.updates],
        "notes": [update.note for update in change.updates if update.note is not None],
        "evidence": list(dict.fromkeys(addresses)),
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        (
            "kind", "id", "title", "objective", "from", "to", "parties", "parties_joined",
            "parties_left", "updates", "notes", "evidence",
        ),
        listed("changes", items=("id", "objective")),
        kind="changes",
    ),
)  # fmt: skip
