"""How alike texts are: word forms and spellings, rare and common words, odd letters."""

from __future__ import annotations

import pytest

from bptip.comparison.wording import (
    CANDIDATE,
    IN_TITLE,
    Index,
    Vector,
    Words,
    common_among,
    likeness,
    same_text,
    stems_of,
    vectors,
    words_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strengthen", "strengthening"),
        ("strengthened", "strengthens"),
        ("organise", "organize"),
        ("organisation", "organizations"),
        ("policy", "policies"),
        ("labour", "labor"),
        ("trafficked", "trafficking"),
    ],
)
def test_forms_and_spellings_of_a_word_have_one_stem(one: str, other: str) -> None:
    stems = stems_of([one, other])
    assert stems[one] == stems[other]


@pytest.mark.parametrize(("one", "other"), [("our", "or"), ("four", "for"), ("trains", "trials")])
def test_other_words_keep_a_stem_of_their_own(one: str, other: str) -> None:
    stems = stems_of([one, other])
    assert stems[one] != stems[other]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("The Training of JUDGES", ["training", "judges"], id="case, function words"),
        pytest.param("Stra\u00dfe caf\u00e9 cafe\u0301", ["strasse", "cafe", "cafe"], id="accents"),
        pytest.param("co-operation (2025)", ["co", "operation", "2025"], id="signs"),
        pytest.param("snake_case", ["snake", "case"], id="underscores"),
        pytest.param("??? \u2013 \U0001f469", [], id="no letters at all"),
        pytest.param("", [], id="nothing"),
        pytest.param("of the and", [], id="nothing that says anything"),
        pytest.param("\ud800 x", ["x"], id="a lone surrogate"),
    ],
)
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize("text", ["a  b", " a\nb ", "a\u00a0b", "a\r\n\tb"])
def test_blanks_and_line_breaks_make_no_other_text(text: str) -> None:
    assert same_text(text) == "a b"


def texts(*titles: str) -> list[Words]:
    """Titles as texts, without stems."""
    return [Words(title.split()) for title in titles]


def test_a_text_is_wholly_like_itself_and_not_like_one_with_other_words() -> None:
    one, same, other = vectors(texts("train judges", "train judges", "safe migration"))
    assert likeness(one, same) == pytest.approx(1)
    assert likeness(one, other) == 0


def test_a_rare_word_in_common_says_more_than_a_common_one() -> None:
    titles = ["training judges", "training police", "workshop judges"]
    one, common, rare = vectors(texts(*titles, *(f"training x{n}" for n in range(9))))[:3]
    assert likeness(one, rare) > likeness(one, common) > 0


def test_a_title_counts_more_than_a_description() -> None:
    title, described, asked, *_ = vectors(
        [
            Words(["judges"], ["meet"]),
            Words(["meet"], ["judges"]),
            Words(["judges"], ["travel"]),
            Words(["x"], ["y"]),
        ]
    )
    assert likeness(asked, title) > likeness(asked, described) > 0


def test_the_order_of_words_counts() -> None:
    one, same, turned = vectors(texts("a b c d", "a b c d", "d c b a"))
    assert likeness(one, turned) < likeness(one, same)


def test_a_text_without_words_is_like_nothing() -> None:
    nothing, other = vectors([Words([]), Words(["judges"])])
    assert nothing == {}
    assert likeness(nothing, other) == likeness(nothing, nothing) == 0
    assert Index([nothing, other]).like(nothing) == {}
    assert Index([nothing, other]).near(nothing, 0.5) == {}


TITLES = ("train judges", "train police", "train judges well", "safe migration", "judges migrate")


def all_tried(texts: list[Vector], one: Vector) -> dict[int, float]:
    """How alike a text is to each, one by one."""
    return {place: likeness(one, other) for place, other in enumerate(texts)}


def test_an_index_finds_all_that_is_like_a_text() -> None:
    held = vectors(texts(*TITLES))
    for one in held:
        alike = {place: like for place, like in all_tried(held, one).items() if like >= CANDIDATE}
        assert Index(held).like(one) == pytest.approx(alike)


def test_near_are_texts_that_are_much_alike_and_have_neighbouring_words_in_common() -> None:
    held = vectors(texts(*TITLES))
    judges = Index(held).near(held[0], 0.3)
    assert judges == {at: like for at, like in all_tried(held, held[0]).items() if at in (0, 2)}
    assert Index(held).near(held[0], 0.99) == {0: judges[0]}
    (alone, same) = vectors(texts("judges", "judges"))
    assert Index([alone, same]).near(alone, 0.99).keys() == {0, 1}


def test_a_common_word_adds_to_a_likeness_but_makes_none() -> None:
    held = vectors(texts("train judges", "train police", "judges"))
    found = Index(held, frozenset({"train", f"{IN_TITLE}train"})).like(held[0])
    assert set(found) == {0, 2}
    assert found[0] == pytest.approx(1)


def test_in_few_texts_no_word_is_common_and_in_many_what_most_have() -> None:
    assert common_among(vectors(texts(*["train"] * 150))) == frozenset()
    many = vectors(texts(*(f"train x{n}" for n in range(151))))
    assert common_among(many) == {"train", f"{IN_TITLE}train"}
