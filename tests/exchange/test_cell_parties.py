"""Parties in cells: split, spelled in one way, proposed as one where they look alike."""

from __future__ import annotations

import pytest

from bptip.exchange.importing.map_text import map_text
from bptip.exchange.tables.cell_parties import parties_in
from bptip.exchange.tables.maps import NO_MAP
from bptip.plan.parties import Parties
from exchange.tables import activities, codes, preview, table


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fiji; Tonga", ["Fiji", "Tonga"]),
        ("Fiji\nTonga", ["Fiji", "Tonga"]),
        ("Fiji / Tonga", ["Fiji", "Tonga"]),
        ("Fiji and Tonga", ["Fiji", "Tonga"]),
        ("Fiji, Tonga and Palau", ["Fiji", "Tonga", "Palau"]),
        ("Fiji, Tonga, and Palau", ["Fiji", "Tonga", "Palau"]),
        ("Ministry of Health and Population", ["Ministry of Health and Population"]),
        ("Ministry of Health and UNODC", ["Ministry of Health", "UNODC"]),
        ("Ministry of Health, Ministry of Justice", ["Ministry of Health", "Ministry of Justice"]),
        ("Ministry of Police and Office of Trade", ["Ministry of Police", "Office of Trade"]),
        ("MoSA & IOM", ["MoSA", "IOM"]),
        ("MoSA&IOM,UNODC", ["MoSA", "IOM", "UNODC"]),
        ("Fiji & Tonga, Palau", ["Fiji", "Tonga", "Palau"]),
        ("Ministry of Health and MoSA (lead)", ["MoSA"]),
        ("Ministry of Health & Population", ["Ministry of Health & Population"]),
        ("Policy & Planning Unit", ["Policy & Planning Unit"]),
        ("M & E Unit", ["M & E Unit"]),
        ("R&D Division", ["R&D Division"]),
        ("Smith, john", ["Smith, john"]),
        ("- Fiji\n- Tonga", ["Fiji", "Tonga"]),
        ("OMB*", ["OMB"]),
        ("TBD", []),
        ("tbc", []),
        ("n/a", []),
        ("–", []),
        ("Fiji; TBD", ["Fiji"]),
    ],
)
def test_a_cell_is_split_into_its_parties(text: str, names: list[str]) -> None:
    """At ; / line ends, "and", and a comma before a capital."""
    assert list(parties_in(text).names) == names


def test_a_name_that_the_plan_knows_is_not_split() -> None:
    """Whatever is in it."""
    known = ["Trinidad and Tobago", "Bosnia, Herzegovina"]
    assert list(parties_in("Trinidad and Tobago and Fiji", known).names) == [
        "Trinidad and Tobago",
        "Fiji",
    ]
    assert list(parties_in("Bosnia, Herzegovina", known).names) == ["Bosnia, Herzegovina"]
    assert list(parties_in("Law & Order & Fiji", ["Law & Order"]).names) == ["Law & Order", "Fiji"]


def test_the_map_states_the_separator() -> None:
    """Then the cell is split there, and at line ends, alone."""
    made = preview("Task | Owner\na | Vasu/Thiru\nb | A and B", mapped='separator = "/"')
    assert [each.lead for each in activities(made)] == [("Vasu", "Thiru"), ("A and B",)]


@pytest.mark.parametrize(
    "words",
    [
        "All parties",
        "all members",
        "ALL OTHER MEMBER STATES",
        "Every country",
        "Semua pihak",
        "Todos los países",
    ],
)
def test_words_for_every_party_are_named(words: str) -> None:
    """Such a "party" got a form of its own, and one country's report counted for all."""
    rows = f"Task | Owner\na | Fiji\nb | Samoa\nc | {words}\nd | All Nations Network"
    (finding,) = [each for each in preview(rows).findings if each.severity == "warning"]
    assert (finding.code, finding.value) == ("near-party", words)
    option = f'--party "{words}=Fiji; Samoa; All Nations Network"'
    assert f"If it means these parties, add {option}." in finding.hint
    assert "each = true" in finding.hint
    made = preview(rows, mapped=f'parties = {{ "{words}" = "Fiji; Samoa" }}')
    assert activities(made)[2].lead == ("Fiji", "Samoa")
    assert not [each for each in made.findings if each.severity == "warning"]


