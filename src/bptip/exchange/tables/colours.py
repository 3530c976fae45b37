"""Reads columns that have only colours, and names the colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.exchange.tables.words import ColumnRole
from bptip.plan.vocabulary import count, listing

if TYPE_CHECKING:
    from bptip.exchange.cells import SheetCell
    from bptip.exchange.tables.collected import Collected
    from bptip.exchange.tables.columns import TableColumn
    from bptip.exchange.tables.rows import TableRow
    from bptip.plan.model import Status


class OpenColour(NamedTuple):
    """A colour without a stated meaning in a column without texts, and its number of cells."""

    name: str
    shown: str
    cells: int


def with_colours(
    columns: Sequence[TableColumn], rows: Sequence[TableRow], collected: Collected
) -> tuple[TableColumn, ...]:
    """Returns the columns; if the map names colours, a column of only colours is the status.

    A note says which colours have no meaning yet, and how to state it.
    """
    coloured = [column for column in columns if _has_colours_alone(column, columns, rows)]
    status = next((column for column in columns if column.role is ColumnRole.STATUS), None)
    if collected.map.colours and coloured and status is None:
        status = coloured[0]._replace(role=ColumnRole.STATUS, key=None)
        columns = [status if column.at == status.at else column for column in columns]
    if status is not None and status.at not in {each.at for each in coloured}:
        title = _title(columns)
        if any(_stands_out(row.cells[status.at], row, title) for row in _empty(status, rows)):
            _tell_open(status, rows, collected, status)
    for column in coloured:
        if not collected.map.colours or (status is not None and column.at == status.at):
            _tell_open(column, rows, collected, status)
    return tuple(columns)


def _tell_open(
    column: TableColumn,
    rows: Sequence[TableRow],
    collected: Collected,
    status: TableColumn | None,
) -> None:
    """Adds a note on the colours of a column that have no meaning yet.

    The note asks for the meanings, unless another column has the statuses.
    """
    fills = Counter(row.cells[column.at].fill for row in _empty(column, rows))
    known = collected.map.colours
    names = {fill: colour_name(fill) for fill in fills if fill and not meaning_of(fill, known)}
    given = [*names.values()]
    colours = [
        OpenColour(name if given.count(name) == 1 else fill, f"{name} ({fill})", fills[fill])
        for fill, name in names.items()
    ]
    if not colours:
        return
    named = listing([f"{each.shown} in {count(each.cells, 'cell')}" for each in colours])
    said = "colours and no text" if not known else "colours without a meaning"
    if any(not row.cells[column.at].is_empty for row in rows):
        said = "cells with a colour and no text, which state no status"
    note = f"Column {column.letter} has {said}: {named}."
    if status is not None and status.at != column.at:
        collected.notes.append(f"{note} The statuses come from column {status.letter}.")
        return
    pairs = " ".join(f'--colour "{each.name}=…"' for each in colours)
    collected.notes.append(f"{note} To state what each means: {pairs}")
    collected.open_colours += colours


def _has_colours_alone(
    column: TableColumn, columns: Sequence[TableColumn], rows: Sequence[TableRow]
) -> bool:
    """True if no cell of a column has a text, and some have another colour than their row."""
    title = _title(columns)
    cells = [row.cells[column.at] for row in rows]
    is_coloured = any(_stands_out(row.cells[column.at], row, title) for row in rows)
    is_period = column.period is not None or column.role is ColumnRole.PLANNED
    return not is_period and is_coloured and all(cell.is_empty for cell in cells)


def _title(columns: Sequence[TableColumn]) -> int | None:
    return next((each.at for each in columns if each.role is ColumnRole.ACTIVITY), None)


def _empty(column: TableColumn, rows: Sequence[TableRow]) -> list[TableRow]:
    """Returns the rows that have no text in a column."""
    return [row for row in rows if row.cells[column.at].is_empty]


def _stands_out(cell: SheetCell, row: TableRow, title: int | None) -> bool:
    return cell.fill is not None and (title is None or cell.fill != row.cells[title].fill)


def meaning_of(fill: str, meanings: Mapping[str, Status]) -> Status | None:
    """Returns the meaning of a colour by its six digits, or else by its name."""
    return meanings.get(fill.upper()[-6:]) or meanings.get(colour_name(fill))


def colour_name(fill: str) -> str:
    """Returns the everyday name of a colour in six digits: "light yellow"."""
    red, green, blue = (int(fill[-6:][at : at + 2], 16) for at in (0, 2, 4))
    most, least = max(red, green, blue), min(red, green, blue)
    if most - least <= GREY * most:
        return next(name for name, limit in _GREYS if most >= limit)
    start, ahead = (0, green - blue) if most == red else (240, red - green)
    if green == most != red:
        start, ahead = 120, blue - red
    angle = (start + 60 * ahead / (most - least)) % 360
    angles = _PALE_ANGLES if least >= PALE * most else _ANGLES
    return next(name for name, limit in angles if angle < limit)


GREY: Final = 0.06
"""Maximum share of the strongest light by which the lights of a grey differ; set by hand."""

_GREYS: Final = (("white", 250), ("grey", 50), ("black", 0))
_ANGLES: Final = (
    ("red", 15), ("orange", 50), ("yellow", 70), ("green", 170), ("blue", 260), ("purple", 330),
    ("red", 360),
)  # fmt: skip
"""The names of colours, each with the angle on the colour wheel at which it ends (degrees); set
by the palettes of Excel and LibreOffice, where "Orange" is FFC000."""

PALE: Final = 0.4
"""Minimum share of the strongest light that the weakest has in a pale colour; set by the palette of
Google Sheets, where FFD966 is a "light yellow"."""

_PALE_ANGLES: Final = tuple((name, 40 if name == "orange" else end) for name, end in _ANGLES)
"""The same angles for pale colours; set by Excel's style "Neutral", the yellow FFEB9C."""

COLOUR_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: (name,) for name, _ in (*_GREYS, *_ANGLES)},
    "amber": ("orange", "yellow"),
    "gray": ("grey",),
    "hijau": ("green",),
    "kuning": ("yellow", "orange"),
    "merah": ("red",),
    "biru": ("blue",),
    "abu-abu": ("grey",),
    "vert": ("green",),
    "jaune": ("yellow", "orange"),
    "rouge": ("red",),
    "verde": ("green",),
    "amarillo": ("yellow", "orange"),
    "rojo": ("red",),
}
"""The colours that a word can mean, the likeliest first."""
