"""`bptip round`: who has answered, receipts for what came in other ways, messages."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli_w

from bptip.exchange.forms.form_words import NO_CHANGE, Field, Place
from cli.returns_round import ROUND, SIGNED, AskedRound
from exchange.filling import Answers
from json_schemas import misfits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Plans

A: Final = 'title = "A"'
STATUS: Final = Place.STATUS
DONE: Final = {STATUS: "Completed", Place.DAY: date(2026, 6, 12)}
ALL_OF_FIJI: Final[Answers] = {
    "1.1": {STATUS: NO_CHANGE},
    "1.2": DONE,
    "1.4": {STATUS: "Delayed"},
    "2.1": DONE,
}


@pytest.fixture
def asked(bptip_in: Callable[[Path], Bptip], plans: Plans) -> AskedRound:
    """A round that was asked, with no form filled in."""
    return AskedRound(bptip_in(plans.folder.parent), plans)


def party(asked: AskedRound, name: str, *arguments: object) -> Any:
    """Returns the row of a party."""
    answer = asked.run("round", *arguments, "--json").json
    assert misfits(answer, "round") == []
    (found,) = [each for each in answer["parties"] if each["party"] == name]
    return found


def test_nobody_has_answered_at_first(asked: AskedRound) -> None:
    answer = asked.run("round", "--json").json
    assert misfits(answer, "round") == []
    assert answer["round"] == {
        "round": "R", "as_of": "2026-06-30", "due": "2026-07-31", "days_left": -116, "version": 1,
        "recorded": "2026-11-24T12:00:00Z",
    }  # fmt: skip
    assert answer["totals"] == {
        "asked": 3, "complete": 0, "in_part": 0, "draft": 0, "excused": 0, "not_received": 3,
        "through_another": 0, "late": 3,
    }  # fmt: skip
    assert answer["parties"][1] == {
        "party": "Samoa", "asked": ["1.2"], "answered": [], "no_change": [], "open": ["1.2"],
        "state": "not-received", "received": None, "days_late": 116, "signed": None, "via": None,
    }  # fmt: skip


def test_an_answer_of_a_joint_lead_is_named_where_more_is_open(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path
) -> None:
    """The party itself has not answered."""
    run = bptip_in(elsewhere)
    rows = "1.1,Train,Fiji; Tonga\n1.2,Write,Tonga\n"
    (elsewhere / "p.csv").write_text(f"No,Activity,Lead\n{rows}", encoding="utf-8")
    run("import", "p.csv", "--plan", "p", "--start", "2026", "--end", "2026", "--write")
    run("request", "p", "--round", "R", "--due", "2026-11-24")
    run("update", "p/1.1", "in-progress", "--by", "Fiji", "--round", "R")
    page = run("round", "p").out
    assert "answers due 24 Nov 2026, today · " in page
    assert re.search("Fiji +complete +1 +1 +–$", page, re.MULTILINE)
    assert re.search("Tonga +awaited; 1 answered by Fiji +2 +1 +1$", page, re.MULTILINE)


def test_a_whole_return_is_complete_and_serves_a_joint_lead(asked: AskedRound) -> None:
    asked.fill("Fiji", ALL_OF_FIJI, {**SIGNED, Field.VIA: "Tonga", Field.DATE: date(2026, 8, 3)})
    asked.collect("--write")
    fiji = party(asked, "Fiji")
    assert (fiji["answered"], fiji["no_change"], fiji["open"]) == (
        ["1.2", "1.4", "2.1"],
        ["1.1"],
        [],
    )
    assert (fiji["state"], fiji["received"], fiji["days_late"]) == ("complete", "2026-08-03", 3)
    assert (fiji["signed"], fiji["via"]) == ("A. Officer, Ministry, 3 Aug 2026", "Tonga")
    assert party(asked, "Samoa")["state"] == "complete"
    page = asked.run("round").out
    assert "complete, answered by Fiji" in page
    assert "2 of 3 complete · 1 not received · 1 came late" in page
    assert party(asked, "Tonga")["state"] == "not-received"


def test_a_return_is_awaited_until_the_day_on_which_it_is_due(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path
) -> None:
    """In the round, at a collection and in the report; the data say that it did not come."""
    run = bptip_in(elsewhere)
    (elsewhere / "p.csv").write_text("No,Activity,Lead\n1.1,Train,Fiji\n", encoding="utf-8")
    run("import", "p.csv", "--plan", "p", "--start", "2026", "--end", "2027", "--write")
    for due, words in (("2026-12-20", "Awaited"), ("2026-11-23", "Not received")):
        name, returns = f"R-{due}", f"returns-R-{due}"
        run("request", "p", "--round", name, "--due", due, "--as-of", "2026-11-23")
        page = run("round", "p", "--round", name).out
        assert f"0 of 1 complete · 1 {words.lower()}" in page
        assert re.search(f"Fiji +{words.lower()} +1 ", page)
        assert re.search(f"{words} +Fiji", run("collect", returns, "--plan", "p").out)
        (fiji,) = run("round", "p", "--round", name, "--json").json["parties"]
        assert fiji["state"] == "not-received"


def test_a_missing_return_is_above_those_that_came(asked: AskedRound) -> None:
    """A screen that is too short for all rows shows the first ones; data keep the plan's order."""
    asked.fill("Fiji", ALL_OF_FIJI, SIGNED)
    asked.collect("--write")
    words = [line.split()[0] for line in asked.run("round").out.splitlines() if line]
    assert [word for word in words if word in ("Fiji", "Samoa", "Tonga")] == [
        "Tonga",
        "Fiji",
        "Samoa",
    ]
    data = asked.run("round", "--json").json
    assert [each["party"] for each in data["parties"]] == ["Fiji", "Samoa", "Tonga"]


