"""`bptip log`: the journal of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext, refuse_backwards
from bptip.cli.options import PlanArgument, option
from bptip.cli.running import reading_by_screen
from bptip.files.workspace.opening import OpenPlan
from bptip.plan.names import known_party
from bptip.progress.selection import UpdateFilters, reporters_of

EXAMPLES: Final = (
    ("bptip log 2022 --since 2023", "the updates of 2023 and later"),
    ("bptip log --by Indonesia -o log.xlsx", "the updates of one party, for Excel"),
)


@reading_by_screen
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    item: Annotated[
        str | None,
        option(
            "ID",
            "Only updates about this item: its id, or a part of its title.",
            offers=completion.items,
        ),
    ] = None,
    by: Annotated[
        str | None, option("PARTY", "Only updates from this party.", offers=completion.reporters)
    ] = None,
    since: Annotated[str | None, option("DATE", "Only updates for this day and later.")] = None,
    until: Annotated[str | None, option("DATE", "Only updates for this day and earlier.")] = None,
) -> Answer:
    """List a plan's updates, oldest first.

    Updates that were taken back are struck through. Nothing is ever deleted.
    """
    from bptip.pages.log import VIEW, LogSheet
    from bptip.progress.fold import in_order, retracted_ids

    opened = context.open(plan, context.today)
    reporter = _reporter(by, opened) if by else None
    filters = UpdateFilters(
        item=item_id(opened, item) if item else None,
        by=reporter,
        since=context.first_day(since),
        until=context.day(until),
        members=opened.version.plan.groups.get(reporter, ()) if reporter else (),
    )
    if filters.since and filters.until:
        refuse_backwards(filters.since, filters.until)
    sheet = LogSheet(
        plan=opened.version.plan,
        filters=filters,
        updates=tuple(filter(filters.admits, in_order(opened.updates))),
        labels=opened.labels,
        retracted=retracted_ids(opened.updates),
        source=opened.source,
        elsewhere=() if filters.item else tuple(_elsewhere(opened, filters)),
    )
    return Answer(VIEW, sheet, opened.notices)


def _reporter(text: str, opened: OpenPlan) -> str:
    """Returns the party that is meant: one of the plan's, or one that has reported."""
    known = reporters_of(opened.version, opened.updates)
    return known_party(opened.plan.spellings.typed(text), known)


def _elsewhere(opened: OpenPlan, filters: UpdateFilters) -> Iterator[tuple[str, int]]:
    """Yields each other plan whose journal has such updates, with their number."""
    for plan in opened.others:
        by = filters.by and plan.spellings.name(filters.by)
        count = sum(map(filters._replace(by=by).admits, plan.history.updates))
        if count:
            yield plan.id, count


def item_id(opened: OpenPlan, text: str) -> str:
    """Returns the id of an item of any version of the plan."""
    from bptip.plan.search import find_item

    if any(item.id == text for version in opened.versions for item in version.items):
        return text
    return find_item(text, opened.version).id
