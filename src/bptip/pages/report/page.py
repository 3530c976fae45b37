"""The progress report: a first page for those who decide, then an annex with the details.

Many of its parts are those of the screens. The report's own parts are beside this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from bptip.pages import changes, diff, status
from bptip.pages import document as doc
from bptip.pages.own_words import marked
from bptip.pages.parts import lines, records
from bptip.pages.report import annex, first_lists, first_page, front
from bptip.pages.report.paper_room import PAGE_LINES, height
from bptip.pages.report.sheet import ReportSheet
from bptip.pages.view import MainList, Record, View
from bptip.reporting.sentences import sentences


def page(sheet: ReportSheet) -> doc.Document:
    """Returns the page: the first page, the officials' own words, the details, the annex.

    It is for a file wherever it is shown: `verify` makes the same page again.
    """
    numbers: dict[str, int] = {}

    def cite(address: str) -> doc.Inline:
        """Returns a reference to an address in the list of evidence, which gets it if it is new."""
        return doc.Citation(numbers.setdefault(address, len(numbers) + 1))

    words = sheet.words
    first = [*first_page.head(sheet), *marked(words.front), *first_page.blocks(sheet.report)]
    room = PAGE_LINES - sum(map(height, first))
    first += first_lists.blocks(sheet, cite, room)
    details = filled(front.sections(sheet, cite))
    annexed = filled(annex.sections(sheet, cite))
    empty = [name for name, blocks in {**details, **annexed}.items() if not blocks]
    blocks: list[doc.Block] = [*first]
    second = [*marked(words.details)]
    for name, section in details.items():
        second += [doc.heading(name), *section] if section else []
    blocks += on_new_page(second)
    blocks.append(doc.Heading(doc.plain("Annex"), new_page=True))
    for name, section in annexed.items():
        blocks += [doc.heading(name, 3), *section] if section else []
    blocks += annex.how_to_read(sheet, empty)
    if numbers:
        blocks += [doc.heading("Evidence", 3), doc.References(tuple(numbers))]
    else:
        blocks.append(doc.muted_paragraph("The updates shown here give no evidence."))
    line = (doc.Text(sheet.provenance.line, doc.Role.PROVENANCE),)
    whole = doc.Document(tuple(blocks), line, author=lines.owner(sheet.report.progress.plan))
    return doc.without_empty_columns(doc.without_private(whole))


def on_new_page(blocks: Iterable[doc.Block]) -> Iterator[doc.Block]:
    """Yields blocks; on paper, the first heading of them begins a page."""
    is_first = True
    for block in blocks:
        if is_first and isinstance(block, doc.Heading):
            yield block._replace(new_page=True)
            is_first = False
        else:
            yield block


def filled(sections: Iterable[tuple[str, Iterable[doc.Block]]]) -> dict[str, list[doc.Block]]:
    """Returns sections with their blocks, made in order, so that citations count upwards."""
    return {name: list(blocks) for name, blocks in sections}


def record(sheet: ReportSheet) -> Record:
    """Returns the records of the commands that the report shows, and its sentences."""
    amendment = sheet.report.diff
    return records.answer(
        sheet.source,
        status=status.record(sheet.status),
        changes=changes.record(sheet.moved),
        diff=diff.record(diff.DiffSheet(amendment, sheet.source)) if amendment else None,
        sentences=[sentence._asdict() for sentence in sentences(sheet.report)],
        round=round_record(sheet),
    )


def round_record(sheet: ReportSheet) -> Record | None:
    """Returns the record of the round whose returns the report counts; None without one."""
    progress, returns = sheet.report.progress, sheet.report.due_round or sheet.report.open_round
    if returns is None:
        return None
    from bptip.pages import round as round_page

    return round_page.record(
        round_page.RoundSheet(
            version=progress.version,
            state=returns.state,
            returns=returns.parties,
            today=progress.as_of,
            source=sheet.source,
        )
    )


ROW_KEYS: Final = ("status_before", "notes", "evidence")
"""The columns that a report's rows have beside those of `status`: what happened in the period."""


def rows(record: Record) -> Iterator[Mapping[str, Any]]:
    """Yields a row for each activity: what `status` has of it, and what happened in the period."""
    changes = {change["id"]: change for change in record["changes"]["changes"]}
    activities = status.VIEW.main_list.elements(record["status"])
    for activity in activities:
        change = changes.get(activity["id"].rpartition("/")[2], {})
        yield {
            **activity,
            "status_before": change.get("from", activity["status"]),
            "notes": change.get("notes", []),
            "evidence": change.get("evidence", []),
        }


VIEW: Final = View(
    page, record, MainList((*status.VIEW.main_list.columns, *ROW_KEYS), rows, kind="reported")
)