DRAFT: Final = {**SIGNED, Field.DRAFT: "Draft: clearance awaited"}
LATE: Final = {**SIGNED, Field.DATE: date(2026, 8, 3)}


@pytest.mark.parametrize(
    ("tonga", "totals"),
    [
        ("late", {"complete": 2, "in_part": 1, "draft": 0, "excused": 0}),
        ("draft", {"complete": 1, "in_part": 1, "draft": 1, "excused": 0, "through_another": 1}),
        ("excused", {"complete": 1, "in_part": 1, "draft": 0, "excused": 1}),
        ("missing", {"complete": 1, "in_part": 1, "draft": 0, "excused": 0}),
    ],
)
def test_a_report_counts_the_returns_that_round_shows(
    asked: AskedRound, tonga: str, totals: dict[str, int]
) -> None:
    """Received are the complete and those in part; Fiji answered for Samoa, which sent nothing."""
    asked.run("update", "1.2", "--status", "completed", "--by", "Fiji", "--round", "R")
    if tonga == "excused":
        asked.run("round", "--received", "Tonga", "--on", "2026-07-03", "--excused", "declined")
    elif tonga != "missing":
        (item,) = party(asked, "Tonga")["asked"]
        asked.fill("Tonga", {item: DONE}, DRAFT if tonga == "draft" else LATE)
        asked.collect("--write")
    shown = asked.run("round", "--json").json["totals"]
    assert {state: shown[state] for state in totals} == totals
    received = totals["complete"] + totals["in_part"]
    (returns,) = [
        each for each in asked.run("report", "--json").json["sentences"]
        if each["rule"] == "returns"
    ]  # fmt: skip
    beside = {state: totals[state] for state in ("draft", "excused")}
    received_as = {"received": received, "through_another": 1}
    assert returns["figures"] == {"round": "R", **received_as, "asked": 3, **beside}
    page = asked.run("report").words
    from_whom = f"Reports were received from {received} of 3 parties in round R, 1 through another"
    assert f"{from_whom} lead" in page
    assert f"**{received} of 3**" in page
    sent = {1: "1 party: Fiji", 2: "2 parties: Fiji, Tonga"}[received - 1]
    assert f"**Received:** {sent}\n" in page
    assert "**Answered by others:** 1 party: Samoa (by Fiji)\n" in page


