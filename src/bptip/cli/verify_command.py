"""`bptip verify`: checks whether the plans still give a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import argument
from bptip.cli.running import reading
from bptip.files.workspace.opening import OpenPlan
from bptip.plan.errors import NO, BptipError, BrokenFileError, RefusedError
from bptip.render.layout.canvas import Canvas

if TYPE_CHECKING:
    from bptip.files.workspace.report_inputs import ReportInputs
    from bptip.pages.own_words import PlacedWords
    from bptip.reporting.provenance import Provenance
    from bptip.reporting.verification import ReportText


EXAMPLES: Final = (("bptip verify report.md", "check a report against the plans"),)


@reading
def command(
    context: CommandContext,
    file: Annotated[str, argument("FILE", "A report in Markdown, made by `bptip report`.")],
) -> Answer:
    """Check whether the plans still give the report in a file.

    Makes the report again from its last line and shows what differs, and which updates were
    recorded since then. Exits with 1 if anything differs.
    """
    from bptip.cli.report_words import words_again
    from bptip.files.workspace.report_inputs import inputs_of, inputs_today
    from bptip.pages.verify import VIEW, VerifySheet
    from bptip.progress.fold import retracted_ids
    from bptip.reporting.verification import own_words, verdict

    report = _read(Path(file))
    opened = _opened(context, report.provenance)
    inputs = inputs_of(opened, report.provenance)
    later = inputs.later_updates(report.provenance)
    today = inputs_today(opened, inputs.dates, context.today)
    new_files = [name for name in today.files if name not in inputs.files]
    words, own = words_again(own_words(report), inputs.report.progress.version)
    remade = _remade(inputs, inputs.provenance_again(report.provenance), words)
    answer = verdict(report, remade, own, later, new_files)
    sheet = VerifySheet(answer, later.labels, retracted_ids(opened.updates), opened.source)
    return Answer(VIEW, sheet, opened.notices, 0 if answer.is_same else NO)


def _opened(context: CommandContext, provenance: Provenance) -> OpenPlan:
    """Opens the plan of a report; raises BptipError where it is not in the folder of plans."""
    try:
        return context.open(provenance.plan, provenance.as_of)
    except BptipError as error:
        where = "Name the folder that holds the report's plans: --plans DIR."
        raise error.with_hints(*error.hints, where) from None


def _remade(inputs: ReportInputs, provenance: Provenance, words: PlacedWords) -> ReportText:
    """Makes a report again with its own words; raises BptipError where it cannot be parsed."""
    from bptip.pages.report import page as report
    from bptip.pages.report.sheet import ReportSheet
    from bptip.render.markdown.page import draw
    from bptip.reporting.verification import parse_report

    sheet = ReportSheet(inputs.report, inputs.labels, inputs.opened.source, provenance, words)
    remade = parse_report(draw(report.page(sheet), Canvas()).decode())
    if remade is None:
        raise RefusedError(
            f"The report on {provenance.plan} cannot be verified: bptip could not make it again."
        )
    return remade


def _read(file: Path) -> ReportText:
    """Reads a report from a file; raises BptipError where it cannot be verified."""
    from bptip.files.reading.text_files import read_text
    from bptip.reporting.provenance import REPORT_FORMAT
    from bptip.reporting.verification import parse_report

    if file.suffix.lower() in (".docx", ".html", ".svg", ".pdf"):
        raise RefusedError(
            f'"{file}" cannot be verified: only a report in Markdown can.',
            "Keep one beside the file that you send: bptip report -o report.md.",
        )
    report = parse_report(read_text(file, "a report in Markdown"))
    if report is None:
        raise BrokenFileError(
            f'"{file}" cannot be verified: its last line does not say what it was made from.',
            "Name a file that `bptip report -o report.md` wrote, with its last line.",
        )
    if report.provenance.report_format != REPORT_FORMAT:
        raise RefusedError(
            f'"{file}" has report format {report.provenance.report_format}. '
            f"This bptip can verify format {REPORT_FORMAT} only.",
            "Make the report again: bptip report -o report.md.",
        )
    return report
