"""`bptip diff`: what changed between two editions."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import argument, flag
from bptip.cli.running import reading
from bptip.files.workspace.opening import OpenPlan
from bptip.plan.errors import NO
from bptip.plan.model import Version
from bptip.plan.parties import spelled_version

EXAMPLES: Final = (
    ("bptip diff 2022 2024-2026", "two plans"),
    ("bptip diff 2022 2024-2026 --all", "with unchanged items, and how each pair was found"),
    ("bptip diff 2022 2024-2026 -o changes.docx", "the same as a Word file"),
)

_EDITION = "Plan (2022), version (2022@v1) or file."


@reading
def command(
    context: CommandContext,
    old: Annotated[str, argument("OLD", _EDITION, offers=completion.plans)],
    new: Annotated[str, argument("NEW", _EDITION, offers=completion.plans)],
    detailed: Annotated[
        bool, flag("--all", "Show unchanged items too, and how each pair was found.")
    ] = False,
    exit_code: Annotated[bool, flag("--exit-code", "Exit with 1 if anything changed.")] = False,
    review: Annotated[
        bool, flag("--review", "Ask about each likeness; write the answers into NEW.")
    ] = False,
) -> Answer:
    """Compare two plans, or two versions of one.

    Shows what was added, removed, moved and reworded (word by word), what may be carried on, and
    what was neither completed nor carried forward. A new number alone does not count as a change.

    --review asks on the terminal about each pair that rests on likeness, and about each new item
    without a partner. Your answers become `continues` lines in the file of NEW.
    """
    from bptip.comparison.diff import diff_of
    from bptip.pages.diff import VIEW, DiffSheet
    from bptip.progress.plan_progress import progress_on

    today = context.today
    before, after = (context.open(name, today) for name in (old, new))
    was, is_now = (
        progress_on(version, each.updates, today, returns=each.history.returns)
        for each, version in (
            (before, _as_spelled_in(after, before.version)),
            (after, after.version),
        )
    )
    diff = diff_of(was, is_now, (*before.editions, *after.editions))
    if review:
        from bptip.cli.reviewing import review_pairs

        review_pairs(context, (old, new), diff, before, after)
        raise typer.Exit
    names = (old, new) if diff.is_of_one_version and old != new else None
    sheet = DiffSheet(diff, after.source, detailed, names)
    changed = exit_code and not diff.is_empty
    notices = tuple(dict.fromkeys((*before.notices, *after.notices)))
    return Answer(VIEW, sheet, notices, NO if changed else 0)


def _as_spelled_in(opened: OpenPlan, version: Version) -> Version:
    """Returns a version with its parties as another plan spells them, so that they compare."""
    spellings = opened.plan.spellings
    return spelled_version(version, spellings.names) if spellings else version
