"""`bptip verify`: whether a report is still what the plans give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli.context import Answer, CommandContext
from bptip.cli.running import reading
from bptip.plan.errors import NO, BptipError

if TYPE_CHECKING:
    from bptip.files.workspace.opening import Opened
    from bptip.reporting.provenance import Provenance
    from bptip.reporting.verification import ReportText


EXAMPLES: Final = (("bptip verify report.md", "whether the plans still give this report"),)
"""What one types, and what one gets."""


@reading
def command(
    context: CommandContext,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A report in Markdown, made by `bptip report`.")
    ],
) -> Answer:
    """Tell whether the plans still give the report in a file.

    It is made again from its last line, and compared; the own words in it are known by their
    digest. Exits with 1 where it differs.
    """
    from bptip.cli.reports import inputs_of, inputs_today, later_updates, report_sheet
    from bptip.pages import report
    from bptip.pages.verified import VIEW, VerifiedSheet
    from bptip.progress.fold import retracted_ids
    from bptip.render.layout.canvas import Canvas
    from bptip.render.markdown.page import draw
    from bptip.reporting.verification import explained, given, verdict

    there = _read(Path(file))
    origin = there.origin
    opened = _opened(context, origin)
    inputs = inputs_of(opened, origin)
    remade = given(draw(report.page(report_sheet(inputs)), Canvas()).decode())
    if remade is None:
        raise BptipError(f'"{origin.plan}": its report has no line that could be compared.')
    found = verdict(there, remade)
    later = later_updates(inputs, origin)
    new = inputs_today(opened, inputs.asked, context.today).files
    found = found._replace(
        # Where the values are the same, no later update has changed them.
        later=() if found.values_same else (*later.here, *later.elsewhere),
        untold=not found.values_same
        and not (later.elsewhere or (later.here and explained(origin, remade.origin, later.here))),
        arrived=tuple(each for each in new if each not in inputs.files),
    )
    sheet = VerifiedSheet(found, later.labels, retracted_ids(opened.updates), opened.source)
    return Answer(VIEW, sheet, opened.notices, 0 if found.same else NO)


def _opened(context: CommandContext, origin: Provenance) -> Opened:
    """The plan of a report; raises BptipError where it isn't here."""
    try:
        return context.open(origin.plan, origin.as_of)
    except BptipError as error:
        where = "Name the folder in which the report's plans are: --plans DIR."
        raise BptipError(error.message, *error.hints, where) from None


def _read(file: Path) -> ReportText:
    """The report in a file; raises BptipError where it is none."""
    from bptip.files.reading.texts import read_text
    from bptip.reporting.provenance import REPORT_FORMAT
    from bptip.reporting.verification import given

    if file.suffix.lower() in (".docx", ".html", ".svg", ".pdf"):
        raise BptipError(
            f'"{file}" is no report in Markdown, and only such a one can be verified.',
            "Keep it beside the one that you send: bptip report -o report.md.",
        )
    found = given(read_text(file, "a report in Markdown"))
    if found is None:
        raise BptipError(
            f'"{file}" ends with no line of origin that can be read, so nobody can say what it was '
            "made from.",
            "It is the last line of a report that `bptip report -o report.md` writes.",
        )
    if found.origin.report_format != REPORT_FORMAT:
        raise BptipError(
            f'"{file}" has report format {found.origin.report_format}. '
            f"This bptip can verify format {REPORT_FORMAT} only.",
            "Make the report again: bptip report -o report.md.",
        )
    return found
