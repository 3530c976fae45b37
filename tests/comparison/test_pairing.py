"""Pairs of items: of amendments as people make them, and of texts that nobody should write."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from bptip.comparison.pairing import NOTHING_IN_COMMON, pairs_of
from bptip.comparison.pairs import Match
from bptip.plan.model import Version
from outline import became, became_in_one_plan, became_in_the_next_plan, edition, of

OLD = """
    1  Prevention of trafficking in persons
      1.1  Training of judges on the identification of victims: Two courses a year.
      1.2  Regional campaign on safe migration: Radio and posters in border districts.
    2  Protection of victims
      2.1  Standard operating procedures for shelters: A guide, tested in four countries.
      2.2  Network of victim support officers: The officers meet once a year.
"""

# What people do to plans.


def test_a_plan_renumbered_throughout_is_recognised_by_its_text() -> None:
    new = OLD.replace("1  Prev", "B  Prev").replace("2  Prot", "A  Prot")
    for before, after in (("1.1  ", "b  "), ("1.2  ", "a  "), ("2.1  ", "d  "), ("2.2  ", "c  ")):
        new = new.replace(before, after)
    wanted = {"1 = B exact", "1.1 = b exact", "1.2 = a exact"}
    wanted |= {"2 = A exact", "2.1 = d exact", "2.2 = c exact"}
    assert became_in_one_plan(OLD, new) == became_in_the_next_plan(OLD, new) == wanted


REWORDED = """
    1  Preventing trafficking in persons
      1.1  Regional awareness campaigns for safe migration: Posters and radio along borders.
      1.2  Judges trained to identify victims: Courses are held twice a year.
    2  Protecting victims
      2.1  Annual meeting of the victim support officers' network
      2.2  Shelters: guide to standard operating procedures
"""


def test_a_plan_reworded_and_renumbered_is_recognised_by_likeness() -> None:
    assert became_in_the_next_plan(OLD, REWORDED) == {
        "1 = 1 similar",
        "1.1 = 1.2 similar",
        "1.2 = 1.1 similar",
        "2 = 2 similar",
        "2.1 = 2.2 similar",
        "2.2 = 2.1 similar",
    }


def test_an_activity_under_another_objective_is_found_reworded_or_not() -> None:
    new = """
        1  Prevention of trafficking in persons
          1.1  Training of judges on the identification of victims: Two courses a year.
        2  Protection of victims
          2.1  Standard operating procedures for shelters: A guide, tested in four countries.
          2.2  Network of victim support officers: The officers meet once a year.
          2.3  Campaign on safe migration: Radio and posters in border districts.
    """
    assert "1.2 = 2.3 similar" in became_in_one_plan(OLD, new)
    as_it_was = new.replace("Campaign on", "Regional campaign on")
    assert "1.2 = 2.3 exact" in became_in_one_plan(OLD, as_it_was)


def test_when_two_objectives_become_one_the_more_similar_one_goes_on() -> None:
    pairs = became_in_the_next_plan(
        OLD,
        """
        1  Prevention of trafficking in persons and protection
          1.1  Training of judges on the identification of victims: Two courses a year.
          1.2  Regional campaign on safe migration: Radio and posters in border districts.
          1.3  Standard operating procedures for shelters: A guide, tested in four countries.
          1.4  Network of victim support officers: The officers meet once a year.
        """,
    )
    assert pairs == {
        "1 = 1 similar",
        "1.1 = 1.1 exact",
        "1.2 = 1.2 exact",
        "2.1 = 1.3 exact",
        "2.2 = 1.4 exact",
    }


def test_objectives_with_new_words_are_recognised_by_their_activities() -> None:
    new = OLD.replace("Prevention of trafficking in persons", "Upstream measures")
    new = new.replace("Protection of victims", "Downstream care")
    assert {"1 = 1 similar", "2 = 2 similar"} <= became_in_the_next_plan(OLD, new)
    swapped = new.replace("1  Up", "x  Up").replace("2  Down", "1  Down").replace("x  Up", "2  Up")
    assert {"1 = 2 similar", "2 = 1 similar"} <= became_in_the_next_plan(OLD, swapped)


SHELTERS = """
    1  Upstream
      1.1  Training of judges
      1.2  Campaign on migration
    2  Downstream
      2.1  Guide for shelters
      2.2  Network of officers
      2.3  Return home
"""


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        pytest.param(
            "9  Care\n  9.1  Beds  <2022/2.1\n  9.2  Peers  <2022/2.2\n  9.3  Rights",
            {"2 = 9 similar"},
            id="most of its activities go on together",
        ),
        pytest.param(
            "8  Care\n  8.1  Beds  <2022/2.1\n9  Staff\n  9.1  Peers  <2022/2.2",
            set(),
            id="its activities went two ways",
        ),
        pytest.param(
            "9  Care\n  9.1  Beds  <2022/2.1\n  9.2  Courts  <2022/1.1",
            set(),
            id="two objectives give as much",
        ),
        pytest.param(
            "9  Care\n  9.1  Beds  <2022/2.1\n  9.2  Rights\n  9.3  Law",
            set(),
            id="one activity of three",
        ),
    ],
)
def test_objectives_called_otherwise_are_a_pair_if_most_of_their_activities_are(
    new: str, wanted: set[str]
) -> None:
    pairs = became_in_the_next_plan(SHELTERS, new)
    assert {pair for pair in pairs if "." not in pair} == wanted


def test_the_order_of_activities_does_not_change_the_similarity_of_an_objective() -> None:
    """Neighbouring words of one activity count; the last and first word of two activities don't."""
    lines = (
        "  1.1  Border guards exchange alerts",
        "  1.2  Referral of victims by consular staff",
        "  1.3  Learn referral from border guards",
    )
    new = edition(
        "2  Cooperation of officials\n  2.1  Consular staff learn referral at borders", "2024"
    )
    similarities = {
        of(
            pairs_of(edition("\n".join(["1  Upstream cooperation", *order]), "2022"), new), "2"
        ).similarity
        for order in permutations(lines)
    }
    assert len(similarities) == 1
    assert None not in similarities


# Ids: identity within one plan, a weak hint between two.


def test_where_two_activities_swap_their_ids_the_text_wins() -> None:
    new = OLD.replace("1.1  ", "x  ").replace("1.2  ", "1.1  ").replace("x  ", "1.2  ")
    assert {"1.1 = 1.2 exact", "1.2 = 1.1 exact"} <= became_in_one_plan(OLD, new)
    reworded = new.replace("Two courses a year", "Courses").replace("Radio and posters", "Radio")
    assert {"1.1 = 1.2 similar", "1.2 = 1.1 similar"} <= became_in_one_plan(OLD, reworded)


ONE = """
    1  Prevention
      1.1  Training of judges on the identification of victims
      1.2  Campaign on safe migration
"""


@pytest.mark.parametrize(
    ("title", "pair"),
    [
        pytest.param(
            "Workshops that teach judges the identification of victims", True, id="reworded"
        ),
        pytest.param("Satellite imagery of fishing vessels", False, id="nothing in common"),
    ],
)
def test_within_one_plan_an_id_means_the_same_item_if_anything_is_in_common(
    title: str, pair: bool
) -> None:
    new = ONE.replace("Training of judges on the identification of victims", title)
    assert ("1.1 = 1.1 id" in became_in_one_plan(ONE, new)) is pair


def test_between_plans_an_id_alone_is_no_pair() -> None:
    new = """
        1  Aviation fuels
          1.1  Satellite imagery of fishing vessels
          1.2  Crop insurance
    """
    assert became_in_the_next_plan(ONE, new) == set()


# Twins.

TWINS = """
    1  Training
      1.1  Training of border officials in Indonesia
      1.2  Training of border officials in Fiji
      1.3  Training of border officials in Thailand
"""


