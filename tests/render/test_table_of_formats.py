"""The table of formats: what each of them owes, a new one too, from its first day.

Each has a module that draws any page, loses nothing of it, and lets no text act; and no two want
the same file.
"""

from __future__ import annotations

import pkgutil
import re
from datetime import date
from io import BytesIO
from typing import Final
from zipfile import ZipFile

import pytest

from bptip import render
from bptip.pages.document import (
    Bullets,
    Column,
    Document,
    Example,
    Facts,
    Heading,
    Link,
    Notice,
    OutlookMark,
    Paragraph,
    References,
    Role,
    Row,
    Table,
    Text,
    paragraph,
    plain,
)
from bptip.pages.view import AnswerTable, Rows
from bptip.plan.model import Outlook
from bptip.render.formats import BY_EXTENSION, FORMATS, Format, Made
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.plain_text import plain_text
from bptip.render.visible import visible
from render.hostile_texts import HOSTILE
from render.isolates import without_isolates
from render.specimen import OBJECTIVES, SPECIMEN, lines_of

PROMISED: Final = {
    "table": ".txt",
    "markdown": ".md",
    "html": ".html",
    "docx": ".docx",
    "svg": ".svg",
    "json": ".json",
    "csv": ".csv",
    "xlsx": ".xlsx",
}
"""The formats that others ask for, and the ending of their files: new ones may join them."""

every_format = pytest.mark.parametrize("chosen", FORMATS.values(), ids=FORMATS)

OF_TEXT: Final = {name: each for name, each in FORMATS.items() if not each.binary}
OF_PAGES: Final = {name: each for name, each in OF_TEXT.items() if each.made_from is Made.PAGE}

SAMPLES: Final = {
    Made.PAGE: SPECIMEN,
    Made.RECORD: {"format": 1, "title": "Café"},
    Made.ROWS: Rows(("id",), [{"id": "Café"}]),
    Made.TABLE: AnswerTable("", Rows(("id",), [{"id": "Café"}]), {"plan": "Café"}, SPECIMEN),
}

ATTACKS: Final = {
    Made.PAGE: Document(
        tuple(
            block
            for text in HOSTILE.values()
            for block in (
                Heading(plain(text), aside=plain(text)),
                Notice(plain(text)),
                paragraph((Text("before "), Link("https://example.org/" + text, (Text(text),)))),
                Bullets((plain(text), (Link(text, (Text(text),)),))),
                Facts(((text, (plain(text),)),)),
                Table(
                    tuple(each._replace(title=text) for each in OBJECTIVES.columns),
                    tuple(each._replace(cells=(plain(text),) * 9) for each in OBJECTIVES.rows[:3]),
                ),
                References((text,)),
                Example(text),
            )
        ),
        plain("".join(HOSTILE.values())),
    ),
    Made.RECORD: {"texts": list(HOSTILE.values())},
    Made.ROWS: Rows(("text",), [{"text": text} for text in HOSTILE.values()]),
}
"""The page that each format draws, with every hostile text in the places where people write."""


@every_format
def test_a_format_draws(chosen: Format) -> None:
    content = chosen.drawer()(SAMPLES[chosen.made_from], Canvas())
    assert isinstance(content, bytes)
    assert content.endswith(b"\n") or chosen.binary


@every_format
def test_the_same_page_gives_the_same_bytes(chosen: Format) -> None:
    draw, sample = chosen.drawer(), SAMPLES[chosen.made_from]
    assert draw(sample, Canvas()) == draw(sample, Canvas())


@pytest.mark.parametrize("chosen", OF_TEXT.values(), ids=OF_TEXT)
def test_no_text_acts(chosen: Format) -> None:
    """Control and bidi characters are shown as what they are: `render.visible`.

    A picture has a maximum of lines, so each block is a picture of its own.
    """
    attack = ATTACKS[chosen.made_from]
    pages: list[object] = [attack]
    if chosen.name == "svg":
        assert isinstance(attack, Document)
        pages = [Document((block,)) for block in attack.blocks]
    for page in pages:
        shown = chosen.drawer()(page, Canvas()).decode("utf-8-sig")
        written = without_isolates(shown.replace("\r\n", "\n"))
        assert visible(written) == written


