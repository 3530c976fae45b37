"""Characters by property: ignorable ones are counted, names keep their marks, blanks show."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.characters import (
    FORMAT_CONTROLS,
    IGNORABLE,
    caseless,
    described,
    hidden_difference,
    is_blank,
    letter_clusters,
    letters_of,
    look,
    normal_form,
    numbered,
    same_name,
    same_text,
    search_form,
)

DEFAULT_IGNORABLE = 4174
"""Number of code points with Default_Ignorable_Code_Point, as DerivedCoreProperties.txt says."""

VISIBLE_FORMAT_CHARACTERS = (
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Characters of category Cf with a shape: Prepended_Concatenation_Mark in PropList.txt."""


def test_all_default_ignorable_code_points_are_known() -> None:
    assert sum(1 for code in range(0x110000) if re.match(f"[{IGNORABLE}]", chr(code))) == (
        DEFAULT_IGNORABLE
    )


def test_every_format_character_is_known_except_those_with_a_shape() -> None:
    """A new version of Unicode with another character of category Cf fails here."""
    known = re.compile(f"[{IGNORABLE}{FORMAT_CONTROLS}]")
    others = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) == "Cf" and not known.match(chr(code))
    ]
    assert "".join(others) == VISIBLE_FORMAT_CHARACTERS


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\t\n", "\u00a0", "\u3000", "\u200b", "\u00ad", "\u3164\u3164", "\uffa0", "\u115f",
        "\u2800", "\ufe0f", "\U000e0041", "\u2028", "\x00\x1b", "\ufff9", "\ud800", "\U000e0fff",
    ],
)  # fmt: skip
def test_a_text_shows_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    "text", ["a", " .", "\u0301", "\u0600", "\u200bก", "ㅤa", "人", "\x1b[", "👍🏽", "\ue000"]
)
def test_a_text_shows_something(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        pytest.param("Timor‑Leste", "timorleste", id="a no-break hyphen"),
        pytest.param("Viet\u00a0Nam", "vietnam", id="a no-break space"),
        pytest.param("U.A.E.", "uae", id="dots"),
        pytest.param("TÜRKİYE", "türkiye", id="a Turkish capital I"),
        pytest.param("Tu\u0308rkiye", "türkiye", id="an accent typed apart"),
        pytest.param("Straße", "strasse", id="a sharp s"),
        pytest.param("ﬁnance Ⅳ", "financeiv", id="ligatures"),
        pytest.param("සිරි ලංකා", "සිරිලංකා", id="Sinhala vowel signs stay"),
        pytest.param("ශ්\u200dරී ලංකා", "ශ්රීලංකා", id="a joiner is not a letter"),
        pytest.param("สำนักงานข่าว", "สํานักงานข่าว", id="Thai tone marks stay"),
        pytest.param("भारत", "भारत", id="Hindi vowel signs stay"),
        pytest.param("co\u00adordination", "coordination", id="a soft hyphen"),
        pytest.param("\u2068العراق\u2069", "العراق", id="isolates, as a page shows them"),
        pytest.param("£ + ™ … —", "tm", id="signs"),
    ],
)
def test_the_letters_of_a_text(text: str, letters: str) -> None:
    assert letters_of(text) == unicodedata.normalize("NFC", letters)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("สำนักงานข้าว", "สำนักงานข่าว"),
        ("สำนักงานขาว", "สำนักงานข่าว"),
        ("भारती", "भारत"),
        ("भुरता", "भारत"),
        ("ຂ່າວ", "ຂ້າວ"),
        ("ကို", "ကိ"),
    ],
)
def test_another_vowel_sign_or_tone_mark_is_another_word(one: str, another: str) -> None:
    assert letters_of(one) != letters_of(another)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("d’Ivoire", "d'ivoire", id="a curly apostrophe"),
        pytest.param("Timor‑Leste", "timor-leste", id="a no-break hyphen"),
        pytest.param("2024–2026", "2024-2026", id="a dash"),
        pytest.param("coor\u00addination", "coordination", id="a soft hyphen"),
        pytest.param("TÜRKİYE", "turkiye", id="a Turkish capital I, and accents"),
        pytest.param("Diyarbakır", "diyarbakir", id="a Turkish dotless i"),
        pytest.param("تَدْرِيبٌ", "تدريب", id="an Arabic word with its vowels"),
        pytest.param("שָׁלוֹם", "שלום", id="a Hebrew word with its vowels"),
        pytest.param("الإتجار بالأشخاص", "الاتجار بالاشخاص", id="hamzas, which many leave out"),
        pytest.param("کتاب علی", "كتاب علي", id="the kaf and yeh of Persian and Urdu keyboards"),
        pytest.param("الاتـــجار", "الاتجار", id="an Arabic word that tatweel stretches"),
        pytest.param("Việt Nam", "viet nam", id="two accents on a letter"),
        pytest.param("កិច្ច\u200bប្រជុំ", "កិច្ចប្រជុំ", id="a break between Khmer words"),
        pytest.param("ข้าว", "ข้าว", id="tone marks stay"),
        pytest.param("a\u00a0b", "a b", id="a no-break space"),
    ],
)
def test_the_form_in_which_a_text_is_searched(text: str, wanted: str) -> None:
    assert search_form(text) == wanted


