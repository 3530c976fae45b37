"""Faults that a journal's updates show without the plan: a function a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Final

from bptip.plan.addresses import evidence_fault, is_link
from bptip.plan.duplicates import PROVENANCE
from bptip.plan.journal import Update
from bptip.plan.model import EMPTY, Status
from bptip.plan.near_names import cached_hint, nearest
from bptip.plan.vocabulary import listing
from bptip.problems.fault import Code, Fault, warning
from bptip.problems.journal.context import Context, PlacedUpdate
from bptip.problems.shape import BAD_VALUE

DUPLICATE_UPDATE: Final = Code(
    name="duplicate-update",
    what="two updates have the same id",
    why="If they are the same, they count once; if they differ, neither counts, because nobody "
    "can say which is right.",
    scene="second-update",
    wrong='id = "2026-03-06-1"',
    right='id = "2026-04-03-1"',
)

UNKNOWN_UPDATE: Final = Code(
    name="unknown-update",
    what="an update takes back another update that is not in the journal",
    why="The mistake that it should take back may still count.",
    scene="retraction",
    wrong='retracts = "2026-03-05-1"',
    right='retracts = "2026-03-06-1"',
)

ON_AFTER_RECORDED: Final = warning(
    name="on-after-recorded",
    what="an update is about a day after the day on which it was recorded",
    why="An update reports what has happened; a day in the future is usually a typing mistake.",
    scene="update-on",
    wrong="on = 2026-05-03",
    right="on = 2026-03-05",
)

NO_SUCH_FILE: Final = warning(
    name="no-such-file",
    what="a file that is named as evidence is not in the folder of the plans",
    why="Nobody who has the plans can look at it.",
    scene="update",
    wrong='status = "completed"\nevidence = ["minutes/2026-03.pdf"]',
    right='status = "completed"\nevidence = ["https://example.org/minutes"]',
)

STATEMENTS: Final = (
    "status", "progress", "reason", "expected", "next", "challenges", "said", "values",
)  # fmt: skip
"""The keys that a retraction may not have."""

DAYS_AHEAD: Final = 1
"""Maximum number of days by which `on` may be later than `recorded`.

`recorded` is compared in UTC, where a morning in Fiji is still the day before.
"""


def bad_retractions(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each retraction with a wrong target, or with a statement beside it."""
    near = cached_hint(lambda name: nearest(name, context.by_id))
    for entry in context.entries:
        if entry.update.retracts is not None:
            target = context.by_id.get(entry.update.retracts)
            if target is None:
                faults = _unknown_target(entry, context, near)
            else:
                faults = _wrong_target(entry, target, context)
            yield from ((entry, fault) for fault in (*faults, *_more_than_retraction(entry)))


def _unknown_target(
    entry: PlacedUpdate, context: Context, near: Callable[[str], str | None]
) -> Iterator[Fault]:
    """Yields a fault if the journal has no update with the id being retracted."""
    wanted = entry.update.retracts or ""
    if wanted not in context.faulty_ids:
        message = f'{entry.name} takes back "{wanted}", but the journal has no update with this id.'
        meant = near(wanted)
        hint = f'Did you mean "{meant}"?' if meant and meant != entry.update.id else None
        yield Fault(UNKNOWN_UPDATE, entry.path("retracts"), message, hint)


def _wrong_target(entry: PlacedUpdate, target: PlacedUpdate, context: Context) -> Iterator[Fault]:
    """Yields the faults of a retraction whose target is in the journal."""
    path, item = entry.path("retracts"), target.update.item
    if target is entry:
        hint = "Write the id of the mistaken update here."
        yield Fault(BAD_VALUE, path, f"{entry.name} takes itself back.", hint)
        return
    if item != entry.update.item:
        message = f"{entry.name} takes back an update about another item, {item}."
        yield Fault(BAD_VALUE, path, message, f'Write item = "{item}".')
    if entry.update.id in context.circling and not _stated(entry.update):
        message = f"{entry.name} is one of several updates that take each other back."
        yield Fault(BAD_VALUE, path, message, 'Remove "retracts" from one of them.')


def _more_than_retraction(entry: PlacedUpdate) -> Iterator[Fault]:
    """Yields a fault if a retraction also states something."""
    stated = _stated(entry.update)
    if stated:
        keys = listing([f'"{key}"' for key in stated])
        message = f"{entry.name} takes back another update, so it cannot also have {keys}."
        hint = f"Write {keys} into an update of its own."
        yield Fault(BAD_VALUE, entry.path(stated[0]), message, hint)


