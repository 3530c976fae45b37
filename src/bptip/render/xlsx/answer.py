"""An answer as a workbook: the rows of the CSV as a table, and a sheet that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bptip.exchange.cells import ABOUT_MARK, ABOUT_SHEET
from bptip.pages import document as doc
from bptip.pages.column_meanings import ELEMENTS, meaning_of
from bptip.pages.view import AnswerTable, value_in
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.plain_text import page_title, plain_text
from bptip.render.xlsx.sheets import SheetOfRows, workbook

STATUS_COLUMNS: Final = frozenset({
    "status", "old_status", "new_status", "from", "to", "before.status", "after.status",
})  # fmt: skip
"""The columns whose values are statuses."""

FACTS: Final = {
    "plan": "Plan",
    "version": "Version",
    "as_of": "Position on",
    "known_at": "As known on",
    "notice": "Notice",
}
"""The keys of an answer that say what its rows are about, each with a name for readers."""


def draw(answer: AnswerTable, _: Canvas) -> bytes:
    """Returns an answer as a workbook."""
    names = answer.rows.names()
    rows = [[value_in(row, name) for name in names] for row in answer.rows.rows]
    element = ELEMENTS[answer.elements]
    about = [("A row is", element.description), *facts_of(answer)]
    about += [("", ""), ("Column", "Meaning")]
    about += [(name, meaning_of(answer.elements, name)) for name in names]
    return workbook(
        page_title(answer.page),
        (
            SheetOfRows(element.sheet, names, rows, STATUS_COLUMNS),
            SheetOfRows(ABOUT_SHEET, (ABOUT_MARK, ""), about, is_table=False),
        ),
    )


def facts_of(answer: AnswerTable) -> Iterator[tuple[str, Any]]:
    """Yields the facts of an answer by name: its heading, plan, version and day.

    The heading also names the filters.
    """
    for block in answer.page.blocks:
        if isinstance(block, doc.Heading):
            heading = ": ".join(filter(None, map(plain_text, (block.line, block.aside))))
            yield "Answer", heading
            break
    whole = answer.record.get("status")
    facts = whole if isinstance(whole, Mapping) else answer.record
    for key, name in FACTS.items():
        if facts.get(key) is not None:
            yield name, facts[key]
