"""`bptip check`: every problem in the files, at once."""

from __future__ import annotations

from typing import Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import argument, flag
from bptip.cli.running import reading_by_screen
from bptip.files.workspace.naming import named_plans, source_of
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import NO
from bptip.problems.fault import Severity

EXAMPLES: Final = (
    ("bptip check", "all plans"),
    ("bptip check 2022 --all", "one plan, with every warning"),
)


@reading_by_screen
def command(
    context: CommandContext,
    plans_to_check: Annotated[
        list[str] | None,
        argument("[PLAN]...", "Plans to check (default: all).", offers=completion.plans),
    ] = None,
    strict: Annotated[bool, flag("--strict", "Treat warnings as errors.")] = False,
    whole: Annotated[bool, flag("--all", "List every warning.")] = False,
) -> Answer:
    """Find every problem in the files, with its line.

    Exits with 1 if there are errors. With --strict, warnings count too.
    """
    from bptip.files.workspace.checking import file_count, problems_in
    from bptip.pages.check import VIEW, CheckSheet

    plans: list[StoredPlan] = named_plans(context.workspace, plans_to_check)
    problems = problems_in(context.workspace, plans, context.today)
    source = source_of(context.workspace, plans)
    sheet = CheckSheet(tuple(problems), file_count(plans), whole, source)
    failed = bool(problems) if strict else bool(sheet.of(Severity.ERROR))
    return Answer(VIEW, sheet, (), NO if failed else 0)
