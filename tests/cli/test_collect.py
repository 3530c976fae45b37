"""`bptip collect`: good rows go in, a bad cell becomes a question, nothing comes twice."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli
from openpyxl import load_workbook

from bptip.cli import running
from bptip.exchange.forms.form_words import HEADINGS, NO_CHANGE, Field, Place
from bptip.plan.errors import BptipError
from cli.returns_round import ROUND, SIGNED, AskedRound
from exchange.filling import Answers, column_of, row_of
from json_schemas import misfits

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Bptip, Plans

STATUS, DAY, VALUE, NOTE = Place.STATUS, Place.DAY, Place.VALUE, Place.NOTE
DONE: Final = {STATUS: "Completed", DAY: date(2026, 6, 12)}


@pytest.fixture
def asked(bptip_in: Callable[[Path], Bptip], plans: Plans) -> AskedRound:
    """A round that was asked, with no form filled in."""
    return AskedRound(bptip_in(plans.folder.parent), plans)


def test_a_return_is_taken_in_as_it_is_written(asked: AskedRound) -> None:
    asked.fill(
        "Fiji",
        {
            "1.1": {
                STATUS: "Delayed",
                DAY: "Q4 2026",
                NOTE: "Two drafts.\n  A third is “near”.",
                Place.CHALLENGES: "No room.",
                Place.EVIDENCE: "https://example.org/a\nhttps://example.org/b",
            },
            "1.2": DONE,
            "1.2#": {VALUE: 64},
            "2.1": {STATUS: "Not applicable"},
        },
    )
    answer = asked.collect("--write")
    assert misfits(answer, "collect") == []
    assert answer["written"] == 3
    assert answer["parties"] == {
        "complete": ["Samoa"],
        "in_part": ["Fiji"],
        "draft": [],
        "excused": [],
        "not_received": ["Tonga"],
    }
    first, second, third = asked.answers
    assert {**first, "id": "", "recorded": ""} == {
        "id": "", "item": "1.1", "on": date(2026, 6, 30), "recorded": "", "by": "Fiji",
        "status": "delayed", "expected": date(2026, 12, 31),
        "note": "Two drafts.\n  A third is “near”.", "challenges": "No room.", "round": "R",
        "taken_from": "R_Fiji.xlsx, Return, row 7",
        "evidence": ["https://example.org/a", "https://example.org/b"],
    }  # fmt: skip
    assert (second["on"], second["status"], second["values"]) == (
        date(2026, 6, 12), "completed", {"people": 64},
    )  # fmt: skip
    assert (third["status"], third["own"]) == ("not-applicable", True)
    (receipt,) = asked.journal["receipt"]
    assert (receipt["party"], receipt["received"]) == ("Fiji", date(2026, 7, 3))
    assert receipt["signed"] == "A. Officer, Ministry, 3 Jul 2026"


def test_a_preview_writes_nothing(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE})
    before = asked.text
    outcome = asked.run("collect", asked.folder)
    assert outcome.code == 0
    assert "1 update to write; nothing is written yet" in outcome.out
    assert "--write" in outcome.out
    assert asked.text == before


def test_collecting_again_adds_nothing(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": {STATUS: NO_CHANGE}, "1.2": DONE})
    asked.collect("--write")
    before = asked.text
    again = asked.one("Fiji", "--write")
    assert (again["same"], again["statements"], again["no_change"]) == (["1.1", "1.2"], [], [])
    assert asked.text == before


def test_answers_that_were_recorded_are_said_so_where_no_page_can_be_shown(
    asked: AskedRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise BptipError("No space left.")

    asked.fill("Fiji", {"1.2": DONE})
    monkeypatch.setattr(running, "write", fail)
    said = "progress.toml.\n  `bptip log` shows what was recorded."
    outcomes = [asked.run("collect", asked.folder, "--write") for _ in range(2)]
    assert [(outcome.code, said in outcome.err) for outcome in outcomes] == [(2, True), (2, False)]
    assert len(asked.answers) == 1


def test_a_corrected_cell_adds_one_update(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE, "1.2": DONE})
    asked.collect("--write")
    old = (asked.folder / "R_Fiji.xlsx").read_bytes()
    asked.fill("Fiji", {"1.1": {STATUS: "Delayed", DAY: None}})
    corrected = asked.one("Fiji", "--write")
    assert [each["item"] for each in corrected["statements"]] == ["1.1"]
    assert corrected["same"] == ["1.2"]
    assert len(asked.answers) == 3
    (asked.folder / "R_Fiji.xlsx").write_bytes(old)
    former = asked.one("Fiji", "--write")
    assert (former["same"], former["replaced"]) == (["1.2"], ["1.1"])
    assert former["statements"] == []


def test_what_was_taken_back_comes_again_only_on_request(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.2": DONE})
    asked.collect("--write")
    assert asked.run("retract", asked.answers[0]["id"]).code == 0
    assert asked.one("Fiji", "--write")["taken_back"] == ["1.2"]
    assert len(asked.one("Fiji", "--again", "--write")["statements"]) == 1
    assert asked.one("Fiji", "--again")["same"] == ["1.2"]


def test_no_change_is_a_nil_return_and_with_a_text_a_statement(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": {STATUS: NO_CHANGE}})
    taken = asked.one("Fiji")
    assert (taken["no_change"], taken["statements"]) == (["1.1"], [])
    asked.fill("Fiji", {"1.1": {NOTE: "Rooms are booked."}})
    (statement,) = asked.one("Fiji")["statements"]
    assert statement["update"]["status"] == "in-progress"
    assert statement["update"]["note"] == "Rooms are booked."


@pytest.mark.parametrize("item", ["1.2", "1.4"])
def test_no_change_needs_a_status_to_keep_and_a_due_day_ahead(asked: AskedRound, item: str) -> None:
    asked.fill("Fiji", {item: {STATUS: NO_CHANGE}})
    (question,) = asked.one("Fiji")["questions"]
    assert question["code"] == "no-status-to-keep"


def test_nothing_to_report_at_all_is_a_nil_return_on_every_item(asked: AskedRound) -> None:
    """Where "No change" alone would not be enough, the status is asked for too."""
    asked.fill("Fiji", {}, {**SIGNED, Field.NOTHING: "x"})
    taken = asked.one("Fiji", "--write")
    assert taken["no_change"] == ["1.1", "1.2", "1.4", "2.1"]
    assert {each["code"] for each in taken["questions"]} == {"no-status-to-keep"}
    due, *silent = (each["message"] for each in taken["questions"])
    assert "is not enough for 1.2: it was due 31 Mar 2026." in due
    for item, message in zip(("1.4", "2.1"), silent, strict=True):
        assert f"is not enough for {item}: no status was reported before." in message
    assert asked.collect()["parties"]["complete"] == ["Fiji", "Samoa"]


def test_nothing_to_report_keeps_a_status_that_an_earlier_form_of_the_round_gave(
    asked: AskedRound,
) -> None:
    """Nobody had reported on 1.4, and 1.2 was due."""
    ticked = asked.fill("Fiji", {}, {**SIGNED, Field.NOTHING: "X"}, "second.xlsx")
    asked.fill("Fiji", {"1.2": DONE, "1.4": {STATUS: "Continuous"}})
    asked.outcome(asked.folder / "R_Fiji.xlsx", "--write")
    answer = asked.outcome(ticked).json["returns"][0]
    (question,) = answer["questions"]
    assert "is not enough for 2.1: no status was reported before." in question["message"]


def test_nothing_to_report_with_rows_filled_in_is_a_question(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE}, {Field.NOTHING: "Yes"})
    taken = asked.one("Fiji")
    assert [each["code"] for each in taken["questions"]] == ["nothing-but-rows"]
    assert [each["item"] for each in taken["statements"]] == ["1.1"]
    assert taken["unanswered"] == ["1.2", "1.4", "2.1"]


@pytest.mark.parametrize(
    ("item", "cells", "code", "place", "message"),
    [
        ("1.1", {STATUS: "Complete-ish"}, "unknown-status", "Return!E7", "is not one of"),
        ("1.1", {STATUS: "ongoing"}, "unknown-status", "Return!E7", "is not one of"),
        ("1.1", {STATUS: "Not applicable"}, "unknown-status", "Return!E7", "is not one of"),
        ("1.1", {**DONE, DAY: "03/04/2026"}, "ambiguous-date", "Return!F7", "could be"),
        ("1.1", {**DONE, DAY: "soon"}, "bad-date", "Return!F7", "cannot read"),
        ("1.1", {**DONE, DAY: date(2027, 1, 1)}, "bad-date", "Return!F7", "in the future"),
        (
            "1.1",
            {**DONE, DAY: date(2026, 7, 4)},
            "bad-date",
            "Return!F7",
            "after the date of this form",
        ),
        ("1.2#", {VALUE: "1.234"}, "bad-number", "Return!G9", "thousands"),
        ("1.2#", {VALUE: "many"}, "bad-number", "Return!G9", "is not a number"),
        ("1.1", {Place.EVIDENCE: "see annex"}, "bad-link", "Return!J7", "not a web address"),
        ("1.1", {Place.EVIDENCE: "a@example.org"}, "bad-link", "Return!J7", "not a web"),
        ("1.1", {**DONE, DAY: "yesterday"}, "bad-date", "Return!F7", "which day"),
        ("1.1", {**DONE, DAY: "Mon, 12 June 2026"}, "bad-date", "Return!F7", "is a Friday"),
        ("1.1", {STATUS: "Completed on Mon 12 June 2026"}, "bad-date", "Return!E7", "is a Friday"),
        (
            "1.1",
            {**DONE, DAY: "12 June 2569"},
            "bad-date",
            "Return!F7",
            "The Buddhist year 2569 is 2026",
        ),
        ("1.1", {DAY: date(2026, 6, 12)}, "bad-date", "Return!F7", "no status is given"),
        (
            "1.1",
            {DAY: date(2026, 6, 12), NOTE: "Done, the\nreport was sent."},
            "bad-date",
            "Return!F7",
            (
                'no status is given; the note begins "Done, the; report was sent.". Was it '
                "completed on that day? If not, when is completion now expected? Until this is "
                'answered, the rest of the row is not recorded: "What was done; what comes next".'
            ),
        ),
    ],
    ids=str,
)
def test_a_bad_cell_is_a_question_and_all_other_rows_go_in(
    asked: AskedRound, item: str, cells: dict[Place, object], code: str, place: str, message: str
) -> None:
    asked.fill("Fiji", {item: cells, "1.4": {STATUS: "Continuous (no end of its own)"}})
    outcome = asked.outcome("--write")
    assert outcome.code == 1
    taken = outcome.json["returns"][0]
    (question,) = taken["questions"]
    assert (question["code"], question["place"]) == (code, place)
    assert message in question["message"]
    assert [each["item"] for each in taken["statements"]] == ["1.4"]
    assert [update["item"] for update in asked.answers] == ["1.4"]
    assert "Fiji" in outcome.json["parties"]["in_part"]


def test_a_month_without_its_year_is_a_question_with_this_year(asked: AskedRound) -> None:
    """The example was of the year 9999."""
    asked.fill("Fiji", {"1.1": {STATUS: "Delayed", DAY: "end of March"}})
    (question,) = asked.one("Fiji")["questions"]
    assert question["hint"] == "Add the year: 2026-03."


def test_each_line_with_words_in_place_of_a_link_is_a_question(asked: AskedRound) -> None:
    """It has that line alone: with the whole cell, a form of 100 KB gave an answer of 770 MB."""
    asked.fill("Fiji", {"1.1": {**DONE, Place.EVIDENCE: "see annex\nhttps://a.example\nand b"}})
    taken = asked.one("Fiji")
    assert [each["value"] for each in taken["questions"]] == ["see annex", "and b"]
    assert taken["statements"][0]["update"]["evidence"] == ["https://a.example"]


@pytest.mark.parametrize(
    ("cells", "stated"),
    [
        ({STATUS: "Completed 12 June 2026"}, {"status": "completed", "on": "2026-06-12"}),
        ({STATUS: "Selesai (5 Mei 2026)"}, {"status": "completed", "on": "2026-05-05"}),
        ({STATUS: "Done: 12 Jun 2026", DAY: date(2026, 6, 12)}, {"on": "2026-06-12"}),
        ({STATUS: "Delayed until March 2027"}, {"status": "delayed", "expected": "2027-03-31"}),
        ({STATUS: "80%"}, {"progress": 80}),
        ({STATUS: 0.8}, {"code": "unknown-status"}),
        ({STATUS: "80 % done"}, {"progress": 80}),
        ({STATUS: "On hold (37,5 %)"}, {"status": "on-hold", "progress": 37.5}),
        ({STATUS: "100 %"}, {"status": "completed", "said": "100 %"}),
        ({STATUS: "0 %"}, {"code": "unknown-status"}),
        ({STATUS: "Completed (phase 1)"}, {"code": "unknown-status"}),
        ({STATUS: "Completed 03/04/2026"}, {"code": "ambiguous-date"}),
        ({STATUS: "Completed 2 June 2026", DAY: date(2026, 6, 12)}, {"code": "bad-date"}),
    ],
    ids=str,
)
def test_a_day_or_a_percentage_beside_a_status_is_read_where_nothing_else_can_be_meant(
    asked: AskedRound, cells: dict[Place, object], stated: dict[str, object]
) -> None:
    """Activity 1.1 was in progress: a percentage alone leaves that as it is."""
    asked.fill("Fiji", {"1.1": cells})
    taken = asked.one("Fiji")
    updates = [each["update"] for each in taken["statements"]]
    if "code" in stated:
        assert ([each["code"] for each in taken["questions"]], updates) == ([stated["code"]], [])
    else:
        assert taken["questions"] == []
        (update,) = updates
        assert {key: update.get(key) for key in stated} == stated
        assert ("status" in stated) or update.get("status") is None or stated.keys() == {"on"}


@pytest.mark.parametrize(
    ("text", "value"), [("64 people", 64), ("64 People", 64), ("64 villages", None)], ids=str
)
def test_a_figure_may_have_the_unit_of_its_indicator(
    asked: AskedRound, text: str, value: int | None
) -> None:
    asked.fill("Fiji", {"1.2": DONE, "1.2#": {VALUE: text}})
    taken = asked.one("Fiji")
    (statement,) = taken["statements"]
    assert statement["update"].get("values", {}) == ({"people": value} if value else {})
    assert [each["code"] for each in taken["questions"]] == ([] if value else ["bad-number"])


@pytest.mark.parametrize(
    ("cells", "code", "stated"),
    [
        ({STATUS: "Delayed", DAY: "in the new year"}, "bad-date", {"status": "delayed"}),
        ({STATUS: "Delayed", DAY: date(2026, 6, 1)}, "bad-date", {"status": "delayed"}),
        (
            {STATUS: "Delayed", Place.EVIDENCE: "Photo: www.example.org/a.\nto follow"},
            "bad-link",
            {"status": "delayed", "evidence": ["https://www.example.org/a"]},
        ),
        ({STATUS: "Delayed", VALUE: 4}, "no-item", {"status": "delayed"}),
        ({STATUS: NO_CHANGE, Place.EVIDENCE: "to follow"}, "bad-link", {}),
    ],
    ids=str,
)
def test_the_rest_of_a_row_is_taken_where_one_cell_is_a_question(
    asked: AskedRound, cells: dict[Place, object], code: str, stated: dict[str, object]
) -> None:
    asked.fill("Fiji", {"1.1": cells})
    questions = asked.one("Fiji", "--write")["questions"]
    assert {question["code"] for question in questions} == {code}
    (update,) = asked.answers
    assert update == {
        **dict.fromkeys(update), **stated,
        "id": update["id"], "item": "1.1", "on": date(2026, 6, 30), "by": "Fiji", "round": "R",
        "recorded": update["recorded"], "taken_from": "R_Fiji.xlsx, Return, row 7",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        (
            "iom.int/news/a, https://example.org/b",
            ["https://example.org/b", "https://iom.int/news/a"],
        ),
        (
            "1) kemlu.go.id/x\n2) <HTTPS://example.org>",
            ["HTTPS://example.org", "https://kemlu.go.id/x"],
        ),
        ("https://example.org/wiki/Bali_(island).", ["https://example.org/wiki/Bali_(island)"]),
    ],
)
def test_a_link_is_taken_where_it_is_beyond_doubt(
    asked: AskedRound, written: str, addresses: list[str]
) -> None:
    asked.fill("Fiji", {"1.1": {STATUS: "Delayed", Place.EVIDENCE: written}})
    taken = asked.one("Fiji")
    assert taken["questions"] == []
    assert sorted(taken["statements"][0]["update"]["evidence"]) == addresses


def test_an_address_with_a_blank_in_it_is_not_cut(asked: AskedRound) -> None:
    cells = {STATUS: "Delayed", Place.EVIDENCE: "https://example.org/annual report.pdf"}
    asked.fill("Fiji", {"1.1": cells})
    taken = asked.one("Fiji")
    assert [question["code"] for question in taken["questions"]] == ["bad-link"]
    assert taken["statements"][0]["update"]["evidence"] == []


@pytest.mark.parametrize("mark", ["-", "n/a", "TBC"])
def test_a_mark_for_nothing_states_nothing(asked: AskedRound, mark: str) -> None:
    cells: dict[Place, object] = {STATUS: "Delayed", DAY: mark, Place.EVIDENCE: mark}
    asked.fill("Fiji", {"1.1": cells, "1.4": {NOTE: "-"}})
    taken = asked.one("Fiji")
    assert [each["update"]["expected"] for each in taken["statements"]] == [None]
    assert (taken["questions"], "1.4" in taken["unanswered"]) == ([], True)


def test_what_is_written_where_nothing_is_asked_is_a_question(asked: AskedRound) -> None:
    """In the row of an indicator or of an objective, beside the columns, or in a row of its own."""
    path = asked.fill("Fiji", {"1.1": DONE, "1.2#": {NOTE: "In ports."}})
    book = load_workbook(path)
    sheet: Any = book["Return"]
    below = sheet.max_row + 1
    sheet.cell(below, 2).value = "Open a school"
    sheet.cell(below, column_of(sheet, STATUS)).value = "Completed"
    sheet.cell(below, column_of(sheet, Place.SECRETARIAT)).value = SECRET
    sheet.cell(row_of(sheet, "1.1") - 1, column_of(sheet, NOTE)).value = "All is well."
    sheet.cell(row_of(sheet, "1.3"), column_of(sheet, STATUS)).value = "Delayed"
    sheet.cell(row_of(sheet, "1.1"), 14).value = "Ask us."
    book.save(path)
    outcome = asked.outcome("--write")
    taken = outcome.json["returns"][0]
    assert {(each["code"], each["value"]) for each in taken["questions"]} == {
        ("no-item", "In ports."), ("no-item", "Open a school · Completed"),
        ("no-item", "All is well."), ("no-item", "Delayed"), ("no-item", "Ask us."),
    }  # fmt: skip
    (closed,) = [each for each in taken["questions"] if each["value"] == "Delayed"]
    assert closed["message"].startswith('"Delayed" is in the row of 1.3, which is closed already')
    assert closed["hint"] == "If 1.3 goes on, record it: bptip update 1.3 --round R …"
    assert [each["item"] for each in taken["statements"]] == ["1.1"]
    assert SECRET not in outcome.whole + asked.text
    assert SECRET in (asked.folder / "remarks-R.md").read_text("utf-8")


def test_another_update_in_force_is_shown_and_both_are_kept(asked: AskedRound) -> None:
    asked.run("update", "1.1", "--status", "delayed", "--by", "Fiji", "--on", "2026-07-01")
    asked.fill("Fiji", {"1.1": DONE})
    (conflict,) = asked.one("Fiji", "--write")["conflicts"]
    assert conflict["item"] == "1.1"
    assert conflict["theirs"]["status"] == "completed"
    assert conflict["ours"]["status"] == "delayed"
    assert asked.run("show", "1.1", "--json").json["status"] == "delayed"


def test_where_an_earlier_day_does_not_decide_the_page_says_how_it_would(
    asked: AskedRound,
) -> None:
    asked.run("update", "1.1", "--status", "delayed", "--by", "Fiji", "--on", "2026-07-01")
    asked.fill("Fiji", {"1.1": DONE})
    page = " ".join(asked.run("collect", asked.folder).out.split())
    assert "The status in force stays, since its day is later. If the form is right: " in page
    assert f"bptip retract {asked.journal['update'][-1]['id']}" in page


def again_with(asked: AskedRound, *reports: tuple[object, ...]) -> None:
    """Asks the round again after more reports, with new forms."""
    from shutil import rmtree

    for report in reports:
        assert asked.run("update", *report).code == 0
    rmtree(asked.folder)
    assert asked.run(*ROUND).code == 0


def test_a_form_replaces_the_report_of_a_later_day_that_it_showed(asked: AskedRound) -> None:
    """Work that was completed on 12 June was not in progress on the 15th and the 25th."""
    later = [
        ("1.1", "--status", "in-progress", "--on", "2026-06-15", "--by", "Fiji"),
        ("1.1", "--status", "delayed", "--on", "2026-06-25", "--note", "Late."),
    ]
    again_with(asked, *later)
    asked.fill("Fiji", {"1.1": DONE})
    page = " ".join(asked.run("collect", asked.folder).out.split())
    assert "3 updates to write" in page
    assert "recorded is ◐ in progress, 15 Jun 2026 by Fiji. That was reported" in page
    assert (
        "delayed, 25 Jun 2026. That was reported before this form, and is taken back: this form "
        'replaces it. This form leaves "What was done; what comes next" empty.'
    ) in page
    assert asked.collect("--write")["written"] == 3
    (answer,) = [each for each in asked.answers if "retracts" not in each]
    assert (answer["on"], "note" in answer) == (date(2026, 6, 12), False)
    shown = asked.run("show", "1.1", "--json").json
    assert (shown["status"], shown["last_update"]) == ("completed", "2026-06-12")
    assert asked.collect("--write")["written"] == 0
    assert asked.run("check").code == 0


def test_a_report_that_the_forms_of_two_leads_replace_is_taken_back_by_both(
    asked: AskedRound,
) -> None:
    again_with(asked, ("1.2", "--status", "in-progress", "--on", "2026-06-25"))
    for lead in ("Fiji", "Samoa"):
        asked.fill(lead, {"1.2": DONE})
    assert asked.collect("--write")["written"] == 4
    retractions = [each["by"] for each in asked.journal["update"] if "retracts" in each]
    assert sorted(retractions) == ["Fiji", "Samoa"]
    assert asked.run("show", "1.2", "--json").json["status"] == "completed"
    assert asked.run("check").code == 0


def test_a_report_of_an_earlier_day_that_the_form_showed_stays(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE})
    answer = asked.one("Fiji", "--write")
    assert (answer["conflicts"], len(asked.answers)) == ([], 1)


@pytest.mark.parametrize(
    "later",
    [("--by", "Samoa"), ("--by", "Fiji", "--value", "people=64")],
    ids=["another", "figure"],
)
def test_a_report_of_a_later_day_is_shown_where_the_form_cannot_replace_it(
    asked: AskedRound, later: tuple[str, ...]
) -> None:
    """It is another party's, or has a figure that the form does not give again."""
    again_with(asked, ("1.2", "--status", "delayed", "--on", "2026-06-25", *later))
    asked.fill("Fiji", {"1.2": DONE})
    page = " ".join(asked.run("collect", asked.folder).out.split())
    assert "The status in force stays, since its day is later. If the form is right: " in page
    assert f"bptip retract {asked.journal['update'][-1]['id']}" in page
    assert len(asked.one("Fiji", "--write")["conflicts"]) == 1
    assert len(asked.answers) == 1


