"""The progress report: a first page for those who decide, then an annex with the details.

Its parts are those of the screens. The report's own parts are in `report_front` and `report_annex`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from bptip.pages import changes, diff, report_annex, report_front, status
from bptip.pages.document import Block, Document, Heading, References, muted, paragraph, plain
from bptip.pages.parts import records
from bptip.pages.parts.evidence import Evidence
from bptip.pages.view import MainList, View
from bptip.reporting.sentences import sentences

if TYPE_CHECKING:
    from bptip.pages.report_sheet import ReportSheet
    from bptip.pages.view import Record


def page(sheet: ReportSheet) -> Document:
    """Returns the page: the head, the officials' own words, the first page, the annex."""
    evidence = Evidence()
    front = filled(report_front.sections(sheet, evidence.cite))
    annex = filled(report_annex.sections(sheet, evidence.cite))
    sections = {**front, **annex}
    empty = [name for name, blocks in sections.items() if not blocks]
    blocks: list[Block] = [*report_front.head(sheet), *sheet.words]
    for name, section in front.items():
        blocks += [Heading(plain(name)), *section] if section else []
    blocks.append(Heading(plain("Annex"), new_page=True))
    for name, section in annex.items():
        blocks += [Heading(plain(name), 3), *section] if section else []
    blocks += report_annex.how_to_read(sheet, empty)
    if evidence.addresses:
        blocks += [Heading(plain("Evidence"), 3), References(evidence.addresses)]
    else:
        blocks.append(paragraph(muted("The updates shown here give no evidence.")))
    return Document(tuple(blocks), muted(sheet.provenance.line))


def filled(sections: Iterable[tuple[str, Iterable[Block]]]) -> dict[str, list[Block]]:
    """Returns sections with their blocks, made in order, so that citations count upwards."""
    return {name: list(blocks) for name, blocks in sections}


def record(sheet: ReportSheet) -> Record:
    """Returns the records of the three commands that the report shows, and its sentences."""
    amendment = sheet.report.diff
    return records.answer(
        sheet.source,
        status=status.record(sheet.status),
        changes=changes.record(sheet.moved),
        diff=diff.record(diff.DiffSheet(amendment, sheet.source)) if amendment else None,
        sentences=[sentence._asdict() for sentence in sentences(sheet.report)],
    )


VIEW: Final = View(
    page,
    record,
    MainList(
        status.VIEW.main_list.columns,
        lambda record: status.VIEW.main_list.elements(record["status"]),
    ),
)
