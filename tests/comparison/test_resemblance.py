"""The support for a likeness of wording: the objective, the leads, the dates, the id."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bptip.comparison.resemblance import Resemblance
from bptip.plan.model import Activity, Objective, Plan, Version

DAY = date(2025, 6, 30)
OTHERS = (Activity("8.1", "Posters on visas", lead=("Tonga",)), Activity("8.2", "Fishing crews"))


def edition(plan: str, **said: Any) -> Version:
    """Returns a plan with an activity of its own and two unrelated ones."""
    activity = Activity(**{"id": f"{plan}-1", "title": "Training of judges", **said})
    about = Plan(plan, 1, "A plan", date(2025, 1, 1), date(2025, 12, 31))
    return Version(1, about, (Objective("1", "Work", activities=(activity, *OTHERS)),))


def score(old: Version, new: Version, *, partners: bool = False) -> float:
    """Returns the resemblance of the first activities of two plans."""
    pairs = {(id(old.objectives[0]), id(new.objectives[0]))} if partners else set()
    before, after = old.objectives[0].activities[0], new.objectives[0].activities[0]
    scores = Resemblance(old, new).scores([before], [after], pairs)
    return scores[id(before)].get(id(after), 0.0)


REWORDED = {"title": "Training of police and judges"}


def test_a_common_objective_supports_a_likeness() -> None:
    old, new = edition("a"), edition("b", **REWORDED)
    assert score(old, new, partners=True) > score(old, new) > 0


@pytest.mark.parametrize(
    "said",
    [{"lead": ("Fiji",)}, {"due": DAY}, {"start": DAY}, {"id": "1.1"}],
    ids=["lead", "due", "start", "id"],
)
def test_a_common_lead_date_or_id_supports_a_likeness_but_is_not_one(said: dict[str, Any]) -> None:
    alone = score(edition("a"), edition("b", **REWORDED))
    assert 0 < alone < score(edition("a", **said), edition("b", **REWORDED, **said)) < 1
    nothing_alike = edition("b", title="Supply chains", **said)
    assert score(edition("a", **said), nothing_alike) == 0


def test_a_word_with_which_every_plan_says_what_is_done_says_little() -> None:
    old = edition("a", title="Strengthening judges")
    assert score(old, edition("b", title="Strengthen lakes")) < score(
        old, edition("b", title="Judges at lakes")
    )


def test_a_lead_of_many_activities_supports_a_likeness_less() -> None:
    rare = score(edition("a", lead=("Fiji",)), edition("b", **REWORDED, lead=("Fiji",)))
    common = score(edition("a", lead=("Tonga",)), edition("b", **REWORDED, lead=("Tonga",)))
    assert rare > common


def test_a_missing_date_is_not_a_common_date() -> None:
    old, new = edition("a"), edition("b", **REWORDED, due=DAY)
    assert score(old, new) == score(old, edition("b", **REWORDED))


def test_a_likeness_is_the_same_from_either_side() -> None:
    old = edition("a", lead=("Fiji", "Tonga"), due=DAY)
    new = edition("b", **REWORDED, description="In Nauru.", lead=("Tonga", "Fiji"))
    assert score(old, new) == score(new, old)
