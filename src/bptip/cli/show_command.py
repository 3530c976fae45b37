"""`bptip show`: everything about one item."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import (
    AsOfOption,
    ItemArgument,
    KnownAtOption,
    PlanOption,
)
from bptip.cli.running import reading_by_screen

if TYPE_CHECKING:
    from bptip.files.workspace.opening import OpenPlan
    from bptip.pages.show import ShowSheet
    from bptip.progress.item_progress import ItemProgress
    from bptip.progress.plan_progress import Progress


EXAMPLES: Final = (
    ("bptip show 2.1", "one item: its text, its figures, its history"),
    ('bptip show "annual meetings"', "the same, by a part of its title"),
)


@reading_by_screen
def command(
    context: CommandContext,
    item: ItemArgument,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
) -> Answer:
    """Show everything about one objective or activity.

    Shows its text, dates and parties, its figures, the items before and after it in other plans,
    the reason for its status, and its history.
    """
    from bptip.files.workspace.opening import open_item
    from bptip.pages.show import VIEW
    from bptip.progress.plan_progress import progress_on
    from bptip.recording.effects import ahead_notices

    day, known = context.as_of(as_of), context.day(known_at)
    opened, wanted = open_item(context.workspace, item, plan, day)
    history = opened.history
    progress = progress_on(opened.version, history.updates, day, known, history.returns)
    item_progress = next(each for each in progress.items if each.item is wanted)
    sheet = _sheet(opened, progress, item_progress, context.today)
    ahead = ahead_notices(history.updates, {wanted.id}, day) if as_of is None else ()
    return Answer(VIEW, sheet, (*opened.notices, *ahead))


def _sheet(opened: OpenPlan, progress: Progress, item: ItemProgress, today: date) -> ShowSheet:
    """Returns everything that the page of an item shows."""
    from bptip.files.workspace.successors import continuations, successors
    from bptip.pages.show import ShowSheet
    from bptip.progress.continuation import carries_on, continued_in_versions
    from bptip.progress.fold import in_order, known, retracted_ids

    on_record = known(opened.updates, progress.as_of, progress.known_at)
    history = in_order(update for update in on_record if update.item == item.item.id)
    objective = next(
        each for each in progress.objectives if item is each or item in each.activities
    )
    elsewhere = continuations(
        opened, successors(opened, today), progress.as_of, progress.known_at, with_progress=True
    ).get(item.item.id, ())
    return ShowSheet(
        progress=progress,
        item=item,
        objective=objective,
        history=tuple(history),
        retracted=retracted_ids(on_record),
        carries_on=carries_on(item.item, opened.version.plan.id, opened.editions),
        continued=elsewhere,
        later=continued_in_versions(item.item, opened.version, opened.versions),
        source=opened.source,
    )
