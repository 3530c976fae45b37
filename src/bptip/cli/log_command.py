"""`bptip log`: the journal of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import PlanArgument
from bptip.cli.periods import refuse_backwards
from bptip.cli.running import reading
from bptip.plan.names import known_party

if TYPE_CHECKING:
    from bptip.files.workspace.opening import OpenPlan
    from bptip.progress.selection import UpdateFilters


EXAMPLES: Final = (
    ("bptip log 2022 --since 2023", "what was reported from 2023 on"),
    ("bptip log --by Indonesia -o log.csv", "what one party has reported, for Excel"),
)
"""What one types, and what one gets."""


@reading
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    item: Annotated[
        str | None,
        typer.Option(
            "--item",
            metavar="ID",
            help="Only about this item: its id, or a piece of its title.",
            autocompletion=completion.items,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="PARTY", help="Only by this party.", autocompletion=completion.reporters
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only from this day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Only up to this day.")
    ] = None,
) -> Answer:
    """List a plan's updates, oldest first.

    Those that were taken back are struck through; nothing is ever deleted.
    """
    from bptip.pages.log import VIEW, LogSheet
    from bptip.plan.labels import labels_of
    from bptip.progress.fold import in_order, retracted_ids
    from bptip.progress.selection import UpdateFilters, reporters_of

    opened = context.open(plan, context.today)
    filters = UpdateFilters(
        item=item_id(opened, item) if item else None,
        by=known_party(by, reporters_of(opened.version, opened.updates)) if by else None,
        since=context.first_day(since),
        until=context.day(until),
    )
    if filters.since and filters.until:
        refuse_backwards(filters.since, filters.until)
    sheet = LogSheet(
        plan=opened.version.plan,
        filters=filters,
        updates=tuple(filter(filters.admits, in_order(opened.updates))),
        labels=labels_of(*opened.versions, opened.version),
        retracted=retracted_ids(opened.updates),
        source=opened.source,
        elsewhere=() if filters.item else tuple(_elsewhere(opened, filters)),
    )
    return Answer(VIEW, sheet, opened.notices)


def _elsewhere(opened: OpenPlan, filters: UpdateFilters) -> Iterator[tuple[str, int]]:
    """The other plans whose journals have such updates, and how many."""
    for plan in opened.others:
        many = sum(map(filters.admits, plan.history.updates))
        if many:
            yield plan.id, many


def item_id(opened: OpenPlan, text: str) -> str:
    """The id that is meant, of an item of any version of the plan."""
    from bptip.plan.search import find_item

    if any(item.id == text for version in opened.versions for item in version.items):
        return text
    return find_item(text, opened.version).id
