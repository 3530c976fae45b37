"""Reads workbooks (.xlsx) as tables: a table for each visible sheet with a text.

bptip parses the parts itself, as streams. A library would create all cells that a workbook claims
to have before bptip could count them; a merged area down to XFD1048576 has 17 billion. A library
would also leave out drop-down lists whose words are on another sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from bptip.exchange.cells import ABOUT_MARK, ABOUT_SHEET, SheetTable, TableFile
from bptip.exchange.forms.form_words import KEYS_SHEET
from bptip.files.exchange.limits import Allowance
from bptip.files.exchange.package import Attributes, Package, relation_id
from bptip.files.exchange.sheet_areas import reference_of
from bptip.files.exchange.workbook_styles import Colours, cell_styles, theme_colours
from bptip.files.exchange.workbook_texts import shared_texts
from bptip.files.exchange.worksheet import CellMeanings, DropDown, Sheet
from bptip.plan.vocabulary import first_three

MAX_CHOICES: Final = 1_000
"""Maximum number of words of a drop-down list."""

_MAX_SOURCES: Final = 200
"""Maximum number of different drop-down lists of a workbook."""

_MAX_AREAS: Final = 10_000
"""Maximum number of areas with a drop-down list."""


def read_workbook(package: Package, main: str, *, with_hidden: bool = False) -> TableFile:
    """Returns the visible sheets of a workbook; with `with_hidden`, all sheets.

    Raises TableFileError if the workbook cannot be read.
    """
    workbook = _Workbook(package, main, with_hidden=with_hidden)
    tables = tuple(workbook.tables())
    is_form = any(listed.name == KEYS_SHEET for listed in workbook.listed)
    return TableFile(package.file.name, tables, tuple(workbook.notices()), is_form)


class ListedSheet(NamedTuple):
    """A sheet as the workbook lists it; `part` is "" for a sheet without cells."""

    name: str
    part: str
    is_hidden: bool


class _Workbook:
    """A workbook: its sheets, its shared texts, its styles, its names."""

    def __init__(self, package: Package, main: str, *, with_hidden: bool) -> None:
        self.package = package
        self.with_hidden = with_hidden
        self.allowance = Allowance(package.file)
        self.listed: list[ListedSheet] = []
        self.names: dict[str, str] = {}
        self.is_1904 = False
        self.relations = package.relations(main)
        self._sheets: dict[str, Sheet] = {}
        self._words: dict[tuple[str, str], tuple[str, ...]] = {}
        self._areas = 0
        self._name = ""
        package.parse(main, self._start, self._end, self._text)

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = self.relations.get(relation_id(attributes))
            part = relation.target if relation and relation.kind == "worksheet" else ""
            is_hidden = not self.with_hidden and attributes.get("state", "visible") != "visible"
            self.listed.append(ListedSheet(attributes.get("name", ""), part, is_hidden))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0").lower() in ("1", "true")
        elif name == "definedName":
            self._name = attributes.get("name", "").casefold()
            self.names[self._name] = ""

    def _end(self, name: str) -> None:
        if name == "definedName":
            self._name = ""

    def _text(self, text: str) -> None:
        if self._name:
            self.names[self._name] += text

    def _part(self, kind: str) -> str:
        """Returns the name of the workbook's part of a kind; "" without such a part."""
        parts = [each.target for each in self.relations.values() if each.kind == kind]
        return parts[0] if parts and self.package.has(parts[0]) else ""

    @cached_property
    def meanings(self) -> CellMeanings:
        """The texts and styles that cells refer to."""
        texts, theme = self._part("sharedStrings"), self._part("theme")
        colours = Colours(theme_colours(self.package, theme) if theme else {})
        return CellMeanings(
            shared_texts(self.package, texts, colours) if texts else [],
            cell_styles(self.package, self._part("styles"), colours),
            colours,
            self.is_1904,
        )

    def sheet(self, listed: ListedSheet) -> Sheet:
        """Returns the cells of a sheet; reads each sheet only once."""
        if listed.part not in self._sheets:
            self._sheets[listed.part] = Sheet(
                self.package, listed.part, listed.name, self.meanings, self.allowance
            )
        return self._sheets[listed.part]

    def visible(self) -> Iterator[Sheet]:
        """Yields the sheets that are not hidden."""
        for listed in self.listed:
            if listed.part and not listed.is_hidden:
                yield self.sheet(listed)

    def tables(self) -> Iterator[SheetTable]:
        """Yields the visible sheets that have a text."""
        for sheet in self.visible():
            table = sheet.table()
            if table.rows and not _is_ours(table):
                yield table._replace(choices=self.choices(sheet, len(table.rows[0])))

    # --- Drop-down lists.

    def choices(self, sheet: Sheet, columns: int) -> dict[int, tuple[str, ...]]:
        """Returns the words of the drop-down lists by their columns."""
        sources: dict[int, dict[tuple[str, str], None]] = {}
        for listed in sheet.lists:
            for column in self._columns(listed, columns):
                sources.setdefault(column, {})[listed.source, sheet.name] = None
        words = {
            column: _distinct(word for source in found for word in self.words(*source))
            for column, found in sources.items()
        }
        return {column: listed for column, listed in words.items() if listed}

    def _columns(self, listed: DropDown, columns: int) -> Iterator[int]:
        """Yields the columns that have a drop-down list."""
        for written in listed.areas.split():
            reference = reference_of(written)
            self._areas += 1
            if reference is not None and self._areas <= _MAX_AREAS:
                area = reference.area
                yield from range(area.first_column, min(area.last_column + 1, columns))

    def words(self, source: str, sheet: str) -> tuple[str, ...]:
        """Returns the words of a list; its source has the words, or the area or name with them."""
        key = (source, sheet)
        if key not in self._words and len(self._words) < _MAX_SOURCES:
            self._words[key] = _distinct(self._listed_words(source, sheet))
        return self._words.get(key, ())

    def _listed_words(self, source: str, sheet: str) -> Iterable[str]:
        if source.startswith('"'):
            return source.strip('"').replace('""', '"').split(",")
        reference = reference_of(self.names.get(source.casefold(), source).lstrip("="))
        if reference is None:
            return ()
        name = (reference.sheet or sheet).casefold()
        parts = (each for each in self.listed if each.part and each.name.casefold() == name)
        listed = next(parts, None)
        return self.sheet(listed).texts_of(reference.area) if listed else ()

    # --- Notices.

    def notices(self) -> Iterator[str]:
        """Yields a sentence for each kind of content that the tables do not show."""
        hidden = [f'"{each.name}"' for each in self.listed if each.is_hidden]
        if hidden:
            yield f"Hidden sheets were not read: {first_three(hidden)}."
        sheets = [f'"{sheet.name}"' for sheet in self.visible() if sheet.has_hidden_places]
        if sheets and not self.with_hidden:
            yield f"Hidden rows or columns were read too, on {first_three(sheets)}."
        unseen = [place for sheet in self.visible() for place in sheet.unseen]
        if unseen:
            yield f"Text that can hardly be seen was read too: {first_three(unseen)}."
        unfinished = [place for sheet in self.visible() for place in sheet.unfinished]
        if unfinished:
            yield (
                f"Formulas without a result were read as empty cells: {first_three(unfinished)}. "
                "Open the file in Excel or LibreOffice, save it, and try again."
            )
        yield from self.package.notices()
        parts = self.package.parts
        if any("externallinks/" in each or each.endswith("connections.xml") for each in parts):
            yield "The file has links to other files or databases. bptip did not open them."
        if any("comments" in each for each in parts):
            yield "Comments beside the cells were not read."


def _is_ours(table: SheetTable) -> bool:
    """True if a sheet is the page "About" of a workbook that bptip wrote."""
    return table.name == ABOUT_SHEET and table.rows[0][0].text == ABOUT_MARK


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    words = dict.fromkeys(text.strip() for text in texts)
    words.pop("", None)
    return tuple(words)[:MAX_CHOICES]
