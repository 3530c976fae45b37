"""`bptip new`: a new plan, to be written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from bptip.cli.context import CommandContext
from bptip.cli.options import ColorOption, PlansOption
from bptip.cli.output import say, tell

EXAMPLES: Final = (
    (
        'bptip new 2027-2029 --title "Forward work plan 2027–2029" --start 2027 --end 2029',
        "a plan of three years",
    ),
)
"""What one types, and what one gets."""


def command(
    typer_context: typer.Context,
    plan: Annotated[
        str, typer.Argument(metavar="ID", help="Its id, which names its folder: 2027-2029.")
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="As it stands on every page.")
    ],
    start: Annotated[
        str, typer.Option("--start", metavar="DATE", help="The first day of its period.")
    ],
    end: Annotated[str, typer.Option("--end", metavar="DATE", help="The last day.")],
    plans: PlansOption = None,  # noqa: ARG001  # the context reads it
    color: ColorOption = None,  # noqa: ARG001  # taken everywhere; nothing here is coloured
) -> None:
    """Start a new plan: a file with comments that teach the format.

    It is made in the folder of the plans; where there is none, in ./plans.
    """
    from bptip.files.reading.locating import shown_path
    from bptip.files.workspace.skeleton import new_plan
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
    for file in made:
        tell(f"Made {shown_path(file, context.here)}")
    say(f"Next: edit {shown_path(made[0], context.here)}, then bptip check {plan}")


def _root(context: CommandContext) -> Path:
    """The folder of plans that is meant; one of its own where only the bundled copy is there."""
    named = context.plans or os.environ.get("BPTIP_PLANS")
    if named:
        return Path(named)
    return context.here / "plans" if context.workspace.source.bundled else context.workspace.root
