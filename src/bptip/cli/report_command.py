"""`bptip report`: the progress report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from bptip.cli.context import Answer, CommandContext, refuse_backwards
from bptip.cli.options import AsOfOption, KnownAtOption, PlanArgument, flag, option
from bptip.cli.running import reading_in
from bptip.plan.characters import is_blank
from bptip.plan.errors import BptipError

EXAMPLES: Final = (
    ("bptip report -o report.md", "the report as of today"),
    ("bptip report --words words.md -o report.docx", "with your own words, as a Word file"),
    ("bptip report 2022 --as-of 2023-12-31 --since 2023 -o report-2022.html", "for a period"),
)


@reading_in("markdown")
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    since: Annotated[
        str | None,
        option(
            "DATE", "First day of the period (default: a year before its end, or the plan's start)."
        ),
    ] = None,
    words: Annotated[
        str | None,
        option(
            "FILE", "Your own words, in Markdown: ## Summary, ## Decisions sought, ## Objective 2 …"
        ),
    ] = None,
    issued: Annotated[
        str | None,
        option(
            "TEXT",
            "Who issues the report (default: the report says that the group has not cleared it).",
        ),
    ] = None,
    name_leads: Annotated[
        bool, flag("--name-leads", "Name the leads of late activities on the first page.")
    ] = False,
    no_names: Annotated[
        bool, flag("--no-names", "Count the parties that answered; name none.")
    ] = False,
) -> Answer:
    """Write the progress report: a page to send, with an annex.

    The first page shows how the plan stands, what changed, what needs attention, and your own
    words. The annex has every objective with the evidence. The default format is Markdown.
    """
    from bptip.cli.report_words import LoadedWords, load_words
    from bptip.files.workspace.report_inputs import inputs_today
    from bptip.pages.report.page import VIEW
    from bptip.pages.report.sheet import ReportSheet
    from bptip.reporting.provenance import Presentation
    from bptip.reporting.report import ReportDates, default_start

    day = context.as_of(as_of)
    opened = context.open(plan, day)
    first = context.first_day(since) or default_start(opened.version.plan, day)
    refuse_backwards(first, day, "--as-of")
    inputs = inputs_today(opened, ReportDates(day, context.day(known_at), first), context.today)
    shown = Presentation(issuer(issued), name_leads, no_names)
    version = inputs.report.progress.version
    own = load_words(Path(words), version) if words is not None else LoadedWords()
    provenance = inputs.provenance(own.digest, shown)
    sheet = ReportSheet(inputs.report, inputs.labels, opened.source, provenance, own.words)
    return Answer(VIEW, sheet, (*opened.notices, *own.notices))


def issuer(text: str | None) -> str:
    """Returns the issuer on one line; raises BptipError for an empty text or an invisible sign.

    The report's last line holds the text, so that the report can be made again.
    """
    if text is None:
        return ""
    from bptip.render.visible import visible

    line = " ".join(text.split())
    if is_blank(line):
        raise BptipError("--issued has no text.", 'Say who issues it: --issued "The co-chairs".')
    if visible(line) != line:
        raise BptipError(
            "--issued has an invisible character.", "Type the text again, on one line."
        )
    return line