def test_an_update_says_how_it_answers_the_open_round(asked: AskedRound) -> None:
    """Only where the party was asked about the item, and has not answered."""
    asked.run(*ROUND[:-1], "2026-11-30")
    said = asked.run("update", "1.2", "delayed", "--by", "Fiji").err
    to_type = "bptip update 1.2 --no-change --by Fiji --round R"
    assert f"The round R still awaits the answer of Fiji. If this is the answer: {to_type}" in said
    asked.run("update", "1.2", "--no-change", "--by", "Fiji", "--round", "R")
    assert "still awaits" not in asked.run("update", "1.2", "delayed", "--by", "Fiji").err


def test_a_round_of_two_words_is_quoted_in_the_line_to_type(asked: AskedRound) -> None:
    """Typed as it stands, the line answers the round."""
    asked.run(*["H1 2026" if each == "R" else each for each in ROUND[:-1]], "2026-11-30")
    said = asked.run("update", "1.2", "delayed", "--by", "Fiji").err
    (line,) = re.findall(r"If this is the answer: bptip (.*)", said)
    assert line == 'update 1.2 --no-change --by Fiji --round "H1 2026"'
    assert asked.run(*shlex.split(line)).code == 0
    assert "still awaits" not in asked.run("update", "1.2", "delayed", "--by", "Fiji").err


def test_the_round_is_the_same_wherever_it_is_counted(asked: AskedRound) -> None:
    """The journal has what was answered; a cell in question takes nothing of it back."""
    asked.fill("Tonga", {"2.1": {**DONE, Place.EVIDENCE: "to follow"}})
    asked.collect("--write")
    shown = asked.run("round", "--json").json
    assert party(asked, "Tonga")["state"] == "complete"
    assert "1 of 3 complete" in asked.run("round").out
    printed = asked.run("report", "--json").json["round"]
    assert {key: printed[key] for key in ("totals", "parties")} == {
        key: shown[key] for key in ("totals", "parties")
    }
    elsewhere = ("--returns", asked.folder, "--plans", asked.run.home / "plans", "--json")
    assert asked.run("round", *elsewhere).json["parties"] == shown["parties"]


def test_a_question_that_was_answered_otherwise_is_not_asked_again(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": {STATUS: "Begun"}, "1.4": {STATUS: "Nearly"}})
    asked.collect("--write")
    page = asked.run("round").out
    assert page.count("is not one of") == 2
    assert "Questions about the returned forms" in page
    assert "Still open in the returns received" in page
    asked.run("update", "1.1", "--status", "delayed", "--by", "Fiji", "--round", "R")
    assert asked.run("round").out.count("is not one of") == 1
    fiji = asked.run("round", "--messages", "2026-12-15").out.split("Samoa")[0]
    assert ("Begun" in fiji, "Nearly" in fiji) == (False, True)


def test_the_answer_of_a_joint_lead_is_not_a_return(asked: AskedRound) -> None:
    """Fiji is not thanked for a return that Samoa sent, nor called late in part."""
    asked.run("update", "1.2", "--status", "completed", "--by", "Samoa", "--round", "R")
    fiji = party(asked, "Fiji")
    assert (fiji["state"], fiji["answered"], fiji["days_late"]) == ("not-received", ["1.2"], 116)
    assert fiji["open"] == ["1.1", "1.4", "2.1"]
    assert "Still open in the returns received" not in asked.run("round").out
    reminders = asked.run("round", "--messages", "2026-12-01", "-o", "-").out
    assert "have not received it" in reminders.split("Samoa")[0]


def test_whom_another_lead_answered_for_is_not_thanked_for_a_return(asked: AskedRound) -> None:
    """All that Samoa is asked about is led with Fiji, and Fiji has answered."""
    asked.run("update", "1.2", "completed", "--by", "Fiji", "--round", "R")
    sent = asked.run("round", "--messages", "2026-12-01", "--json").json["messages"]
    text = {message["party"]: message["text"] for message in sent}["Samoa"]
    assert "Fiji answered for all who lead these activities. The report will say this:\n" in text
    assert "Thank you" not in text


def test_a_note_that_is_older_than_the_status_is_not_repeated(asked: AskedRound) -> None:
    """May's remark beside June's answer would read as if both were said in June."""
    update = ("update", "1.4", "--by", "Fiji")
    asked.run(*update, "--note", "6 tonnes so far.", "--status", "delayed", "--on", "2026-05-31")
    asked.fill("Fiji", ALL_OF_FIJI)
    asked.collect("--write")
    sent = asked.run("round", "--messages", "2026-12-01", "--json").json["messages"]
    assert "- 1.4  Keep a hotline: delayed\n" in sent[0]["text"]


def test_what_is_open_is_named_by_number_and_title(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE})
    asked.collect("--write")
    page = asked.run("round").out
    assert "in part" in page
    assert "1.4  Keep a hotline" in page


