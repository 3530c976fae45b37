"""`bptip status`: the main screen."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.filters import filters_of
from bptip.cli.options import AsOfOption, KnownAtOption, PlanArgument, flag, option
from bptip.cli.running import reading
from bptip.plan.names import known_name
from bptip.progress.selection import group, select

EXAMPLES: Final = (
    ("bptip status", "the plan in force, as it stands today"),
    ("bptip status 2022 --as-of 2023-12-31", "another plan, on an earlier date"),
    ('bptip status -a --status "delayed,on-hold"', "the activities that are delayed or on hold"),
    (
        "bptip status --party Indonesia -o indonesia.docx",
        "the activities of one party, as a Word file",
    ),
)

GROUPS: Final = ("objective", "lead", "theme")

_FILTERS: Final = "Filters (repeat them, or use commas)"

_filter = partial(option, panel=_FILTERS)


@reading
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    activities: Annotated[
        bool, flag("--activities", "Show a row for every activity.", "-a")
    ] = False,
    group_by: Annotated[
        str | None, option("|".join(GROUPS), "Group the rows (default: objective).")
    ] = None,
    objective: Annotated[
        list[str] | None,
        _filter("ID", "Only activities of this objective.", offers=completion.objectives),
    ] = None,
    lead: Annotated[
        list[str] | None,
        _filter("PARTY", "Only activities that this party leads.", offers=completion.parties),
    ] = None,
    party: Annotated[
        list[str] | None,
        _filter(
            "PARTY",
            "Only activities with this party as lead or partner.",
            offers=completion.parties,
        ),
    ] = None,
    theme: Annotated[
        list[str] | None,
        _filter("THEME", "Only activities of this theme.", offers=completion.themes),
    ] = None,
    status: Annotated[
        list[str] | None,
        _filter("STATUS", "Only activities with this status.", offers=completion.statuses),
    ] = None,
    outlook: Annotated[
        list[str] | None,
        _filter("OUTLOOK", "Only activities with this outlook.", offers=completion.outlooks),
    ] = None,
    overdue: Annotated[bool, flag("--overdue", "Only overdue activities.", panel=_FILTERS)] = False,
) -> Answer:
    """Show how a plan stands: the main screen.

    Shows a row for each objective, what needs attention, and the latest updates. With filters,
    rows and counts are of the activities that pass them.
    """
    from bptip.files.workspace.successors import continuations, successors
    from bptip.pages.status import VIEW, StatusSheet
    from bptip.progress.plan_progress import progress_on

    by = _grouping(group_by)
    day, known = context.as_of(as_of), context.day(known_at)
    opened = context.open(plan, day)
    typed = {
        "objective": objective, "lead": lead, "party": party, "theme": theme, "status": status,
        "outlook": outlook,
    }  # fmt: skip
    asked = filters_of(opened, context.parties, typed, overdue=overdue)
    history = opened.history
    whole = progress_on(opened.version, history.updates, day, known, history.returns)
    part = select(whole, asked)
    later = successors(opened, context.today)
    continued = continuations(opened, later, day, known, with_progress=whole.ended)
    # Only a terminal shows contacts: any other answer can be sent on.
    contacts, left_out = context.contacts(opened.plan) if context.is_on_terminal else ({}, ())
    awaited = None
    if whole.open_round is not None:
        from bptip.progress.returns import returns_on

        awaited = returns_on(history, whole.open_round, day, known)
    dated = (("--as-of", as_of), ("--known-at", known_at))
    given = (word for name, text in dated if text for word in (name, text))
    sheet = StatusSheet(
        part,
        whole,
        asked,
        continued,
        opened.source,
        detailed=activities,
        group_by=by,
        groups=group(part, by) if by else (),
        contacts=contacts,
        rivals=opened.rivals,
        to_see_all=("status", *([plan] if plan else ()), *given, "-a"),
        awaited=awaited,
    )
    on_page = opened._replace(rivals=()) if context.is_on_terminal else opened
    return Answer(VIEW, sheet, (*on_page.notices, *left_out))


def _grouping(asked: str | None) -> str | None:
    """Returns the grouping of the rows, None for objectives; raises BptipError if unknown."""
    by = known_name("grouping", asked, GROUPS) if asked is not None else "objective"
    return None if by == "objective" else by
