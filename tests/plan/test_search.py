"""Naming an item, and finding where words stand."""

from __future__ import annotations

import pytest

from bptip.plan.errors import REFUSED, BptipError
from bptip.plan.search import find, find_item
from plan_text import ids, journal, updates, version

PLAN = version("""
    [[objective]]
    id = "1"
    title = "Stronger prosecution of trafficking in persons"
    description = "Judges and prosecutors know the crime."

    [[objective.activity]]
    id = "1.1"
    title = "Training of judges"
    description = "Four courses, one in each sub-region."
    extra = { "Expected output" = "A bench book", "Budget line" = 4711, "Signed" = 2025-03-04 }

    [[objective.activity]]
    id = "1.10"
    title = "Training of border officials"

    [[objective]]
    id = "A"
    title = "Coöperation"

    [[objective.activity]]
    id = "A.1"
    title = "Network of FOCAL points"
""")

SAID = journal("""
    a: 2025-03-01  1.1   in-progress  note="The Bench Book is in print"
    b: 2025-04-01  1.10  delayed      next="ask the ministers for the bench"
    c: 2025-05-01  1.1   completed    reason=funding  by=Bench  evidence=https://example.org/bench
""")


# Naming an item.


@pytest.mark.parametrize(
    ("text", "item"),
    [
        pytest.param("1.1", "1.1", id="its id, though another begins so"),
        pytest.param("1.10", "1.10", id="an id that ends in a nought"),
        pytest.param("1", "1", id="an objective's id"),
        pytest.param("a.1", "A.1", id="its id in small letters"),
        pytest.param("Training of judges", "1.1", id="its whole title"),
        pytest.param("border", "1.10", id="a piece of its title"),
        pytest.param("BORDER off", "1.10", id="a piece over two words, in capitals"),
        pytest.param("focal", "A.1", id="a piece in small letters"),
        pytest.param("prosecution", "1", id="a piece of an objective's title"),
        pytest.param("  border ", "1.10", id="with spaces around it"),
    ],
)
def test_an_item_is_named_by(text: str, item: str) -> None:
    assert find_item(text, PLAN).id == item


def test_an_id_is_clear_beside_the_number_of_another_item() -> None:
    """A renumbered plan has both; the refusal says what to write."""
    renumbered = version("""
        [[objective]]
        id = "1"
        title = "Prevention"
        [[objective.activity]]
        id = "1.1"
        number = "1.2"
        title = "Training of judges"
        [[objective.activity]]
        id = "1.2"
        number = "1.1"
        title = "Training of border officials"
    """)
    with pytest.raises(BptipError) as refused:
        find_item("1.2", renumbered)
    assert refused.value.hints[-1] == 'Write its id, for example "id 1.2", or a part of the title.'
    assert find_item("id 1.2", renumbered).title == "Training of border officials"
    assert find_item("id 1.1", renumbered).title == "Training of judges"


def test_a_number_that_is_the_id_of_an_objective_is_not_taken_for_it() -> None:
    """A plan numbered from 1 to 25 shows "1" twice: as an objective, and as its first activity."""
    numbered = version("""
        [[objective]]
        id = "1"
        title = "Prevention"
        [[objective.activity]]
        id = "1.1"
        number = "1"
        title = "Training of judges"
    """)
    with pytest.raises(BptipError) as refused:
        find_item("1", numbered)
    assert refused.value.hints == (
        "  1 (id 1.1)  Training of judges",
        "  1  Prevention",
        'Write its id, for example "id 1", or a part of the title.',
    )
    assert find_item("id 1", numbered).title == "Prevention"


def refusal(text: str) -> BptipError:
    """Returns why a text names no item."""
    with pytest.raises(BptipError) as refused:
        find_item(text, PLAN)
    assert refused.value.exit_code == REFUSED
    return refused.value


def test_a_piece_that_several_titles_have_is_refused_and_they_are_listed() -> None:
    refused = refusal("training")
    assert refused.message == 'Several items have "training" in their titles:'
    assert refused.hints == ("  1.1  Training of judges", "  1.10  Training of border officials")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("1.11", "Did you mean 1.1, Training of judges?", id="an id that isn't there"),
        pytest.param("Traning of judges", "Did you mean 1.1, Training of judges?", id="a slip"),
    ],
)
def test_of_an_unknown_item_the_nearest_is_named(text: str, meant: str) -> None:
    refused = refusal(text)
    assert refused.message == f'There is no item "{text}".'
    assert refused.hints[0] == meant
    assert refused.hints[-1] == "Items: 1, 1.1, 1.10, A, A.1."


@pytest.mark.parametrize("text", ["", "   ", "submarine"])
def test_nothing_names_no_item(text: str) -> None:
    assert refusal(text).hints == ("Items: 1, 1.1, 1.10, A, A.1.",)


