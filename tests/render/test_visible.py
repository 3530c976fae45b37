"""Characters that act are shown; all others stay what they are."""

from __future__ import annotations

import re
import unicodedata
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.plan.characters import FORMAT_CONTROLS, IGNORABLE
from bptip.render.visible import on_one_line, visible
from render.hostile_texts import ACTING, FOREIGN, texts

IGNORABLE_CHARACTER = re.compile(f"[{IGNORABLE}]")


def acts(character: str) -> bool:
    """Returns True for controls, format controls without a shape, and lone surrogates."""
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or IGNORABLE_CHARACTER.match(character) is not None
        or re.match(f"[{FORMAT_CONTROLS}]", character) is not None
    )


MAY_STAY = "\u061c\u180b-\u180f\u200b-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""The characters that stay where a script needs them."""

any_text = st.one_of(texts, st.text(st.characters()))


LINE_ENDS = "\r\x0b\x0c\u2028\u2029"


def test_every_character_that_acts_is_shown_and_no_other() -> None:
    """The whole of Unicode, alone and amid Latin letters."""
    characters = [chr(code) for code in range(0x110000) if code not in (0xFFFE, 0xFFFF)]
    others = "".join(each for each in characters if not acts(each) and each not in LINE_ENDS)
    assert visible(others) == others
    for character in filter(acts, characters):
        shown = {**dict.fromkeys(LINE_ENDS, "\n"), "\n": "\n", "\t": "\t", "\u00ad": ""}.get(
            character, f"[U+{ord(character):04X}]"
        )
        assert visible(character) == shown
        assert visible(f"x{character}y") == f"x{shown}y"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("រៀបចំ\u200bកិច្ចប្រជុំ", id="a place to break between Khmer words"),
        pytest.param("ការងារ\u200b (2026)", id="one after a Khmer word"),
        pytest.param("می\u200cخواهم", id="a non-joiner in Persian"),
        pytest.param("ශ්\u200dරී ලංකා", id="a joiner in Sinhala"),
        pytest.param("র\u200d্যাব", id="a joiner in Bengali"),
        pytest.param("ന്\u200d", id="a joiner at the end, in Malayalam"),
        pytest.param("क्\u200dष", id="a joiner in Hindi"),
        pytest.param("\u200fالاجتماع (2026)\u200e", id="marks of direction in Arabic"),
        pytest.param("العام \u061c2026", id="an Arabic letter mark"),
        pytest.param("שלום\u200f!", id="a mark of direction in Hebrew"),
        pytest.param("👩\u200d⚖\ufe0f 👨🏽\u200d💻", id="emoji of several parts"),
        pytest.param("❤\ufe0f\u200d🔥 ☎\ufe0e", id="emoji with a form"),
        pytest.param("1\ufe0f\u20e3 #\ufe0f\u20e3", id="keycaps"),
        pytest.param("葛\U000e0100城", id="a form of a Chinese character"),
        pytest.param("ᠮᠣᠩᠭᠣᠯ\u180eᠠ ᠠ\u180b", id="Mongolian forms"),
        pytest.param("\u0600١٢٣ \u06dd", id="Arabic signs that enclose numbers"),
    ],
)
def test_a_character_that_does_its_work_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("ក\u200b\u200bខ", "ក\u200b[U+200B]ខ", id="two places to break"),
        pytest.param("ن\u200c\u200dن", "ن\u200c[U+200D]ن", id="two joiners"),
        pytest.param("\u200f\u200fن", "\u200f[U+200F]ن", id="two marks of direction"),
        pytest.param("葛\U000e0100\U000e0101", "葛\U000e0100[U+E0101]", id="two forms"),
        pytest.param("☎\ufe0f\ufe01\ufe02", "☎\ufe0f[U+FE01][U+FE02]", id="three forms"),
        pytest.param("2026\ufe0f", "2026[U+FE0F]", id="a form of a digit"),
        pytest.param("co\u200dop", "co[U+200D]op", id="a joiner in Latin"),
        pytest.param("no\u200f-yes", "no[U+200F]-yes", id="a mark of direction in Latin"),
        pytest.param("coor\u00addination", "coordination", id="a soft hyphen"),
        pytest.param("ن\u202eن", "ن[U+202E]ن", id="an override in Arabic"),
        pytest.param("ن\u2067ن", "ن[U+2067]ن", id="an isolate in Arabic"),
        pytest.param("ㅤ가", "[U+3164]가", id="a Hangul filler"),
        pytest.param("🏴\U000e0067\U000e007f", "🏴[U+E0067][U+E007F]", id="tags after a flag"),
    ],
)
def test_a_character_without_its_work_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_what_honest_people_write_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("before", "character"),
    [("a", "\u200d"), ("ไ", "\u200b"), ("漢", "\ufe00"), ("😀", "\ufe0f"), ("", "\ud800")],
)
def test_a_run_of_one_character_is_shown_at_once(before: str, character: str) -> None:
    """As if each were alone, the first with its work, in a fraction of the time of single ones."""
    number = 200_000
    code = f"[U+{ord(character):04X}]"
    first = visible(f"{before}{character}")
    started = process_time()
    shown = visible(f"{before}{character * number}")
    took = process_time() - started
    assert shown == first + code * (number - 1)
    started = process_time()
    visible(f"{before}{character}" + "\u200c\u200d" * (number // 2))
    assert took < (process_time() - started) / 2


def test_a_text_that_is_drawn_again_takes_no_time() -> None:
    """A page draws a text several times: to measure it, to wrap it, to write it."""
    text = "\u200c\u200d" * 100_000
    started = process_time()
    shown = visible(text)
    took = process_time() - started
    started = process_time()
    assert visible(text) == shown
    assert process_time() - started < took / 10


def test_ends_of_lines_are_line_feeds() -> None:
    """Word writes U+000B for a line end within a paragraph."""
    assert visible("a\r\nb\rc\nd\x0be\u2028f\u2029g\x0ch") == "a\nb\nc\nd\ne\nf\ng\nh"


@given(any_text)
@settings(max_examples=50)
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = re.sub(f"[\n\t{MAY_STAY}]", "", visible(text))
    assert not list(filter(acts, shown))
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