@pytest.mark.parametrize("chosen", OF_PAGES.values(), ids=OF_PAGES)
def test_nothing_of_a_page_is_lost(chosen: Format) -> None:
    """Every word is in it, except those of columns that may be hidden."""
    shown = chosen.drawer()(SPECIMEN, Canvas()).decode()
    told = {
        word for line in lines_of(SPECIMEN) for word in re.findall("[A-Za-z]+", plain_text(line))
    }
    assert sorted(word for word in told if word not in shown) == []


COUNT: Final = "5 of 13 on 2 December 2025: 25 %"
COUNTED: Final = (
    Heading(plain(COUNT), aside=plain(COUNT)),
    Paragraph((plain(COUNT), (Text(COUNT, Role.STRONG),))),
    Notice(plain(COUNT)),
    Bullets((plain(COUNT), (Link("https://example.org", (Text(COUNT),)),))),
    Facts(((COUNT, (plain(COUNT),)),)),
    Table(
        (Column(COUNT), Column("Status", wrapping=True)),
        (Row((plain(COUNT), (OutlookMark(Outlook.ON_TRACK, COUNT),))),),
    ),
)
"""A date and counts in every place where people read a text."""


def text_of_file(name: str, content: bytes) -> str:
    """Returns the words that a reader of a file sees."""
    if name == "docx":
        content = ZipFile(BytesIO(content)).read("word/document.xml")
    shown = content.decode()
    return shown if name == "markdown" else re.sub("<[^>]*>", "", shown).strip()


@pytest.mark.parametrize("name", ["markdown", "html", "docx"])
def test_dates_and_counts_do_not_break_where_people_read(name: str) -> None:
    """Code and examples, which people paste, keep their blanks."""
    pasted = (paragraph((Text("on 2 May 2026", Role.CODE),)), Example("5 of 6"))
    page = Document((*COUNTED, *pasted), title="Plan")
    text = text_of_file(name, FORMATS[name].drawer()(page, Canvas()))
    kept = "5\u00a0of\u00a013 on 2\u00a0December\u00a02025: 25\u00a0%"
    assert (text.count(kept), text.count(COUNT)) == (12, 0)
    assert "on 2 May 2026" in text
    assert "5 of 6" in text


def test_a_text_beside_tracked_changes_keeps_its_blanks() -> None:
    """Officials accept the changes and have the text of the plan, not one like it."""
    page = Document(
        (paragraph((Text(f"{COUNT}, "), Text(COUNT, Role.ADDED))),), revised=date(2026, 5, 2)
    )
    text = text_of_file("docx", FORMATS["docx"].drawer()(page, Canvas()))
    assert text == f"{COUNT}, {COUNT}"


def test_no_format_that_is_promised_goes() -> None:
    assert {name: FORMATS[name].extensions[0] for name in PROMISED} == PROMISED


def test_what_a_screen_cannot_show_is_called_binary() -> None:
    """All that isn't text, and nothing that is."""
    for chosen in FORMATS.values():
        content = chosen.drawer()(SAMPLES[chosen.made_from], Canvas())
        assert (b"\0" in content) is chosen.binary


def test_names_and_extensions_are_unique() -> None:
    extensions = [extension for each in FORMATS.values() for extension in each.extensions]
    assert len(set(extensions)) == len(extensions)
    assert {each.name: each for each in FORMATS.values()} == FORMATS
    assert {extension: BY_EXTENSION[extension].name for extension in extensions} == {
        extension: each.name for each in FORMATS.values() for extension in each.extensions
    }


@every_format
def test_an_extension_is_one_that_a_file_has(chosen: Format) -> None:
    assert chosen.extensions
    assert all(each.startswith(".") and each == each.lower() for each in chosen.extensions)


def test_every_module_that_draws_is_in_the_table() -> None:
    found = pkgutil.walk_packages(render.__path__, "bptip.render.")
    modules = {each.name.removeprefix("bptip.render.") for each in found if not each.ispkg}
    used = {each.module for each in FORMATS.values()}
    assert used <= modules
    for name in modules - used:
        module = __import__(f"bptip.render.{name}", fromlist=["draw"])
        assert not hasattr(module, "draw")
