"""`bptip new`: the files of a new plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

from bptip.cli.context import CommandContext
from bptip.cli.options import EndOption, JsonOption, StartOption, TitleOption, argument, option
from bptip.cli.output import say, write_created
from bptip.cli.running import printing
from bptip.files.reading.locating import shown_path
from bptip.files.workspace.finding import is_of_source_tree
from bptip.plan.errors import BptipError, ErrorCollector
from bptip.plan.vocabulary import listing

EXAMPLES: Final = (
    (
        'bptip new 2027-2029 --title "Forward work plan 2027–2029" --start 2027 --end 2029',
        "a plan of three years",
    ),
)


@printing
def command(
    context: CommandContext,
    plan: Annotated[str, argument("ID", "Id of the plan, and name of its folder: 2027-2029.")],
    title: TitleOption = None,
    start: StartOption = None,
    end: EndOption = None,
    parties: Annotated[
        str | None, option("NAMES", "Parties that may lead and report, with commas (default: any).")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Start a new plan: a file with comments that teach the format.

    Creates it in the folder of the plans, or in ./plans where there is none. What is not stated is
    asked for, on a terminal.
    """
    from bptip.files.journal.git_ignored import ignore_notices
    from bptip.files.workspace.new_plan import new_plan, refuse_existing
    from bptip.recording.typed_values import some_text

    errors = ErrorCollector()
    context.begins_plan = True
    root = plans_root(context)
    refuse_existing(root, plan)
    if None in (title, start, end):
        title, start, end, parties = _asked(context, title, start, end, parties)
    assert title is not None
    errors.attempt(lambda: some_text("--title", title))
    first = errors.attempt(lambda: context.first_day(start, "--start"))
    last = errors.attempt(lambda: context.day(end, "--end"))
    errors.raise_any()
    assert first is not None
    assert last is not None
    made = new_plan(root, plan, title, first, last, _names(parties))
    write_created([shown_path(file, context.here) for file in made], as_json=json)
    say(*ignore_notices(made[0].parents[1], context.here))
    next_step = f"Next: edit {shown_path(made[0], context.here)}, then bptip check {plan}"
    say(context.about_plans(next_step))


def _asked(
    context: CommandContext,
    title: str | None,
    start: str | None,
    end: str | None,
    parties: str | None,
) -> tuple[str, str, str, str]:
    """Returns what is stated, and the answers to questions about the rest.

    Raises BptipError, with an example, if nobody can be asked.
    """
    from bptip.cli.questions import asked_until, is_answered
    from bptip.recording.typed_values import some_text

    if not is_answered():
        missing = {"--title": title, "--start": start, "--end": end}
        options = listing([name for name, value in missing.items() if value is None])
        raise BptipError(f"A new plan needs {options}.", f"For example: {EXAMPLES[0][0]}")

    def text_of(option: str) -> Callable[[str], str]:
        return lambda text: some_text(option, text)

    def day_of(text: str) -> str:
        context.first_day(text, "This day")
        return text

    return (
        title or asked_until("Title of the plan?", text_of("--title")),
        start or asked_until("First day (2027-01-01, or 2027)?", day_of),
        end or asked_until("Last day (2029-12-31, or 2029)?", day_of),
        asked_until(
            "Parties that may lead and report (with commas; Enter: any)?", lambda text: text
        )
        if parties is None
        else parties,
    )


def _names(text: str | None) -> list[str]:
    """Returns the names in a text with commas, each once."""
    names = (" ".join(name.split()) for name in (text or "").split(","))
    return list(dict.fromkeys(name for name in names if name))


def plans_root(context: CommandContext) -> Path:
    """Returns the folder for the new plan: ./plans where only the bundled copy is there."""
    from bptip.files.journal.writable import public_plans_refused

    workspace = context.workspace
    if workspace.source.bundled:
        return context.here / "plans"
    if is_of_source_tree(workspace.root):
        raise public_plans_refused(context.here)
    return workspace.root