def test_a_corrected_form_replaces_an_answer_that_had_the_day_of_the_round(
    asked: AskedRound,
) -> None:
    """Without a readable day the answer had the round's; the corrected day is before it."""
    cells = {STATUS: "Delayed", DAY: "3/4/27", NOTE: "Rooms are booked."}
    asked.fill("Fiji", {"1.1": cells}, {Field.DATE: "6/5/26"})
    asked.collect("--write")
    (former,) = asked.answers
    assert (former["on"], former.get("expected")) == (date(2026, 6, 30), None)
    page = " ".join(asked.run("round").out.split())
    assert '1.1 Return!F7 "3/4/27" could be 3 Apr 2027 or 4 Mar 2027.' in page
    corrected = {Field.DATE: "28.6.26"}
    asked.fill("Fiji", {"1.1": {DAY: "15/2/27", NOTE: None}}, corrected)
    page = " ".join(asked.run("collect", asked.folder).out.split())
    assert 'this form replaces it. This form leaves "What was done' in page
    assert asked.collect("--write")["written"] == 2
    shown = asked.run("show", "1.1", "--json").json
    assert (shown["status"], shown["expected"]) == ("delayed", "2027-02-15")
    assert "1.1" in asked.run("round", "--json").json["parties"][0]["answered"]
    assert asked.collect("--write")["written"] == 0
    assert asked.run("check").code == 0


