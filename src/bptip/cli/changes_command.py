"""`bptip changes`: what changed in a period."""

from __future__ import annotations

from typing import Annotated, Final

from bptip.cli.context import Answer, CommandContext, refuse_backwards
from bptip.cli.options import KnownAtOption, PlanArgument, flag, option
from bptip.cli.running import reading_by_screen

EXAMPLES: Final = (
    ("bptip changes --since 2025-12-01", "what changed since that day"),
    ("bptip changes 2022 --since 2023-07 --until 2023 --late", "with the late entries"),
)


@reading_by_screen
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    since: Annotated[
        str | None,
        option(
            "DATE", "First day of the period: 2025-06-30, 2025-Q3 (default: a year before its end)."
        ),
    ] = None,
    until: Annotated[str | None, option("DATE", "Last day of the period (default: today).")] = None,
    known_at: KnownAtOption = None,
    late: Annotated[
        bool, flag("--late", "List updates recorded in the period for days before it.")
    ] = False,
) -> Answer:
    """Show what changed in a period.

    Lists each item with a new status or a report: the status before and after, the notes, who
    reported, and the evidence. The first and the last day are in the period.
    """
    from bptip.pages.changes import VIEW, ChangesSheet
    from bptip.progress.period import changes_between, year_before

    last = context.as_of(until)
    first = context.first_day(since) or year_before(last)
    refuse_backwards(first, last)
    opened = context.open(plan, last)
    sheet = ChangesSheet(
        changes=changes_between(opened.history, first, last, context.day(known_at)),
        labels=opened.labels,
        source=opened.source,
        year=since is None,
        listing=late,
    )
    return Answer(VIEW, sheet, opened.notices)
