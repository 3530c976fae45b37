"""Faults that show when a journal's updates are compared with the plan: a function a check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bptip.plan.dates import year_hint
from bptip.plan.near_names import cached_hint, listed, nearest
from bptip.problems.fault import Code, Fault, warning
from bptip.problems.journal.context import Context, PlacedUpdate
from bptip.problems.version import UNKNOWN_PARTY, allowed_hint

UNKNOWN_ITEM: Final = Code(
    name="unknown-item",
    what="an update is about an item that no version of the plan has",
    why="What the update reports counts nowhere.",
    scene="update-about",
    wrong='item = "7.1"',
    right='item = "1.1"',
)

UNKNOWN_INDICATOR: Final = Code(
    name="unknown-indicator",
    what="an update has a value for an indicator that its item does not have",
    why="The value counts nowhere.",
    scene="update",
    wrong="[update.values]\nparticipant = 74",
    right="[update.values]\nparticipants = 74",
)

FAR_DATE: Final = warning(
    name="far-date",
    what="a date is decades away from the plan's period",
    why="It is a typing mistake, or a year of another calendar: the Buddhist year 2569 is 2026.",
    scene="update",
    wrong="expected = 2569-12-31",
    right="expected = 2026-12-31",
)


def unknown_items(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each update about an item that no version of the plan has."""
    hint = cached_hint(lambda item: item_hint(item, context))
    for entry in context.entries:
        if entry.update.item not in context.items:
            message = f"{entry.name}: no version of the plan has an item with this id."
            yield entry, Fault(UNKNOWN_ITEM, entry.path("item"), message, hint(entry.update.item))


def item_hint(text: str, context: Context) -> str:
    """Returns the item whose title or id is nearest to the text, or all ids if none is near."""
    titles = {item.title: item_id for item_id, item in context.items.items()}
    near = titles.get(nearest(text, titles) or "") or nearest(text, context.items)
    if near:
        title = context.items[near].title
        return f'Did you mean "{near}"' + (f" ({title})?" if title else "?")
    return f"Items: {listed(context.items) or 'none'}."


def unknown_reporters(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each update by a party that is not in the plan's list, if it has one."""
    hint = cached_hint(lambda by: allowed_hint(by, context.parties))
    for entry in context.entries:
        by = entry.update.by
        if by is not None and context.parties and by not in context.parties:
            message = f'{entry.name} is by "{by}", which is not one of the plan\'s parties.'
            yield entry, Fault(UNKNOWN_PARTY, entry.path("by"), message, hint(by))


def unknown_indicators(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each value of an indicator that the item has in no version."""
    for entry in context.entries:
        item = context.items.get(entry.update.item) if entry.update.values else None
        if item is None:
            continue
        for name in entry.update.values:
            if name not in item.indicators:
                message = f'{entry.name}: the item has no indicator "{name}".'
                hint = (
                    allowed_hint(name, sorted(item.indicators))
                    if item.indicators
                    else "It has no indicators at all. Write the figure into the note."
                )
                yield entry, Fault(UNKNOWN_INDICATOR, entry.path("values", name), message, hint)


def far_dates(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each day and expected date that is decades away from the plan's period.

    Retracted updates are left out: the mistake was corrected.
    """
    if context.period is None:
        return
    retracted = {entry.update.retracts for entry in context.entries}
    for entry in context.entries:
        if entry.update.id in retracted:
            continue
        for key in ("on", "expected"):
            day = getattr(entry.update, key)
            hint = year_hint(day, *context.period) if day else None
            if hint:
                message = f'{entry.name}: "{key}" is decades away from the plan\'s period.'
                yield entry, Fault(FAR_DATE, entry.path(key), message, hint)
