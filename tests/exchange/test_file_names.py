"""Names of forms: whatever a party is called, and never one name for two parties."""

from __future__ import annotations

from bptip.exchange.forms.file_names import form_names, plain_name, returns_folder


def test_a_form_is_named_after_the_round_and_the_party() -> None:
    assert form_names("2026", ["Viet Nam", "Fiji"]) == {
        "Viet Nam": "2026_Viet-Nam.xlsx",
        "Fiji": "2026_Fiji.xlsx",
    }


def test_only_letters_marks_and_digits_stay() -> None:
    assert plain_name("Lao P.D.R.") == "Lao-P-D-R-"
    assert plain_name("../etc/passwd") == "---etc-passwd"
    assert plain_name("ລາວ ກີ") == "ລາວ-ກີ"
    assert plain_name("Co\u0302te d'Ivoire") == "Côte-d-Ivoire"
    assert returns_folder("2026/H1") == "returns-2026-H1"


def test_a_long_name_is_cut() -> None:
    assert len(plain_name("a" * 200)) == 60


def test_two_names_that_would_be_one_are_told_apart() -> None:
    names = form_names("R", ["A.B", "a-b", "C"])
    assert len({name.casefold() for name in names.values()}) == 3
    assert names["C"] == "R_C.xlsx"
    for party, start in (("A.B", "R_A-B-"), ("a-b", "R_a-b-")):
        digits = names[party].removeprefix(start).removesuffix(".xlsx")
        assert len(digits) == 4
        assert int(digits, 16) >= 0
    assert form_names("R", ["a-b", "A.B"]) == {each: names[each] for each in ("a-b", "A.B")}
