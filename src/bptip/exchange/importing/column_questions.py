"""Asks about columns whose meaning only the user knows; each question has an option."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from bptip.exchange.importing.request import ImportRequest
from bptip.exchange.tables.cell_statuses import status_of_synonym
from bptip.exchange.tables.column_contents import FEWEST_RESULTS
from bptip.exchange.tables.columns import TableColumn, claims_of, plain_header
from bptip.exchange.tables.drafts import Draft
from bptip.exchange.tables.findings import Finding
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import typed_pair
from bptip.exchange.tables.table_words import LIGHTS, RANKS, ColumnRole
from bptip.plan.characters import same_text
from bptip.plan.model import Status
from bptip.plan.status_names import find_status


class ColumnQuestion(NamedTuple):
    """A column that may have another role: the reason, and the condition for that role."""

    header: str
    now: ColumnRole
    role: ColumnRole
    reason: str
    question: str
    condition: str

    def pair(self, *, is_true: bool = True) -> str:
        """Returns the name of the column and its role, to be typed."""
        return typed_pair(self.header, (self.role if is_true else self.now).value)

    @property
    def note(self) -> str:
        """The sentence of the preview, with the option that gives the column its role."""
        return f'{self.reason} If "{self.header}" {self.condition}, add --column "{self.pair()}".'


def column_questions(
    request: ImportRequest, draft: Draft, findings: Iterable[Finding]
) -> Iterator[ColumnQuestion]:
    """Yields questions about columns that may have another role, unless the map states one."""
    known = {plain_header(name) for name in request.map.columns}
    columns = [
        column
        for table in draft.tables
        for column in table.columns
        if not {plain_header(column.header), plain_header(column.by_letter)} & known
        and column.header
    ]
    if request.purpose is Purpose.INTO:
        yield from _of_numbers(columns, findings)
    else:
        yield from _of_objectives(columns, draft)
    if request.purpose is not Purpose.NEXT:
        yield from _of_lights(columns)
    roles = {column.role for table in draft.tables for column in table.columns}
    unknown = [column for column in columns if column.role is ColumnRole.KEEP]
    yield from _of_lacking_role(request.purpose, roles, _texts(draft, unknown))


def _of_numbers(
    columns: Sequence[TableColumn], findings: Iterable[Finding]
) -> Iterator[ColumnQuestion]:
    """Yields the column of numbers if its numbers and the rows' titles mean different items."""
    rows = [each for each in findings if each.code == "disagrees"]
    header = next((each.header for each in columns if each.role is ColumnRole.NUMBER), None)
    if header and len(rows) >= FEWEST_DISAGREEING:
        reason = f"The numbers of {len(rows)} rows are those of other items than their titles."
        yield ColumnQuestion(
            header,
            ColumnRole.NUMBER,
            ColumnRole.SKIP,
            reason,
            f'Does "{header}" number the rows of this table alone?',
            "numbers the rows of this table alone",
        )


FEWEST_DISAGREEING: Final = 3
"""Minimum number of disagreeing rows for this question; set by hand."""


def _of_objectives(columns: Sequence[TableColumn], draft: Draft) -> Iterator[ColumnQuestion]:
    """Yields the column of objectives if each activity has a different objective."""
    header = next((each.header for each in columns if each.role is ColumnRole.OBJECTIVE), None)
    activities = sum(len(each.activities) for each in draft.objectives)
    if header and activities >= FEWEST_RESULTS and len(draft.objectives) == activities:
        yield ColumnQuestion(
            header,
            ColumnRole.OBJECTIVE,
            ColumnRole.KEEP,
            f"The table has {activities} objectives for {activities} activities.",
            f'Does "{header}" say something else than the objective?',
            "is not the objective",
        )


def _of_lights(columns: Sequence[TableColumn]) -> Iterator[ColumnQuestion]:
    """Yields a column whose header means a status more clearly than that of the status column."""
    statuses = [each.header for each in columns if each.role is ColumnRole.STATUS]
    nearest = max(map(_nearness, statuses), default=None)
    named = (
        column.header
        for column in columns
        if nearest is not None
        and column.role is ColumnRole.KEEP
        and _nearness(column.header) > nearest
    )
    for header in named:
        reason = f'The statuses come from "{statuses[0]}", and not from "{header}".'
        question = f'Is "{header}" the status?'
        yield ColumnQuestion(
            header, ColumnRole.KEEP, ColumnRole.STATUS, reason, question, "is the status"
        )


def _nearness(header: str) -> tuple[int, int]:
    """Returns the nearness of a header to a name for the status, and the rank of that name."""
    claims = [each for each in claims_of(header) if each.role is ColumnRole.STATUS]
    return (claims[0].nearness, -claims[0].place) if claims else (0, 0)


def _of_lacking_role(
    purpose: Purpose, roles: Collection[ColumnRole], texts: dict[str, list[str]]
) -> Iterator[ColumnQuestion]:
    """Yields the column that may have the leads of a plan, or the remarks of a report.

    A lead is a short text that several rows have. Remarks are the longest texts.
    """
    if purpose is Purpose.INTO:
        longest = max(texts, key=lambda header: _length(texts[header]), default=None)
        if longest and ColumnRole.NOTE not in roles and _length(texts[longest]) >= SHORTEST_REMARKS:
            reason = "No column was taken for what was done."
            yield _unknown(longest, ColumnRole.NOTE, reason)
    elif ColumnRole.LEAD not in roles:
        header = next((each for each, cells in texts.items() if _may_be_names(cells)), None)
        if header:
            reason = "No column was taken for the leads of activities."
            yield _unknown(header, ColumnRole.LEAD, reason)


def _unknown(header: str, role: ColumnRole, reason: str) -> ColumnQuestion:
    """Returns the question about a column with an unknown name."""
    question = f'Is it "{header}"?'
    return ColumnQuestion(header, ColumnRole.KEEP, role, reason, question, "is this column")


SHORTEST_REMARKS: Final = 20
"""Minimum median length of the texts in a column that may have remarks (characters)."""

LONGEST_NAMES: Final = 30
"""Maximum median length of the texts of a column that may name parties (characters)."""

SHORTEST_NAMES: Final = 2
"""Minimum median length of these texts (characters): one letter is a mark. All set by hand."""


def _texts(draft: Draft, columns: Sequence[TableColumn]) -> dict[str, list[str]]:
    """Returns the texts in each column of all tables, without texts that begin with a digit."""
    tables = {table.name: table for table in draft.file.tables}
    return {
        column.header: [
            text
            for use in draft.tables
            if use.header_row is not None and column in use.columns
            for row in tables[use.sheet].rows[use.header_row :]
            if (text := same_text(row[column.at].text)) and not text[0].isdigit()
        ]
        for column in columns
    }


def _length(texts: Sequence[str]) -> int:
    """Returns the median length of texts."""
    return sorted(map(len, texts))[len(texts) // 2] if texts else 0


def _may_be_names(texts: Sequence[str]) -> bool:
    """True if texts are short, some of them repeat, and they have no other known meaning."""
    is_short = SHORTEST_NAMES <= _length(texts) <= LONGEST_NAMES
    return is_short and not any(map(_is_rating, texts)) and len({*texts}) * 2 <= len(texts)


def _is_rating(text: str) -> bool:
    """True if a text is "high" or "low", a traffic light or a status."""
    status = find_status(text) or status_of_synonym(text)
    is_status = status not in (None, Status.NOT_REPORTED)
    return is_status or text.casefold() in RANKS | LIGHTS
