"""`bptip trace`: an item through every plan and version."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import ItemArgument, PlanOption
from bptip.cli.running import reading_by_screen
from bptip.files.workspace.opening import OpenPlan, open_item
from bptip.files.workspace.unreadable import unreadable_notices

if TYPE_CHECKING:
    from bptip.comparison.lineage import Step
    from bptip.pages.trace import TracedStep

EXAMPLES: Final = (('bptip trace "forced marriage"', "its history in all plans"),)


@reading_by_screen
def command(context: CommandContext, item: ItemArgument, plan: PlanOption = None) -> Answer:
    """Follow an item through every plan and version.

    Goes back to its first plan and on to its last, by what the plans declare, else by the text.
    Shows its last status in each.
    """
    from bptip.comparison.lineage import Step, lineage
    from bptip.pages.trace import VIEW, TraceSheet

    opened, start = open_item(context.workspace, item, plan, context.today)
    steps = lineage(start, opened.version, opened.editions)
    traced = tuple(_traced(opened, step, context.today) for step in steps)
    asked = Step(opened.version, start)
    unreadable = unreadable_notices(context.workspace, with_journals=True)
    notices = tuple(dict.fromkeys((*unreadable, *opened.notices)))
    return Answer(VIEW, TraceSheet(asked, traced, opened.source), notices)


def _traced(opened: OpenPlan, step: Step, today: date) -> TracedStep:
    """Returns a step with the progress of the item when its version was last in force."""
    from bptip.pages.trace import TracedStep
    from bptip.progress.plan_progress import progress_on

    plan = opened.plan_of(step.version)
    if not plan.is_whole:
        return TracedStep(step, None)
    history = plan.history
    last = min(today, history.last_day_of(step.version))
    progress = progress_on(step.version, history.updates, last, returns=history.returns)
    return TracedStep(step, next(each for each in progress.items if each.item is step.item))
