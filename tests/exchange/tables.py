"""Tables as lists of texts, read as an import reads them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bptip.exchange.cells import (
    HeadingAbove,
    MergedArea,
    SheetCell,
    SheetTable,
    TableFile,
    column_letters,
)
from bptip.exchange.importing.planning import preview_of
from bptip.exchange.importing.request import ImportRequest
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import parsed_map
from bptip.plan.model import Source
from bptip.plan.parties import NO_PARTIES

if TYPE_CHECKING:
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.plan.journal import Update
    from bptip.plan.model import Activity, Version
    from bptip.plan.parties import Parties

Text = str | SheetCell | date | int | float | None

TODAY: Final = date(2026, 7, 1)
SOURCE: Final = Source("plans", bundled=False)


def table(
    rows: Sequence[Sequence[Text]] | str,
    merged: Iterable[tuple[int, int, int, int]] = (),
    headings: Sequence[str] = (),
    name: str = "Plan",
) -> SheetTable:
    """Returns a table of rows of cells; of a text, a row a line and `|` between cells."""
    if isinstance(rows, str):
        rows = [[cell.strip() for cell in line.split("|")] for line in rows.splitlines()]
    width = max(map(len, rows))
    cells = tuple(
        tuple(
            _cell(name, place, column, row[column] if column < len(row) else None)
            for column in range(width)
        )
        for place, row in enumerate(rows)
    )
    above = tuple(
        HeadingAbove(len(heading) - len(heading.lstrip("#")), heading.strip("# "), "line 1")
        for heading in headings
    )
    return SheetTable(name, cells, tuple(MergedArea(*area) for area in merged), above)


def _cell(name: str, row: int, column: int, value: Text) -> SheetCell:
    place = f"{name}!{column_letters(column)}{row + 1}"
    if isinstance(value, SheetCell):
        return value._replace(place=place)
    text = "" if value is None else str(value)
    return SheetCell(place, text, value if not isinstance(value, str) else text or None)


def cell(text: str = "", *, struck: str = "", bold: str = "", fill: str | None = None) -> SheetCell:
    """Returns a cell with its marks; the table gives it its place."""
    return SheetCell("", text, text or None, struck, bold, fill)


def preview(
    *tables: SheetTable | str,
    purpose: Purpose = Purpose.NEW,
    mapped: str = "",
    plan: str = "2026",
    version: Version | None = None,
    updates: Sequence[Update] = (),
    office: Parties = NO_PARTIES,
    **stated: Any,
) -> ImportPreview:
    """Returns the preview of an import of tables."""
    file = TableFile("table.xlsx", tuple(map_table(each) for each in tables))
    request = ImportRequest(
        purpose, file, plan, SOURCE, ("import",), parsed_map(tomllib.loads(mapped)), office,
        versions=(version,) if version else (), version=version, updates=tuple(updates),
        **({"today": TODAY} | stated),
    )  # fmt: skip
    return preview_of(request)


def map_table(each: SheetTable | str) -> SheetTable:
    """Returns a table as it is, or a text as a table."""
    return table(each) if isinstance(each, str) else each


def activities(made: ImportPreview) -> list[Activity]:
    """Returns the activities of the plan that an import makes."""
    return list(made.version.activities)


def ids(made: ImportPreview) -> dict[str, list[str]]:
    """Returns the ids of the activities by those of their objectives."""
    return {each.id: [a.id for a in each.activities] for each in made.version.objectives}


def titles(made: ImportPreview) -> dict[str, list[str]]:
    """Returns the titles of the activities by those of their objectives."""
    return {each.title: [a.title for a in each.activities] for each in made.version.objectives}


def roles(made: ImportPreview) -> dict[str, str]:
    """Returns the roles of the first table's columns by their headers."""
    return {column.header: column.role.value for column in made.draft.tables[0].columns}


def codes(made: ImportPreview) -> list[str]:
    """Returns the codes of the findings."""
    return [finding.code for finding in made.findings]


def statuses(made: ImportPreview) -> dict[str, object]:
    """Returns the status of each item that an import states."""
    return {entry.statement.item: entry.statement.status for entry in made.entries}


def only(values: Mapping[str, object] | Iterable[object]) -> object:
    """Returns the only element."""
    (element,) = values
    return element