def test_in_an_empty_plan_no_item_can_be_named() -> None:
    with pytest.raises(BptipError) as refused:
        find_item("1", version(""))
    assert refused.value.hints == ("This plan has no items yet.",)


# Finding words.


@pytest.mark.parametrize(
    ("words", "where"),
    [
        pytest.param("judges", {"1": ["description"], "1.1": ["title"]}, id="title, description"),
        pytest.param("JUDGES", {"1": ["description"], "1.1": ["title"]}, id="whatever the case"),
        pytest.param("focal", {"A.1": ["title"]}, id="a title in capitals"),
        pytest.param("sub-region", {"1.1": ["description"]}, id="a description"),
        pytest.param("bench book", {"1.1": ["extra"]}, id="an extra column"),
        pytest.param("expected output", {"1.1": ["extra"]}, id="the name of an extra column"),
        pytest.param("4711", {"1.1": ["extra"]}, id="a number in an extra column"),
        pytest.param("2025-03-04", {"1.1": ["extra"]}, id="a date in an extra column"),
        pytest.param("judges training", {"1.1": ["title"]}, id="words in any order"),
        pytest.param("judges officials", {}, id="words that no single text has together"),
        pytest.param("rain", {"1.1": ["title"], "1.10": ["title"]}, id="a piece of a word"),
        pytest.param("coöperation", {"A": ["title"]}, id="letters with marks"),
        pytest.param("coo\u0308peration", {"A": ["title"]}, id="marks typed apart"),
        pytest.param("submarine", {}, id="nothing"),
    ],
)
def test_words_are_found_in_items(words: str, where: dict[str, list[str]]) -> None:
    found = find(words, PLAN, ())
    assert {hit.item.id: list(hit.fields) for hit in found.items} == where


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param("bench", ["a", "b"], id="a note, a next step; not who, nor the evidence"),
        pytest.param("bench BOOK", ["a"], id="whatever the case"),
        pytest.param("ministers", ["b"], id="a next step"),
        pytest.param("funding", [], id="not a reason"),
        pytest.param("1.10", [], id="not an id"),
    ],
)
def test_words_are_found_in_updates(words: str, said: list[str]) -> None:
    assert ids(find(words, PLAN, SAID).updates) == said


def test_what_is_found_stands_in_the_plans_order_and_under_its_objective() -> None:
    found = find("t", PLAN, ())
    assert [(hit.item.id, hit.objective) for hit in found.items] == [
        ("1", None),
        ("1.1", "1"),
        ("1.10", "1"),
        ("A", None),
        ("A.1", "A"),
    ]


def test_each_field_is_named_once_in_the_plans_order() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        title = "x"
        description = "x"
        activity = [{ id = "1.1", title = "x", description = "x", extra = { a = "x", b = "x" } }]
    """)
    found = find("x", plan, ())
    assert [hit.fields for hit in found.items] == [
        ("title", "description"),
        ("title", "description", "extra"),
    ]


def test_a_note_is_found_over_the_ends_of_its_lines() -> None:
    said = updates('''
        [[update]]
        id = "u1"
        item = "1.1"
        on = 2025-03-01
        recorded = 2025-03-01T12:00:00Z
        note = """
        The ministers
        have signed."""
    ''')
    assert ids(find("ministers have signed", PLAN, said).updates) == ["u1"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Cote d’Ivoire and Timor‑Leste", "d'ivoire timor-leste"),
        ("Coor\u00addination of TÜRKİYE", "coordination türkiye"),
        ("Coördination", "coordination"),
        ("แผน ๒๕๖๙", "แผน 2569"),
        ("Plan of 2569", "plan ๒๕๖๙"),
        ("កិច្ច\u200bប្រជុំ", "កិច្ចប្រជុំ"),
        ("عقد الاجتماع", "\u2068الاجتماع\u2069"),
    ],
)
def test_typographic_signs_are_found_as_they_are_typed(title: str, words: str) -> None:
    plan = version(f"""
        [[objective]]
        id = "1"
        title = "{title}"
    """)
    assert ids(hit.item for hit in find(words, plan, ()).items) == ["1"]
    assert find_item(words.split(maxsplit=1)[0], plan).id == "1"


@pytest.mark.parametrize("text", ["๑.๑", "१.१", "１．１", "١٫١"])
def test_an_id_is_found_in_the_digits_of_any_script(text: str) -> None:
    assert find_item(text, PLAN).id == "1.1"


@pytest.mark.parametrize("text", ["1.1,1.10", "1.1; 1.10", "1.1, 1.10 A"])
def test_several_ids_in_one_word_are_called_so(text: str) -> None:
    """With the sign that separates them on a command line; no single one is suggested."""
    with pytest.raises(BptipError) as refused:
        find_item(text, PLAN)
    (hint,) = refused.value.hints
    assert "items: type a blank between them, not a comma." in hint
