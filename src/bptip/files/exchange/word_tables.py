"""The tables of a Word file (.docx), with the headings above each.

The document is parsed as a stream of events. Text in tracked insertions and in content controls is
read; text that is deleted, moved away, hidden or a placeholder is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bptip.exchange.cells import HeadingAbove, TableFile
from bptip.exchange.tables.plan_titles import is_plan_title, plan_title
from bptip.files.exchange.limits import (
    MAX_CELLS,
    MAX_LETTERS,
    Allowance,
    too_many_cells,
    too_many_letters,
)
from bptip.files.exchange.package import (
    Attributes,
    Package,
    is_switched_on,
    value_of,
    whole_number,
)
from bptip.files.exchange.word_document import (
    BREAKS,
    LINK_FIELD,
    NOT_SHOWN,
    StyledParagraph,
    WordDocument,
    sign_in,
    word_notices,
)
from bptip.files.exchange.word_grid import WordCell, WordTable, widest
from bptip.files.exchange.word_styles import (
    BODY_TEXT,
    DOCUMENT_TITLE,
    WordStyle,
    fill_in,
)
from bptip.files.exchange.workbook_styles import is_unseen
from bptip.files.exchange.workbook_texts import TextPiece, written
from bptip.plan.vocabulary import count

MAX_BOLD_LINE: Final = 200
"""Maximum length of a bold line that can be a heading (characters)."""

MAX_OPEN_TABLES: Final = 20
"""Maximum depth of tables within tables; deeper tables are read as text."""

_DELETED: Final = frozenset({"del", "moveFrom"})
_CHANGES: Final = frozenset({"del", "ins", "moveFrom", "moveTo", "cellIns", "cellDel"})

_INSERTED_FILES: Final = ("aFChunk", "subDocument")
"""Kinds of relation to a file whose text Word inserts."""


def read_word_file(package: Package, main: str) -> TableFile:
    """Returns the tables of a Word file; raises TableFileError if the file cannot be read."""
    reader = _DocumentReader(package, main)
    package.parse(main, reader.start, reader.end, reader.characters)
    allowance = Allowance(package.file)
    tables = tuple(
        table.finished(number, allowance, uses_bold_lines=not reader.has_headings)
        for number, table in enumerate(reader.tables, 1)
    )
    return TableFile(package.file.name, tables, tuple(reader.notices()))


class _OpenParagraph(StyledParagraph):
    """A paragraph being read."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[TextPiece] = []
        self.is_mark_deleted = False
        self.is_centred = False