def test_an_update_without_a_status_that_a_form_replaces_is_said_to_have_none(
    asked: AskedRound,
) -> None:
    asked.fill("Fiji", {"1.1": {NOTE: "Begun."}})
    asked.collect("--write")
    asked.fill("Fiji", {"1.1": DONE})
    page = " ".join(asked.run("collect", asked.folder).out.split())
    assert "12 Jun 2026; recorded is an update without a status, 30 Jun 2026 by Fiji." in page


def test_the_questions_of_a_form_are_not_asked_again_after_a_corrected_form(
    asked: AskedRound,
) -> None:
    """Nor by `round`; a later form that answers less leaves the questions about the whole form."""
    asked.fill("Fiji", {"1.1": {STATUS: "Begun"}, "1.4": DONE}, {Field.DATE: "1/7/26"})
    asked.collect("--write")
    later = replace(asked.run, today=date(2026, 11, 25))
    for answers, left in (
        ({"1.4": DONE}, ["Return!C15", "Return!E7"]),
        ({"1.1": DONE, "1.4": DONE}, []),
    ):
        asked.fill("Fiji", {"1.1": {STATUS: None, DAY: None}, **answers}, SIGNED, "R_Fiji (2).xlsx")
        later("collect", asked.folder, "--write")
        returns = asked.collect()["returns"]
        assert [each["place"] for form in returns for each in form["questions"]] == left
        page = later("round").out
        assert [cell for cell in ("Return!C15", "Return!E7") if cell in page] == left


def test_an_older_form_that_comes_later_does_not_replace_the_newer_one(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": {STATUS: "Delayed"}})
    older = asked.fill("Fiji", {"1.1": {STATUS: "On hold"}}, {Field.DATE: "20.6.26"}, "R_2.xlsx")
    asked.outcome(asked.folder / "R_Fiji.xlsx", "--write")
    asked.outcome(older, "--write")
    assert asked.run("show", "1.1", "--json").json["status"] == "delayed"


def test_a_corrected_form_replaces_the_former_in_whatever_order_they_are_collected(
    asked: AskedRound, bptip_in: Callable[[Path], Bptip], tmp_path: Path
) -> None:
    """The former has no day, so the round's, which is later than the day in the corrected one."""
    from shutil import copytree

    former = asked.fill(
        "Fiji", {"1.1": {STATUS: "Completed"}}, {Field.DATE: "1 Jul 2026"}, "1.xlsx"
    )
    corrected = asked.fill("Fiji", {"1.1": DONE}, {Field.DATE: "9 Jul 2026"}, "2.xlsx")
    sets = []
    for number, order in enumerate(((former, corrected), (corrected, former))):
        copytree(asked.run.home, tmp_path / str(number))
        run = bptip_in(tmp_path / str(number))
        pages = [run("collect", file, "--write").out for file in order]
        assert run("show", "1.1", "--json").json["last_update"] == "2026-06-12"
        journal = tomli.loads((run.home / "plans" / "2026" / "progress.toml").read_text("utf-8"))
        sets.append({update["id"]: update.get("retracts") for update in journal["update"]})
        together = run("collect", *order, "--json").json["returns"]
        assert [(each["questions"], each["statements"]) for each in together] == [
            ([], []),
            ([], []),
        ]
    assert "from a later form and stays: this form is older." in " ".join(pages[1].split())
    assert sets[0] == sets[1]
    assert len([each for each in sets[0].values() if each]) == 1


def test_an_activity_is_named_by_the_number_that_its_form_shows(asked: AskedRound) -> None:
    """Its id could be the number of another activity."""
    plan = asked.run.home / "plans" / "2026" / "v1.toml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace('id = "1.2",', 'id = "1.2", number = "9",'), "utf-8")
    for form in asked.folder.glob("*.xlsx"):
        form.unlink()
    asked.run("request", "--round", "R", "--due", "2026-07-31")
    asked.fill("Fiji", {"9": {STATUS: "Completed"}})
    asked.outcome("--write")
    asked.fill("Fiji", {"9": {STATUS: NO_CHANGE}, "1.1": DONE})
    page = asked.run("collect", asked.folder).out
    assert "9  no-status-to-keep\n" in page
    assert "is not enough for 9: it was due" in page
    asked.fill("Fiji", {"9": {STATUS: None}})
    assert "- 9: answered in an earlier form" in asked.run("collect", asked.folder).out


def test_a_question_about_a_status_names_the_cells_that_wait_for_it(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.2": {STATUS: "Nearly", NOTE: "In ports."}, "1.2#": {VALUE: 64}})
    (question,) = asked.one("Fiji")["questions"]
    waiting = f'the rest of the row is not recorded: "{HEADINGS[NOTE]}" and "{HEADINGS[VALUE]}".'
    assert question["message"].endswith(waiting)


def test_an_answer_that_an_earlier_form_gave_is_named_when_it_is_emptied(
    asked: AskedRound,
) -> None:
    asked.fill("Fiji", {"1.1": DONE, "1.2": DONE})
    asked.collect("--write")
    asked.fill("Fiji", {"1.1": {STATUS: None, DAY: None}})
    outcome = asked.outcome("--write")
    (emptied,) = outcome.json["returns"][0]["emptied"]
    assert (emptied["item"], emptied["update"]["id"]) == ("1.1", asked.answers[0]["id"])
    assert outcome.code == 0
    assert len(asked.answers) == 2
    page = " ".join(asked.run("collect", asked.folder).out.split())
    assert f"bptip retract {emptied['update']['id']}" in page


def test_an_edit_in_a_locked_cell_is_named_and_not_read(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": {**DONE, Place.ACTIVITY: "Hold two meetings"}})
    taken = asked.one("Fiji")
    assert taken["locked_edits"] == [{"place": "Return!B7", "value": "Hold two meetings"}]
    assert [each["item"] for each in taken["statements"]] == ["1.1"]


def test_corrections_and_other_activities_are_quoted(asked: AskedRound) -> None:
    fields = {Field.CORRECTIONS: "1.3 is not done.", Field.OTHER: "A hotline."}
    asked.fill("Fiji", {}, fields)
    taken = asked.one("Fiji")
    assert (taken["corrections"], taken["other_activities"]) == ("1.3 is not done.", "A hotline.")


def test_a_draft_leaves_its_receipt_alone(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE}, {**SIGNED, Field.DRAFT: "Draft: clearance awaited"})
    answer = asked.collect("--write")
    assert answer["returns"][0]["draft"] is True
    assert answer["returns"][0]["statements"] == []
    assert answer["parties"]["draft"] == ["Fiji"]
    assert asked.answers == []
    (receipt,) = asked.journal["receipt"]
    assert receipt["draft"] is True
    asked.fill("Fiji", {}, {Field.DRAFT: "Final"})
    assert asked.collect("--write")["written"] == 1


def test_two_files_of_a_party_that_differ_are_both_shown(asked: AskedRound) -> None:
    first = asked.fill("Fiji", {"1.1": DONE, "1.2": DONE})
    second = asked.fill("Fiji", {"1.1": {STATUS: "Delayed", DAY: None}}, to="R_Fiji-2.xlsx")
    outcome = asked.outcome(first, second, "--write")
    questions = [each for found in outcome.json["returns"] for each in found["questions"]]
    assert [each["code"] for each in questions] == ["two-files", "two-files"]
    assert [update["item"] for update in asked.answers] == ["1.2"]
    page = asked.run("collect", first, second).out
    assert (
        page.count("two-files")
        == page.count("The answer in R_Fiji-2.xlsx about 1.1 is different.")
        == 1
    )
    preferred = asked.outcome(first, second, "--prefer", second, "--write")
    assert preferred.code == 0
    assert [update["item"] for update in asked.answers] == ["1.2", "1.1"]
    assert asked.answers[1]["status"] == "delayed"


def test_two_files_of_one_name_are_told_apart_by_their_folders(asked: AskedRound) -> None:
    """Every mail has the form under its own name, in a folder for each day."""
    for day, status in (("1", "Delayed"), ("2", "On hold")):
        (asked.run.home / day).mkdir()
        asked.fill("Fiji", {"1.1": {STATUS: status}}, to=f"../{day}/R_Fiji.xlsx")
    both = ("collect", "1", "2")
    page = " ".join(asked.run(*both).out.split())
    assert "The answer in 2/R_Fiji.xlsx about 1.1 is different." in page
    refused = asked.run(*both, "--prefer", "R_Fiji.xlsx")
    assert (refused.code, "Name one of these: 1/R_Fiji.xlsx, 2/R_Fiji.xlsx." in refused.err) == (
        2, True,
    )  # fmt: skip
    assert asked.run(*both, "--prefer", "./2/R_Fiji.xlsx", "--write").code == 0
    (update,) = asked.answers
    assert (update["status"], update["taken_from"]) == ("on-hold", "R_Fiji.xlsx, Return, row 7")


@pytest.mark.parametrize(
    ("number", "answers", "fields", "value"),
    [
        ("1.1", {}, {Field.NOTHING: "Yes"}, "Yes"),
        ("1.2", {"1.2#": {VALUE: 64}}, {}, "64"),
    ],
)
def test_two_files_differ_on_an_activity_whose_row_was_deleted(
    asked: AskedRound,
    number: str,
    answers: Answers,
    fields: dict[Field, object],
    value: str,
) -> None:
    """The question names the cell that answers for the activity: the tick, or an indicator's."""
    first = asked.fill("Fiji", {number: DONE}, to="R_Fiji-2.xlsx")
    second = asked.fill("Fiji", answers, {**SIGNED, **fields})
    book = load_workbook(second)
    sheet: Any = book["Return"]
    sheet.delete_rows(row_of(sheet, number))
    book.save(second)
    outcome = asked.outcome(first, second)
    assert outcome.code == 1
    named = [each for each in outcome.json["returns"] if each["file"].endswith("R_Fiji.xlsx")]
    asked_about = [question for each in named for question in each["questions"]]
    (question,) = [each for each in asked_about if each["code"] != "no-status-to-keep"]
    assert (question["code"], question["value"]) == ("two-files", value)
    assert asked.run("collect", first, second).out.count("two-files") == 1


def test_two_files_of_a_party_that_complete_each_other_are_both_taken(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE}, to="R_Fiji-2.xlsx")
    asked.fill("Fiji", {"1.2": DONE})
    outcome = asked.outcome("--write")
    assert outcome.code == 0
    assert sorted(update["item"] for update in asked.answers) == ["1.1", "1.2"]


def test_a_promise_that_has_changed_is_a_question(asked: AskedRound) -> None:
    folder = asked.run.home / "plans" / "2026"
    text = (folder / "v1.toml").read_text("utf-8").replace("version = 1", "version = 2", 1)
    text = text.replace("Hold a meeting", "Hold two meetings").replace(
        "[plan]", "[plan]\nreleased = 2026-07-10"
    )
    (folder / "v2.toml").write_text(text, "utf-8")
    asked.fill("Fiji", {"1.1": DONE, "1.2": DONE})
    taken = asked.one("Fiji")
    (question,) = taken["questions"]
    assert question["code"] == "promise-changed"
    assert "Hold a meeting (Due: 30 Sep 2026)" in question["message"]
    assert "Hold two meetings" in question["message"]
    assert [each["item"] for each in taken["statements"]] == ["1.2"]


def test_a_changed_indicator_is_named_where_a_promise_has_changed(asked: AskedRound) -> None:
    folder = asked.run.home / "plans" / "2026"
    text = (folder / "v1.toml").read_text("utf-8")
    (folder / "v1.toml").write_text(text.replace('unit = "people"', 'unit = "judges"'), "utf-8")
    asked.fill("Fiji", {"1.2": DONE})
    (question,) = asked.one("Fiji")["questions"]
    assert question["code"] == "promise-changed"
    shown, now = question["message"].split(" Now: ")
    assert (shown.count("60 people"), now.count("60 judges")) == (1, 1)


def test_what_came_by_whom_and_when(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE}, {Field.NAME: "B.", Field.VIA: "Samoa"})
    unsaid = asked.one("Fiji")
    assert (unsaid["received"], unsaid["signed"], unsaid["via"]) == (None, "B.", "Samoa")
    assert asked.one("Fiji", "--received", "2026-07-20")["received"] == "2026-07-20"


def test_a_form_cannot_have_come_in_the_future(asked: AskedRound) -> None:
    outcome = asked.run("collect", asked.folder, "--received", "2027-01-01")
    assert outcome.code == 2
    assert "--received 1 Jan 2027 is in the future." in outcome.err


def test_an_earlier_date_of_the_form_is_the_day_of_its_answers(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": {STATUS: "Delayed"}}, {Field.DATE: date(2026, 6, 20)})
    (statement,) = asked.one("Fiji")["statements"]
    assert statement["update"]["on"] == "2026-06-20"


@pytest.mark.parametrize("what", ["plan", "round", "party", "visible party", "no form"])
def test_a_form_that_is_not_the_partys_is_refused_whole(asked: AskedRound, what: str) -> None:
    from openpyxl import Workbook, load_workbook

    path = asked.fill("Fiji", {"1.1": DONE})
    book = Workbook() if what == "no form" else load_workbook(path)
    if what == "visible party":
        book["Return"]["C1"].value = "Samoa"
    elif what != "no form":
        facts = {row[0].value: row[1] for row in book["_bptip"].iter_rows(max_row=7)}
        facts[what].value = "Elsewhere"
    book.save(path)
    outcome = asked.outcome("--write")
    assert outcome.code == 1
    refused = next(each for each in outcome.json["returns"] if each["file"] == "R_Fiji.xlsx")
    assert refused["refused"]
    assert refused["statements"] == []
    assert asked.answers == []


def test_a_workbook_that_is_not_a_form_is_refused_and_read(
    asked: AskedRound, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "other.xlsx")
    outcome = asked.outcome(tmp_path / "other.xlsx")
    assert outcome.code == 1
    assert outcome.json["returns"][0]["refused"] == "This is not a form of a reporting round."


@pytest.mark.parametrize("what", ["damaged", "another format", "another plan", "the last round"])
def test_a_party_whose_only_file_is_refused_is_asked_and_not_missing(
    asked: AskedRound, what: str
) -> None:
    """Its name is in the file's name or in its keys; the blank form beside the file does not count.

    If another of its files can be read, or a receipt is recorded, it is not asked.
    """
    form = asked.fill("Fiji", {"1.1": DONE}, to="answers.xlsx")
    if what in ("damaged", "another format"):
        form.unlink()
        suffix = ".xlsx" if what == "damaged" else ".ods"
        form = asked.folder / f"Return of FIJI, signed (2){suffix}"
        form.write_bytes(b"PK\x03\x04 no workbook")
    else:
        book = load_workbook(form)
        facts = {row[0].value: row[1] for row in book["_bptip"].iter_rows(max_row=7)}
        facts["plan" if what == "another plan" else "round"].value = "Elsewhere"
        book.save(form)
    outcome = asked.outcome("--write")
    assert (outcome.code, misfits(outcome.json, "collect")) == (1, [])
    assert outcome.json["parties"]["not_received"] == ["Samoa", "Tonga"]
    (refused,) = [each for each in outcome.json["returns"] if each["refused"]]
    assert refused["party"] == "Fiji"
    assert [each["code"] for each in refused["questions"]] == ["unreadable"]
    page = asked.run("collect", asked.folder).out
    assert f"Came, but cannot be read  Fiji ({form.name})" in page
    assert "bptip round 2026 --round R --received Fiji" in page
    message = asked.run("round", "--messages", "2026-08-15").out
    assert f"Thank you for your file {form.name}. It came, but cannot be read" in message
    asked.fill("Fiji", {"1.1": DONE})
    (beside,) = [each for each in asked.collect()["returns"] if each["refused"]]
    assert beside["questions"] == []
    assert asked.run("round", "--received", "Fiji", "--on", "2026-07-03").code == 0
    assert "cannot be read  Fiji" not in asked.run("collect", asked.folder).out


def test_a_file_that_cannot_be_read_is_named_before_what_is_new(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE}, {**SIGNED, Field.DRAFT: "perhaps"})
    head = asked.run("collect", asked.folder).out.splitlines()[0]
    assert head.endswith("1 file cannot be read: nothing new to write")


