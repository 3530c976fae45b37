"""`bptip amend`: starts the next version of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli import completion
from bptip.cli.context import CommandContext
from bptip.cli.options import JsonOption, argument, option
from bptip.cli.output import say, write_created
from bptip.cli.running import printing
from bptip.files.reading.locating import shown_path
from bptip.plan.errors import ErrorCollector
from bptip.plan.vocabulary import day

if TYPE_CHECKING:
    from bptip.files.workspace.amending import Amended

EXAMPLES: Final = (
    (
        'bptip amend 2024-2026 --on 2026-12-01 --authority "Co-chairs\' meeting"',
        "in force from that day on",
    ),
)


@printing
def command(
    context: CommandContext,
    plan: Annotated[str, argument("PLAN", "The plan.", offers=completion.plans)],
    on: Annotated[str, option("DATE", "The day from which it is in force.")],
    authority: Annotated[str | None, option("TEXT", "Which meeting endorsed it.")] = None,
    json: JsonOption = False,
) -> None:
    """Start the next version of a plan, to be edited.

    Copies the latest version's file with its comments; only the version, the day of its release
    and the authority change. The latest version itself stays as it was released.
    """
    from bptip.files.journal.writable import refuse_version
    from bptip.files.workspace.amending import amend
    from bptip.recording.typed_values import some_text

    errors = ErrorCollector()
    today, here = context.today, context.here
    errors.attempt(lambda: refuse_version(plan))
    start = errors.attempt(lambda: context.day(on, "--on"))
    latest = errors.attempt(lambda: context.writable(plan))
    if authority is not None:
        errors.attempt(lambda: some_text("--authority", authority))
    errors.raise_any()
    assert start is not None
    assert latest is not None
    made = amend(latest.plan, start, authority, here, say)
    file = shown_path(made.file, here)
    more = f": version {made.version.plan.version}, in force from {day(start)}"
    write_created([file], as_json=json, more=more)
    say(*_warnings(made, start, today, has_authority=authority is not None))
    say(context.about_plans(f"Next: edit {file}, then type: bptip check {plan}"))


def _warnings(made: Amended, start: date, today: date, *, has_authority: bool) -> Iterator[str]:
    """Yields what the user should look at in the new version."""
    before, after = made.before, made.version
    if start > after.plan.end:
        yield f"But the plan ends on {day(after.plan.end)}, before that day. Correct one of them."
    if before.effective > today:
        yield (
            f"Version {before.plan.version} is not in force until {day(before.effective)}. "
            "If it only needs editing, edit its file and delete the new one."
        )
    if not has_authority and after.plan.authority:
        yield f"Its authority is still that of version {before.plan.version}: change it if needed."
