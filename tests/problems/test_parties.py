"""The table of parties: what is left out of it, and with which faults."""

from __future__ import annotations

from bptip.plan.model import Status
from bptip.plan.parties import Parties
from bptip.problems.parties import names_of_groups, sound_parties
from plan_text import version


def test_a_name_means_the_party_that_has_it_first() -> None:
    twice = Parties(also={"Viet Nam": ("VN",), "Vanuatu": ("vn", "VUT"), "VUT": ("V",)})
    parties, faults = sound_parties(twice)
    assert parties.also == {"Viet Nam": ("VN",), "Vanuatu": ("VUT",)}
    assert [fault.path for fault in faults] == [("party", "Vanuatu", "also", 0), ("party", "VUT")]


def test_a_party_may_be_among_its_own_spellings() -> None:
    parties = Parties(also={"Viet Nam": ("Viet nam",)})
    assert sound_parties(parties) == (parties, [])


def test_an_offices_word_that_is_ours_with_another_meaning_is_left_out() -> None:
    wrong = Parties(statuses={"Done": Status.IN_PROGRESS, "Delayed": Status.DELAYED})
    parties, faults = sound_parties(wrong)
    assert parties.statuses == {"Delayed": Status.DELAYED}
    assert [fault.path for fault in faults] == [("statuses", "Done")]


def test_one_word_in_two_spellings_has_one_meaning() -> None:
    """Words are read without case, blanks and marks, so the second line could never be meant."""
    words = {
        "Limited progress": Status.IN_PROGRESS,
        "LIMITED-PROGRESS": Status.DELAYED,
        "limited  progress": Status.IN_PROGRESS,
    }
    parties, [fault] = sound_parties(Parties(statuses=words))
    assert "LIMITED-PROGRESS" not in parties.statuses
    assert len(parties.statuses) == 2
    assert fault.path == ("statuses", "LIMITED-PROGRESS")
    assert 'it is read as "Limited progress"' in fault.message


def test_the_name_of_a_group_is_found() -> None:
    plan = version("""
        [plan]
        parties = ["Australia", "Indonesia"]
        groups = { "Co-chairs" = ["Australia", "Indonesia"] }
    """)
    parties = Parties(also={"Australia": ("co-Chairs",), "Indonesia": ("INA",)})
    faults = names_of_groups(parties, [plan])
    assert [fault.path for fault in faults] == [("party", "Australia", "also", 0)]
