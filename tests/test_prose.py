"""Source and documentation are in plain English, and a class's name means one thing.

`python tests/prose.py PATH…` lists the same offences for files and folders of your choice.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from prose import BANNED, Text, banned_phrases, classes, files_in, offences, text_from

REPOSITORY: Final = Path(__file__).resolve().parents[1]
ROOMS: Final = sorted(
    path for path in (REPOSITORY / "src" / "bptip").iterdir() if path.name != "__pycache__"
)
DOCUMENTATION: Final = [
    *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs")),
    *(REPOSITORY / name for name in ("plans", ".ci", "build_hook.py")),
    *sorted((REPOSITORY / "benchmarks").glob("*.py")),
    *(REPOSITORY / "benchmarks" / name for name in ("README.md", "pairing/README.md")),
]


PATHS: Final = [pytest.param(path, id=path.name) for path in (*ROOMS, *DOCUMENTATION)]


@pytest.mark.parametrize("path", PATHS)
def test_plain_english(path: Path) -> None:
    """No banned phrase, docstrings begin with a verb, names say what they are."""
    listed = "\n".join(str(each) for file in files_in([path]) for each in offences(file))
    assert not listed, f"\n{listed}"


TESTS: Final = sorted(
    {file.relative_to(REPOSITORY / "tests").parts[0] for file in REPOSITORY.glob("tests/**/*.py")}
    - {"prose.py", "test_prose.py"}
)
"""The tests, apart from those of the rules themselves: they hold every offence."""


@pytest.mark.parametrize("name", TESTS)
def test_plain_english_in_tests(name: str) -> None:
    """The same, except for names of variables: a test is short, and its names are near."""
    folder = REPOSITORY / "tests" / name
    files = [folder] if folder.suffix else sorted(folder.rglob("*.py"))
    found = [each for file in files for each in offences(file) if "vague" not in each.what]
    assert not found, "\n".join(map(str, found))


def test_every_class_has_a_name_of_its_own() -> None:
    """A name means one thing, wherever it is read."""
    places = defaultdict(list)
    for name, place in classes(REPOSITORY / "src"):
        places[name.lstrip("_")].append(place)
    assert {name: each for name, each in places.items() if len(each) > 1} == {}


SENTENCES: Final = {
    "told": "The reader is told which.",
    "tell of": "The page tells all about it.",
    "stands, for is": "It stands in the file above.",
    "so many": "So many names at most.",
    "of which": "A pair of which one imports.",
    "is no, for is not a": "This is no date.",
    "but, for only": "It holds nothing but files.",
    "for who": "For who reads this.",
    "anew": "The page is made anew.",
    "beforehand": "Nobody knows beforehand.",
    "heed": "The parser heeds it.",
    "mend, for correct": "You can mend it.",
    "bear out": "Evidence that bears it out.",
    "had better": "A name that had better be short.",
    "slip of the pen": "It is a slip of the pen.",
    "let fall": "What was let fall.",
    "for want of": "Hidden for want of room.",
    "a sentence beginning with Of": "Two lines. Of these one is shown.",
}
"""A sentence for each banned phrase."""

RIGHT: Final = (
    "How a plan stands on a day, and where it stands.",
    "It stands for a country; a standing commitment; signs that stand in for others.",
    "There is no plan. It is no longer there, and no more than two are. The answer is no.",
    "It is short, but by no means rude. Small but useful, not first but second.",
    "Of course it is recommended; one of the two; the end of it.",
    "Somebody who reads; for whoever asks is `told` in code.",
)


@pytest.mark.parametrize("name", BANNED)
def test_a_banned_phrase_is_found(name: str) -> None:
    """And no other offence is listed for its sentence."""
    text = text_from(SENTENCES[name], 1)
    assert [each.what for each in banned_phrases(Path("a.py"), text)] == [name]


@pytest.mark.parametrize("sentence", RIGHT)
def test_the_same_words_in_another_sense_are_not(sentence: str) -> None:
    assert list(banned_phrases(Path("a.py"), text_from(sentence, 1))) == []


def test_an_offence_has_the_line_of_its_phrase() -> None:
    text: Text = text_from("One line.\nThe reader is\ntold which.", 7)
    assert [each.line for each in banned_phrases(Path("a.py"), text)] == [9]


def test_what_is_wrong_in_a_module_is_listed(tmp_path: Path) -> None:
    """Docstrings, comments, messages and variables; comprehensions have names of their own."""
    module = tmp_path / "module.py"
    module.write_text(
        '"""What this is."""\n'
        "\n"
        "LIMIT = 3\n"
        '"""That is the limit."""\n'
        "\n"
        "\n"
        "def lines(many):\n"
        '    """The lines."""\n'
        "    # The reader is\n"
        "    # told this.\n"
        "    told = [each for each in many]\n"
        '    raise ValueError(f"{told} is no date.")\n'
        "\n"
        "\n"
        "def columns():\n"
        '    """Returns the columns."""\n',
        encoding="utf-8",
    )
    listed = sorted((each.line, each.what) for each in offences(module))
    assert listed == [
        (1, "first word of a docstring"),
        (4, "first word of a docstring"),
        (7, "vague name of an argument"),
        (8, "docstring of a function without a verb in the third person"),
        (10, "told"),
        (11, "vague name of a variable"),
        (12, "is no, for is not a"),
    ]