def test_a_slash_between_two_names_is_asked_about() -> None:
    """The warning says which part is a party elsewhere; the line for the map settles all."""
    rows = "Task | Owner\na | Vasu/Thiru\nb | Thiru\nc | OSCE/ODIHR"
    made = preview(rows)
    assert [each.lead for each in activities(made)] == [
        ("Vasu/Thiru",),
        ("Thiru",),
        ("OSCE/ODIHR",),
    ]
    finding, other = [each for each in made.findings if each.severity == "warning"]
    assert (finding.code, finding.value) == ("near-party", "Vasu/Thiru")
    assert '"Thiru" is a party by itself' in finding.message
    assert other.message == '"OSCE/ODIHR" was taken for one party.'
    assert 'add --party "Vasu/Thiru=Vasu; Thiru"' in finding.hint
    assert finding.hint.endswith('add --set separator=/. In the map: separator = "/"')
    several = preview(rows, mapped='parties = { "Vasu/Thiru" = "Vasu; Thiru" }')
    assert activities(several)[0].lead == ("Vasu", "Thiru")
    stated = preview(rows, mapped='separator = "/"')
    assert activities(stated)[0].lead == ("Vasu", "Thiru")
    assert "near-party" not in codes(stated)


def test_a_name_with_two_parties_in_it_is_asked_about() -> None:
    """A name in which no other party is, is not; the meaning can be several parties."""
    rows = "Task | Owner\na | DOF with MSDHS\nb | DOF\nc | MSDHS, supported by OAG\nd | MSDHS"
    first, second = preview(f"{rows}\ne | Work with Youth").findings
    assert (first.code, first.value, second.value) == (
        "near-party",
        "DOF with MSDHS",
        "MSDHS, supported by OAG",
    )
    assert first.hint == 'If these are several parties, add --party "DOF with MSDHS=DOF; MSDHS".'
    assert second.hint == 'If these are several parties, write ";" between them in the table.'
    made = preview(rows, mapped='parties = { "DOF with MSDHS" = "DOF; MSDHS;" }')
    assert activities(made)[0].lead == ("DOF", "MSDHS")


def test_a_label_in_brackets_is_taken_off_with_its_parties() -> None:
    """They help the party before the brackets."""
    (activity,) = activities(preview("Task | Owner\na | MSDHS (support: IOM; OAG)"))
    assert (activity.lead, activity.partners) == (("MSDHS",), ("IOM", "OAG"))


def test_a_role_behind_a_name_is_taken_off_and_told() -> None:
    """Another addition in brackets belongs to the name."""
    made = preview("Activity | Lead\na | Fiji (lead); Tonga (co-lead)\nb | Institute (ITD)")
    assert [each.lead for each in activities(made)] == [("Fiji", "Tonga"), ("Institute (ITD)",)]
    assert made.cells.roles == ("lead", "co-lead")


def test_spellings_that_differ_in_signs_are_one_party() -> None:
    """The first spelling counts, and the others are shown."""
    made = preview("Activity | Lead\na | Viet Nam\nb | Vietnam\nc | viet-nam")
    assert {each.lead for each in activities(made)} == {("Viet Nam",)}
    (party,) = made.cells.parties
    assert (party.spellings, party.cells) == (("Viet Nam", "Vietnam", "viet-nam"), 3)
    assert codes(made) == []


