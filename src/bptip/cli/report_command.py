"""`bptip report`: the progress report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import AsOfOption, KnownAtOption, PlanArgument
from bptip.cli.periods import refuse_backwards
from bptip.cli.running import reading_in

if TYPE_CHECKING:
    from bptip.pages.document import Block


EXAMPLES: Final = (
    ("bptip report -o report.md", "the report as of today"),
    ("bptip report --words words.md -o report.docx", "with your own words, for Word"),
    ("bptip report 2022 --as-of 2023-12-31 --since 2023 -o report-2022.html", "of a period"),
)
"""What one types, and what one gets."""


@reading_in("markdown")
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="The period's first day; else a year before its last, or the plan's start.",
        ),
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(
            "--words",
            metavar="FILE",
            help="Your own words, in Markdown: ## Summary, Decisions sought, Challenges, Outlook.",
        ),
    ] = None,
) -> Answer:
    """Write the progress report: a page to send, with an annex.

    How the plan stands, what moved, what needs attention, and your own words; then objective by
    objective, with the evidence. Markdown, if nothing else is asked for.
    """
    from bptip.cli.reports import ReportDates, inputs_today, report_sheet
    from bptip.pages.report import VIEW
    from bptip.reporting.report import usual_start

    day = context.as_of(as_of)
    own = _own_words(Path(words)) if words is not None else ()
    opened = context.open(plan, day)
    first = context.first_day(since) or usual_start(opened.version.plan, day)
    refuse_backwards(first, day, "--as-of")
    inputs = inputs_today(opened, ReportDates(day, context.day(known_at), first), context.today)
    return Answer(VIEW, report_sheet(inputs, own), opened.notices)


def _own_words(file: Path) -> tuple[Block, ...]:
    from bptip.files.reading.own_words import load_own_words

    return load_own_words(file)