OTHERS = """
    2  Other work
      2.1  Regional guidelines for shelters: Drafted and published in four languages.
      2.2  Hotlines: Numbers are printed on visas.
      2.3  Review of legislation: A comparison of penal codes by university staff.
      2.4  Fisheries: Inspections of vessels at sea by joint patrols.
      2.5  Financial flows: Banks report suspicious remittances.
      2.6  Survivors' council: Survivors advise ministers on policy.
      2.7  Supply chains: Procurement rules against forced labour.
      2.8  Statistics: One questionnaire, yearly figures.
      2.9  Consulates: Workers abroad get legal aid.
      2.10  Recruitment agencies: Licences and a blacklist.
"""
"""Unrelated items of a plan, which make the common words of twins rare."""


def test_a_dropped_near_twin_and_a_new_one_are_not_a_pair() -> None:
    said = ": Officers learn to interview victims, gather evidence and refer cases to doctors."
    twins = [line + said for line in TWINS.splitlines() if "border" in line]
    old = "\n".join(["    1  Training", *twins, OTHERS])
    new = old.replace("1.2  Tr", "1.4  Tr").replace("Fiji", "Samoa")
    for pairs in (became_in_one_plan(old, new), became_in_the_next_plan(old, new)):
        assert {"1 = 1 exact", "1.1 = 1.1 exact", "1.3 = 1.3 exact"} <= pairs
        assert not any(each.startswith("1.2 ") or " 1.4 " in each for each in pairs)


def test_near_twins_are_recognised_after_renumbering_and_rewording() -> None:
    new = """
        1  Training
          1.1  Border officials in Thailand are trained
          1.2  Border officials in Indonesia are trained
          1.3  Border officials in Fiji are trained
    """
    pairs = {each.rpartition(" ")[0] for each in became_in_the_next_plan(TWINS, new)}
    assert {"1.1 = 1.2", "1.2 = 1.3", "1.3 = 1.1"} <= pairs


def test_the_objective_distinguishes_twins_before_the_id() -> None:
    old = """
        P  Prevention
          1.1  National consultation
        Q  Protection of victims
          1.2  National consultation
    """
    new = old.replace("1.1", "x").replace("1.2", "1.1").replace("x", "1.2")
    assert {"1.1 = 1.2 exact", "1.2 = 1.1 exact"} <= became_in_the_next_plan(old, new)


def consultations(ids: str, leads: str) -> str:
    """Returns an outline of activities with one title, each with an id and a lead."""
    lines = zip(ids.split(), leads.split(), strict=True)
    return "1  Talks\n" + "\n".join(f"  {i}  Consultation @{lead}" for i, lead in lines)


@pytest.mark.parametrize(
    ("ids", "leads", "wanted"),
    [
        pytest.param("1.1 1.2", "Fiji Nauru", {"1.1 = 1.1", "1.2 = 1.2"}, id="as it was"),
        pytest.param("1.1 1.2", "Nauru Fiji", {"1.1 = 1.2", "1.2 = 1.1"}, id="the lead, first"),
        pytest.param("1.1 1.2", "Fiji Fiji", {"1.1 = 1.1", "1.2 = 1.2"}, id="then the id"),
        pytest.param("a b", "Fiji Nauru", {"1.1 = a", "1.2 = b"}, id="with other ids"),
        pytest.param("a b", "Nauru Fiji", {"1.1 = b", "1.2 = a"}, id="whatever the order"),
    ],
)
def test_the_lead_and_then_the_id_distinguish_twins_of_two_plans(
    ids: str, leads: str, wanted: set[str]
) -> None:
    pairs = became_in_the_next_plan(
        consultations("1.1 1.2", "Fiji Nauru"), consultations(ids, leads)
    )
    assert {f"{pair} exact" for pair in wanted} <= pairs


def test_within_one_plan_the_id_distinguishes_twins_before_the_lead() -> None:
    """The journal of a plan knows items by id."""
    pairs = became_in_one_plan(
        consultations("1.1 1.2", "Fiji Nauru"), consultations("1.1 1.2", "Nauru Fiji")
    )
    assert {"1.1 = 1.1 exact", "1.2 = 1.2 exact"} <= pairs


