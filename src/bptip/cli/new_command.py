"""`bptip new`: the files of a new plan."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from bptip.cli.context import CommandContext
from bptip.cli.created_files import answer_created
from bptip.cli.options import ColorOption, JsonOption, PlansOption
from bptip.cli.output import say

EXAMPLES: Final = (
    (
        'bptip new 2027-2029 --title "Forward work plan 2027–2029" --start 2027 --end 2029',
        "a plan of three years",
    ),
)
"""Command lines for the help, each with what it does."""


def command(
    typer_context: typer.Context,
    plan: Annotated[
        str, typer.Argument(metavar="ID", help="Id of the plan, and name of its folder: 2027-2029.")
    ],
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Title of the plan.")],
    start: Annotated[str, typer.Option("--start", metavar="DATE", help="First day of the plan.")],
    end: Annotated[str, typer.Option("--end", metavar="DATE", help="Last day of the plan.")],
    json: JsonOption = False,
    plans: PlansOption = None,  # noqa: ARG001  # the context reads it
    color: ColorOption = None,  # noqa: ARG001  # taken everywhere; nothing here is coloured
) -> None:
    """Start a new plan: a file with comments that teach the format.

    Creates it in the folder of the plans, or in ./plans where there is none.
    """
    from bptip.files.journal.git_ignored import ignore_notices
    from bptip.files.reading.locating import shown_path
    from bptip.files.workspace.new_plan import new_plan
    from bptip.plan.errors import ErrorCollector
    from bptip.recording.statements import some_text

    context, errors = CommandContext.from_typer(typer_context), ErrorCollector()
    errors.attempt(lambda: some_text("--title", title))
    first = errors.attempt(lambda: context.first_day(start))
    last = errors.attempt(lambda: context.day(end))
    errors.raise_any()
    assert first is not None
    assert last is not None
    made = new_plan(_root(context), plan, title, first, last)
    answer_created([shown_path(file, context.here) for file in made], as_json=json)
    say(*ignore_notices(made[0].parents[1], context.here))
    say(f"Next: edit {shown_path(made[0], context.here)}, then bptip check {plan}")


def _root(context: CommandContext) -> Path:
    """Returns the folder for the new plan: ./plans where only the bundled copy is there."""
    named = context.plans or os.environ.get("BPTIP_PLANS")
    if named:
        return Path(named)
    return context.here / "plans" if context.workspace.source.bundled else context.workspace.root
