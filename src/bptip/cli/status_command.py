"""`bptip status`: the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.filters import filters_of
from bptip.cli.options import AsOfOption, KnownAtOption, PlanArgument
from bptip.cli.running import reading
from bptip.plan.names import unknown_name

if TYPE_CHECKING:
    from bptip.progress.selection import Group

EXAMPLES: Final = (
    ("bptip status", "the plan in force, as it stands today"),
    ("bptip status 2022 --as-of 2023-12-31", "another plan, as it stood on a day"),
    ('bptip status -a --status "delayed,on-hold"', "the activities that are late or wait"),
    (
        "bptip status --party Indonesia -o indonesia.docx",
        "what one party leads or helps with, for Word",
    ),
)
"""What one types, and what one gets."""

GROUPS: Final = ("objective", "lead", "theme")

_FILTERS: Final = "Filters (repeatable, or with commas)"


def _filter(name: str, metavar: str, words: str, offers: object) -> object:
    return typer.Option(
        name,
        metavar=metavar,
        help=words,
        autocompletion=offers,  # type: ignore[arg-type]  # one of the functions of `completion`
        rich_help_panel=_FILTERS,
    )


@reading
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    activities: Annotated[
        bool, typer.Option("--activities", "-a", help="A row for every activity.")
    ] = False,
    group_by: Annotated[
        str | None,
        typer.Option("--group-by", metavar="|".join(GROUPS), help="What the rows are."),
    ] = None,
    objective: Annotated[
        list[str] | None,
        _filter("--objective", "ID", "Only of this objective.", completion.objectives),
    ] = None,
    lead: Annotated[
        list[str] | None, _filter("--lead", "PARTY", "Only led by it.", completion.parties)
    ] = None,
    party: Annotated[
        list[str] | None,
        _filter("--party", "PARTY", "Only with it as lead or partner.", completion.parties),
    ] = None,
    theme: Annotated[
        list[str] | None, _filter("--theme", "THEME", "Only of this theme.", completion.themes)
    ] = None,
    status: Annotated[
        list[str] | None,
        _filter("--status", "STATUS", "Only with this status.", completion.statuses),
    ] = None,
    outlook: Annotated[
        list[str] | None,
        _filter("--outlook", "OUTLOOK", "Only with this outlook.", completion.outlooks),
    ] = None,
    overdue: Annotated[
        bool,
        typer.Option("--overdue", help="Only what is overdue.", rich_help_panel=_FILTERS),
    ] = False,
) -> Answer:
    """Show how a plan stands: the main screen.

    A row an objective, what needs attention, and the latest updates. With filters, the activities
    that pass them; counts and rows are of these.
    """
    from bptip.files.workspace.successors import continuations, successors
    from bptip.pages.status import VIEW, StatusSheet
    from bptip.progress.plan_progress import progress_on
    from bptip.progress.selection import group, select

    by = _grouping(group_by)
    day, known = context.as_of(as_of), context.day(known_at)
    opened = context.open(plan, day)
    asked = filters_of(
        opened.version,
        objective=objective,
        lead=lead,
        party=party,
        theme=theme,
        status=status,
        outlook=outlook,
        overdue=overdue,
    )
    whole = progress_on(opened.version, opened.updates, day, known)
    part = select(whole, asked)
    groups: tuple[Group, ...] = group(part, by) if by else ()
    later = successors(opened, context.today)
    continued = continuations(opened, later, day, known, with_status=whole.ended)
    sheet = StatusSheet(part, whole, asked, continued, opened.source, activities, by, groups)
    return Answer(VIEW, sheet, opened.notices)


def _grouping(asked: str | None) -> str | None:
    """What the rows are, None for objectives; raises BptipError for anything else."""
    if asked is None or asked.casefold() == "objective":
        return None
    if asked.casefold() not in GROUPS:
        raise unknown_name("grouping", asked, list(GROUPS))
    return asked.casefold()
