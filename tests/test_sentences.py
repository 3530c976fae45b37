"""docs/sentences.md: each sentence has what is written, and a screen that shows what it should.

The screens are bptip's own: tests/test_docs.py runs the page as a story.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from making.markdown import anchor

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "sentences.md"
TEXT: Final = PAGE.read_text(encoding="utf-8")

BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ROW: Final = re.compile(r"^\| (\d+) \| \[(.+?)\]\(#(.+?)\) \| (.+?) \| (.+?) \|$", re.MULTILINE)


class Sentence(NamedTuple):
    """A row of the table."""

    number: int
    says: str
    link: str
    writes: str
    shows: str


class Section(NamedTuple):
    """The section of a sentence: what is written, as one text, and what screens show."""

    writes: str
    shows: str


BEGINNING: Final = TEXT.partition("## The plan")[2].partition("## The sentences")[0]
"""The plan to which each sentence adds."""

TABLE: Final = [Sentence(int(number), *cells) for number, *cells in ROW.findall(TEXT)]
each_sentence = pytest.mark.parametrize("sentence", TABLE, ids=lambda sentence: sentence.says)


def words(text: str) -> str:
    """Returns a text without its line breaks."""
    return " ".join(text.split())


def sections() -> dict[str, Section]:
    """Returns the sections of the sentences by their headings."""
    pieces = re.split(r"^### (.+)$", TEXT, flags=re.MULTILINE)
    found = {}
    for heading, text in zip(pieces[1::2], pieces[2::2], strict=True):
        blocks = BLOCK.findall(text)
        found[heading] = Section(
            words(" ".join(block for language, block in blocks if language != "text")),
            words(" ".join(block for language, block in blocks if language == "text")),
        )
    return found


def test_there_are_twenty_five_sentences() -> None:
    """Numbered in their order; each has a section of its own, to which its row leads."""
    assert [sentence.number for sentence in TABLE] == list(range(1, 26))
    assert list(sections()) == [f"{sentence.number}. {sentence.says}" for sentence in TABLE]
    assert [sentence.link for sentence in TABLE] == [anchor(heading) for heading in sections()]


@each_sentence
def test_its_screen_shows_what_the_table_says(sentence: Sentence) -> None:
    """Every piece of the last cell, in the words of the page."""
    section = sections()[f"{sentence.number}. {sentence.says}"]
    for piece in sentence.shows.split("; "):
        assert words(piece) in section.shows


@each_sentence
def test_what_the_table_says_to_write_is_written(sentence: Sentence) -> None:
    """Each code span of the cell: a command by its words in their order, a line as it stands."""
    section = sections()[f"{sentence.number}. {sentence.says}"]
    for span in re.findall(r"`(.+?)`", sentence.writes):
        if span.startswith("bptip "):
            pieces = span.removesuffix(" …").split()
            assert re.search(".*?".join(map(re.escape, pieces)), section.writes), span
        else:
            assert span in f"{BEGINNING} {section.writes}", span
