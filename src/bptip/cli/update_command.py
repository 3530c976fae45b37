"""`bptip update`: what is true of items from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import ByOption, DryRunOption, PlanToWriteOption
from bptip.cli.running import writing

if TYPE_CHECKING:
    from bptip.cli.stating import Asked

EXAMPLES: Final = (
    (
        'bptip update 2.1 --status in-progress --progress 40 --note "Two workshops held."',
        "what is true now",
    ),
    (
        "bptip update 2.1 --status delayed --reason approvals --expected 2026-12-31",
        "why it is late, and until when",
    ),
    ("bptip update 1 2.1 --no-change", "nothing new: what was said holds"),
)
"""What one types, and what one gets."""

_STATED = "What is stated"


@writing
def command(
    desk: CommandContext,
    item: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ITEM",
            help="Items by id (1.2), or by a piece of the title; several get an update each.",
            autocompletion=completion.items,
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Where it stands: in-progress, delayed, completed …",
            autocompletion=completion.stated_statuses,
            rich_help_panel=_STATED,
        ),
    ] = None,
    progress: Annotated[
        str | None,
        typer.Option(
            "--progress", metavar="N", help="Per cent done, 0 to 100.", rich_help_panel=_STATED
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            metavar="ID=N",
            help="The value of an indicator: participants=74. Repeatable.",
            rich_help_panel=_STATED,
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="REASON",
            help="Why it is late or waits: funding, approvals, dependency …",
            autocompletion=completion.reasons,
            rich_help_panel=_STATED,
        ),
    ] = None,
    expected: Annotated[
        str | None,
        typer.Option(
            "--expected",
            metavar="DATE",
            help="When it is now expected; what was promised stays as it is.",
            rich_help_panel=_STATED,
        ),
    ] = None,
    next_: Annotated[
        str | None,
        typer.Option("--next", metavar="TEXT", help="The next step.", rich_help_panel=_STATED),
    ] = None,
    note: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="In sentences.", rich_help_panel=_STATED),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence",
            metavar="URL",
            help="An address that bears it out. Repeatable.",
            rich_help_panel=_STATED,
        ),
    ] = None,
    no_change: Annotated[
        bool,
        typer.Option(
            "--no-change", help="Nothing new: what was said holds.", rich_help_panel=_STATED
        ),
    ] = False,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day for which it is true; else today."),
    ] = None,
    by: ByOption = None,
    plan: PlanToWriteOption = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Record what is true of items, and show before and after.

    The statement is added to the plan's journal; nothing that stands there is changed. With
    nothing stated, on a terminal, it asks.
    """
    from bptip.cli.stating import Asked, record_update
    from bptip.recording.statements import Typed

    typed = Typed(status, progress, value or (), reason, expected, next_, note, evidence or ())
    asked: Asked = Asked(tuple(item or ()), typed, no_change, on, by, plan)
    if asked.states_nothing:
        from bptip.cli.asking import ask_for

        asked = ask_for(desk, asked)
    return record_update(desk, asked, dry_run=dry_run)