@pytest.mark.parametrize(
    ("field", "values"),
    [("partners", (("IOM",), ("UNODC",))), ("themes", (("protection",), ("prevention",)))],
)
def test_partners_and_themes_distinguish_twins_of_two_plans_before_the_id(
    field: str, values: tuple[tuple[str, ...], ...]
) -> None:
    old = edition(consultations("1.1 1.2", "Fiji Fiji"), "2022")
    new = edition(consultations("1.1 1.2", "Fiji Fiji"), "2024")
    pairs = pairs_of(with_values(old, field, *values), with_values(new, field, *values[::-1]))
    assert of(pairs, "1.1").old.id == "1.2"
    assert not any(pair.is_by_number for pair in pairs)


@pytest.mark.parametrize(
    ("leads", "by_number"),
    [
        pytest.param("Fiji Nauru", set(), id="the leads tell"),
        pytest.param("Fiji Tonga", set(), id="one lead tells, and so the rest"),
        pytest.param("Fiji Fiji", {"1.1", "1.2"}, id="nothing tells"),
        pytest.param("Tonga Samoa", {"1.1", "1.2"}, id="all leads are others"),
    ],
)
def test_a_pair_says_if_nothing_but_its_number_tells_it_from_its_twins(
    leads: str, by_number: set[str]
) -> None:
    old = edition(consultations("1.1 1.2", "Fiji Nauru"), "2022")
    new = edition(consultations("1.1 1.2", leads), "2024")
    pairs = pairs_of(old, new)
    assert {pair.new.id for pair in pairs if pair.is_by_number} == by_number
    within = pairs_of(old, new._replace(plan=old.plan._replace(version=2)))
    assert not any(pair.is_by_number for pair in within)


def with_values(version: Version, field: str, *values: Any) -> Version:
    """Returns the version with these values of a field for the activities of its objective."""
    (objective,) = version.objectives
    changed = tuple(
        activity._replace(**{field: value})
        for activity, value in zip(objective.activities, values, strict=True)
    )
    return version._replace(objectives=(objective._replace(activities=changed),))


def test_the_dates_distinguish_twins_with_new_ids() -> None:
    for turned in (False, True):
        first, last = date(2024, 3, 1), date(2024, 9, 1)
        old, new = (
            edition(f"1  Talks\n  {first_id}  Consultation\n  {last_id}  Consultation", plan)
            for first_id, last_id, plan in (("1.1", "1.2", "2022"), ("a", "b", "2024"))
        )
        pairs = pairs_of(
            dated(old, first, last), dated(new, *sorted((first, last), reverse=turned))
        )
        assert of(pairs, "a").old.id == ("1.2" if turned else "1.1")


def dated(version: Version, *due: date) -> Version:
    """Returns the version with these due dates for the activities of its only objective."""
    (objective,) = version.objectives
    activities = zip(objective.activities, due, strict=True)
    dated = tuple(activity._replace(due=day) for activity, day in activities)
    return version._replace(objectives=(objective._replace(activities=dated),))


def test_twins_without_a_difference_have_the_same_pairs_in_any_order() -> None:
    """With these ids, both ways to pair the twins have the same sum of plain checksums."""
    old, new = ("3.9", "1.3"), ("4.7", "5.4")
    pairs = [
        became_in_the_next_plan(
            "\n".join(["1  T", *(f"  {each}  Training of judges" for each in before)]),
            "\n".join(["1  T", *(f"  {each}  Training of judges" for each in after)]),
        )
        for before in permutations(old)
        for after in permutations(new)
    ]
    assert all(each == pairs[0] for each in pairs)
    assert len(pairs[0]) == 3


# What the plans declare.


def test_a_declaration_beats_the_text_and_the_id() -> None:
    new = ONE.replace("migration", "migration  <v1/1.1").replace("victims", "victims  <v1/1.2")
    assert became_in_one_plan(ONE, new) == {
        "1 = 1 exact",
        "1.1 = 1.2 declared",
        "1.2 = 1.1 declared",
    }