def test_the_line_to_type_names_an_item_clearly_in_a_renumbered_plan(asked: AskedRound) -> None:
    """Its id could be the number of another item."""
    plan = asked.run.home / "plans" / "2026" / "v1.toml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace('id = "1.1",', 'id = "1.1", number = "9",'), "utf-8")
    page = asked.run("round", env={"COLUMNS": "200"}).out
    assert 'bptip update "id 1.1" STATUS --by Fiji --round R' in page
    assert asked.run("update", "id 1.1", "delayed", "--by", "Fiji", "--round", "R").code == 0


@pytest.mark.parametrize("name", ["E. Officer", "F. Officer", "G. Officer"])
def test_a_return_has_the_day_of_its_corrected_form_where_the_first_had_none(
    asked: AskedRound, name: str
) -> None:
    """Both came on the day on which the first was collected; ids do not decide."""
    asked.fill("Fiji", {"1.1": {STATUS: "Delayed"}}, {Field.NAME: name})
    asked.collect("--write")
    assert party(asked, "Fiji")["received"] is None
    asked.fill("Fiji", {"1.2": DONE}, {Field.DATE: "24.11.2026"})
    (returned,) = [each for each in asked.collect("--write")["returns"] if each["received"]]
    assert returned["received"] == party(asked, "Fiji")["received"] == "2026-11-24"
    assert len(asked.journal["receipt"]) == 2


def test_an_answer_by_e_mail_counts_with_its_receipt(asked: AskedRound) -> None:
    stated = asked.run(
        "update", "1.2", "delayed", "--by", "Samoa", "--round", "R", "--on", "2026-06-30",
        "--from", "e-mail, 3 Jul 2026",
    )  # fmt: skip
    assert stated.code == 0
    answer = asked.run("round", "--received", "samoa", "--on", "2026-07-03")
    assert answer.code == 0
    assert answer.out.endswith("Plans: plans\n")
    assert answer.err == "Recorded: Samoa answered on 3 Jul 2026.\n"
    (receipt,) = asked.journal["receipt"]
    assert (receipt["party"], receipt["received"]) == ("Samoa", date(2026, 7, 3))
    samoa = party(asked, "Samoa")
    assert (samoa["state"], samoa["received"], samoa["days_late"]) == ("complete", "2026-07-03", 0)
    before = asked.text
    again = asked.run("round", "--received", "Samoa", "--on", "2026-07-03", "-o", "no/x.md")
    assert (again.code, "Written before that" in again.err) == (2, False)
    assert asked.text == before


def test_a_party_that_declines_is_excused(asked: AskedRound) -> None:
    excuse = "declined by note verbale"
    answer = asked.run("round", "--received", "Tonga", "--on", "2026-07-03", "--excused", excuse)
    assert answer.err == f"Recorded: Tonga is excused ({excuse}) on 3 Jul 2026.\n"
    tonga = party(asked, "Tonga")
    assert (tonga["state"], tonga["received"], tonga["days_late"]) == ("excused", None, None)
    assert f"excused: {excuse}" in asked.run("round").out


