"""Faults of a journal's updates: one check a function.

An update with a fault doesn't count until it is mended, and every page says so; the exceptions
are an address of evidence, which is shown as text, and an update that stands twice word for word,
which counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.addresses import is_evidence
from bptip.plan.model import EMPTY, Activity
from bptip.plan.names import listed, nearest, sparing
from bptip.problems import scenes
from bptip.problems.fault import Code, Fault, FaultPath, warning
from bptip.problems.shape import BAD_VALUE
from bptip.problems.version import UNKNOWN_PARTY, allowed_hint

if TYPE_CHECKING:
    from bptip.plan.model import Update, Version

DUPLICATE_UPDATE: Final = Code(
    name="duplicate-update",
    what="two updates have one id",
    why="If they say the same, they count once; if they differ, nobody can say which is meant.",
    scene=scenes.SECOND_UPDATE,
    wrong='id = "2026-03-06-1"',
    right='id = "2026-04-03-1"',
)

UNKNOWN_ITEM: Final = Code(
    name="unknown-item",
    what="an update is about an item that no version of the plan has",
    why="What it reports is counted nowhere.",
    scene=scenes.UPDATE_ABOUT,
    wrong='item = "7.1"',
    right='item = "1.1"',
)

UNKNOWN_UPDATE: Final = Code(
    name="unknown-update",
    what="an update takes back one that is not in the journal",
    why="The mistake that was to be taken back may still count.",
    scene=scenes.RETRACTION,
    wrong='retracts = "2026-03-05-1"',
    right='retracts = "2026-03-06-1"',
)

UNKNOWN_INDICATOR: Final = Code(
    name="unknown-indicator",
    what="an update has a value of an indicator that its item doesn't have",
    why="The figure is counted nowhere.",
    scene=scenes.UPDATE,
    wrong="[update.values]\nparticipant = 74",
    right="[update.values]\nparticipants = 74",
)

ON_AFTER_RECORDED: Final = warning(
    name="on-after-recorded",
    what="an update is true for a day after it was written down",
    why="A plan is not a report: write what will be as expected, or mend the day.",
    scene=scenes.UPDATE_ON,
    wrong="on = 2026-05-03",
    right="on = 2026-03-05",
)

CODES: Final = (
    DUPLICATE_UPDATE,
    UNKNOWN_ITEM,
    UNKNOWN_UPDATE,
    UNKNOWN_INDICATOR,
    ON_AFTER_RECORDED,
)


class PlacedUpdate(NamedTuple):
    """An update and its place in the journal's file, from 0."""

    update: Update
    place: int

    def path(self, *keys: str | int) -> FaultPath:
        """The path of the update's heading, or of one of its keys."""
        return ("update", self.place, *keys)

    @property
    def name(self) -> str:
        """How messages name the update."""
        return f"The update of {self.update.on.isoformat()} about {self.update.item}"


class Context(NamedTuple):
    """What updates are checked against: all versions of the plan, and the whole journal.

    `faulty_ids` are the ids of updates that have faults of form: they exist, but don't count.
    `circling` are the ids of updates that take each other back in a circle, `differing` those that
    stand over updates which say different things.
    """

    entries: Sequence[PlacedUpdate]
    items: Mapping[str, tuple[str, frozenset[str]]]
    parties: tuple[str, ...]
    by_id: Mapping[str, PlacedUpdate]
    faulty_ids: frozenset[str]
    circling: frozenset[str]
    differing: frozenset[str]


def context_of(
    versions: Sequence[Version], entries: Sequence[PlacedUpdate], faulty_ids: frozenset[str]
) -> Context:
    """The context of a journal: items with their titles and indicators, and who may report."""
    items: dict[str, tuple[str, frozenset[str]]] = {}
    for version in versions:
        for item in version.items:
            _, known = items.get(item.id, ("", frozenset()))
            own = {each.id for each in item.indicators} if isinstance(item, Activity) else set()
            items[item.id] = (item.title, known | own)
    listed = all(version.plan.parties for version in versions)
    parties = dict.fromkeys(p for version in versions for p in version.plan.parties)
    by_id = {entry.update.id: entry for entry in entries}
    return Context(
        entries=entries,
        items=items,
        parties=tuple(parties) if listed else (),
        by_id=by_id,
        faulty_ids=faulty_ids,
        circling=frozenset(_circling(entries)),
        differing=faulty_ids.union(differing(entries)),
    )


def _circling(entries: Iterable[PlacedUpdate]) -> Iterator[str]:
    """The ids from which following what is taken back leads to the same id again."""
    taken_back = {e.update.id: e.update.retracts for e in entries if e.update.retracts is not None}
    walked: set[str] = set()
    for start in taken_back:
        steps: dict[str, None] = {}
        current = start
        while current in taken_back and current not in walked and current not in steps:
            steps[current] = None
            current = taken_back[current]
        if current in steps:
            trail = list(steps)
            yield from trail[trail.index(current) :]
        walked.update(steps)


