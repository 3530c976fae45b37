"""Names as people write them: parties, themes and statuses in input."""

from __future__ import annotations

import pytest

from bptip.plan.errors import BptipError
from bptip.plan.model import REPORTABLE, Status
from bptip.plan.names import find_name, find_parties, known_party
from bptip.plan.near_names import MAX_LOOKUPS, cached_hint, listed, nearest
from bptip.plan.status_names import find_status, known_status

PARTIES = [
    "Indonesia",
    "Lao PDR",
    "New Zealand",
    "Republic of Korea",
    "Timor-Leste",
    "Türkiye",
    "UNODC",
    "United Arab Emirates",
    "United States of America",
    "Viet Nam",
    "العراق",
]

LAOS = "Lao People's Democratic Republic"


@pytest.mark.parametrize(
    ("written", "party"),
    [
        pytest.param("Indonesia", "Indonesia", id="as it is in the plan"),
        pytest.param("INDONESIA", "Indonesia", id="in capitals"),
        pytest.param("indonesia", "Indonesia", id="in small letters"),
        pytest.param("  Indonesia ", "Indonesia", id="with spaces around it"),
        pytest.param("new zealand", "New Zealand", id="small letters and a space"),
        pytest.param("new-zealand", "New Zealand", id="a hyphen for the space"),
        pytest.param("New  Zealand", "New Zealand", id="two spaces"),
        pytest.param("New\u00a0Zealand", "New Zealand", id="a no-break space"),
        pytest.param("Timor Leste", "Timor-Leste", id="a space for the hyphen"),
        pytest.param("Timor\u2011Leste", "Timor-Leste", id="a no-break hyphen"),
        pytest.param("Timor–Leste", "Timor-Leste", id="a dash for the hyphen"),
        pytest.param("TimorLeste", "Timor-Leste", id="neither"),
        pytest.param("Vietnam", "Viet Nam", id="without the space"),
        pytest.param("viet_nam", "Viet Nam", id="with an underscore"),
        pytest.param("Lao P.D.R.", "Lao PDR", id="with dots"),
        pytest.param("U.N.O.D.C.", "UNODC", id="all dots"),
        pytest.param(
            "Ｉｎｄｏｎｅｓｉａ", "Indonesia", id="in the wide letters of a Japanese keyboard"
        ),
        pytest.param("UAE", "United Arab Emirates", id="initials"),
        pytest.param("uae", "United Arab Emirates", id="initials in small letters"),
        pytest.param("U.A.E.", "United Arab Emirates", id="initials with dots"),
        pytest.param("USA", "United States of America", id="initials pass over small words"),
        pytest.param("nz", "New Zealand", id="initials of two words"),
        pytest.param("TL", "Timor-Leste", id="initials of a name with a hyphen"),
        pytest.param("ROK", "Republic of Korea", id="initials with the small word"),
        pytest.param("R.O.K.", "Republic of Korea", id="the same with dots"),
        pytest.param("South Korea", "Republic of Korea", id="a name in speech"),
        pytest.param("Laos", "Lao PDR", id="a name in speech for a short name"),
        pytest.param("Lao People's Democratic Republic", "Lao PDR", id="the name in full"),
        pytest.param("Lao People’s Dem. Rep.", "Lao PDR", id="abbreviated words"),
        pytest.param("US", "United States of America", id="two initials in speech"),
        pytest.param("United States", "United States of America", id="a shorter name"),
        pytest.param("TÜRKİYE", "Türkiye", id="Turkish capitals"),
        pytest.param("Tu\u0308rkiye", "Türkiye", id="an accent typed apart"),
        pytest.param("Turkey", "Türkiye", id="its former name"),
        pytest.param("\u2068العراق\u2069", "العراق", id="copied from a page, with isolates"),
    ],
)
def test_a_party_is_found(written: str, party: str) -> None:
    assert find_parties(written, PARTIES) == [party]


@pytest.mark.parametrize("written", ["Lao PDR", "Laos", "LPDR", "Lao P.D.R.", "lao pdr"])
def test_a_name_in_full_is_found_by_its_short_forms(written: str) -> None:
    assert find_parties(written, [*PARTIES[2:], LAOS, "Lao Women's Union"]) == [LAOS]