def test_a_draft_is_no_answer_yet(asked: AskedRound) -> None:
    asked.fill("Fiji", {"1.1": DONE}, {**SIGNED, Field.DRAFT: "Draft: clearance awaited"})
    asked.collect("--write")
    assert party(asked, "Fiji")["state"] == "draft"
    shown = " ".join(asked.run("show", "1.1").out.split())
    assert "asked on 24 Nov 2026, draft received, not cleared yet" in shown


def test_messages_remind_the_silent_and_show_the_others_what_is_printed(asked: AskedRound) -> None:
    asked.fill("Fiji", {**ALL_OF_FIJI, "1.4": {STATUS: "Delayed", Place.NOTE: "No staff.\nYet."}})
    asked.collect("--write")
    written = asked.run("round", "--messages", "2026-12-15", "-o", "reminders.md")
    assert written.code == 0
    text = (asked.run.home / "reminders.md").read_text("utf-8")
    fiji, _, tonga = text.split("\n## ")[1:]
    assert "- 1.1  Hold a meeting: in progress\n" in fiji
    assert "- 1.4  Keep a hotline: delayed; No staff. Yet.\n" in fiji
    assert "If you object to any of this, please tell us by 15 Dec 2026." in fiji
    assert "We asked for your return by 31 Jul 2026, and have not received it.\n" in tonga
    assert "- 2.1  Train your staff\n" in tonga
    assert "Please send us your answer by 15 Dec 2026." in tonga
    assert len(asked.run("round", "--messages", "2026-12-15", "--json").json["messages"]) == 3


def test_a_message_says_which_statements_are_of_another_party(asked: AskedRound) -> None:
    """A joint lead clears its own words, and sees whose the others are."""
    held = {STATUS: "On hold", Place.CHALLENGES: "No budget."}
    asked.fill("Samoa", {"1.2": held})
    asked.collect("--write")
    noted = {Place.STATUS: None, Place.DAY: None, Place.NOTE: "Two courses."}
    asked.fill("Fiji", {**ALL_OF_FIJI, "1.2": noted})
    later = replace(asked.run, today=date(2026, 11, 25))
    later("collect", asked.folder, "--write")
    fiji, samoa = later("round", "--messages", "2026-12-15", "--json").json["messages"][:2]
    difficulty = "difficulties: No budget."
    assert (
        f"on hold (stated by Samoa); Two courses.; {difficulty} (stated by Samoa)" in fiji["text"]
    )
    assert f"on hold; Two courses. (stated by Fiji); {difficulty}\n" in samoa["text"]


@pytest.mark.parametrize("named", [(), ("--returns", "returns-R")], ids=["found", "named"])
def test_messages_repeat_the_questions_that_a_form_leaves_open(
    asked: AskedRound, named: tuple[str, ...]
) -> None:
    asked.fill("Fiji", {"1.1": {STATUS: "Begun"}, "1.4": {STATUS: "Delayed", Place.VALUE: 4}})
    asked.fill("Samoa", {"1.2": {STATUS: "Delayed", Place.EVIDENCE: "to follow"}})
    asked.collect("--write")
    sent = asked.run("round", "--messages", "2026-12-15", *named, "--json").json["messages"]
    texts = {message["party"]: message["text"] for message in sent}
    assert "still without an answer:\n- 2.1  Train your staff\n\nWe could not" in texts["Fiji"]
    assert '\n- Cell E7, 1.1  Hold a meeting: "Begun" is not one of ' in texts["Fiji"]
    assert (
        '\n- Cell G10, 1.4  Keep a hotline: "4" is a new value, but this row of 1.4 is '
        in (texts["Fiji"])
    )
    leaves_open = (
        "\nWithout your answer, the report will say that your return leaves these activities open."
        "\n"
    )
    assert leaves_open in texts["Fiji"]
    assert (
        "\nWithout your answer, the report will say that no report was received.\n"
        in texts["Tonga"]
    )
    assert '\n- Cell J7, 1.2  Train officers: "to follow" is not a web ' in texts["Samoa"]
    assert "We could not use" not in texts["Tonga"]


