"""A form as a picture: the cells of its first sheet, as the workbook has them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Final, NamedTuple

LETTER: Final = 7.0
"""The width of a character by which columns are measured (pixels)."""

POINT: Final = 4 / 3
"""A point in pixels."""

LINE: Final = 19
PADDING: Final = 4
"""The height of a line of text, and the distance between a text and the edge of its cell."""

FONT: Final = "Carlito, Calibri, Arial, sans-serif"


class Box(NamedTuple):
    """The place of a cell in pixels."""

    x: float
    y: float
    width: float
    height: float


def picture(file: Path) -> str:
    """Returns the first sheet of a workbook as SVG, without hidden rows and columns."""
    from openpyxl import load_workbook

    sheet: Any = load_workbook(file).worksheets[0]
    columns = _edges([_width(sheet, number) for number in range(1, sheet.max_column + 1)])
    rows = _edges([_height(sheet, number) for number in range(1, sheet.max_row + 1)])
    merged = {area.min_row * 1000 + area.min_col: area for area in sheet.merged_cells.ranges}
    grounds, texts = [], []  # a text may run over the cells beside its own
    for row in sheet.iter_rows():
        for cell in row:
            if type(cell).__name__ == "MergedCell":
                continue
            area = merged.get(cell.row * 1000 + cell.column)
            last = (area.max_col, area.max_row) if area else (cell.column, cell.row)
            left, top = columns[cell.column - 1], rows[cell.row - 1]
            box = Box(left, top, columns[last[0]] - left, rows[last[1]] - top)
            if box.width and box.height:
                grounds += _ground(cell, box)
                texts += _text(cell, box) if cell.value is not None else []
    width, height = columns[-1] + 1, rows[-1] + 1
    body = "\n".join([*grounds, *texts])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" font-family="{FONT}">\n'
        f'<rect width="100%" height="100%" fill="#FFFFFF"/>\n{body}\n</svg>\n'
    )


def _edges(sizes: list[float]) -> list[float]:
    edges = [0.0]
    for size in sizes:
        edges.append(edges[-1] + size)
    return edges


def _width(sheet: Any, number: int) -> float:  # noqa: ANN401  # a sheet of the library
    from openpyxl.utils import get_column_letter

    for dimension in sheet.column_dimensions.values():
        if dimension.min <= number <= dimension.max:
            return 0.0 if dimension.hidden else float(round(dimension.width * LETTER))
    return float(round(sheet.column_dimensions[get_column_letter(number)].width * LETTER))


def _height(sheet: Any, number: int) -> float:  # noqa: ANN401
    dimension = sheet.row_dimensions[number]
    return 0.0 if dimension.hidden else float(round((dimension.height or 16) * POINT))


def _ground(cell: Any, box: Box) -> list[str]:  # noqa: ANN401
    """Returns the ground and the border of a cell."""
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    border = bool(cell.border.left and cell.border.left.style)
    if not fill and not border:
        return []
    ground = f"#{fill[-6:]}" if fill else "#FFFFFF"
    line = ' stroke="#808080"' if border else ""
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
    return [f'<rect {place} fill="{ground}"{line}/>']


def _text(cell: Any, box: Box) -> list[str]:  # noqa: ANN401
    """Returns the lines of a cell's text."""
    font, is_right = cell.font, cell.alignment.horizontal == "right"
    colour = font.color.rgb if font.color and isinstance(font.color.rgb, str) else "FF000000"
    style = f'font-size="{font.sz * POINT:.0f}" fill="#{colour[-6:]}"'
    style += ' font-weight="bold"' if font.b else ""
    style += ' font-style="italic"' if font.i else ""
    style += ' text-anchor="end"' if is_right else ""
    x = box.x + box.width - PADDING if is_right else box.x + PADDING
    lines = _wrapped(str(cell.value), box.width) if cell.alignment.wrap_text else [str(cell.value)]
    first = box.y + font.sz * POINT
    return [
        f'<text x="{x:g}" y="{first + number * LINE:g}" {style}>{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]


def _wrapped(text: str, width: float) -> list[str]:
    """Returns the lines of a text in a column of a width, broken between words."""
    room = (width - 2 * PADDING) / LETTER * 1.05
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines
