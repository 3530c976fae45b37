"""`bptip amend`: the next version of a plan."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import CommandContext
from bptip.cli.options import ColorOption, PlansOption
from bptip.cli.output import say, tell

EXAMPLES: Final = (
    (
        'bptip amend 2024-2026 --on 2026-12-01 --authority "Co-chairs\' meeting"',
        "in force from that day on",
    ),
)
"""What one types, and what one gets."""


def command(
    context: typer.Context,
    plan: Annotated[
        str,
        typer.Argument(metavar="PLAN", help="The plan.", autocompletion=completion.plans),
    ],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day from which it is in force.")
    ],
    authority: Annotated[
        str | None,
        typer.Option("--authority", metavar="TEXT", help="Which meeting endorsed it."),
    ] = None,
    plans: PlansOption = None,  # noqa: ARG001  # the context reads it
    color: ColorOption = None,  # noqa: ARG001  # taken everywhere; nothing here is coloured
) -> None:
    """Start the next version of a plan, to be edited.

    A copy of the latest version's file, comments and all, in which only the version, the day of
    its release and the authority change. The latest version itself stays as it was released.
    """
    from bptip.files.journal.writable import plan_to_write, refuse_version
    from bptip.files.reading.loading import shown_path
    from bptip.files.workspace.amending import amend
    from bptip.plan.errors import Faults
    from bptip.plan.vocabulary import day
    from bptip.recording.statements import some_text

    desk, faults = CommandContext.from_typer(context), Faults()
    faults.of(lambda: refuse_version(plan))
    start = faults.of(lambda: desk.day(on))
    today = desk.today
    meant = faults.of(lambda: plan_to_write(desk.workspace, plan, today, today, desk.here))
    if authority is not None:
        faults.of(lambda: some_text("--authority", authority))
    faults.refuse()
    assert start is not None
    assert meant is not None
    made = amend(meant.folder, start, authority, desk.here, say)
    file = shown_path(made.file, desk.here)
    tell(f"Made {file}: version {made.version.plan.version}, in force from {day(start)}")
    if start > made.version.plan.end:
        say(f"But the plan ends before, on {day(made.version.plan.end)}: see to it.")
    if made.before.effective > today:
        say(
            f"Version {made.before.plan.version} isn't in force before "
            f"{day(made.before.effective)}: perhaps it was to be edited, and no other to be made?"
        )
    if authority is None and made.version.plan.authority:
        say(f"Its authority is still that of version {made.before.plan.version}: see to it.")
    say(f"Next: edit {file}, then bptip check {plan}")
