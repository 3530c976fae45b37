"""The items that carry an item on, as plans declare them with `continues`."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bptip.plan.model import Status, Version
from bptip.plan.references import Reference, declared, parse_reference
from bptip.progress.continuation import Continuations, continued_by
from plan_text import journal, stands, version

# How an item is named.


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("2022/1.2", Reference("2022", "1.2"), id="an item of another plan"),
        pytest.param("2022/1", Reference("2022", "1"), id="an objective of another plan"),
        pytest.param("v1/1.2", Reference("2024-2026", "1.2", 1), id="of a version of this plan"),
        pytest.param("v12/A", Reference("2024-2026", "A", 12), id="a version of two digits"),
        pytest.param("v/1.2", Reference("v", "1.2"), id="a plan called v is a plan"),
        pytest.param("v1a/1.2", Reference("v1a", "1.2"), id="so is one called v1a"),
    ],
)
def test_a_reference_names(text: str, meant: Reference) -> None:
    assert parse_reference(text, "2024-2026") == meant


@pytest.mark.parametrize(
    "text", ["", "1.2", "2022", "2022/", "/1.2", "2022/1/2", "2022 /1.2", "2022/1.2\n", "../x/1.2"]
)
def test_what_is_no_reference_names_nothing(text: str) -> None:
    assert parse_reference(text, "2024-2026") is None


@pytest.mark.parametrize("text", ["2022/1.2", "v1/1.2"])
def test_a_reference_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_reference(text, "2024-2026")) == text


# What carries it on.


def later(text: str, plan: str = "2024-2026") -> Version:
    """Returns a version of a later plan."""
    return version(f'plan.id = "{plan}"\n{text}')


def carriers(found: Continuations, item: str) -> list[str]:
    """Returns the items that carry this one on, as data names them."""
    return [each.reference for each in found.get(item, ())]


def carried(plan: str, others: Iterable[Version]) -> dict[str, list[str]]:
    """Returns the items that carry on each item of a plan, by its id."""
    found = continued_by(plan, others, {})
    return {item: carriers(found, item) for item in found}


def test_an_item_is_carried_on_by_what_declares_it_in_another_plan() -> None:
    plan = later("""
        [[objective]]
        id = "1"
        continues = ["2022/1"]
        activity = [{ id = "1.1", continues = ["2022/1.2"] }]
    """)
    assert carried("2022", [plan]) == {"1": ["2024-2026/1"], "1.2": ["2024-2026/1.1"]}


def test_one_item_may_carry_several_on() -> None:
    plan = later("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", continues = ["2022/1.2", "2022/1.3", "2019/4"] }]
    """)
    assert carried("2022", [plan]) == {"1.2": ["2024-2026/1.1"], "1.3": ["2024-2026/1.1"]}
    assert carried("2019", [plan]) == {"4": ["2024-2026/1.1"]}


def test_one_item_may_be_carried_on_by_several_of_one_plan_and_of_others() -> None:
    text = """
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", continues = ["2022/1.2"] }]

        [[objective]]
        id = "2"
        activity = [{ id = "2.1", continues = ["2022/1.2"] }]
    """
    assert carried("2022", [later(text), later(text, "regional")]) == {
        "1.2": ["2024-2026/1.1", "2024-2026/2.1", "regional/1.1", "regional/2.1"]
    }


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param("2021/1.2", id="another plan"),
        pytest.param("v1/1.2", id="an earlier version of its own plan"),
        pytest.param("1.2", id="nothing that can be followed"),
    ],
)
def test_an_item_is_not_carried_on_by_what_declares(reference: str) -> None:
    plan = later(f"""
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", continues = ["{reference}"] }}]
    """)
    assert carried("2022", [plan]) == {}


def test_without_a_declaration_the_same_id_is_no_continuation() -> None:
    plan = later("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.2" }]
    """)
    assert carried("2022", [plan]) == {}


def test_how_that_stands_is_told_where_it_is_known() -> None:
    plan = later("""
        [[objective]]
        id = "1"
        activity = [
            { id = "1.1", continues = ["2022/1.2"] },
            { id = "1.2", continues = ["2022/1.2"] },
        ]
    """)
    progress = stands(plan, journal("2025-06-01 1.1 delayed"), "2025-06-30")
    known = continued_by("2022", [plan], {"2024-2026": progress})["1.2"]
    assert [each.progress and each.progress.status for each in known] == [
        Status.DELAYED,
        Status.NOT_REPORTED,
    ]
    unknown = continued_by("2022", [plan], {"2022": progress})["1.2"]
    assert [each.progress for each in unknown] == [None, None]


def test_what_an_earlier_version_of_the_same_plan_handed_on_is_no_matter_between_plans() -> None:
    plan = later("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", continues = ["v1/1.2"] }]
    """)
    assert carried("2024-2026", [plan]) == {}


def test_what_a_merge_carries_on_stands_in_the_order_of_its_declaration() -> None:
    """The same files give the same pages: no order may come from how Python hashes texts."""
    ids = [f"1.{n}" for n in range(1, 9)]
    activities = "\n".join(f'[[objective.activity]]\nid = "{each}"' for each in ids)
    old = version(f'[[objective]]\nid = "1"\n{activities}')
    carried = ", ".join(f'"v1/{each}"' for each in ids)
    new = version(f'[[objective]]\nid = "2"\ncontinues = [{carried}]', number=2)
    pairs = declared(old, new, [old, new])
    assert [before.id for before, _ in pairs] == ids
