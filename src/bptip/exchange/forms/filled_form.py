"""Reads a returned form by its keys: rows may be sorted, columns hidden, the file renamed.

Answers are not checked here; only a file that is not a form is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell, SheetTable, TableFile
from bptip.exchange.forms.form import FORM, FormHead
from bptip.exchange.forms.form_guide import TITLE
from bptip.exchange.forms.form_rows import EMPTY_CELL, FilledRow, FormLine, ShownRow, place_of
from bptip.exchange.forms.form_words import (
    ANSWERS,
    CLOSED,
    DRAFT,
    FIELDS,
    FINAL,
    HEADINGS,
    KEY,
    LOCKED,
    ROW_KEYS,
    Field,
    Place,
    is_draft,
    is_final,
)
from bptip.exchange.statement_ids import plain_text
from bptip.exchange.tables.findings import shortened
from bptip.plan.errors import BptipError
from bptip.plan.model import EMPTY
from bptip.plan.vocabulary import first_three


class FilledForm(NamedTuple):
    """A returned form: its head, its rows, and its single cells outside the rows (`fields`).

    `shown` has the rows as the form showed them, by key, in the form's order.
    """

    file: str
    sheet: str
    head: FormHead
    rows: tuple[FilledRow, ...]
    fields: Mapping[Field, SheetCell]
    shown: Mapping[str, ShownRow]
    missing: tuple[Place, ...] = ()
    """The columns of answers that were deleted from the sheet."""
    strays: tuple[SheetCell, ...] = ()
    """The answers in rows and cells that do not ask for an answer."""
    closed: Mapping[str, str] = EMPTY
    """The places of strays in rows of closed activities, each with the activity's number."""
    remarks: tuple[tuple[str, SheetCell], ...] = ()
    """The texts for the secretariat only, each with the key of its row."""
    notices: tuple[str, ...] = ()
    """Sentences about contents that were not read: comments, formulas without a result."""

    def field(self, field: Field) -> SheetCell:
        """Returns the cell of a field; an empty cell if the sheet lacks it."""
        return self.fields.get(field, EMPTY_CELL)

    def text(self, field: Field) -> str | None:
        """Returns the text of a field; None if the field is empty."""
        return self.field(field).text.strip() or None

    @property
    def is_blank(self) -> bool:
        """True if the form has no answer."""
        written = (Field.NOTHING, Field.CORRECTIONS, Field.OTHER)
        return not any(row.is_answered for row in self.rows) and not any(map(self.text, written))

    def edited(self) -> Iterator[SheetCell]:
        """Yields the locked cells whose texts have changed since the form was made."""
        for row in self.rows:
            shown = self.shown.get(row.key)
            if shown is None:
                continue
            for place in LOCKED:
                cell = row.cells.get(place)
                if cell and plain_text(cell.text) != plain_text(shown.locked[place]):
                    yield cell


def filled_form(file: TableFile) -> FilledForm:
    """Returns the form in a workbook; raises BptipError if the workbook is not a form of bptip.

    Copies of the form's sheet in the same workbook are read too.
    """
    hidden = next((table for table in file.tables if _is_hidden(table)), None)
    sheets = list(_with_header(file.tables))
    if hidden is None or not sheets:
        raise BptipError(
            "This is not a form of a reporting round.",
            "If the answers came in another form: bptip import FILE --into PLAN --round ROUND, "
            "or bptip update.",
        )
    rows: list[FilledRow] = []
    fields: dict[Field, SheetCell] = {}
    strays: list[SheetCell] = []
    closed: dict[str, str] = {}
    remarks: list[tuple[str, SheetCell]] = []
    missing: dict[Place, None] = {}
    for sheet, header in sheets:
        columns = _columns(sheet.rows[header], sheet.rows[header - 1])
        _refuse_missing(columns)
        missing |= dict.fromkeys(place for place in ANSWERS if place not in columns)
        lines = [FormLine(cells, columns) for cells in sheet.rows]
        merged = sheet.filled_down(header + 1)
        for number, line in enumerate(lines[header + 1 :], start=header + 2):
            beside = list(line.strays())
            strays += beside
            if line.key == CLOSED and Place.NUMBER in columns:
                number_shown = line.cells[columns[Place.NUMBER]].text
                closed |= dict.fromkeys((cell.place for cell in beside), number_shown)
            rows += line.rows(number, merged[number - 1])
            remarks += line.remarks()
        for line in lines[: max(header - 1, 0)]:
            strays += line.strays_above()
            remarks += line.remarks() if line.key else ()
        for line in lines:
            if (field := line.field) is None:
                continue
            cell, known = line.cell_of(field), fields.get(field, EMPTY_CELL)
            says_draft = field is Field.DRAFT and _says_draft(cell)
            if says_draft or known.is_empty:
                fields[field] = cell
            elif field is not Field.DRAFT and plain_text(cell.text) != plain_text(known.text):
                strays += [] if cell.is_empty else [cell]
    taken = {cell.place for row in rows for cell in row.cells.values() if not cell.is_empty}
    return FilledForm(
        file=file.name,
        sheet=sheets[0][0].name,
        head=_head(_facts(hidden)),
        rows=tuple(rows),
        fields=fields,
        shown=_shown(hidden),
        missing=tuple(missing),
        strays=tuple(cell for cell in strays if cell.place not in taken),
        closed=closed,
        remarks=tuple(remarks),
        notices=(*file.notices, *_not_read(file.tables, [hidden, *(each for each, _ in sheets)])),
    )


