"""Other spellings of parties, and an office's own words for statuses."""

from __future__ import annotations

import pytest

from bptip.plan.errors import BptipError
from bptip.plan.model import REPORTABLE, Status
from bptip.plan.parties import (
    Parties,
    Spellings,
    spelled_update,
    spelled_version,
    spellings_of,
    stated_status,
)
from plan_text import journal, version

PARTIES = Parties(
    also={"Viet Nam": ("Vietnam", "VNM"), "Timor-Leste": ("East Timor",)},
    statuses={"Limited progress": Status.IN_PROGRESS, "Shelved": Status.ON_HOLD},
)


@pytest.mark.parametrize("written", ["Viet Nam", "Vietnam", "VNM", "vnm", "VIETNAM"])
def test_every_spelling_means_the_same_party(written: str) -> None:
    assert Spellings(PARTIES).name(written) == "Viet Nam"


def test_the_plans_own_spelling_goes_before_the_tables() -> None:
    assert Spellings(PARTIES, ["Vietnam", "Fiji"]).name("VNM") == "Vietnam"


def test_an_unknown_name_stays_as_it_is() -> None:
    assert Spellings(PARTIES).name("Fiji") == "Fiji"


def test_a_version_names_each_party_once() -> None:
    plan = version("""
        [plan]
        parties = ["Vietnam", "Fiji"]
        groups = { "Hosts" = ["VNM", "Fiji"] }

        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Viet Nam", "VNM"], partners = ["East Timor"] }]
    """)
    spelled = spelled_version(plan, spellings_of(PARTIES, [plan]).names)
    [activity] = spelled.activities
    assert (activity.lead, activity.partners) == (("Vietnam",), ("Timor-Leste",))
    assert spelled.plan.groups == {"Hosts": ("Vietnam", "Fiji")}


def test_without_a_table_nothing_is_spelled() -> None:
    assert not Spellings(Parties(), ["Fiji"])
    assert Spellings(Parties(), ["Fiji"]).name("fiji") == "fiji"


def test_the_name_of_a_group_is_no_spelling_of_a_party() -> None:
    spellings = Spellings(PARTIES, groups=["East timor"])
    assert spellings.name("East Timor") == "East Timor"


@pytest.mark.parametrize("typed", ["V.N.M.", "viet nam", "viet-nam", "VietNam", "vnm"])
def test_a_party_is_typed_in_any_spelling(typed: str) -> None:
    assert Spellings(PARTIES, ["Vietnam"]).typed(typed) == "Vietnam"


def test_updates_name_their_reporter_as_the_plan_does() -> None:
    said = journal("2025-03-01 1.1 delayed by=VNM\n2025-03-02 1.1")
    spellings = Spellings(PARTIES, ["Vietnam"])
    assert [spelled_update(each, spellings).by for each in said] == ["Vietnam", None]


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("limited PROGRESS", "in-progress", "Limited progress"),
        ("shelved", "on-hold", "Shelved"),
        ("In progress", "in-progress", None),
        ("done", "completed", None),
    ],
)
def test_an_offices_word_is_taken_beside_ours(text: str, status: str, said: str | None) -> None:
    assert stated_status(text, PARTIES, REPORTABLE) == (status, said)


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(BptipError):
        stated_status("Some progress", PARTIES, REPORTABLE)