@given(st.text())
def test_a_folded_text_folds_to_itself(text: str) -> None:
    for fold in (caseless, letters_of, search_form, same_text, same_name):
        assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        pytest.param(
            "\u0410ustralia", "Australia",
            'The first spelling has "\u0410" (U+0410, Cyrillic capital letter a).',
            id="a Cyrillic letter",
        ),
        pytest.param(
            "lndonesia", "Indonesia", 'The first spelling has "l" (U+006C, Latin small letter l).',
            id="a small l for a capital I",
        ),
        pytest.param(
            "F1ji", "Fiji", 'The first spelling has "1" (U+0031, Digit one).', id="a one for an i",
        ),
        pytest.param(
            "Fi\u200bji", "Fiji", "The first spelling has U+200B, Zero width space.", id="hidden",
        ),
        pytest.param("Indonsia", "Indonesia", "", id="a difference that shows"),
        pytest.param("fiji", "Fiji", "", id="case alone"),
        pytest.param("Fiji", "Fiji", "", id="the same"),
    ],
)  # fmt: skip
def test_a_difference_that_nobody_sees_is_told(text: str, known: str, expected: str) -> None:
    assert hidden_difference(text, known) == expected


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("Fiji", ["F", "i", "j", "i"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("ที่น้ำ", ["ที่", "น้ำ"]),
        ("न्या", ["न्या"]),
        ("ខ្មែរ", ["ខ្មែ", "រ"]),
        ("မြန်မာ", ["မြ", "န်", "မာ"]),
        ("\u1112\u1161\u11ab국", ["\u1112\u1161\u11ab", "국"]),
        ("👩🏽\u200d⚖\ufe0f!", ["👩🏽\u200d⚖\ufe0f", "!"]),
        ("🇮🇩🇫🇯", ["🇮🇩", "🇫🇯"]),
        ("می\u200cخ", ["م", "ی\u200c", "خ"]),
        (" \u0301", [" \u0301"]),
        ("", []),
    ],
)
def test_letters_with_their_marks(text: str, clusters: list[str]) -> None:
    assert letter_clusters(text) == clusters


@given(st.text())
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(letter_clusters(text)) == text


def test_names_that_look_the_same_have_one_look() -> None:
    assert look("СОМОRОS") == look("Comoros") == look("C0M0R0S")
    assert look("Comoros") != look("Komoros")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_a_long_text_has_the_normal_form_of_unicode(form: Literal["NFC", "NFD", "NFKC"]) -> None:
    """Whatever the order of its marks, and whatever its letters consist of."""
    signs = "a\u0323\u0301\u0344\u0345\u3099한\u1100\u1161\u11a8Å\ufdfa\u0e33\u17d2\u0958\ufb1d9¹"
    text = "".join(signs[n * n % 97 % len(signs)] for n in range(5000))
    text += "\u0323\u0301\u0345\u3099\uff9e" * 100
    assert normal_form(form, text) == unicodedata.normalize(form, text)


def test_a_name_is_stored_in_one_form() -> None:
    assert same_name(" Tu\u0308rkiye\u00a0 A ") == "Türkiye A"
    assert same_name("ශ්\u200dරී") == "ශ්\u200dරී"


def test_characters_are_named_by_numbers() -> None:
    assert numbered("\u3164\u3164") == "U+3164, U+3164"
    assert numbered("\u200b" * 5) == "U+200B, U+200B, U+200B …"
    assert described("\ue000") == "U+E000"
