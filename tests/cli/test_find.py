"""`bptip find`: the items and updates that have certain words, or the answer that none has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Plans


def hits(bptip: Bptip, *arguments: str) -> tuple[dict[str, list[str]], list[str]]:
    """Returns the fields of each matching item, and the items of the matching updates."""
    outcome = bptip("find", *arguments, "--json")
    assert outcome.code == 0, outcome.err
    items = {each["id"]: each["fields"] for each in outcome.json["items"]}
    return items, [each["item"] for each in outcome.json["updates"]]


@pytest.mark.parametrize(
    ("words", "items", "updates"),
    [
        ("dune grass", {"2.6": ["title"]}, ["2.2", "2.2"]),
        ("DUNE GRASS", {"2.6": ["title"]}, ["2.2", "2.2"]),
        ("one hour of issue", {"1.3": ["description"]}, []),
        ("HO-06", {"4.2": ["extra"]}, []),
        ("avocets", {}, ["2.5"]),
        ("north bank", {}, ["4.2"]),
        ("zzzz", {}, []),
    ],
)
def test_words_are_found_in_every_field(
    bptip: Bptip, words: str, items: dict[str, list[str]], updates: list[str]
) -> None:
    """In titles, descriptions, extra columns, notes and next steps, whatever the case."""
    assert hits(bptip, words) == (items, updates)


def test_an_item_names_the_fields_that_have_the_words(bptip: Bptip) -> None:
    """Each field once, and the objective of the item; an objective has none."""
    (gauges,) = bptip("find", "gauges along the outer", "--json").json["items"]
    assert (gauges["kind"], gauges["objective"]) == ("activity", "1")
    assert gauges["fields"] == ["title", "description"]
    (funding,) = bptip("find", "joint funding", "--json").json["items"]
    assert (funding["kind"], funding["objective"]) == ("objective", None)


def test_no_hit_is_an_answer_in_words(bptip: Bptip) -> None:
    """Exit 0, nothing on stderr, and the words are repeated."""
    outcome = bptip("find", "zzzz")
    assert (outcome.code, outcome.err) == (0, "")
    assert "zzzz" in outcome.out


def test_another_plan_can_be_searched(bptip: Bptip) -> None:
    """In any version of it."""
    assert "1.3" in hits(bptip, "flood watch", "2022-2024")[0]
    assert "3.3" in hits(bptip, "market stall", "2025-2027@v1")[0]
    assert hits(bptip, "market stall", "2025-2027")[0] == {}
    assert bptip("find", "flood", "2022-2024", "--json").json["plan"] == "2022-2024"


def test_several_words_need_no_quotes(bptip: Bptip) -> None:
    """The text has all of them in any order; the last word is a plan if it names one."""
    assert hits(bptip, "dune", "grass") == hits(bptip, "dune grass")
    assert hits(bptip, "grass", "on", "dune") == hits(bptip, "dune grass on")
    assert bptip("find", "grass", "dune", "--json").json["words"] == "grass dune"
    assert hits(bptip, "flood", "watch", "2022-2024") == hits(bptip, "flood watch", "2022-2024")
    assert hits(bptip, "market", "stall", "2025-2027@v1") == hits(
        bptip, "market stall", "2025-2027@v1"
    )
    assert hits(bptip, "flood", "plans/2022-2024/v1.toml") == hits(bptip, "flood", "2022-2024")


def test_a_plan_named_first_was_a_word_to_find(bptip: Bptip) -> None:
    """The answer says so, with the line to type."""
    outcome = bptip("find", "2025-2027", "dune", "grass")
    assert outcome.code == 0
    assert "A plan comes last: bptip find dune grass 2025-2027" in outcome.err


def test_a_word_with_figures_or_a_stroke_is_a_word(bptip: Bptip) -> None:
    """Only what names a plan is one; where that may have been meant, it is said."""
    assert hits(bptip, "hectares", "63") == hits(bptip, "63 hectares")
    assert hits(bptip, "hectares", "and/or") == ({}, [])
    assert hits(bptip, "2025-2027") == ({}, [])
    year = bptip("find", "stall", "2025")
    assert (year.code, hits(bptip, "stall 2025")) == (0, ({}, []))
    assert 'no plan "2025", so bptip looked for the word. Did you mean 2025-2027?' in (
        " ".join(year.err.split())
    )


def test_matches_in_other_plans_are_counted_with_a_command(bptip: Bptip) -> None:
    """Even if this plan has none; without matches there, nothing is added."""
    assert bptip("find", "clearing", "ferry").out.splitlines()[-3] == (
        'Also in 2022-2024: 1 item: bptip find "clearing ferry" 2022-2024'
    )
    shown = bptip("find", "clearing ferry", "2022-2024").out
    assert "Also in" not in shown
    assert "Also in 2025-2027" in bptip("find", "gauges", "2022-2024").out


def test_what_a_shell_would_act_on_is_not_offered_to_be_typed(bptip: Bptip, plans: Plans) -> None:
    for plan in ("one", "two"):
        plans.add('[[objective]]\nid = "1"\ntitle = "a $(x) b"', id=plan)
    shown = bptip("find", "$(x)", "one", cwd=plans.folder.parent).out
    assert "Also in two: 1 item\n" in shown
    assert "bptip find" not in shown


@pytest.mark.parametrize("words", ["[bold red]", "a|b", "`$(x)`", ".*", "(", "\\", "%s"])
def test_signs_are_only_signs(bptip: Bptip, plans: Plans, words: str) -> None:
    """The words are not a pattern, not markup, not a command."""
    literal = words.replace("\\", "\\\\")
    plans.add(
        f'[[objective]]\nid = "1"\ntitle = "Before {literal} after"\n'
        '[[objective]]\nid = "2"\ntitle = "x"'
    )
    outcome = bptip("find", words, "--json", cwd=plans.folder.parent)
    assert [each["id"] for each in outcome.json["items"]] == ["1"]
    assert words in bptip("find", words, cwd=plans.folder.parent).out


def test_letters_are_compared_whatever_their_form(bptip: Bptip, plans: Plans) -> None:
    """One letter with its accent, or a letter and an accent: they look the same."""
    plans.add('[[objective]]\nid = "1"\ntitle = "Bro\\u0308nsey STRASSE"')
    there = plans.folder.parent
    for words in ("Brönsey", "BRÖNSEY", "straße"):
        assert bptip("find", words, "--json", cwd=there).json["items"], words


def test_an_update_that_was_taken_back_is_still_found(bptip: Bptip) -> None:
    """And marked: nothing is ever deleted."""
    updates = bptip("find", "all twelve gauges", "--json").json["updates"]
    assert [(each["item"], each["retracted"]) for each in updates] == [
        ("1.2", True),
        ("1.1", False),
    ]


def test_words_are_asked_for(bptip: Bptip) -> None:
    """Without any: exit 2."""
    outcome = bptip("find")
    assert (outcome.code, outcome.out) == (2, "")
    assert "WORDS" in outcome.err