def test_an_item_that_was_split_is_in_a_pair_for_each_part() -> None:
    new = """
        1  Prevention
          1.3  Judges  <v1/1.1
          1.4  Victims  <v1/1.1
    """
    assert {"1.1 = 1.3 declared", "1.1 = 1.4 declared"} <= became_in_one_plan(ONE, new)


def test_an_item_that_others_were_merged_into_is_in_a_pair_for_each() -> None:
    new = """
        1  Prevention
          1.3  All of it  <2022/1.1 <2022/1.2
    """
    assert {"1.1 = 1.3 declared", "1.2 = 1.3 declared"} <= became_in_the_next_plan(ONE, new)


@pytest.mark.parametrize(
    ("left", "match"),
    [
        pytest.param(
            "Training of judges on the identification of victims", "exact", id="as it was"
        ),
        pytest.param("Training of judges on victims", "id", id="less of it"),
    ],
)
def test_an_item_keeps_its_id_when_a_part_is_split_off(left: str, match: str) -> None:
    new = f"""
        1  Prevention
          1.1  {left}
          1.2  Campaign on safe migration
          1.3  Identification of victims  <v1/1.1
    """
    wanted = {"1 = 1 exact", "1.2 = 1.2 exact", "1.1 = 1.3 declared", f"1.1 = 1.1 {match}"}
    assert became_in_one_plan(ONE, new) == wanted


def test_an_item_that_another_was_merged_into_goes_on_itself() -> None:
    new = """
        1  Prevention
          1.2  Campaign on safe migration, with training of judges  <v1/1.1
    """
    pairs = became_in_one_plan(ONE, new)
    assert pairs == {"1 = 1 exact", "1.1 = 1.2 declared", "1.2 = 1.2 id"}


def test_an_objective_may_carry_on_an_activity() -> None:
    new = """
        1  Prevention
        2  Judges  <v1/1.1
    """
    assert became_in_one_plan(ONE, new) == {"1 = 1 exact", "1.1 = 2 declared"}


def test_a_declaration_leads_across_the_plan_and_the_version_between() -> None:
    first = edition("1  A\n  1.1  Alpha", "2018")
    second = edition("1  B\n  1.1  Beta  <2018/1.1", "2022", 1)
    amended = edition("1  B\n  1.5  Gamma  <v1/1.1", "2022", 2)
    last = edition("1  C\n  9.9  Delta  <2022/1.5", "2024")
    between = [second, amended]
    assert became(first, last, between) == {"1.1 = 9.9 declared"}
    assert became(last, first, between) == {"9.9 = 1.1 declared"}
    assert became(first, last, [amended]) == set()


def test_a_reference_to_a_version_also_names_the_item_of_earlier_versions() -> None:
    first = edition("1  A\n  1.1  Alpha", number=1)
    third = edition("1  B\n  1.5  Gamma  <v2/1.1", number=3)
    assert became(first, third) == {"1.1 = 1.5 declared"}


def test_a_declaration_that_the_earlier_version_makes_too_has_no_effect() -> None:
    """The later version repeats it, as a copy does; the item itself is in both."""
    old = edition("1  B\n  1.1  Alpha\n  1.5  Gamma  <v1/1.1", number=2)
    new = edition("1  B\n  1.1  Alpha\n  1.5  Gamma  <v1/1.1", number=3)
    assert became(old, new) == {"1 = 1 exact", "1.1 = 1.1 exact", "1.5 = 1.5 exact"}


def test_a_declaration_has_no_effect_between_a_version_and_itself() -> None:
    plan = edition("1  A\n  1.1  Alpha  <v1/1.2\n  1.2  Beta  <v2/1.1")
    assert became(plan, plan) == {"1 = 1 exact", "1.1 = 1.1 exact", "1.2 = 1.2 exact"}


# Weak evidence.


def test_a_common_word_that_other_items_have_too_makes_no_pair() -> None:
    old = "1  Work\n  1.1  Figures migration\n  1.2  Hotline guide"
    new = "1  Work\n  2.1  Visas judges guide migration"
    assert became_in_the_next_plan(old, new) == {"1 = 1 exact"}
    assert became_in_the_next_plan(new, old) == {"1 = 1 exact"}


