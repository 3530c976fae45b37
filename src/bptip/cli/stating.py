"""From an `update` as it was typed to updates in the journal, or to every reason against it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.cli.context import Answer
from bptip.cli.output import say
from bptip.files.journal.writable import Writable, plan_to_write
from bptip.plan.errors import BptipError, Faults
from bptip.plan.search import find_item
from bptip.problems.journal.context import context_of
from bptip.recording.statements import (
    Statement,
    Typed,
    contradiction,
    day_reported,
    each_of,
    effects,
    reporter,
    statement_of,
)
from bptip.recording.update_ids import new_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bptip.cli.context import CommandContext
    from bptip.files.journal.appending import Base, Recorded
    from bptip.plan.model import Item, Update, Version
    from bptip.problems.journal.context import Context


class Asked(NamedTuple):
    """What `update` was asked to record; `base` is the journal by which it was decided, if any."""

    items: tuple[str, ...]
    typed: Typed
    no_change: bool = False
    on: str | None = None
    by: str | None = None
    plan: str | None = None
    base: Base | None = None

    @property
    def states_nothing(self) -> bool:
        """Whether there is nothing to record yet."""
        return not self.typed.given and not self.no_change


class Understood(NamedTuple):
    """What is to be recorded, about which items of which plan."""

    meant: Writable
    items: tuple[Item, ...]
    statement: Statement


def record_update(desk: CommandContext, asked: Asked, *, dry_run: bool) -> Answer:
    """Record what was asked for; raises BptipError with every fault of the command line."""
    understood = understand(desk, asked)
    from bptip.files.journal.appending import record

    recorded = record(
        understood.meant.folder,
        partial(_updates, desk, understood),
        desk.here,
        dry_run=dry_run,
        base=asked.base,
        tell=say,
    )
    meant = understood.meant
    notices = (*meant.notices, *clock_notices(recorded))
    return answer(desk, meant, meant.version, recorded, notices, dry_run=dry_run)


def understand(desk: CommandContext, asked: Asked) -> Understood:
    """What was typed, understood; raises BptipError with everything that can't be."""
    faults = Faults()
    faults.of(lambda: contradiction(asked.typed, no_change=asked.no_change))
    on = faults.of(lambda: day_reported(asked.on, desk.today)) or desk.today
    plan, names = faults.of(lambda: items_by_plan(desk, asked)) or (asked.plan, ())
    meant = faults.of(lambda: plan_to_write(desk.workspace, plan, on, desk.today, desk.here))
    context = context_of((), (), frozenset())
    items: tuple[Item, ...] = ()
    by = None
    if meant is not None:
        context = context_of(meant.folder.versions, (), frozenset())
        named = each_of(names, partial(item_meant, meant), faults)
        items = tuple({each.id: each for each in named}.values())
        by = known_reporter(desk, asked.by, context, faults)
    ids = [each.id for each in items]
    statement = statement_of(
        asked.typed, ids, context, on=on, by=by, today=desk.today, faults=faults
    )
    faults.refuse()
    assert meant is not None
    return Understood(meant, items, statement)


def known_reporter(
    desk: CommandContext, named: str | None, context: Context, faults: Faults
) -> str | None:
    """The party that reports: as named, else that of the environment; a fault says which it was."""
    text = desk.reporter if named is None else named
    if text is None:
        return None
    noted = len(faults.found)
    by = faults.of(lambda: reporter(text, context.parties))
    if named is None:
        for each in faults.found[noted:]:
            each.hints = (*each.hints, "The name is that of the variable BPTIP_BY.")
    return by


def items_by_plan(desk: CommandContext, asked: Asked) -> tuple[str | None, tuple[str, ...]]:
    """The plan that is named, and the items without it: "2022/1.2" names both.

    Raises BptipError where no item is named, or items of several plans.
    """
    if not asked.items:
        raise BptipError("No item was named.", "For example: bptip update 1.2 --status completed.")
    plans, items = [asked.plan] if asked.plan else [], []
    for text in asked.items:
        prefix, slash, rest = text.partition("/")
        named = bool(slash) and prefix in desk.workspace.folders
        items.append(rest if named else text)
        plans += [prefix] if named else []
    if len({each.partition("@")[0] for each in plans}) > 1:
        raise BptipError("The items are of several plans.", "Record them one plan at a time.")
    return (plans[0] if plans else None), tuple(items)


def item_meant(meant: Writable, text: str) -> Item:
    """The item of the version that counts; of one that only another has, that version is named."""
    return find_item(text, meant.version, meant.folder.versions)


def _updates(
    desk: CommandContext, understood: Understood, latest: str | None
) -> tuple[Update, ...]:
    """The updates to write, an item each, of this moment."""
    moment, items = desk.now, understood.items
    ids = new_ids(len(items), moment, desk.chance, latest)
    return tuple(
        understood.statement.about(item.id, name, moment)
        for item, name in zip(items, ids, strict=True)
    )


def clock_notices(recorded: Recorded) -> tuple[str, ...]:
    """That this computer's clock is behind the journal, where the new updates lose by it."""
    about = {(update.item, update.on) for update in recorded.added}
    moment = recorded.added[0].recorded
    later = [
        each for each in recorded.above if each.recorded > moment and (each.item, each.on) in about
    ]
    if not later:
        return ()
    written = later[-1].recorded.isoformat()
    told = (
        f"This computer's clock may be wrong: an update about {later[-1].item} was written down "
        f"at {written}, which is later than now, so that one counts as the later."
    )
    return (told,)


def answer(
    desk: CommandContext,
    meant: Writable,
    version: Version,
    recorded: Recorded,
    notices: Sequence[str],
    *,
    dry_run: bool,
    target: Update | None = None,
) -> Answer:
    """Before and after, as an answer."""
    from bptip.pages.recorded import VIEW, RecordedSheet
    from bptip.plan.labels import labels_of

    sheet = RecordedSheet(
        plan=version.plan,
        effects=effects(version, recorded.above, recorded.added, desk.today),
        as_of=desk.today,
        labels=labels_of(*meant.folder.versions, version),
        dry_run=dry_run,
        source=meant.source,
        target=target,
    )
    done = "" if dry_run else WRITTEN
    return Answer(VIEW, sheet, tuple(notices), done=done)


WRITTEN: Final = "But it was recorded: `bptip log` shows it. Don't record it again."
"""What one must know of an update whose answer can't be shown."""
