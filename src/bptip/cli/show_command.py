"""`bptip show`: everything about one item."""

from __future__ import annotations

from typing import Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import AsOfOption, ItemArgument, KnownAtOption, PlanOption
from bptip.cli.running import reading_by_screen
from bptip.files.workspace.opening import open_item

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
    from bptip.files.workspace.successors import continuations, successors
    from bptip.pages.show import VIEW, ShowSheet
    from bptip.progress.continuation import carries_on, continued_in_versions
    from bptip.progress.fold import in_order, known, retracted_ids
    from bptip.progress.plan_progress import progress_on
    from bptip.recording.effects import ahead_notices

    day, known_by = context.as_of(as_of), context.day(known_at)
    opened, wanted = open_item(context.workspace, item, plan, day)
    version, history = opened.version, opened.history
    progress = progress_on(version, history.updates, day, known_by, history.returns)
    on_record = known(opened.updates, day, known_by)
    later = successors(opened, context.today)
    continued = continuations(opened, later, day, known_by, with_progress=True)
    is_now = next(each for each in progress.items if each.item is wanted)
    sheet = ShowSheet(
        progress=progress,
        item=is_now,
        objective=next(
            each for each in progress.objectives if is_now is each or is_now in each.activities
        ),
        history=tuple(in_order(update for update in on_record if update.item == wanted.id)),
        retracted=retracted_ids(on_record),
        carries_on=carries_on(wanted, version.plan.id, opened.editions),
        continued=continued.get(wanted.id, ()),
        later=continued_in_versions(wanted, version, opened.versions),
        source=opened.source,
    )
    ahead = ahead_notices(history.updates, {wanted.id}, day) if as_of is None else ()
    return Answer(VIEW, sheet, (*opened.notices, *ahead))
