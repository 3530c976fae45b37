"""Reads columns that have only colours, and collects the colours that have no meaning yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bptip.exchange.tables.collected import Collected
from bptip.exchange.tables.colours import OpenColour, colour_name, meaning_of
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.rows import TableRow
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.vocabulary import count, listing


def with_colours(header: Header, rows: Sequence[TableRow], collected: Collected) -> Header:
    """Returns the header; if the map names colours, a column of only colours is the status.

    A note says which colours have no meaning yet, and how to state it.
    """
    title = header.column(ColumnRole.ACTIVITY)
    coloured = [
        column
        for column in header.columns
        if column.period is None
        and column.role is not ColumnRole.PLANNED
        and all(row.cells[column.at].is_empty for row in rows)
        and _stands_out(column, rows, title)
    ]
    has_meanings = bool(collected.map.colours)
    if has_meanings and coloured and header.column(ColumnRole.STATUS) is None:
        header = header.with_role(coloured[:1], ColumnRole.STATUS)
    status = header.column(ColumnRole.STATUS)
    if status is not None and status.at not in {column.at for column in coloured}:
        silent = [row for row in rows if row.cells[status.at].is_empty]
        coloured = [status, *coloured] if _stands_out(status, silent, title) else coloured
    for column in coloured:
        if not has_meanings or (status is not None and column.at == status.at):
            _tell_open(column, rows, collected, status)
    return header


def _stands_out(column: TableColumn, rows: Iterable[TableRow], title: TableColumn | None) -> bool:
    """True if a cell of a column has another colour than the title in its row."""
    return any(
        row.cells[column.at].fill not in (None, title and row.cells[title.at].fill) for row in rows
    )


def _tell_open(
    column: TableColumn, rows: Sequence[TableRow], collected: Collected, status: TableColumn | None
) -> None:
    """Adds a note on the colours of a column that have no meaning yet.

    The note asks for the meanings, unless another column has the statuses.
    """
    cells = [row.cells[column.at] for row in rows]
    fills = Counter(cell.fill for cell in cells if cell.is_empty)
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
    if not all(cell.is_empty for cell in cells):
        said = "cells with a colour and no text, which state no status"
    note = f"Column {column.letter} has {said}: {named}."
    if status is not None and status.at != column.at:
        collected.notes.append(f"{note} The statuses come from column {status.letter}.")
        return
    pairs = " ".join(f'--colour "{each.name}=…"' for each in colours)
    collected.notes.append(f"{note} To state what each means: {pairs}")
    collected.open_colours += colours