def test_the_day_of_a_late_completion_is_asked_for(asked: AskedRound) -> None:
    """The day of the round is recorded where none is written: the party may have been in time."""
    cells = {"1.1": {STATUS: "Completed"}, "1.2": {STATUS: "Completed"}}
    asked.fill("Fiji", cells)
    outcome = asked.run("collect", asked.folder, "--write")
    assert outcome.code == 0
    assert "1.2: completed, without a day. 30 Jun 2026 is recorded" in " ".join(outcome.out.split())
    assert "1.1: completed" not in outcome.out
    text = asked.run("round", "--messages", "2026-12-15").out
    assert text.count("tell us the day:\n  - 1.2  Train officers (due 2026-Q1)\n\n") == 2


def test_contacts_are_on_the_screen_and_in_no_file(asked: AskedRound) -> None:
    contacts = asked.run.home / "plans" / "contacts.toml"
    contacts.write_text('"Fiji" = ["desk@example.org"]\n', encoding="utf-8")
    assert "desk@example.org" in asked.run("round").out
    for name in ("round.txt", "round.md", "round.html", "round.docx", "round.csv", "round.json"):
        assert asked.run("round", "-o", name).code == 0
        assert b"desk@example.org" not in (asked.run.home / name).read_bytes()
    assert "desk@example.org" not in asked.run("round", "--format", "markdown").words


def test_the_latest_round_is_shown_unless_one_is_named(asked: AskedRound) -> None:
    asked.run("request", "--round", "S", "--as-of", "2026-09-30", "--due", "2026-12-31")
    assert asked.run("round", "--json").json["round"]["round"] == "S"
    assert asked.run("round", "--round", "r", "--json").json["round"]["round"] == "R"
    unknown = asked.run("round", "--round", "T")
    assert unknown.code == 2
    assert 'There is no reporting round "T".' in unknown.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--received", "Nauru"), 'There is no party "Nauru"'),
        (("--received", "Fiji", "--on", "2027-01-01"), "in the future"),
        (("--on", "2026-07-01"), "--on and --excused need a party."),
        (("--received", "Fiji", "--excused", " "), "--excused is empty."),
        (("--messages", "soon"), 'cannot read "soon" as a date'),
        (("--messages", "2020-01-01"), "--messages 1 Jan 2020 is in the past."),
        (("--messages", "2569-12-31"), "The Buddhist year 2569 is 2026."),
        (("--returns", "nowhere"), '"nowhere" is not a folder.'),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(
    asked: AskedRound, arguments: tuple[str, ...], message: str
) -> None:
    outcome = asked.run("round", *arguments)
    assert outcome.code == 2
    assert message in outcome.err


def test_messages_that_were_due_in_the_past_are_said_to_be(asked: AskedRound) -> None:
    """They may be written again, after the day on which the answers were due."""
    outcome = asked.run("round", "--messages", "2026-08-15")
    assert (outcome.code, outcome.err) == (0, "--messages 15 Aug 2026 is in the past.\n")
    assert asked.run("round", "--messages", "2026-11-24").err == ""


def test_the_lines_to_type_name_the_plan_that_was_named(asked: AskedRound) -> None:
    """Pasted, they are about that plan, whichever is in force. So are those of an ended plan."""
    assert "STATUS --by Fiji --round R\n" in asked.run("round").out
    page = asked.run("round", "2026").out
    assert "bptip round 2026 --round R --messages DATE -o reminders.md" in page
    assert "STATUS --by Fiji --round R --plan 2026\n" in page
    assert "bptip round 2026 --round R --received Fiji --on DATE --excused TEXT" in page
    ended = replace(asked.run, today=date(2027, 3, 1))("round").out
    assert "STATUS --by Fiji --round R --plan 2026\n" in ended
    for name in ("Fiji", "Samoa", "Tonga"):
        excused = ("--received", name, "--on", "2026-07-03", "--excused", "by telephone")
        assert asked.run("round", *excused).code == 0
    assert "Next: bptip report 2026 -o report.docx" in asked.run("round", "2026").out


