"""Strips of statuses and the legend of bars, on a terminal."""

from __future__ import annotations

import pytest

from bptip.pages.document import Bar, Column, Document, Row, Strip, Table, plain
from bptip.plan.model import Status
from bptip.plan.vocabulary import STATUS
from bptip.render.layout.canvas import Canvas
from bptip.render.terminal.lines import STRIP_WIDTH
from bptip.render.terminal.page import draw


def shown(cell: Strip | Bar, canvas: Canvas) -> list[str]:
    """Returns the lines of a table with this one cell beside a word."""
    columns = (Column("#"), Column("Drawn", priority=1, visual=True))
    page = Document((Table(columns, (Row((plain("1"), (cell,))),)),))
    return draw(page, canvas).decode(canvas.encoding).splitlines()


def test_a_strip_has_a_sign_a_date() -> None:
    strip = Strip((None, Status.NOT_REPORTED, Status.IN_PROGRESS, Status.COMPLETED))
    assert shown(strip, Canvas())[2:] == ["1  – ? ◐ ✓"]
    assert shown(strip, Canvas(encoding="ascii"))[2:] == ["1  - ? > +"]


def test_a_long_strip_has_its_signs_close_together() -> None:
    most = Strip((Status.COMPLETED,) * STRIP_WIDTH)
    assert shown(most, Canvas())[2] == f"1  {' '.join('✓' * STRIP_WIDTH)}"
    more = Strip((Status.COMPLETED,) * (STRIP_WIDTH + 1))
    assert shown(more, Canvas())[2] == f"1  {'✓' * (STRIP_WIDTH + 1)}"


@pytest.mark.parametrize("width", range(40, 140, 7))
def test_the_legend_breaks_between_two_of_its_words_and_never_within_one(width: int) -> None:
    """No sign is at the end of a line, apart from its meaning."""
    lines = shown(Bar(dict.fromkeys(Status, 1)), Canvas(width))[3:]
    entries = [entry for line in lines for entry in line.split("  ")]
    assert sorted(entry[2:] for entry in entries) == sorted(STATUS.values())
    assert max(map(len, lines)) <= width
    assert len(lines) == 1 or len(lines[0]) + 2 + len(lines[1].split("  ")[0]) > width
