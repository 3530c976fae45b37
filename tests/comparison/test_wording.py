"""The likeness of texts: word forms and spellings, rare and common words, odd letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer

from bptip.comparison.wording import (
    CANDIDATE,
    IN_TITLE,
    STEMMED,
    Index,
    Vector,
    Words,
    common_among,
    joined,
    likeness,
    overlaps,
    spellings,
    stems_of,
    vectors,
    words_of,
)
from bptip.plan.characters import same_text


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("strengthen", "strengthening"),
        ("strengthened", "strengthens"),
        ("organise", "organize"),
        ("organisation", "organizations"),
        ("policy", "policies"),
        ("labour", "labor"),
        ("trafficked", "trafficking"),
        ("studies", "studying"),
        ("identified", "identifies"),
    ],
)
def test_forms_and_spellings_of_a_word_have_one_stem(word: str, form: str) -> None:
    stems = stems_of([word, form])
    assert stems[word] == stems[form]


@pytest.mark.parametrize(
    ("word", "like"),
    [
        ("our", "or"),
        ("four", "for"),
        ("trains", "trials"),
        ("initiative", "initialization"),
    ],
)
def test_other_words_keep_a_stem_of_their_own(word: str, like: str) -> None:
    stems = stems_of([word, like])
    assert stems[word] != stems[like]


@given(
    st.from_regex(
        r"[a-zéñ]{0,8}(ed|ing|ator|ion|ant|ent|al|ful|ll|ism|ogist|logi|ness|able)?[a-z]{0,2}",
        fullmatch=True,
    )
)
def test_the_stemmer_leaves_words_without_its_endings_as_they_are(word: str) -> None:
    assert word.endswith(STEMMED) or EnglishStemmer().stemWord(word) == word


@pytest.mark.parametrize(
    ("text", "compared", "word", "spelling"),
    [
        pytest.param("With the RSO", "", "rso", "RSO", id="capitals"),
        pytest.param("Une réunion", "", "reunion", "réunion", id="accents"),
        pytest.param("Training. More training", "", "training", "training", id="within a sentence"),
        pytest.param("Train wardens", "We Train wardens", "train", "Train", id="of the compared"),
        pytest.param("Train wardens", "Train all", "train", "train", id="only at a beginning"),
        pytest.param("All of it.\n• Écoles", "", "ecoles", "écoles", id="only in a list"),
        pytest.param("RSO: McKay", "", "rso", "RSO", id="capitals at a beginning"),
        pytest.param("RSO: McKay", "", "mckay", "McKay", id="a capital within a first word"),
        pytest.param("Fiji trains wardens", "", "fiji", "Fiji", id="a name at a beginning"),
        pytest.param("With TEG-RR", "By TEG-RR", "rr", "TEG-RR", id="a compound of both"),
        pytest.param("With TEG-RR", "By the RR", "rr", "RR", id="a compound of one"),
    ],
)
def test_a_word_is_spelled_as_within_a_sentence(
    text: str, compared: str, word: str, spelling: str
) -> None:
    assert spellings(text, compared, {"Fiji"})[word] == spelling


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
        pytest.param("Talks about, across, between us", ["talks", "us"], id="more function words"),
        pytest.param(
            "\u4e3e\u529e\u4f1a\u8bae 2025",
            ["\u4e3e\u529e", "\u529e\u4f1a", "\u4f1a\u8bae", "2025"],
            id="Chinese",
        ),
        pytest.param("\u4f1a", ["\u4f1a"], id="a single letter without blanks"),
        pytest.param(
            "\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48",
            ["\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48"],
            id="Thai, with its signs",
        ),
        pytest.param(
            "\uc5f0\ub840\ud68c\uc758",
            ["\uc5f0\ub840", "\ub840\ud68c", "\ud68c\uc758"],
            id="Korean",
        ),
        pytest.param(
            "\u0939\u093f\u0928\u094d\u0926\u0940 2",
            ["\u0939\u093f\u0928\u094d\u0926\u0940", "2"],
            id="Hindi, with its signs",
        ),
        pytest.param("\ud800 x", ["x"], id="a lone surrogate"),
    ],
)
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize("text", ["a  b", " a\nb ", "a\u00a0b", "a\r\n\tb"])
def test_blanks_and_line_breaks_make_no_difference(text: str) -> None:
    assert same_text(text) == "a b"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["\u4f1a\u8bae", "\u8bae\u7a0b"], "\u4f1a\u8bae\u7a0b"),
        (["\u0e01\u0e33\u0e19", "\u0e19\u0e14"], "\u0e01\u0e33\u0e19\u0e14"),
        (["\u4f1a\u8bae", "\u4e3e\u529e"], None),
        (["ab", "bc"], None),
    ],
    ids=[
        "Chinese",
        "Thai",
        "no letter in common",
        "letters of a script with blanks",
    ],
)
def test_overlapping_pairs_of_letters_are_joined(words: list[str], text: str | None) -> None:
    assert overlaps(*words) is (text is not None)
    if text is not None:
        assert joined(words) == text


def texts(*titles: str) -> list[Words]:
    """Returns titles as texts, without stems."""
    return [Words(title.split()) for title in titles]


def test_a_text_is_wholly_like_itself_and_not_like_one_with_other_words() -> None:
    text, same, different = vectors(texts("train judges", "train judges", "safe migration"))
    assert likeness(text, same) == pytest.approx(1)
    assert likeness(text, different) == 0


def test_a_rare_word_in_common_says_more_than_a_common_one() -> None:
    titles = ["training judges", "training police", "workshop judges"]
    text, common, rare = vectors(texts(*titles, *(f"training x{n}" for n in range(9))))[:3]
    assert likeness(text, rare) > likeness(text, common) > 0


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
    text, same, turned = vectors(texts("a b c d", "a b c d", "d c b a"))
    assert likeness(text, turned) < likeness(text, same)


def test_a_text_without_words_is_like_nothing() -> None:
    nothing, judges = vectors([Words([]), Words(["judges"])])
    assert nothing == {}
    assert likeness(nothing, judges) == likeness(nothing, nothing) == 0
    assert Index([nothing, judges]).like(nothing) == {}
    assert Index([nothing, judges]).near(nothing, 0.5) == {}


TITLES = ("train judges", "train police", "train judges well", "safe migration", "judges migrate")


def all_tried(texts: list[Vector], text: Vector) -> dict[int, float]:
    """Returns the likeness of a text to each of the texts, one by one."""
    return {place: likeness(text, each) for place, each in enumerate(texts)}


def test_an_index_finds_all_that_is_like_a_text() -> None:
    held = vectors(texts(*TITLES))
    for text in held:
        alike = {place: like for place, like in all_tried(held, text).items() if like >= CANDIDATE}
        assert Index(held).like(text) == pytest.approx(alike)


def test_near_are_texts_that_are_much_alike_and_have_neighbouring_words_in_common() -> None:
    held = vectors(texts(*TITLES))
    judges = Index(held).near(held[0], 0.3)
    assert judges == {at: like for at, like in all_tried(held, held[0]).items() if at in (0, 2)}
    assert Index(held).near(held[0], 0.99) == {0: judges[0]}
    (alone, same) = vectors(texts("judges", "judges"))
    assert Index([alone, same]).near(alone, 0.99).keys() == {0, 1}


def test_a_common_word_adds_to_a_likeness_but_makes_none() -> None:
    held = vectors(texts("train judges", "train police", "judges", "train judges"))
    alike = Index(held, frozenset({"train", f"{IN_TITLE}train"})).like(held[0])
    assert set(alike) == {0, 2, 3}
    assert alike[0] == alike[3] == pytest.approx(1)


def test_a_feature_of_one_text_alone_only_makes_the_text_less_like_others() -> None:
    held = vectors(texts("judges", "judges", "judges whales"))
    assert held[2].keys() == {"judges", f"{IN_TITLE}judges"}
    assert 0 < likeness(held[0], held[2]) < likeness(held[0], held[1]) == pytest.approx(1)


def test_a_word_is_common_only_among_many_texts() -> None:
    assert common_among(vectors(texts(*["train"] * 150))) == frozenset()
    held = vectors(texts(*(f"train x{n}" for n in range(151))))
    assert common_among(held) == {"train", f"{IN_TITLE}train"}
