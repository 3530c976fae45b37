"""The changes within a text, as a reader would mark them."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest

from bptip.comparison.redline import Mark, redline

_SIGNS = {Mark.KEPT: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}


def marked(old: str, new: str) -> str:
    """Returns a redline in plain letters."""
    return "".join(_SIGNS[piece.mark].format(piece.text) for piece in redline(old, new))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param("", "", "", id="nothing"),
        pytest.param("", "New", "{+New+}", id="all new"),
        pytest.param("Old", "", "[-Old-]", id="all gone"),
        pytest.param("Same text", "Same\n  text ", "Same text", id="line breaks"),
        pytest.param("Cafe\u0301", "Caf\u00e9", "Caf\u00e9", id="two forms of one letter"),
        pytest.param(
            "Train judges in Fiji", "Train police in Fiji", "Train [-judges-]{+police+} in Fiji",
            id="a word in the middle",
        ),
        pytest.param(
            "Train judges in Fiji", "Train judges well in Fiji", "Train judges{+ well+} in Fiji",
            id="a word put in",
        ),
        pytest.param(
            "Train judges well in Fiji", "Train judges in Fiji", "Train judges[- well-] in Fiji",
            id="a word struck out",
        ),
        pytest.param(
            "Training judges", "Training judges, police", "Training judges{+, police+}",
            id="put in at the end",
        ),
        pytest.param(
            "Judges of Fiji", "All judges of Fiji", "[-Judges-]{+All judges+} of Fiji",
            id="a capital is a change",
        ),
        pytest.param(
            "By March 2025, twice a year", "By June 2026, twice a year",
            "By [-March 2025-]{+June 2026+}, twice a year", id="two neighbours are one change",
        ),
        pytest.param(
            "Meet donors of shelters and report progress made",
            "Meet friends of victims and report progress made",
            "Meet [-donors of shelters-]{+friends of victims+} and report progress made",
            id="a short word between two changes is part of both",
        ),
        pytest.param(
            "Standard procedures", "Network of victim support officers",
            "[-Standard procedures-]{+Network of victim support officers+}",
            id="nothing in common",
        ),
        pytest.param(
            "Train the judges of Fiji and Nauru", "Regional campaign on migration in Fiji",
            "[-Train the judges of Fiji and Nauru-]{+Regional campaign on migration in Fiji+}",
            id="hardly anything in common",
        ),
        pytest.param(
            "The member-state's view", "The member state's view",
            "The [-member-state's-]{+member state's+} view", id="hyphens hold words together",
        ),
        pytest.param(
            "จัดทำคู่มือสำหรับเจ้าหน้าที่", "จัดทำคู่มือฉบับใหม่สำหรับเจ้าหน้าที่",
            "จัดทำคู่มือ{+ฉบับใหม่+}สำหรับเจ้าหน้าที่", id="Thai: no mark is cut off its letter",
        ),
        pytest.param(
            "न्यायाधीशों को प्रशिक्षण देना", "न्यायाधीशों और अभियोजकों को प्रशिक्षण देना",
            "न्यायाधीशों{+ और अभियोजकों+} को प्रशिक्षण देना", id="Hindi: vowel signs are part of a word",
        ),
        pytest.param(
            "年次会合を開催する", "年次の特別会合を開催する", "年次{+の特別+}会合を開催する",
            id="Japanese: letter by letter",
        ),
        pytest.param(
            "Train می\u200cخواهم judges", "Train می\u200cخواهند judges",
            "Train [-می\u200cخواهم-]{+می\u200cخواهند+} judges", id="a joiner is part of a word",
        ),
        pytest.param(
            "Staff 👩🏽\u200d⚖\ufe0f and all of the police",
            "Staff 👨🏽\u200d⚖\ufe0f and all of the police",
            "Staff [-👩🏽\u200d⚖\ufe0f-]{+👨🏽\u200d⚖\ufe0f+} and all of the police",
            id="an emoji with its parts",
        ),
        pytest.param("Coor\u00addination", "Coordination", "Coordination", id="a soft hyphen"),
        pytest.param("a\ud800b", "a\ud800c", "a\ud800[-b-]{+c+}", id="a lone surrogate"),
    ],
)  # fmt: skip
def test_a_redline(old: str, new: str, wanted: str) -> None:
    assert marked(old, new) == wanted


def _words(vocabulary: int, length: int, seed: int) -> str:
    """Returns a random text of made-up words."""
    draw = Random(seed)
    return " ".join(f"w{draw.randrange(vocabulary)}" for _ in range(length))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(_words(10**9, 950, 1), _words(10**9, 950, 2), id="no word in common"),
        pytest.param(_words(5, 950, 1), _words(5, 950, 2), id="five words"),
        pytest.param(_words(100, 10_000, 1), _words(100, 10_000, 2), id="a hundred words"),
        pytest.param(_words(5000, 10_000, 1), _words(5000, 10_000, 2), id="ten thousand words"),
        pytest.param("?" * 5000, "!?" * 5000, id="signs alone"),
        pytest.param(_words(5000, 150_000, 1), _words(5000, 150_000, 2), id="a book"),
    ],
)
def test_a_redline_of_long_texts_is_quick(old: str, new: str) -> None:
    start = process_time()
    pieces = redline(old, new)
    assert process_time() - start < 2
    assert "".join(each.text for each in pieces if each.mark is not Mark.REMOVED) == new


def test_only_the_changed_word_of_a_long_text_is_marked() -> None:
    words = _words(300, 10_000, 1).split()
    old = " ".join(words)
    words[5000] = "changed"
    pieces = redline(old, " ".join(words))
    assert [each.mark for each in pieces] == [Mark.KEPT, Mark.REMOVED, Mark.ADDED, Mark.KEPT]
    assert pieces[2].text == "changed"
