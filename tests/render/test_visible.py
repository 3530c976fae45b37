"""Characters that act are shown; all others stay what they are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.render.visible import on_one_line, visible
from render.hostile_texts import ACTING, FOREIGN, texts

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def acts(character: str, category: str) -> bool:
    """Whether it is a control, a bidi control, a separator of lines or a surrogate."""
    return category in ("Cc", "Cs", "Zl", "Zp") or character in BIDI_CONTROLS


any_text = st.one_of(texts, st.text(st.characters()))


def test_every_character_that_acts_is_shown_and_no_letter_figure_or_mark_is() -> None:
    for code in range(0x110000):
        character = chr(code)
        category = unicodedata.category(character)
        if category[0] in "LMNPS":
            assert visible(character) == character
        elif acts(character, category) and character not in "\n\t\r":
            assert visible(character) == f"[U+{code:04X}]"


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_what_honest_people_write_stays(text: str) -> None:
    assert visible(text) == text


def test_ends_of_lines_are_line_feeds() -> None:
    assert visible("a\r\nb\rc\nd") == "a\nb\nc\nd"


@given(any_text)
@settings(max_examples=50)
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = visible(text).replace("\n", "").replace("\t", "")
    assert not [each for each in shown if acts(each, unicodedata.category(each))]
    visible(text).encode()


@given(any_text)
@settings(max_examples=50)
def test_what_is_visible_stays_so(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(any_text)
@settings(max_examples=50)
def test_one_line_is_one_line(text: str) -> None:
    assert len(on_one_line(text).splitlines()) <= 1
    assert "\t" not in on_one_line(text)


@pytest.mark.parametrize("text", ACTING.values(), ids=ACTING)
def test_one_line_loses_no_word(text: str) -> None:
    assert on_one_line(text).split() == visible(text).split()