def unknown_items(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Updates about items that no version has."""
    hint = sparing(lambda item: item_hint(item, context))
    for entry in context.entries:
        if entry.update.item not in context.items:
            message = f"{entry.name}: no version of the plan has this item."
            yield entry, Fault(UNKNOWN_ITEM, entry.path("item"), message, hint(entry.update.item))


def item_hint(text: str, context: Context) -> str:
    """The item whose title or id is like the text; where none is, the ids that there are."""
    titles = {title: item for item, (title, _) in context.items.items()}
    near = titles.get(nearest(text, titles) or "") or nearest(text, context.items)
    if near:
        return f'Did you mean "{near}" ({context.items[near][0]})?'
    return f"Items: {listed(context.items) or 'none'}."


def unknown_reporters(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Updates by none of the plan's parties, where the plan lists these."""
    hint = sparing(lambda by: allowed_hint(by, context.parties))
    for entry in context.entries:
        by = entry.update.by
        if by is not None and context.parties and by not in context.parties:
            message = f'{entry.name} is by "{by}", which is none of the plan\'s parties.'
            yield entry, Fault(UNKNOWN_PARTY, entry.path("by"), message, hint(by))


def unknown_indicators(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Values of indicators that the item has in no version."""
    for entry in context.entries:
        if not entry.update.values or entry.update.item not in context.items:
            continue
        _, known = context.items[entry.update.item]
        for name in entry.update.values:
            if name not in known:
                message = (
                    f'{entry.name} has a value of "{name}", which is no indicator of the item.'
                )
                hint = allowed_hint(name, sorted(known)) if known else "The item has no indicators."
                yield entry, Fault(UNKNOWN_INDICATOR, entry.path("values", name), message, hint)


def bad_retractions(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Retractions of unknown updates, of another item's, of themselves, or that state more."""
    near = sparing(lambda name: nearest(name, context.by_id))
    for entry in context.entries:
        if entry.update.retracts is not None:
            yield from ((entry, fault) for fault in _retraction_faults(entry, context, near))


def _retraction_faults(
    entry: PlacedUpdate, context: Context, near: Callable[[str], str | None]
) -> Iterator[Fault]:
    update, path = entry.update, entry.path("retracts")
    target = context.by_id.get(update.retracts or "")
    if target is None and update.retracts not in context.faulty_ids:
        message = f'{entry.name} takes back "{update.retracts}", which is not in the journal.'
        meant = near(update.retracts or "")
        meant = None if meant == update.id else meant
        yield Fault(UNKNOWN_UPDATE, path, message, f'Did you mean "{meant}"?' if meant else None)
    if target is entry:
        yield Fault(BAD_VALUE, path, f"{entry.name} takes itself back.")
    elif target is not None and target.update.item != update.item:
        message = f"{entry.name} takes back an update about {target.update.item}."
        yield Fault(BAD_VALUE, path, message, f'Write item = "{target.update.item}".')
    stated = [name for name in STATEMENTS if getattr(update, name) not in (None, (), EMPTY)]
    if stated:
        message = f"{entry.name} takes another back and also states {', '.join(stated)}."
        yield Fault(BAD_VALUE, entry.path(stated[0]), message, "Write two updates of it.")
    elif target is not entry and update.id in context.circling:
        message = f"{entry.name} is in a circle of updates that take each other back."
        yield Fault(BAD_VALUE, path, message)


STATEMENTS: Final = ("status", "progress", "reason", "expected", "next", "values")
"""What an update that takes another back may not state."""


def duplicate_updates(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Updates with an id that stands above already, or that an ill-formed update has too."""
    first: dict[str, PlacedUpdate] = {}
    for entry in context.entries:
        earlier = first.setdefault(entry.update.id, entry)
        if earlier is entry and entry.update.id not in context.faulty_ids:
            continue
        if entry.update.id in context.faulty_ids:
            where = "an update with faults has too"
        elif entry.update == earlier.update:
            where = "stands above already, word for word"
        else:
            where = f"stands above already, with another {difference(earlier, entry)}"
        counts = entry.update.id not in context.differing
        hint = "It counts once." if counts else "None of them counts until this is mended."
        message = f'{entry.name} has an id that {where}: "{entry.update.id}".'
        yield entry, Fault(DUPLICATE_UPDATE, entry.path("id"), message, hint)


def differing(entries: Sequence[PlacedUpdate]) -> Iterator[str]:
    """The ids that stand over updates which say different things: none of these counts."""
    first: dict[str, PlacedUpdate] = {}
    for entry in entries:
        if first.setdefault(entry.update.id, entry).update != entry.update:
            yield entry.update.id


def difference(one: PlacedUpdate, other: PlacedUpdate) -> str:
    """The first key in which two updates differ."""
    names = one.update._fields
    return next(n for n in names if getattr(one.update, n) != getattr(other.update, n))


def moments_beyond_utc(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Moments so early or late that they have no date in UTC."""
    for entry in context.entries:
        if not 1 < entry.update.recorded.year < 9999:
            try:
                entry.update.recorded.astimezone(UTC)
            except OverflowError:
                message = f"{entry.name}: the moment at which it was recorded has no date in UTC."
                yield entry, Fault(BAD_VALUE, entry.path("recorded"), message)


def bad_evidence(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Addresses that are neither of the web, nor of mail, nor a file's relative path."""
    for entry in context.entries:
        for n, address in enumerate(entry.update.evidence):
            if not is_evidence(address):
                message = f'{entry.name}: "{address}" is no address that evidence may have.'
                hint = "Allowed: https://…, http://…, mailto:…, or a file's relative path."
                yield entry, Fault(BAD_VALUE, entry.path("evidence", n), message, hint)


def on_after_recorded(context: Context) -> Iterator[tuple[PlacedUpdate, Fault]]:
    """Updates for a day more than one after that on which they were written down.

    One day is let pass: mornings in Fiji are yesterday in UTC.
    """
    for entry in context.entries:
        update = entry.update
        if (update.on - update.recorded_on).days > 1:
            written = update.recorded_on.isoformat()
            message = f"{entry.name} was written down before that day, on {written}."
            yield entry, Fault(ON_AFTER_RECORDED, entry.path("on"), message)


Check = Callable[[Context], Iterator[tuple[PlacedUpdate, Fault]]]

IN_ITSELF: Final[tuple[Check, ...]] = (bad_retractions, moments_beyond_utc, duplicate_updates)
"""Faults that the journal shows by itself; an update with one doesn't count.

Of equal updates with one id, one counts all the same.
"""

AGAINST_THE_PLAN: Final[tuple[Check, ...]] = (
    unknown_items,
    unknown_reporters,
    unknown_indicators,
)
"""Faults that show beside the plan's versions; an update with one doesn't count."""

HARMLESS: Final[tuple[Check, ...]] = (bad_evidence, on_after_recorded)
"""An update with one of these counts all the same."""


class CheckedJournal(NamedTuple):
    """The updates of a journal that count, and the faults for which others were passed by.

    `repeated` are the faults of those that stand above already, word for word, and count once.
    """

    updates: tuple[Update, ...]
    passed_by: tuple[Fault, ...]
    repeated: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All of these."""
        return (*self.passed_by, *self.repeated)


def checked_journal(context: Context) -> CheckedJournal:
    """The journal's updates checked in themselves and against all versions of their plan."""
    found = [each for check in (*AGAINST_THE_PLAN, *IN_ITSELF) for each in check(context)]
    out = {entry.place for entry, fault in found if not _counts_once(fault, entry, context)}
    seen: set[str] = set()
    updates: list[Update] = []
    for entry in context.entries:
        if (
            entry.place not in out
            and entry.update.id not in seen
            and entry.update.id not in context.differing
        ):
            updates.append(entry.update)
            seen.add(entry.update.id)
    passed_by: list[Fault] = []
    repeated: list[Fault] = []
    for entry, fault in sorted(found, key=lambda each: each[0].place):
        if not _counts_once(fault, entry, context):
            passed_by.append(fault)
        elif entry.update.id in seen:
            repeated.append(fault)
        else:  # it stands there twice, but another fault keeps both from counting
            passed_by.append(fault._replace(hint=None))
    return CheckedJournal(tuple(updates), tuple(passed_by), tuple(repeated))


def _counts_once(fault: Fault, entry: PlacedUpdate, context: Context) -> bool:
    """Whether a fault is only that an update stands twice, word for word."""
    return fault.code is DUPLICATE_UPDATE and entry.update.id not in context.differing


def faults_in_itself(context: Context) -> list[Fault]:
    """The faults of updates that don't need the plan's versions to show."""
    return [fault for check in (*IN_ITSELF, *HARMLESS) for _, fault in check(context)]


def faults_of_parts(context: Context) -> list[Fault]:
    """The faults that the sound parts of ill-formed updates show beside the plan's versions."""
    return [fault for check in (*AGAINST_THE_PLAN, bad_evidence) for _, fault in check(context)]


def harmless_faults(context: Context) -> list[Fault]:
    """The faults of updates that count all the same."""
    return [fault for check in HARMLESS for _, fault in check(context)]