LEFT = """
    1  Safe rivers and dams
      1.1  Advise growers on manure: Buffer strips keep nitrate out of streams.  {}
      1.2  Mentoring for young women in delegations: A group meets in spring.  @Office
      1.3  Gauges at nine bridges: Readings before noon.  @Office
"""
LEFT_NEXT = """
    1  Safe rivers and dams
      7.1  Agriculture: Fertiliser and slurry stay out of brooks and streams.  {}
      7.2  Female negotiators: Experienced delegates coach colleagues.  @Office
      7.3  Gauges at twelve bridges: Readings before noon.  @Office
"""


@pytest.mark.parametrize(
    ("lead", "next_lead", "wanted"),
    [
        pytest.param("@Chamber", "@Chamber", {"1.1 = 7.1", "1.2 = 7.2"}, id="leads in common"),
        pytest.param("@Chamber", "@Agency", {"1.2 = 7.2"}, id="another lead"),
        pytest.param("@Office", "@Office", set(), id="a lead of all activities"),
    ],
)
def test_activities_that_are_left_are_known_by_their_objective_lead_and_one_word(
    lead: str, next_lead: str, wanted: set[str]
) -> None:
    pairs = became_in_the_next_plan(LEFT.format(lead), LEFT_NEXT.format(next_lead))
    assert pairs == {"1 = 1 exact", "1.3 = 7.3 similar", *(f"{pair} similar" for pair in wanted)}


def test_activities_that_are_left_under_other_objectives_are_no_pair() -> None:
    new = LEFT_NEXT.format("@Chamber").replace("    1  Safe", "    1  Crops")
    split = new.replace("      7.3", "    2  Safe rivers and dams\n      7.3")
    pairs = became_in_the_next_plan(LEFT.format("@Chamber"), split)
    assert pairs == {"1 = 2 exact", "1.3 = 7.3 similar"}


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        pytest.param(3, {"1.1 = 7.1", "1.2 = 7.2"}, id="five are left"),
        pytest.param(4, set(), id="six are left"),
    ],
)
def test_where_many_activities_are_left_one_word_is_not_enough(
    others: int, wanted: set[str]
) -> None:
    titles = ("Whales", "Volcanoes", "Orchards", "Telegraphs")
    lines = (f"      1.{number}  {title}" for number, title in enumerate(titles[:others], 4))
    old = LEFT.format("@Chamber") + "\n".join(lines)
    pairs = became_in_the_next_plan(old, LEFT_NEXT.format("@Chamber"))
    assert pairs == {"1 = 1 exact", "1.3 = 7.3 similar", *(f"{pair} similar" for pair in wanted)}


def test_near_twins_that_are_left_are_no_pair() -> None:
    old = """
        1  Ports
          1.1  Scanner for containers at Aster  @Customs
          1.2  Scanner for containers at Birch  @Customs
          1.4  Docks and cranes  @Fiji
          1.5  Radio for pilots  @Fiji
          1.6  Tides by hour  @Fiji
          1.7  Lamps on piers  @Fiji
    """
    new = old.replace("1.1", "1.3").replace("Aster", "Elm")
    pairs = became_in_the_next_plan(old, new)
    assert {pair for pair in pairs if "exact" not in pair} == set()


def test_within_one_plan_the_id_decides_between_two_similar_items() -> None:
    old = "1  Work\n  1.1  Training of judges on the law of asylum\n  1.9  Posters"
    reworded = "1.1  Seminar for judges about asylum\n  1.2  Training of judges on fishing"
    new = f"1  Work\n  {reworded}\n  1.9  Posters"
    assert "1.1 = 1.1 id" in became_in_one_plan(old, new)


def test_an_id_is_not_evidence_if_the_wording_has_nothing_in_common() -> None:
    """Whatever else speaks for the pair."""
    old = (
        "1  Work\n  1.1  Judges attend seminars on data protection law  @Nauru\n  1.2  Visas  @Fiji"
    )
    new = (
        "1  Work\n  1.1  Booklet for police judges about fishing crews  @Nauru\n  1.2  Visas  @Fiji"
    )
    pairs = pairs_of(edition(old), edition(new, number=2))
    assert all(pair.match is not Match.ID for pair in pairs)
    wording = [pair.evidence.wording for pair in pairs if pair.evidence]
    assert all(0 < each < NOTHING_IN_COMMON for each in wording)


