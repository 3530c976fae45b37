"""What supports a likeness of wording: the objective, the leads, the dates, the id."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bptip.comparison.resemblance import Resemblance
from bptip.plan.model import Activity, Objective, Plan, Version

DAY = date(2025, 6, 30)
OTHERS = (Activity("8.1", "Posters on visas", lead=("Tonga",)), Activity("8.2", "Fishing crews"))


def edition(plan: str, **said: Any) -> Version:
    """A plan with one activity of its own, and two that have nothing to do with it."""
    activity = Activity(**{"id": f"{plan}-1", "title": "Training of judges", **said})
    about = Plan(plan, 1, "A plan", date(2025, 1, 1), date(2025, 12, 31))
    return Version(1, about, (Objective("1", "Work", activities=(activity, *OTHERS)),))


def score(old: Version, new: Version, *, partners: bool = False) -> float:
    """How much the first activities of two plans resemble each other."""
    known = Resemblance(old, new)
    pairs = {(id(old.objectives[0]), id(new.objectives[0]))} if partners else set()
    one, other = old.objectives[0].activities[0], new.objectives[0].activities[0]
    return known.scores([one], [other], pairs)[id(one)].get(id(other), 0.0)


REWORDED = {"title": "Training of police and judges"}


def test_that_the_objectives_are_a_pair_supports_a_likeness() -> None:
    old, new = edition("a"), edition("b", **REWORDED)
    assert score(old, new, partners=True) > score(old, new) > 0


@pytest.mark.parametrize(
    "said",
    [{"lead": ("Fiji",)}, {"due": DAY}, {"start": DAY}, {"id": "1.1"}],
    ids=["lead", "due", "start", "id"],
)
def test_what_else_is_the_same_supports_a_likeness(said: dict[str, Any]) -> None:
    alone = score(edition("a"), edition("b", **REWORDED))
    assert 0 < alone < score(edition("a", **said), edition("b", **REWORDED, **said)) < 1
    nothing_alike = edition("b", title="Supply chains", **said)
    assert score(edition("a", **said), nothing_alike) == 0


def test_a_lead_that_leads_much_tells_less() -> None:
    rare = score(edition("a", lead=("Fiji",)), edition("b", **REWORDED, lead=("Fiji",)))
    common = score(edition("a", lead=("Tonga",)), edition("b", **REWORDED, lead=("Tonga",)))
    assert rare > common


def test_what_nobody_states_is_not_the_same() -> None:
    old, new = edition("a"), edition("b", **REWORDED, due=DAY)
    assert score(old, new) == score(old, edition("b", **REWORDED))


def test_a_likeness_is_the_same_from_either_side() -> None:
    old = edition("a", lead=("Fiji", "Tonga"), due=DAY)
    new = edition("b", **REWORDED, description="In Nauru.", lead=("Tonga", "Fiji"))
    assert score(old, new) == score(new, old)