def test_a_plan_that_uses_initials_knows_the_whole_name() -> None:
    assert find_parties("Republic of Korea", ["ROK", "DPRK"]) == ["ROK"]
    assert find_parties("South Korea", ["ROK", "DPRK"]) == ["ROK"]
    assert find_parties("Democratic People's Republic of Korea", ["ROK", "DPRK"]) == ["DPRK"]


@pytest.mark.parametrize(
    ("written", "meant", "expected"),
    [
        ("\u0410ustralia", "Australia", "U+0410, Cyrillic capital letter a"),
        ("lndonesia", "Indonesia", "U+006C, Latin small letter l"),
    ],
)
def test_a_name_with_a_letter_that_looks_like_another_is_refused_and_the_letter_named(
    written: str, meant: str, expected: str
) -> None:
    with pytest.raises(BptipError) as refused:
        known_party(written, ["Australia", "Indonesia"])
    assert (
        refused.value.hints[0]
        == f'Did you mean "{meant}"? The first spelling has "{written[0]}" ({expected}).'
    )


def test_a_thai_party_is_not_taken_for_another() -> None:
    with pytest.raises(BptipError) as refused:
        known_party("สำนักงานข้าว", ["สำนักงานข่าว", "ไทย"])
    assert refused.value.hints[0] == 'Did you mean "สำนักงานข่าว"?'


def test_initials_are_for_parties_alone() -> None:
    """The plan 2024-2026 is not meant by "22"."""
    assert find_name("22", ["2024-2026", "2022"]) is None


def test_initials_of_two_parties_mean_either() -> None:
    assert find_parties("MW", ["Ministry of Works", "Ministry of Water"]) == [
        "Ministry of Works",
        "Ministry of Water",
    ]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("-", id="a hyphen"),
        pytest.param("Atlantis", id="an unknown name"),
        pytest.param("Indo", id="a piece of a name"),
        pytest.param("I", id="the initial of a name of one word"),
        pytest.param("USoA", id="initials with the small word"),
    ],
)
def test_no_party_is_found(written: str) -> None:
    assert find_name(written, PARTIES) is None


def test_letters_go_before_initials() -> None:
    assert find_name("UAE", ["United Arab Emirates", "U.A.E."]) == "U.A.E."


@pytest.mark.parametrize(
    ("written", "named"),
    [
        pytest.param("Indonsia", "Indonesia", id="a letter missing"),
        pytest.param("new zeland", "New Zealand", id="a letter missing, in small letters"),
        pytest.param("UNDOC", "UNODC", id="two letters changed about"),
        pytest.param("korea", "Republic of Korea", id="the last word of one name"),
        pytest.param("united", "United Arab Emirates", id="the first word of a name"),
        pytest.param("Xyzzy", None, id="nothing is like it"),
    ],
)
def test_of_an_unknown_party_the_nearest_is_named(written: str, named: str | None) -> None:
    assert nearest(written, PARTIES) == named


def test_a_word_of_two_names_suggests_neither() -> None:
    koreas = ["Republic of Korea", "Democratic People's Republic of Korea"]
    assert nearest("Korea", koreas) is None
    assert nearest("Korea", koreas[:1]) == "Republic of Korea"


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("in-progress", "in-progress"),
        ("In progress", "in-progress"),
        ("in_progress", "in-progress"),
        ("IN PROGRESS", "in-progress"),
        ("inprogress", "in-progress"),
        ("Not started", "not-started"),
        ("on hold", "on-hold"),
        ("On-Hold", "on-hold"),
        ("Continuous", "continuous"),
        ("delayed", "delayed"),
        ("discontinued", "discontinued"),
        ("completed", "completed"),
        ("Complete", "completed"),
        ("done", "completed"),
        ("Done.", "completed"),
        ("finished", "completed"),
    ],
)
def test_a_status_is_found(written: str, status: str) -> None:
    assert find_status(written) == status


@pytest.mark.parametrize("status", REPORTABLE)
def test_every_status_is_found_by_the_word_that_is_stored(status: Status) -> None:
    assert find_status(status.value) is status


