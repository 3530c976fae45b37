"""`bptip changes`: what moved in a period."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import KnownAtOption, PlanArgument
from bptip.cli.periods import refuse_backwards
from bptip.cli.running import reading

EXAMPLES: Final = (
    ("bptip changes --since 2025-12-01", "what moved since that day"),
    ("bptip changes 2022 --since 2023-07 --until 2023 --late", "and what was written down late"),
)
"""What one types, and what one gets."""


@reading
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="The period's first day: 2025-06-30, 2025-Q3, 2025; else a year before its last.",
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Its last day; else today.")
    ] = None,
    known_at: KnownAtOption = None,
    late: Annotated[
        bool,
        typer.Option("--late", help="List what was written down in the period of days before it."),
    ] = False,
) -> Answer:
    """Show what moved in a period.

    Each item whose status changed or that was reported on: from which status to which, what was
    said, by whom, and what bears it out. Both days are in the period.
    """
    from bptip.pages.changes import VIEW, ChangesSheet
    from bptip.plan.labels import labels_of
    from bptip.progress.period import changes_between, year_before

    last = context.as_of(until)
    first = context.first_day(since) or year_before(last)
    refuse_backwards(first, last)
    opened = context.open(plan, last)
    sheet = ChangesSheet(
        changes=changes_between(opened.history, first, last, context.day(known_at)),
        labels=labels_of(*opened.versions, opened.version),
        source=opened.source,
        year=since is None,
        listing=late,
    )
    return Answer(VIEW, sheet, opened.notices)