def _not_read(tables: Sequence[SheetTable], read: Sequence[SheetTable]) -> Iterator[str]:
    """Yields a sentence about sheets that were added to the form, and about struck-out texts."""
    added = [f'"{each.name}"' for each in tables if each not in read and each.name != TITLE]
    if added:
        yield f"Sheets that were added to the form were not read: {', '.join(added)}."
    cells = (cell for table in read for row in table.rows for cell in row)
    struck = [f'"{shortened(each.struck)}" in {each.place}' for each in cells if each.struck]
    if struck:
        yield f"Struck-out texts were not read: {first_three(struck)}."


def _is_hidden(table: SheetTable) -> bool:
    """True if a sheet is the hidden sheet with the keys, whatever its name."""
    names = {row[0].text for row in table.rows if row}
    return {"form", "plan", "round", "party", KEY} <= names


def _with_header(tables: Sequence[SheetTable]) -> Iterator[tuple[SheetTable, int]]:
    """Yields the sheets with a row of column keys, and the number of this row, from 0."""
    for table in tables:
        for number, row in enumerate(table.rows):
            texts = {cell.text for cell in row}
            is_keys = KEY in texts and len(texts & {*Place}) >= MIN_COLUMNS
            if is_keys and "promise" not in texts:
                yield table, number


MIN_COLUMNS: Final = 3
"""Minimum number of column keys by which a sheet is recognized; other columns may be deleted."""


def _columns(keys: Sequence[SheetCell], headings: Sequence[SheetCell]) -> Mapping[str, int]:
    """Returns the columns by key; without its key, the secretariat's column by its heading."""
    known = {KEY, *Place}
    titles = [cell.text for cell in headings]
    private = HEADINGS[Place.SECRETARIAT]
    secretariat = {str(Place.SECRETARIAT): titles.index(private)} if private in titles else {}
    by_key = {cell.text: number for number, cell in enumerate(keys) if cell.text in known}
    return secretariat | by_key


def _refuse_missing(columns: Mapping[str, int]) -> None:
    """Raises BptipError if a column with fields is missing.

    Without the fields nobody could say whether the form is a draft, or who signed it.
    """
    missing = [HEADINGS[place] for place in _OF_FIELDS if place not in columns]
    if missing:
        raise BptipError(
            f'The column "{missing[0]}" of this form was deleted, so nobody can say whether '
            "the form is a draft.",
            "Put the column back, or copy the answers into a new form: bptip request makes it.",
        )


def _says_draft(cell: SheetCell) -> bool:
    """True if a cell says that the form is a draft; one sheet that says so is enough.

    Raises BptipError for a word that means neither draft nor final, since no draft may be
    recorded.
    """
    is_certain = cell.is_empty or is_draft(cell.text) or is_final(cell.text)
    if not is_certain:
        raise BptipError(
            f'"{FIELDS[Field.DRAFT]}" says "{cell.text.strip()}" ({cell.place}), so nobody can say '
            "whether the form is a draft.",
            f'Ask, then write "{FINAL}" or "{DRAFT}" there.',
        )
    return is_draft(cell.text)


def _facts(hidden: SheetTable) -> Mapping[str, SheetCell]:
    """Returns the facts about the form on its hidden sheet, by name."""
    facts: dict[str, SheetCell] = {}
    for row in hidden.rows:
        if row and row[0].text == KEY:
            break
        if len(row) > 1:
            facts.setdefault(row[0].text, row[1])
    return facts


def _head(facts: Mapping[str, SheetCell]) -> FormHead:
    """Returns the head of a form; raises BptipError if the hidden sheet was changed."""
    try:
        number = int(facts["form"].text)
        if number != FORM:
            raise BptipError(
                "This form was made by another version of the program.", "Install a newer bptip."
            )
        return FormHead(
            plan=facts["plan"].text,
            version=int(facts["version"].text),
            round=facts["round"].text,
            as_of=_day(facts["as-of"]),
            due=_day(facts["due"]),
            party=facts["party"].text,
        )
    except (KeyError, ValueError):
        raise BptipError(
            "The hidden sheet of this form was changed, so nobody can say what it is for.",
            "Copy the answers into a new form: bptip request makes it.",
        ) from None


def _day(cell: SheetCell) -> date:
    return cell.value if isinstance(cell.value, date) else date.fromisoformat(cell.text)


def _shown(hidden: SheetTable) -> Mapping[str, ShownRow]:
    """Returns the rows as the form showed them, by key."""
    header = next(n for n, row in enumerate(hidden.rows) if row and row[0].text == KEY)
    names = [cell.text for cell in hidden.rows[header]]
    shown = {}
    for row in hidden.rows[header + 1 :]:
        texts = {name: cell.text for name, cell in zip(names, row, strict=False)}
        if key := texts[KEY]:
            values = {name: texts.get(name, "") for name in ROW_KEYS}
            shown[key] = ShownRow(
                key=key,
                is_own=bool(values["own"]),
                shown=values["shown"] or None,
                promise=values["promise"] or None,
                locked={place: values[place] for place in LOCKED},
            )
    return shown


_OF_FIELDS: Final = tuple(dict.fromkeys(place_of(field) for field in Field))
"""The columns that have fields."""