@pytest.mark.parametrize("written", ["", "late", "progress", "not", "hold"])
def test_no_status_is_found(written: str) -> None:
    assert find_status(written) is None


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Half finished", "in-progress"),
        ("partially", "in-progress"),
        ("dnoe", "completed"),
        ("finishd", "completed"),
        ("cancled", "discontinued"),
        ("complted", "completed"),
        ("delaied", "delayed"),
        ("late", "delayed"),
        ("uncompleted", "in-progress"),
        ("not startd", "not-started"),
    ],
)
def test_a_typing_mistake_in_any_word_for_a_status_is_answered(written: str, status: str) -> None:
    with pytest.raises(BptipError) as refused:
        known_status(written)
    assert refused.value.hints[0] == f'Did you mean "{status}"?'


@pytest.mark.parametrize("written", ["not delayed", "No progress", "never completed"])
def test_the_opposite_of_a_status_is_never_suggested(written: str) -> None:
    with pytest.raises(BptipError) as refused:
        known_status(written)
    assert [hint.split()[0] for hint in refused.value.hints if hint] == ["Known:"]


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("Not completed", "not-achieved"), ("not done", "not-achieved"),
        ("Not yet completed", "not-started"), ("not finished yet", "not-started"),
    ],
)  # fmt: skip
def test_what_is_not_completed_has_two_readings(written: str, first: str) -> None:
    with pytest.raises(BptipError) as refused:
        known_status(written)
    assert refused.value.message == f'"{written}" can mean two statuses.'
    assert refused.value.hints == (f'Write "{first}" or "in-progress".',)


@pytest.mark.parametrize("written", ["not-reported", "Not reported"])
def test_not_reported_can_be_asked_for_but_not_stated(written: str) -> None:
    assert find_status(written) is None
    assert find_status(written, statuses=Status) is Status.NOT_REPORTED
    with pytest.raises(BptipError) as refused:
        known_status(written, REPORTABLE)
    assert refused.value.message == f'"{written}" is not a status that can be stated.'
    assert "not-started" not in " ".join(refused.value.hints)


@pytest.mark.parametrize("written", ["ongoing", "Ongoing", "on-going", "On going"])
def test_ongoing_is_refused_with_its_two_readings(written: str) -> None:
    """Diplomats use it both for work that will be finished and for standing commitments."""
    assert find_status(written) is None
    with pytest.raises(BptipError) as refused:
        known_status(written)
    assert '"in-progress" (it will be finished)' in refused.value.message
    assert '"continuous" (a standing commitment that is being met)' in refused.value.message


# Among very many.


def test_a_hint_is_worked_out_once_and_not_for_everything() -> None:
    """Thousands of unknown names are not typing mistakes, and nobody should wait for hints."""
    asked: list[str] = []

    def hint(text: str) -> str:
        asked.append(text)
        return text.upper()

    spared = cached_hint(hint)
    texts = [f"t{n}" for n in range(1000)]
    expected = [spared(text) for text in (*texts, *texts)]
    assert expected[:MAX_LOOKUPS] == [text.upper() for text in texts[:MAX_LOOKUPS]]
    assert expected[:1000] == expected[1000:]
    assert set(expected[MAX_LOOKUPS:1000]) == {None}
    assert asked == texts[:MAX_LOOKUPS]


def test_very_many_names_are_listed_in_part() -> None:
    """The first of them, and how many more there are."""
    names = [f"p{n}" for n in range(1060)]
    assert listed(names[:60]) == ", ".join(names[:60])
    assert listed(names) == ", ".join(names[:60]) + " … and 1,000 more"
    assert listed([]) == ""


@pytest.mark.parametrize(
    "written", ["Fiji, Indonesia", "Fiji and Indonesia", "fiji & indonesia", "Fiji/Indonesia"]
)
def test_several_parties_are_not_taken_for_one(written: str) -> None:
    """The last one was suggested as if the others were a typing mistake."""
    with pytest.raises(BptipError) as refused:
        known_party(written, ["Australia", "Fiji", "Indonesia"])
    assert refused.value.message == f'"{written}" names several parties: Fiji and Indonesia.'


def test_a_party_whose_name_looks_like_a_list_is_one() -> None:
    assert known_party("Trinidad and Tobago", ["Tobago", "Trinidad", "Trinidad and Tobago"])
    with pytest.raises(BptipError, match="There is no party"):
        known_party("Trinidad and Fiji", ["Trinidad and Tobago", "Fiji"])