def test_only_the_forms_of_the_plan_and_the_round_count(asked: AskedRound, plans: Plans) -> None:
    """Those of another plan or round in the folder did not come for this one."""
    leads = 'lead = ["Fiji"] }, { id = "1.2", title = "B", lead = ["Tonga"] }]'
    plans.add(f'[[objective]]\nid = "1"\ntitle = "One"\nactivity = [{{ id = "1.1", {A}, {leads}')
    other = ("request", "tiny", *ROUND[1:], "-o", "returns-tiny")
    assert asked.run(*other).code == 0
    named = ("round", "tiny", "--returns", asked.folder)
    page = asked.run(*named).out
    assert "0 of 2 complete · 2 not received" in page
    assert "In question" not in page
    assert "Thank you" not in asked.run(*named, "--messages", "2026-12-15").out
    refused = asked.run("collect", asked.folder, "--plan", "tiny", "--json").json
    assert [each["party"] for each in refused["returns"]] == [None, None, None]
    assert refused["parties"]["not_received"] == ["Fiji", "Tonga"]
    assert asked.run("request", "--round", "S", *ROUND[3:]).code == 0
    late = asked.run("round", "--round", "S", "--returns", asked.folder).out
    assert "0 of 3 complete · 3 not received" in late


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
def test_a_link_to_nothing_is_not_taken_for_a_round_without_forms(asked: AskedRound) -> None:
    """Nobody would learn of the questions in the forms, as on a network folder that is away."""
    asked.folder.rename(asked.run.home / "away")
    assert asked.run("round").code == 0
    asked.folder.symlink_to("nowhere")
    outcome = asked.run("round")
    assert (outcome.code, '"returns-R" is not a folder.' in outcome.err) == (2, True)
    asked.folder.unlink()
    asked.folder.symlink_to("away")
    assert asked.run("round").code == 0


def test_a_plan_without_a_round_says_how_to_ask(
    bptip_in: Callable[[Path], Bptip], plans: Plans
) -> None:
    plans.add('[[objective]]\nid = "1"\ntitle = "One"')
    outcome = bptip_in(plans.folder.parent)("round")
    assert outcome.code == 2
    assert "bptip request --round ROUND --due DATE" in outcome.err


def test_a_party_that_leads_nothing_and_has_reported_gets_no_message(asked: AskedRound) -> None:
    """There is nothing to remind it of, and nothing of it is late or printed."""
    first = asked.journal["round"][0]
    block = tomli_w.dumps({"round": {**first, "id": "asked-too", "asked": ["IOM"]}})
    journal = asked.run.home / "plans" / "2026" / "progress.toml"
    plan = journal.with_name("v1.toml")
    plan.write_text(plan.read_text("utf-8").replace("parties = [", 'parties = ["IOM", '), "utf-8")
    journal.write_text(f"{asked.text}\n{block.replace('[round]', '[[round]]')}", "utf-8")
    sent = asked.run("round", "--messages", "2026-12-15", "--json").json["messages"]
    (text,) = [message["text"] for message in sent if message["party"] == "IOM"]
    assert "No activity awaits your answer:\none line that you have nothing to report" in text
    assert "await your answer" not in text
    assert party(asked, "IOM")["days_late"] is None, "nothing of it is late"
    assert asked.run("update", "1.1", "--note", "Paid.", "--by", "IOM", "--round", "R").code == 0
    assert party(asked, "IOM")["state"] == "complete"
    sent = asked.run("round", "--messages", "2026-12-15", "--json").json["messages"]
    assert "IOM" not in [message["party"] for message in sent]