# Plans with little in them, and odd ones.


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param("", "", set(), id="two empty plans"),
        pytest.param("", ONE, set(), id="nothing before"),
        pytest.param(ONE, "", set(), id="nothing after"),
        pytest.param("1  A", "2  A", {"1 = 2 exact"}, id="one objective"),
        pytest.param("1  ???", "2  ???", {"1 = 2 exact"}, id="no letters, the same"),
        pytest.param("1  ???", "1  !!!", set(), id="no letters, not the same"),
        pytest.param("1  Of the", "1  For a", set(), id="no word that says anything"),
        pytest.param("1  打击人口贩运", "2  打击人口贩运", {"1 = 2 exact"}, id="Chinese, the same"),
        pytest.param(
            "1  تدريب القضاة في فيجي", "2  تدريب القضاة", {"1 = 2 similar"}, id="Arabic, reworded"
        ),
        pytest.param("1  Cafe\u0301", "2  Caf\u00e9", {"1 = 2 exact"}, id="accents, two forms"),
        pytest.param("1  \ud800 judges", "2  \ud800 judges", {"1 = 2 exact"}, id="lone surrogate"),
        pytest.param("1  Judges", "1  Judges: Of all.", {"1 = 1 similar"}, id="new description"),
    ],
)
def test_between_plans_of_one_or_no_item(old: str, new: str, wanted: set[str]) -> None:
    assert became_in_the_next_plan(old, new) == wanted
    assert len(became_in_the_next_plan(new, old)) == len(wanted)


def test_many_equal_titles_each_find_their_own() -> None:
    lines = [f"  1.{n}  Training of judges" for n in range(200)]
    old, new = "\n".join(["1  T", *lines]), "\n".join(["1  T", *reversed(lines)])
    wanted = {f"1.{n} = 1.{n} exact" for n in range(200)} | {"1 = 1 exact"}
    assert became_in_the_next_plan(old, new) == wanted


# The evidence of a pair.


def test_only_a_pair_by_likeness_has_a_similarity() -> None:
    pairs = pairs_of(edition(OLD, "2022"), edition(REWORDED, "2024"))
    pair = of(pairs, "1.2")
    assert pair.similarity is not None
    assert 0 < pair.similarity < 1
    assert pair.evidence is not None
    assert pair.evidence.has_same_objective
    assert {*pair.evidence.words} == {"courses", "judges"}
    exact = pairs_of(edition(OLD), edition(OLD, number=2))
    assert {each.similarity for each in exact} == {None}


def test_a_common_lead_is_evidence_for_a_pair() -> None:
    leads = "1  Work\n  1.1  Judges course {}\n  1.2  Police course {}\n  1.3  Other talks @Fiji"
    old = edition(leads.format("@Nauru", "@Tonga"), "2022")
    same_lead, new_lead = (
        of(pairs_of(old, edition(leads.replace("course", "seminar").format(*names), "2024")), "1.1")
        for names in (("@Nauru", "@Tonga"), ("@Palau", "@Palau"))
    )
    assert same_lead.evidence is not None
    assert same_lead.evidence.leads == ("Nauru",)
    assert (same_lead.similarity or 0) > (new_lead.similarity or 0)


def test_a_group_that_leads_is_its_members() -> None:
    """A group as lead in one edition, and its members in the next, are the same leads."""
    outline = "1  Work\n  1.1  Judges course @Hosts\n  1.2  Judges course @Nauru"
    old = edition(outline, "2022")
    old = old._replace(plan=old.plan._replace(groups={"Hosts": ("Fiji", "Tonga")}))
    new = edition("1  Work\n  1.1  Judges course @Nauru\n  1.2  Judges course @Tonga @Fiji", "2024")
    assert of(pairs_of(old, new), "1.2").old.id == "1.1"
