"""An answer as a workbook: the rows that CSV has, as a table, and a sheet that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from bptip.exchange.cells import ABOUT_MARK, ABOUT_SHEET
from bptip.pages.column_meanings import ELEMENTS, meaning_of
from bptip.pages.view import value_in
from bptip.render.xlsx.sheets import SheetOfRows, workbook

if TYPE_CHECKING:
    from bptip.pages.view import AnswerTable
    from bptip.render.layout.canvas import Canvas

STATUS_COLUMNS: Final = frozenset({
    "status", "old_status", "new_status", "from", "to", "before.status", "after.status",
})  # fmt: skip
"""The columns whose values are statuses."""

FACTS: Final = {
    "plan": "Plan",
    "version": "Version",
    "title": "Title",
    "as_of": "Position on",
    "known_at": "As known on",
    "notice": "Notice",
}
"""The keys of an answer that say what its rows are about, with their names for readers."""


def draw(answer: AnswerTable, _: Canvas) -> bytes:
    """Returns an answer as a workbook."""
    names = answer.rows.names()
    rows = [[value_in(row, name) for name in names] for row in answer.rows.rows]
    element = ELEMENTS[answer.elements]
    facts = dict(facts_of(answer.record))
    about = [("A row is", element.description), *facts.items(), ("", ""), ("Column", "Meaning")]
    about += [(name, meaning_of(answer.elements, name)) for name in names]
    title = " ".join(str(facts[key]) for key in ("Plan", "Title") if key in facts)
    return workbook(
        title or element.sheet,
        (
            SheetOfRows(element.sheet, names, rows, STATUS_COLUMNS),
            SheetOfRows(ABOUT_SHEET, (ABOUT_MARK, ""), about, is_table=False),
        ),
    )


def facts_of(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yields what an answer is about: its plan, version and day, or the two editions compared."""
    whole = record.get("status")
    facts = whole if isinstance(whole, Mapping) else record
    for key, name in FACTS.items():
        if facts.get(key) is not None:
            yield name, facts[key]
    for key, name in (("old", "Old edition"), ("new", "New edition")):
        edition = record.get(key)
        if isinstance(edition, Mapping):
            yield name, f"{edition.get('plan')} v{edition.get('version')}: {edition.get('title')}"