def test_near_spellings_are_proposed_and_joined_by_the_map_alone() -> None:
    """Nothing is joined in silence."""
    rows = "Activity | Lead\na | Indonesia\nb | Indonsia"
    made = preview(rows)
    assert {each.lead for each in activities(made)} == {("Indonesia",), ("Indonsia",)}
    (finding,) = made.findings
    assert (finding.code, finding.severity) == ("near-party", "warning")
    assert finding.hint == (
        'If so, add --party "Indonsia=Indonesia". '
        'In the map: parties = { "Indonsia" = "Indonesia" }'
    )
    made = preview(rows, mapped='parties = { "Indonsia" = "Indonesia" }')
    assert {each.lead for each in activities(made)} == {("Indonesia",)}
    assert codes(made) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ministry 1", "Ministry 6"),
        ("Regional Office B", "Regional Office C"),
        ("Working Group II", "Working Group III"),
        ("Secretariat", "Secretariat 2"),
    ],
)
def test_names_that_differ_only_by_a_number_are_never_alike(first: str, second: str) -> None:
    """They are written to tell two parties apart."""
    assert codes(preview(f"Activity | Lead\na | {first}\nb | {second}")) == []


def test_a_name_in_the_map_is_not_split() -> None:
    """Where "and" belongs to a name that nothing else gives away."""
    rows = "Activity | Lead\na | Health and Sport Committee"
    assert len(activities(preview(rows))[0].lead) == 2
    name = "Health and Sport Committee"
    made = preview(rows, mapped=f'parties = {{ "{name}" = "{name}" }}')
    assert activities(made)[0].lead == (name,)


def test_parties_toml_joins_spellings() -> None:
    """Its key is the name that is written."""
    made = preview("Activity | Lead\na | Laos\nb | Lao PDR", office=Parties({"Lao PDR": ("Laos",)}))
    assert {each.lead for each in activities(made)} == {("Lao PDR",)}
    assert [party.known for party in made.cells.parties] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Lead: Ministry of Justice; Support: UNODC, IOM",
        "Lead agency: Ministry of Justice\nPartners: UNODC and IOM",
        "Ministry of Justice (lead), UNODC (support), IOM (partner)",
        "Ministry of Justice (lead), UNODC, IOM",
        "(Lead) Ministry of Justice; UNODC; IOM",
        "Ministry of Justice* [lead], UNODC & IOM",
    ],
)
def test_who_helps_is_a_partner_in_the_column_of_leads_too(text: str) -> None:
    """Labels and roles say who, and are shown."""
    named = parties_in(text)
    assert (named.names, named.partners) == (("Ministry of Justice",), ("UNODC", "IOM"))
    made = preview(table([["Activity", "Responsible"], ["a", text]]))
    assert activities(made)[0].partners == ("UNODC", "IOM")
    assert made.notes == ("In a cell that says who leads, the other parties are partners.",)


def test_columns_of_parties_have_marks_for_leads_and_partners() -> None:
    """One beside them may be empty. A saved map leaves them out, so that it reads them again."""
    rows = "No | Activity | Fiji | Viet Nam | Tonga | IOM | Due\n"
    rows += "1 | a | L | S | | x | 2026\n2 | b | lead | L | | | 2026\n3 | c | | ✓ | | | 2026"
    made = preview(rows)
    assert [(each.lead, each.partners) for each in activities(made)] == [
        (("Fiji",), ("Viet Nam", "IOM")),
        (("Fiji", "Viet Nam"), ()),
        ((), ("Viet Nam",)),
    ]
    assert {each.extra.get("Tonga") for each in activities(made)} == {None}
    assert "Fiji" not in map_text(made.draft, made.cells, NO_MAP)


@pytest.mark.parametrize(
    "rows",
    [
        "Activity | Fiji | Tonga\na | X | \nb | | X",
        "Activity | Risk | Cost\na | L | H\nb | M | L",
        "Activity | Fiji | Tonga | Lead\na | L | S | Samoa",
    ],
)
def test_marks_that_do_not_say_who_leads_are_kept(rows: str) -> None:
    """Under the names of their columns, as where another column has the leads."""
    lead = ("Samoa",) if "Samoa" in rows else ()
    made = activities(preview(rows))
    assert {each.lead for each in made} == {lead}
    assert made[0].extra