def test_whoever_fills_in_a_form_for_a_party_is_shown(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE}, {**SIGNED, Field.VIA: "Office of Ports"})
    assert "3 Jul 2026, via Office of Ports" in asked.run("collect", asked.folder, "--write").out
    assert "in part, via Office of Ports" in asked.run("round").out


def test_a_form_of_another_plan_says_where_that_plan_may_be(
    asked: AskedRound, plans: Plans
) -> None:
    """--plan is proposed for a plan that is here; two hints are two sentences."""
    asked.fill("Fiji", {"1.1": DONE})
    plans.add('[[objective]]\nid = "1"\ntitle = "One"', id="tiny")
    here = asked.run("collect", asked.folder, "--plan", "tiny").out
    assert "If that plan is meant, add --plan 2026.\n" in here
    (asked.run.home / "plans" / "2026").rename(asked.run.home / "2026")
    away = asked.run("collect", asked.folder).words
    assert "add --plan" not in away
    assert "That plan is not in this folder of plans. Give the folder that has it: --plans" in away


def test_where_nothing_can_be_read_the_exit_code_is_2(asked: AskedRound, tmp_path: Path) -> None:
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"PK\x03\x04 no workbook")
    outcome = asked.outcome(junk)
    assert outcome.code == 2
    assert outcome.json["returns"][0]["refused"]
    assert asked.run("collect", tmp_path / "nowhere").code == 2