def _stated(update: Update) -> list[str]:
    """Returns the keys of an update that a retraction may not have."""
    return [name for name in STATEMENTS if getattr(update, name) not in (None, (), EMPTY)]


def status_of_the_whole(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each update whose status only a party's own part can have."""
    for entry in context.entries:
        update = entry.update
        if update.status is Status.NOT_APPLICABLE and not update.own:
            message = f"{entry.name}: only a party's own part can be {update.status}."
            hint = 'Add own = true and by = "…", or write another status, such as "discontinued".'
            yield entry, Fault(BAD_VALUE, entry.path("status"), message, hint)


def said_without_status(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each update with the reporter's word for a status, without a status."""
    for entry in context.entries:
        if entry.update.said is not None and entry.update.status is None:
            message = f'{entry.name} has "said" without a status.'
            hint = "Add the status that the word means, or write the word into the note."
            yield entry, Fault(BAD_VALUE, entry.path("said"), message, hint)


def duplicate_updates(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each update whose id an earlier or a faulty update has."""
    first: dict[str, PlacedUpdate] = {}
    for entry in context.entries:
        update = entry.update
        earlier = first.setdefault(update.id, entry)
        is_faulty = update.id in context.faulty_ids
        if earlier is entry and not is_faulty:
            continue
        counts_once = update.id not in context.ambiguous
        if is_faulty:
            message = f'{entry.name} has the same id as an update with errors: "{update.id}".'
        elif update == earlier.update:
            message = f'{entry.name} repeats an earlier update word for word: "{update.id}".'
        elif counts_once and update.redacted != earlier.update.redacted:
            message = (
                f'{entry.name} repeats an earlier update: "{update.id}". '
                "They differ in what was taken off the record; the redacted one counts."
            )
        elif counts_once:
            message = (
                f'{entry.name} repeats an earlier update: "{update.id}". '
                "They differ only in when and from where they were recorded."
            )
        else:
            differing = _first_difference(earlier.update, update)
            message = (
                f'{entry.name} has the same id as an earlier update: "{update.id}". '
                f'They differ in "{differing}".'
            )
        hint = (
            "It counts once. Delete one of the two."
            if counts_once
            else "None of these updates counts. Give each its own id, or delete the wrong one."
        )
        yield entry, Fault(DUPLICATE_UPDATE, entry.path("id"), message, hint)


def _first_difference(before: Update, after: Update) -> str:
    """Returns the first key in which two updates differ, provenance last."""
    names = [n for n in before._fields if getattr(before, n) != getattr(after, n)]
    return next((name for name in names if name not in PROVENANCE), names[0])


def moments_beyond_utc(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each moment that is too early or too late to have a date in UTC."""
    for entry in context.entries:
        if not 1 < entry.update.recorded.year < 9999:
            try:
                entry.update.recorded.astimezone(UTC)
            except OverflowError:
                message = f'{entry.name}: "recorded" is outside the years 1 to 9999 (in UTC).'
                hint = "Write the moment at which the update was recorded: 2026-03-06T09:00:00Z."
                yield entry, Fault(BAD_VALUE, entry.path("recorded"), message, hint)


def bad_evidence(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each address that is not a web address, mail address or relative path.

    The update counts: pages show such an address as text, without a link.
    """
    for entry in context.entries:
        for place, address in enumerate(entry.update.evidence):
            fault = evidence_fault(address)
            if fault is not None:
                message = f'{entry.name}: "{address}" {fault.wrong}.'
                path = entry.path("evidence", place)
                yield entry, Fault(BAD_VALUE, path, message, fault.hint)


def missing_files(context: Context, is_there: Callable[[str], bool]) -> Iterator[Fault]:
    """Yields a fault for each path named as evidence for which `is_there` is false."""
    for entry in context.entries:
        for place, path in enumerate(entry.update.evidence):
            if not is_link(path) and evidence_fault(path) is None and not is_there(path):
                message = f'{entry.name}: the file "{path}" is not in the plans folder.'
                hint = "Put it there, or correct the path. It begins at the folder of the plans."
                yield Fault(NO_SUCH_FILE, entry.path("evidence", place), message, hint)


def on_after_recorded(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Yields a fault for each update about a day later than the day on which it was recorded."""
    for entry in context.entries:
        update = entry.update
        if (update.on - update.recorded_on).days > DAYS_AHEAD:
            recorded = update.recorded_on.isoformat()
            message = f"{entry.name} was recorded before that day, on {recorded}."
            hint = 'Correct the day. What is planned for later goes into "expected" or "next".'
            yield entry, Fault(ON_AFTER_RECORDED, entry.path("on"), message, hint)
