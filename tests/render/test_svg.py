"""The picture of a page: well-formed, of this machine alone, with every word of the page."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from bptip.pages.document import Document, Heading, Paragraph, paragraph, plain
from bptip.plan.errors import BptipError
from bptip.render.layout.canvas import Canvas
from bptip.render.svg import MAX_LINES, PICTURE_WIDTH, draw
from bptip.render.terminal.page import draw as draw_page
from bptip.render.visible import visible
from render.arbitrary_documents import documents
from render.hostile_texts import HOSTILE
from render.isolates import without_isolates
from render.specimen import SPECIMEN

SVG: Final = "{http://www.w3.org/2000/svg}"


def picture(document: Document) -> ET.Element:
    """Returns the picture, parsed as any viewer would."""
    return ET.fromstring(draw(document, Canvas()))


def words(document: Document) -> list[str]:
    """Returns the words in the picture, the title of its window aside, line by line."""
    lines: dict[float, dict[float, str]] = {}
    for text in picture(document).iter(f"{SVG}text"):
        if text.get("clip-path"):
            line = lines.setdefault(float(text.get("y", "0")), {})
            line[float(text.get("x", "0"))] = "".join(text.itertext())
    ordered = [
        "".join(part for _, part in sorted(line.items())) for _, line in sorted(lines.items())
    ]
    return without_isolates(" ".join(ordered)).split()


def test_the_picture_shows_the_page() -> None:
    coded = draw_page(SPECIMEN, Canvas(PICTURE_WIDTH, colour=True)).decode()
    page = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;.*?\x1b\\", "", coded)
    assert "".join(words(SPECIMEN)) == "".join(page.split())


def test_the_picture_asks_nothing_of_the_network() -> None:
    content = draw(SPECIMEN, Canvas()).decode()
    assert not re.search(r"(?:href|src)\s*=|url\(\s*[^#\s]|@import|@font-face", content)


def test_the_picture_has_a_name_and_the_words_of_the_page() -> None:
    """They are for those who hear it."""
    heading = Document((Heading(plain("Plan & plan"), 1), paragraph(plain("All <b> is well"))))
    drawn = picture(heading)
    assert "─" not in str(picture(SPECIMEN).findtext(f"{SVG}desc"))
    assert drawn.findtext(f"{SVG}title") == "Plan & plan"
    assert drawn.findtext(f"{SVG}desc") == "Plan & plan All <b> is well"
    assert drawn.get("role") == "img"
    ids = [each.get("id") for each in drawn if each.tag in (f"{SVG}title", f"{SVG}desc")]
    assert str(drawn.get("aria-labelledby")).split() == ids
    assert picture(heading._replace(title="Status of it")).findtext(f"{SVG}title") == "Status of it"


def test_a_page_that_is_too_long_for_a_picture_is_refused() -> None:
    """The message names what to write instead."""
    lines = tuple(plain(str(number)) for number in range(MAX_LINES))
    draw(Document((Paragraph(lines[:-5]),)), Canvas())
    with pytest.raises(BptipError, match="at most 200") as refused:
        draw(Document((Paragraph((*lines, *lines)),)), Canvas())
    assert "-o NAME.html or -o NAME.docx" in " ".join(refused.value.hints)


@pytest.mark.parametrize("canvas", [Canvas(40), Canvas(encoding="ascii"), Canvas(old=True)])
def test_a_picture_is_the_same_wherever_it_is_made(canvas: Canvas) -> None:
    assert draw(SPECIMEN, canvas) == draw(SPECIMEN, Canvas())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_shown(text: str) -> None:
    document = Document((paragraph(plain(text)),))
    assert "".join(words(document)) == "".join(visible(text).split())


@given(documents)
@settings(max_examples=40)
def test_any_page_makes_a_well_formed_picture(document: Document) -> None:
    picture(document)


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe"])
def test_a_character_that_is_none_leaves_the_picture_well_formed(character: str) -> None:
    picture(Document((paragraph(plain(f"a{character}b")),)))