def test_files_of_open_programs_are_passed_by_and_other_answers_are_named(
    asked: AskedRound,
) -> None:
    for name in ("~$R_Fiji.xlsx", ".~lock.R_Fiji.xlsx#", "samoa.docx"):
        (asked.folder / name).write_bytes(b"x")
    outcome = asked.run("collect", asked.folder)
    assert outcome.code == 0
    assert "~" not in outcome.out
    assert "Not read: samoa.docx." in outcome.err


@pytest.mark.parametrize("name", ["Reply of SAMOA, signed.pdf", "samoa.docx", "Samoa (2).csv"])
def test_a_party_that_answered_in_a_file_of_its_own_is_not_missing(
    asked: AskedRound, name: str
) -> None:
    """Until its answer is recorded, the command for the receipt is offered."""
    for form in asked.folder.glob("*.xlsx"):
        form.unlink()
    (asked.folder / name).write_bytes(b"x")
    outcome = asked.outcome()
    assert (outcome.code, misfits(outcome.json, "collect")) == (2, [])
    assert outcome.json["parties"]["not_received"] == ["Fiji", "Tonga"]
    receipt = "bptip round 2026 --round R --received Samoa"
    assert receipt in asked.run("collect", asked.folder).out
    page = asked.run("round").out
    assert f"came, not recorded: {name}" in page
    assert "2 not received · 1 came, not recorded" in page
    reminder = asked.run("round", "--messages", "2026-08-15").out
    assert f"Thank you for your file {name}.\n" in reminder
    assert asked.run(*receipt.split()[1:], "--on", "2026-07-03").code == 0
    assert name not in asked.run("round").out


SECRET: Final = "The minister is against it"


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_form_that_is_a_link_to_nothing_is_refused_and_not_passed_by(asked: AskedRound) -> None:
    """The share on which the form is may not be connected: the party may have answered."""
    asked.fill("Fiji", {"1.1": DONE})
    link = asked.folder / "R_Tonga.xlsx"
    link.unlink(missing_ok=True)
    link.symlink_to("not connected/R_Tonga.xlsx")
    refused = {each["file"]: each["refused"] for each in asked.collect()["returns"]}
    assert "it is a link to a place that does not exist" in refused["R_Tonga.xlsx"]
    assert refused["R_Fiji.xlsx"] is None
    assert "it is a link to a place that does not exist" in asked.run("collect", link).out


def test_what_is_for_the_secretariat_only_stays_with_the_secretariat(asked: AskedRound) -> None:
    """It is in no journal, no report and no answer of any command; Git ignores its file."""
    cells: dict[Place, Any] = {**DONE, Place.SECRETARIAT: SECRET}
    asked.fill("Fiji", {"1.1": cells, "1.4": {Place.SECRETARIAT: SECRET}})
    answers = [
        asked.run("collect", asked.folder, *more) for more in ((), ("--json",), ("--write",))
    ]
    assert all(SECRET not in answer.whole for answer in answers)
    for command in (("status", "-a"), ("log",), ("show", "1.1"), ("report",), ("find", "minister")):
        for format_ in ("table", "json", "markdown", "csv"):
            assert SECRET not in asked.run(*command, "--format", format_).whole
    kept = [
        path
        for path in asked.run.home.rglob("*")
        if path.is_file() and path.suffix != ".xlsx" and SECRET in path.read_text("utf-8")
    ]
    assert [path.name for path in kept] == ["remarks-R.md"]
    assert (asked.folder / ".gitignore").read_text("utf-8") == "remarks-*.md\n"
    before = kept[0].read_bytes()
    asked.collect("--write")
    assert kept[0].read_bytes() == before
    assert asked.one("Fiji")["unanswered"] == ["1.2", "1.4", "2.1"]