class _DocumentReader:
    """Reads the elements of the document in their order."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.document = WordDocument(package, main)
        self.tables: list[WordTable] = []
        self.headings: dict[int, HeadingAbove] = {}
        self.bold_line: HeadingAbove | None = None
        self.has_headings = False
        self.title_lines: list[HeadingAbove] = []
        self.changes = 0
        self.footnotes: list[str] = []
        self.first_hidden = self.first_unseen = ""
        self._open_tables: list[WordTable] = []
        self._cells: list[WordCell | None] = []
        self._paragraphs: list[_OpenParagraph] = []
        self._controls: list[bool] = []
        self._path: list[str] = []
        self._not_shown = 0
        self._deleted = 0
        self._run = WordStyle()
        self._collects = ""
        self._field: list[str] = []
        self._letters = 0
        self._joins = False
        self._cell_count = 0

    # --- Events.

    def start(self, name: str, attributes: Attributes) -> None:
        """Reads the start of an element."""
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name in NOT_SHOWN:
            self._not_shown += 1
        if self._not_shown:
            return
        if name in _CHANGES:
            self._start_change(name, parent)
        elif name in ("tbl", "tr", "tc", "p", "sdt", "hyperlink"):
            self._start_container(name, attributes)
        elif name == "r":
            self._run = WordStyle()
        elif name in ("t", "instrText"):
            self._collects = name
        elif name in BREAKS and parent == "r":
            self._write(BREAKS[name])
        elif name == "sym":
            self._write(sign_in(attributes))
        elif parent == "rPr":
            self._start_format(name, attributes)
        else:
            self._start_property(name, attributes)

    def end(self, name: str) -> None:
        """Reads the end of an element."""
        self._path.pop()
        if name in NOT_SHOWN:
            self._not_shown -= 1
        if self._not_shown:
            return
        if name in _DELETED:
            self._deleted -= 1
        elif name in ("t", "instrText"):
            self._collects = ""
        elif name == "p":
            self._end_paragraph()
        elif name == "tc":
            self._end_cell()
        elif name == "tr" and self._open_tables:
            self._open_tables[-1].end_row()
        elif name == "tbl":
            self._end_table()
        elif name == "sdt":
            self._controls.pop()

    def characters(self, text: str) -> None:
        """Reads characters: of a text, or of a field that may be a link."""
        if self._collects and not self._not_shown:
            self._letters += len(text)
            if self._letters > MAX_LETTERS:
                raise too_many_letters(self.package.file)
            if self._collects == "instrText":
                self._field.append(text)
            else:
                self._write(text)

    # --- Starts.

    def _start_change(self, name: str, parent: str) -> None:
        """Reads a tracked change of a text, of a paragraph's mark, of a row or of a cell."""
        self.changes += 1
        self._deleted += name in _DELETED
        cell = self._cell
        if name in _DELETED and parent == "trPr" and self._open_tables:
            self._open_tables[-1].is_row_left_out = True
        elif name in _DELETED and parent == "rPr" and self._paragraphs:
            self._paragraphs[-1].is_mark_deleted = True
        elif name == "cellDel" and cell is not None:
            cell.is_deleted = True

    def _start_container(self, name: str, attributes: Attributes) -> None:
        if name == "p":
            self._paragraphs.append(_OpenParagraph())
        elif name == "sdt":
            self._controls.append(False)
        elif name == "hyperlink":
            address = self.document.address(attributes)
            if address and self._cell is not None:
                self._cell.links.append(address)
        elif name == "tbl":
            self._joins = False
            self._take_title()
            self._open_tables.append(WordTable(tuple(self.headings.values()), self.bold_line))
            self._cells.append(None)
        elif self._open_tables and name == "tr":
            self._open_tables[-1].begin_row()
        elif self._open_tables and self._open_tables[-1].rows:
            self._joins = False
            self._cells[-1] = WordCell()
            self._cell_count += 1
            if self._cell_count > MAX_CELLS:
                raise too_many_cells(self.package.file)

    def _start_format(self, name: str, attributes: Attributes) -> None:
        """Reads a format of the present run; skips the format of a paragraph's mark."""
        if "pPr" in self._path[-4:]:
            return
        if name == "rStyle":
            self._run = self._run.over(self.document.style(value_of(attributes)))
        else:
            self._run = self._run.formatted(name, attributes)

    def _start_property(self, name: str, attributes: Attributes) -> None:
        """Reads a property of a paragraph, a cell, a row or a content control."""
        value = value_of(attributes)
        if self._paragraphs and name in ("pStyle", "outlineLvl", "numId", "ilvl"):
            self._paragraphs[-1].read(name, value)
        elif self._paragraphs and name == "jc":
            self._paragraphs[-1].is_centred = value == "center"
        elif name == "showingPlcHdr" and self._controls:
            self._controls[-1] = is_switched_on(attributes)
        elif name == "hidden" and self._open_tables and is_switched_on(attributes):
            self._open_tables[-1].is_row_left_out = True
            self.first_hidden = self.first_hidden or self._place
        elif name == "tblStyle" and self._open_tables:
            self._open_tables[-1].fill = self.document.style(value).fill
        elif name == "gridBefore" and self._open_tables:
            self._open_tables[-1].column += widest(whole_number(value, 0) + 1) - 1
        elif self._cell is not None and name in ("footnoteReference", "endnoteReference"):
            self.footnotes += [] if self._deleted else [self._place]
        elif self._cell is not None:
            self._start_cell_property(self._cell, name, attributes)

    @staticmethod
    def _start_cell_property(cell: WordCell, name: str, attributes: Attributes) -> None:
        value = value_of(attributes)
        if name == "gridSpan":
            cell.span = widest(whole_number(value, 1))
        elif name == "vMerge":
            cell.continues_above = value != "restart"
        elif name == "hMerge":
            cell.continues_left = value != "restart"
        elif name == "shd":
            cell.fill = fill_in(attributes)
        elif name == "listItem":
            cell.choices.append(value_of(attributes, "displayText") or value or "")

    # --- Texts and ends.

    @property
    def _cell(self) -> WordCell | None:
        return self._cells[-1] if self._cells else None

    def _write(self, text: str) -> None:
        """Adds a text to the paragraph, unless it is deleted, a placeholder or hidden."""
        if not self._paragraphs or self._deleted or any(self._controls):
            return
        paragraph = self._paragraphs[-1]
        style = self._run.over(self.document.style(paragraph.style_id))
        if not style.is_hidden:
            text = written(text, style.position)
            paragraph.pieces.append(TextPiece(text, style.is_struck, style.is_bold))
            if text.strip() and self._is_unseen(style):
                self.first_unseen = self.first_unseen or self._place
        elif text.strip():
            self.first_hidden = self.first_hidden or self._place

    def _is_unseen(self, style: WordStyle) -> bool:
        """True if a text of a style can hardly be seen at the present place."""
        if style.ink is None:
            return False
        around = [each.fill for each in (self._cell, *self._open_tables[-1:]) if each is not None]
        return is_unseen(style.ink, next(filter(None, (style.fill, *around)), None))

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        pieces = paragraph.pieces
        is_gone = paragraph.is_mark_deleted and not pieces
        cell = self._cell
        if not is_gone and not (cell is not None and cell.continues_above):
            pieces = self._numbered(paragraph, pieces)
        if cell is not None:
            if not is_gone:
                cell.add_paragraph(pieces, joins=self._joins)
            self._joins = self._joins if is_gone else paragraph.is_mark_deleted
            self._end_fields(cell)
        elif not self._open_tables and not self._paragraphs:
            style = self.document.style(paragraph.style_id)
            level = style.heading if paragraph.heading is None else paragraph.heading
            self._end_heading(BODY_TEXT if level is None else level, paragraph, pieces)

    def _numbered(self, paragraph: _OpenParagraph, pieces: list[TextPiece]) -> list[TextPiece]:
        """Returns the pieces of a paragraph, after its label if it belongs to a list."""
        style = self.document.style(paragraph.style_id)
        place = paragraph.list_place(style)
        label = self.document.label(place) if place else ""
        if not label:
            return pieces
        is_struck = bool(pieces) and all(piece.is_struck for piece in pieces)
        is_bold = bool(pieces) and bool(pieces[0].is_bold)
        return [TextPiece(f"{label} " if pieces else label, is_struck, is_bold), *pieces]

    def _end_fields(self, cell: WordCell) -> None:
        """Adds the addresses of links that are written as fields to a cell."""
        if self._field:
            cell.links += LINK_FIELD.findall("".join(self._field))
            self._field = []

    def _end_heading(self, level: int, paragraph: _OpenParagraph, pieces: list[TextPiece]) -> None:
        text = " ".join("".join(piece.text for piece in pieces if not piece.is_struck).split())
        if not text:
            return
        if level >= BODY_TEXT:
            is_bold = all(piece.is_bold or not piece.text.strip() for piece in pieces)
            if (is_bold or paragraph.is_centred) and len(text) <= MAX_BOLD_LINE:
                line = HeadingAbove(1, text, f"above table {self._next}")
                self.bold_line = line if is_bold else self.bold_line
                self.title_lines.append(line)
            return
        if level > 1 or not is_plan_title(text):
            self._take_title()
        self.has_headings = True
        above = {each: self.headings[each] for each in self.headings if each < level}
        self.headings = {**above, level: HeadingAbove(level, text, f"above table {self._next}")}

    def _take_title(self) -> None:
        """Makes the bold or centred line that names the plan the title of the document.

        Only lines above the first heading and the first table can be the title.
        """
        if not (self.has_headings or self.tables or self._open_tables):
            texts = {line.text: line for line in self.title_lines}
            if title := plan_title(texts):
                self.headings[DOCUMENT_TITLE] = texts[title]._replace(level=DOCUMENT_TITLE)

    @property
    def _next(self) -> int:
        """The number of the next table."""
        return len(self.tables) + 1

    @property
    def _place(self) -> str:
        """The place of a text: a row of the next table, or above this table."""
        if not self._open_tables:
            return f"above table {self._next}"
        return f"in table {self._next}, row {len(self._open_tables[-1].rows)}"

    def _end_cell(self) -> None:
        cell = self._cell
        if cell is not None:
            self._open_tables[-1].add(cell)
            self._cells[-1] = None
            self._joins = False

    def _end_table(self) -> None:
        if not self._open_tables:
            return
        table = self._open_tables.pop()
        self._cells.pop()
        table.rows = [row for row in table.rows if row]
        cell = self._cell
        if cell is not None and self._open_tables:
            self._open_tables[-1].nested.append(table)
            for line in table.lines():
                cell.add_paragraph([TextPiece(line)], joins=False)
        else:
            self.tables += _without_frames(table, MAX_OPEN_TABLES)

    def notices(self) -> Iterator[str]:
        """Yields a sentence for each kind of content that the tables do not show."""
        if self.changes:
            yield (
                f"The file has {count(self.changes, 'open change')}: "
                "inserted text was read, deleted text was not."
            )
        if self.footnotes:
            were = "was" if len(self.footnotes) == 1 else "were"
            footnotes = count(len(self.footnotes), "footnote")
            yield f"{footnotes} {were} not read; the first is {self.footnotes[0]}."
        if any(each.kind in _INSERTED_FILES for each in self.document.relations.values()):
            yield "Text that Word inserts from another file was not read."
        if self.first_hidden:
            yield f"Hidden text was not read: the first is {self.first_hidden}."
        if self.first_unseen:
            yield f"Text that can hardly be seen was read too: the first is {self.first_unseen}."
        yield from word_notices(self.package)


def _without_frames(table: WordTable, depth: int) -> Iterator[WordTable]:
    """Yields a table; for a frame, which only places other tables on the page, those tables."""
    if table.is_frame and depth:
        for nested in table.nested:
            yield from _without_frames(nested, depth - 1)
    elif table.rows:
        yield table
