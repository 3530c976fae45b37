"""The roles that no column of a table has, each with the column that may have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.exchange.tables.columns import plain_header
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import typed_pair
from bptip.exchange.tables.words import ColumnRole
from bptip.plan.characters import same_text

if TYPE_CHECKING:
    from bptip.exchange.tables.columns import TableColumn
    from bptip.exchange.tables.drafts import Draft


class LackingRole(NamedTuple):
    """A role without a column, what such a column has, and the header of the likely one."""

    role: ColumnRole
    has: str
    header: str

    @property
    def pair(self) -> str:
        """The name of the column and its role, as they are typed."""
        return typed_pair(self.header, self.role.value)

    @property
    def note(self) -> str:
        """The sentence of the preview, with the option that gives the column its role."""
        begin = f"No column was taken for {self.has}."
        return f'{begin} If "{self.header}" is this column, add --column "{self.pair}".'


def lacking_roles(
    draft: Draft, purpose: Purpose, stated: Iterable[str] = ()
) -> Iterator[LackingRole]:
    """Yields the lead of a plan, or the remarks of a report, if only an unknown column can have it.

    A lead is a short text that several rows have. Remarks are the longest texts. `stated` are the
    columns of the map.
    """
    columns = [column for table in draft.tables for column in table.columns]
    roles = {column.role for column in columns}
    known = {plain_header(name) for name in stated}
    unknown = [
        column
        for column in columns
        if column.role is ColumnRole.KEEP
        and not {plain_header(column.header), plain_header(column.by_letter)} & known
        and column.header
    ]
    texts = {column.header: _texts(draft, column) for column in unknown}
    if purpose is Purpose.INTO:
        remarks = {header: _length(cells) for header, cells in texts.items()}
        longest = max(remarks, key=lambda header: remarks[header], default=None)
        if longest and ColumnRole.NOTE not in roles and remarks[longest] >= SHORTEST_REMARKS:
            yield LackingRole(ColumnRole.NOTE, "what was done", longest)
    elif ColumnRole.LEAD not in roles:
        header = next((each for each, cells in texts.items() if _may_be_names(cells)), None)
        if header:
            yield LackingRole(ColumnRole.LEAD, "the leads of activities", header)


SHORTEST_REMARKS: Final = 20
"""Minimum median length of the texts of a column that may be one of remarks (characters)."""

LONGEST_NAMES: Final = 30
"""Maximum median length of the texts of a column that may name parties (characters)."""

SHORTEST_NAMES: Final = 2
"""Minimum median length of these texts (characters): one letter is a mark. All set by hand."""


def _texts(draft: Draft, column: TableColumn) -> list[str]:
    """Returns the texts of a column without digits, in all tables that have it."""
    tables = {table.name: table for table in draft.file.tables}
    return [
        text
        for use in draft.tables
        if use.header_row is not None and column in use.columns
        for row in tables[use.sheet].rows[use.header_row :]
        if (text := same_text(row[column.at].text)) and not any(map(str.isdigit, text[:1]))
    ]


def _length(texts: Sequence[str]) -> int:
    """Returns the length of the text in the middle, if texts are sorted by their lengths."""
    return sorted(map(len, texts))[len(texts) // 2] if texts else 0


def _may_be_names(texts: Sequence[str]) -> bool:
    """True if texts are short, and several rows have the same."""
    return SHORTEST_NAMES <= _length(texts) <= LONGEST_NAMES and len({*texts}) * 2 <= len(texts)