def test_in_any_order_and_in_one_run_or_many_the_updates_are_the_same(
    asked: AskedRound, bptip_in: Callable[[Path], Bptip], tmp_path: Path
) -> None:
    from shutil import copytree

    files = [
        asked.fill("Fiji", {"1.1": DONE, "1.2": {STATUS: "Delayed"}}),
        asked.fill("Samoa", {"1.2": {STATUS: "In progress", NOTE: "Ours."}}),
        asked.fill("Tonga", {"2.1": {STATUS: NO_CHANGE}}),
    ]
    sets = []
    for number, order in enumerate(
        ([files], [[file] for file in files], [[each] for each in files[::-1]])
    ):
        home = tmp_path / str(number)
        copytree(asked.run.home, home)
        clone = bptip_in(home)
        for names in order:
            assert clone("collect", *names, "--write").code == 0
        log = clone("log", "--json").json["updates"]
        sets.append({(each["id"], each["item"], each["status"], each["note"]) for each in log})
    assert sets[0] == sets[1] == sets[2]


@pytest.mark.parametrize("place", [Place.PROMISED, Place.CHALLENGES])
def test_a_form_without_one_of_its_columns_is_refused_whole(
    asked: AskedRound, place: Place
) -> None:
    file = asked.fill("Fiji", {"1.1": DONE})
    book = load_workbook(file)
    sheet: Any = book["Return"]
    sheet.delete_cols(column_of(sheet, place))
    book.save(file)
    before = asked.text
    (refused,) = [each for each in asked.collect("--write")["returns"] if each["refused"]]
    assert f'The column "{HEADINGS[place]}" of this form was deleted' in refused["refused"]
    assert asked.text == before


def test_corrections_and_other_activities_are_kept_beside_the_forms(asked: AskedRound) -> None:
    """No journal takes them in, so the file is the only place that keeps them."""
    fields = {**SIGNED, Field.CORRECTIONS: "1.3 is led by us.", Field.OTHER: "A hotline.\nAn app."}
    asked.fill("Fiji", {"1.1": {**DONE, Place.SECRETARIAT: SECRET}}, fields)
    asked.fill("Tonga", {}, {**SIGNED, Field.OTHER: "# A school."})
    kinds = (
        '"For the secretariat only", "Corrections to what is shown" and '
        '"Other activities, not in the plan"'
    )
    preview = " ".join(asked.run("collect", asked.folder).out.split())
    assert f"Kept beside the forms with --write: {kinds}" in preview
    written = " ".join(asked.run("collect", asked.folder, "--write").out.split())
    assert f"Kept in returns-R/remarks-R.md: {kinds}" in written
    kept = (asked.folder / "remarks-R.md").read_text("utf-8")
    lines = [line for line in kept.splitlines() if line.startswith(("#", ">"))]
    assert lines == [
        "# Remarks in the round R",
        "## For the secretariat only", f"> {SECRET}",
        "## Corrections to what is shown", "> 1.3 is led by us.",
        "## Other activities, not in the plan", "> A hotline.", "> An app.", "> # A school.",
    ]  # fmt: skip
    assert kept.index("**Fiji** (R_Fiji.xlsx, ") < kept.index("**Tonga** (R_Tonga.xlsx, ")
    assert "hotline" not in asked.text
    asked.collect("--write")
    assert (asked.folder / "remarks-R.md").read_text("utf-8") == kept
    asked.fill("Samoa", {}, {**SIGNED, Field.OTHER: "A boat."})
    asked.collect("--write")
    later = (asked.folder / "remarks-R.md").read_text("utf-8").removeprefix(kept)
    assert later.startswith("\n**Samoa** (R_Samoa.xlsx, ")


def test_remarks_and_ignored_names_that_others_wrote_stay_byte_for_byte(asked: AskedRound) -> None:
    """A list in Latin-1 is Git's business; remarks saved on Windows are the same remarks."""
    ignored, remarks = asked.folder / ".gitignore", asked.folder / "remarks-R.md"
    ignored.write_bytes(b"caf\xe9.txt\r\nold.xlsx")
    asked.fill("Fiji", {"1.1": {**DONE, Place.SECRETARIAT: SECRET}})
    asked.collect("--write")
    assert ignored.read_bytes() == b"caf\xe9.txt\r\nold.xlsx\nremarks-*.md\n"
    saved = remarks.read_bytes().replace(b"\n", b"\r\n") + b"> Answered by telephone.\r\n"
    remarks.write_bytes(saved)
    asked.collect("--write")
    assert remarks.read_bytes() == saved
    asked.fill("Fiji", {"1.4": {Place.SECRETARIAT: "Not yet."}})
    asked.collect("--write")
    assert remarks.read_bytes().startswith(saved + b"\n**Fiji, 1.4**")
    assert remarks.read_text("utf-8").count(SECRET) == 1


def test_remarks_that_are_not_in_utf_8_are_left_alone(asked: AskedRound) -> None:
    remarks = asked.folder / "remarks-R.md"
    kept = "# Notes of the desk\n".encode("utf-16")
    remarks.write_bytes(kept)
    asked.fill("Fiji", {"1.1": {**DONE, Place.SECRETARIAT: SECRET}})
    outcome = asked.run("collect", asked.folder, "--write")
    assert outcome.code == 2
    assert "remarks-R.md" in outcome.err
    assert "the text is not UTF-8. Save the remarks as UTF-8." in " ".join(outcome.err.split())
    assert (remarks.read_bytes(), asked.answers) == (kept, [])


def test_remarks_of_forms_that_are_collected_at_once_are_all_kept(asked: AskedRound) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from subprocess import run
    from sys import executable

    files = [
        asked.fill(party, {number: {**DONE, Place.SECRETARIAT: f"Secret of {party}."}})
        for party, number in (("Fiji", "1.1"), ("Samoa", "1.2"), ("Tonga", "2.1"))
    ]
    with ThreadPoolExecutor(len(files)) as pool:
        codes = list(
            pool.map(
                lambda file: (
                    run(
                        [executable, "-m", "bptip", "collect", str(file), "--write"],
                        cwd=asked.run.home,
                        capture_output=True,
                        check=False,
                    ).returncode
                ),
                files,
            )
        )
    assert codes == [0, 0, 0]
    assert (asked.folder / "remarks-R.md").read_text("utf-8").count("> Secret of ") == 3
