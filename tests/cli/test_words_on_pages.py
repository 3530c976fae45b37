"""Real words of offices, on the pages: shared work, spans, causes, who said it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Plans

OBJECTIVES: Final = """
[[objective]]
id = "1"
title = "Shared"
[[objective.activity]]
id = "1.1"
number = "A.1"
title = "Each member trains its staff"
lead = ["Fiji", "Samoa", "Tonga", "Nauru"]
each = true
due = "2026-H1"
[[objective.activity]]
id = "1.2"
title = "Says another"
lead = ["Samoa"]
[[objective.activity]]
id = "1.3"
title = "Starts in December"
start = "2026-12"
[[objective.activity]]
id = "1.4"
title = "Figures alone"
due = 2027-06-30
[[objective.activity.indicator]]
id = "people"
title = "People"
unit = "people"
target = 100
[[objective.activity]]
id = "1.5"
title = "A meeting"
[[objective]]
id = "2"
title = "Without an end"
[[objective.activity]]
id = "2.1"
title = "Yearly report"
due = "ongoing"
[[objective.activity]]
id = "2.2"
title = "Continuous, and dated"
due = 2027-06-30
"""


def stated(id_: str, item: str, *lines: str) -> str:
    """Returns a block of the journal, with these lines."""
    on = "on = 2026-10-01" if not any(line.startswith("on ") for line in lines) else ""
    head = f'[[update]]\nid = "{id_}"\nitem = "{item}"\nrecorded = 2026-10-01T08:00:00Z\n{on}'
    return "\n".join((head, *lines, ""))


JOURNAL: Final = "".join(
    (
        stated("a", "1.1", 'by = "Fiji"', "own = true", 'status = "completed"'),
        stated(
            "b", "1.1", 'by = "Samoa"', "own = true", 'status = "in-progress"',
            'said = "Limited progress"', 'challenges = "No trainers."',
        ),
        stated("c", "1.1", 'by = "Nauru"', "own = true", 'status = "not-applicable"'),
        stated("d", "1.2", 'by = "Samoa"', 'status = "in-progress"', "on = 2026-09-01"),
        stated("e", "1.2", 'by = "UNODC"', 'status = "completed"'),
        stated("f", "1.4", "[update.values]", "people = 60"),
        stated("i", "1.5", 'status = "not-achieved"'),
        stated("g", "2.1", 'status = "continuous"', 'taken_from = "fiji.xlsx, row 7"'),
        stated("h", "2.2", 'status = "continuous"', 'redacted = "2026-10-05: a name"'),
    )
)  # fmt: skip


@pytest.fixture
def asked(plans: Plans, bptip: Bptip) -> Bptip:
    """Returns bptip in a folder with the plan of this file."""
    plans.add(OBJECTIVES, JOURNAL)
    return type(bptip)(plans.folder.parent)


def page(bptip: Bptip, *arguments: str) -> str:
    """Returns a page as it is piped, with single blanks."""
    outcome = bptip(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    return " ".join(outcome.out.split())


def test_the_counts_name_what_they_leave_out(asked: Bptip) -> None:
    shown = page(asked, "status")
    assert (
        "1 of 6 activities completed (16 %) · 1 not achieved · 1 of 1 standing commitment met"
        in shown
    )


def test_a_shared_activity_is_shown_with_its_counts(asked: Bptip) -> None:
    """Never as the rolled-up word alone; and needs attention names the parties."""
    row = asked("status", "-a", "--format", "markdown").words
    assert "1 of 3 completed · 1 not reported · 1 not applicable" in row
    assert "1 off track, 1 no report, of 4" in row
    attention = page(asked, "status").partition("Late or at risk")[2]
    late, _, silent = attention.partition("No recent report")
    assert "Samoa: in progress (Limited progress); difficulties: No trainers." in late
    assert "Tonga" not in late
    assert "Tonga A.1 (id 1.1) due 30 Jun 2026, outcome not reported" in silent


def test_under_a_lead_the_row_is_that_leads(asked: Bptip) -> None:
    """Its status, its counts, its updates."""
    shown = page(asked, "status", "--lead", "Fiji")
    assert "1 of 1 activity completed" in shown
    assert "Samoa" not in shown
    silent = page(asked, "status", "--lead", "Tonga")
    assert "due 30 Jun 2026, outcome not reported" in silent


def test_show_has_a_row_for_each_party(asked: Bptip) -> None:
    shown = asked("show", "A.1", "--format", "markdown").words
    rows = [line for line in shown.splitlines() if line.startswith(("| Fiji", "| Tonga", "| Na"))]
    assert [row.split(" | ")[1] for row in rows] == ["completed", "not reported", "not applicable"]
    assert "2026-H1 (30 Jun 2026, " in shown


def test_an_item_is_named_by_its_number(asked: Bptip) -> None:
    """The number is shown first, beside the id."""
    assert "A.1 (id 1.1) Each member trains its staff" in page(asked, "show", "a.1")
    assert page(asked, "show", "A.1") == page(asked, "show", "1.1")


def report(bptip: Bptip) -> str:
    """Returns the report of the plan as Markdown, with plain blanks, each row on one line."""
    outcome = bptip("report", "-o", "-", "--format", "markdown")
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out.replace("\N{NO-BREAK SPACE}", " ")


def test_who_said_it_is_shown_wherever_the_status_is(asked: Bptip) -> None:
    """In the moves, in the timeline, beside the counts by lead."""
    said = "completed (said by UNODC)"
    assert said in page(asked, "changes", "--since", "2026-09-15")
    by_lead = "Completed as said by a party that does not lead: 1.2 by UNODC."
    assert by_lead in report(asked)
    assert report(asked).count(said) >= 3
    assert by_lead in page(asked, "status", "--group-by", "lead")


def test_a_timeline_has_the_counts_of_a_shared_activity(asked: Bptip) -> None:
    """Never the rolled-up word alone."""
    (line,) = [line for line in report(asked).splitlines() if line.startswith("- A.1")]
    assert line.endswith("1 of 3 completed · 1 not reported · 1 not applicable")


def test_a_party_without_a_status_is_among_the_not_reported(asked: Bptip) -> None:
    silent = report(asked).partition("Not reported")[2]
    assert "| A.1 (id 1.1) | Each member trains its staff | Tonga | never reported |" in silent


def test_the_head_names_what_was_not_achieved(asked: Bptip) -> None:
    """It is in the count, and not completed."""
    assert "1 not achieved · 1 of 1 standing commitment met" in page(asked, "status")


def test_the_silence_of_a_party_has_its_cause(asked: Bptip) -> None:
    """A party whose report is only old has reported."""
    silent = page(asked, "status").partition("No recent report")[2]
    assert "Tonga A.1 (id 1.1) due 30 Jun 2026, outcome not reported" in silent


def test_the_note_of_an_outsider_is_no_report_anywhere(asked: Bptip) -> None:
    """The head, the row and the column of reporters agree."""
    note = 'by = "UNODC"', 'note = "Called twice."', "on = 2026-11-20"
    journal = asked.home / "plans" / "tiny" / "progress.toml"
    journal.write_text(journal.read_text("utf-8") + stated("z", "1.2", *note), "utf-8")
    assert "known until 1 Oct 2026" in page(asked, "status")
    assert "20 Nov 2026, UNODC" not in report(asked)
    assert asked("status", "--json").json["totals"]["last_update"] == "2026-10-01"


def test_under_a_filter_the_latest_report_is_said_to_be_the_whole_plans(asked: Bptip) -> None:
    shown = page(asked, "status", "--lead", "Tonga")
    assert "whole plan known until 1 Oct 2026" in shown
    assert "on the whole plan" not in page(asked, "status")


def test_a_completed_row_has_no_older_percentage(asked: Bptip) -> None:
    """`show` says for which day it was stated; data keep it."""
    assert asked("update", "1.2", "--progress", "40", "--on", "2026-09-01").code == 0
    row = next(line for line in asked("status", "-a").out.splitlines() if "Says another" in line)
    assert "40 %" not in row
    shown = page(asked, "show", "1.2")
    assert "40 % (stated for 1 Sep 2026, before it was completed)" in shown
    assert asked("show", "1.2", "--json").json["progress"] == 40


def test_a_standing_commitment_shows_the_reason_beside_its_outlook(asked: Bptip) -> None:
    """Nothing is due where nobody has begun; and met long ago is said to be so."""
    assert asked("update", "2.1", "not-started", "--on", "2026-11-01").code == 0
    assert "on track: nothing is due" in page(asked, "show", "2.1")
    again = ("2.1", "--status", "continuous", "--on", "2026-11-02")
    assert asked("update", *again).code == 0
    assert "1 of 1 standing commitment met ·" in page(asked, "status")
    journal = asked.home / "plans" / "tiny" / "progress.toml"
    text = journal.read_text("utf-8")
    for day in ("2026-11-01", "2026-11-02", "2026-10-01"):
        text = text.replace(f"on = {day}", "on = 2026-02-01")
    journal.write_text(text, "utf-8")
    old = "1 of 1 standing commitment met, without a recent report"
    assert old in page(asked, "status")


def test_who_said_it_is_shown_where_that_is_no_lead(asked: Bptip) -> None:
    """The statement of the lead that it contradicts, too."""
    shown = page(asked, "show", "1.2")
    assert "completed (said by UNODC)" in shown
    assert "but Samoa stated in progress for 1 Sep 2026" in shown


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("1.3", "not yet due to begin"),
        ("1.3", "2026-12 (from 1 Dec 2026)"),
        ("1.4", "status not stated; 60 of 100 people"),
        ("1.4", "no report status not stated; figures of 1 Oct 2026"),
        ("2.1", "standing commitment"),
        ("2.1", "ongoing, without an end of its own"),
        ("2.1", "(from fiji.xlsx, row 7)"),
        ("2.2", "in progress (continuous)"),
        ("2.2", "redacted 2026-10-05: a name"),
    ],
)
def test_the_words_of_one_item(asked: Bptip, item: str, words: str) -> None:
    assert words in page(asked, "show", item)


def test_a_move_names_the_parties(asked: Bptip) -> None:
    """The counts of the shared activity before and after, and whose part has moved."""
    shown = page(asked, "changes", "--since", "2026-09-15")
    assert "0 of 4 → 1 of 3 completed" in shown
    assert " Fiji ? not reported → ✓ completed " in shown


def test_what_was_not_achieved_is_a_move_of_its_own(asked: Bptip) -> None:
    """It is not completed, and nobody dropped it."""
    assert "1 not achieved (1.5)" in page(asked, "changes", "--since", "2026-09-15")
    assert "Outlook ✗ not achieved" in page(asked, "show", "1.5")


def test_reports_that_another_version_does_not_count_are_explained(
    plans: Plans, bptip: Bptip
) -> None:
    """They are in the history below "never reported", so the page says why they do not count."""
    shared = """
[[objective]]
id = "1"
title = "One"
[[objective.activity]]
id = "1.1"
title = "Training"
lead = ["Fiji", "Samoa"]
each = true
"""
    journal = "".join(
        (
            stated("a", "1.1", 'by = "Fiji"', "own = true", 'status = "completed"'),
            stated("b", "1.1", 'by = "Samoa"', "own = true", 'status = "completed"'),
            stated("c", "1.1", 'by = "Samoa"', 'status = "delayed"', "on = 2026-02-01"),
        )
    )
    run = type(bptip)(plans.folder.parent)
    plans.add(shared, journal)
    whole = "1 report on the whole does not count. Version 1: each lead reports its own part."
    assert whole in page(run, "show", "1.1")
    plans.add(shared.replace('"Samoa"', '"Tonga"'), journal)
    own = "1 report of a party on its own part does not count. Version 1: its leads are others."
    assert own in page(run, "show", "1.1")
    plans.add(shared.replace("each = true", ""), journal)
    shown = page(run, "show", "1.1")
    assert (
        "2 reports of parties on their own parts do not count. Version 1: the leads do it" in shown
    )
    assert "does not count" not in shown


TRAINING: Final = """
[[objective]]
id = "1"
title = "One"
[[objective.activity]]
id = "1.1"
title = "Training"
"""


def handed_over(plans: Plans, bptip: Bptip, *keys: str) -> Bptip:
    """Returns bptip in a folder with an activity that Fiji reported on, and Samoa leads since."""
    said = stated("a", "1.1", 'by = "Fiji"', "on = 2026-02-01", *keys)
    plans.add(f'{TRAINING}lead = ["Fiji"]', said)
    plans.add(f'{TRAINING}lead = ["Samoa"]', version=2, released=date(2026, 7, 1))
    return type(bptip)(plans.folder.parent)


def test_the_last_report_of_a_former_lead_is_said_to_be_its_own(plans: Plans, bptip: Bptip) -> None:
    """Nobody takes it for one of the lead of today, who has not reported."""
    run = handed_over(plans, bptip, 'status = "in-progress"')
    silent = page(run, "status").partition("No recent report")[2]
    assert "Samoa 1.1 1 Feb 2026, 296 days ago, by Fiji Training" in silent
    before = page(run, "status", "tiny@v1").partition("No recent report")[2]
    assert "Fiji 1.1 no report since 1 Feb 2026 Training" in before


def test_other_leads_alone_are_announced(plans: Plans, bptip: Bptip) -> None:
    """Nothing was reported and no status changed; who answers for it did."""
    run = handed_over(plans, bptip, 'status = "in-progress"')
    moved = page(run, "changes", "--since", "2026-06-01")
    assert "no status changed. Version 2, in force since 1 Jul 2026, replaced version 1." in moved
    assert "Activities: 1 with other leads (1.1)." in moved
    assert "Activities: 1 with other leads (1.1)." in report(run)
    assert "other leads" not in page(run, "changes", "--since", "2026-08-01")


def test_another_due_date_is_announced_and_the_report_has_both_days(
    plans: Plans, bptip: Bptip
) -> None:
    """A version that gives more time makes nothing that was late look punctual in silence."""
    plans.add(f'{TRAINING}lead = ["Fiji"]\ndue = 2026-03-31')
    later = f'{TRAINING}lead = ["Fiji"]\ndue = "2027-Q3"'
    plans.add(later, version=2, released=date(2026, 7, 1))
    run = type(bptip)(plans.folder.parent)
    moved = page(run, "changes", "--since", "2026-06-01")
    assert "Activities: 1 with another due date (1.1)." in moved
    assert "Activities: 1 with another due date (1.1: 31 Mar 2026 → 2027-Q3)." in report(run)
    assert "another due date" not in page(run, "changes", "--since", "2026-08-01")


def test_with_other_leads_alone_nothing_is_completed(plans: Plans, bptip: Bptip) -> None:
    """The party without a report leads it no more; the row is listed, and nobody completed it."""
    plan = f"{TRAINING}each = true\n"
    done = stated(
        "a", "1.1", 'by = "Fiji"', "on = 2026-02-01", "own = true", 'status = "completed"'
    )
    plans.add(f'{plan}lead = ["Fiji", "Samoa"]', done)
    plans.add(f'{plan}lead = ["Fiji"]', version=2, released=date(2026, 7, 1))
    run = type(bptip)(plans.folder.parent)
    since = ("--since", "2026-06-01")
    [row] = run("changes", *since, "--json").json["changes"][1:]
    assert (row["from"], row["to"], row["parties_left"]) == ("in-progress", "completed", ["Samoa"])
    assert "1 of 2 → 1 of 1 completed; left: Samoa" in page(run, "changes", *since)
    made = page(run, "report", *since).replace("\u00a0", " ")
    assert "no activity was completed or discontinued" in made
    assert "since then 0 completed and 1 completed with other leads" in made


def disputed(plans: Plans, bptip: Bptip, keys: str, *blocks: str) -> Bptip:
    """Returns bptip in a folder with one activity and a journal."""
    plans.add(f"{TRAINING}{keys}\n", "".join(blocks))
    return type(bptip)(plans.folder.parent)


def test_what_needs_attention_names_the_party_that_says_otherwise(
    plans: Plans, bptip: Bptip
) -> None:
    """Two leads state two things for one day; the later one decides, and both are read."""
    run = disputed(
        plans,
        bptip,
        'lead = ["Fiji", "Samoa"]',
        stated("a", "1.1", 'by = "Fiji"', 'status = "completed"'),
        stated("b", "1.1", 'by = "Samoa"', 'status = "delayed"'),
    )
    attention = page(run, "status").partition("Late or at risk")[2]
    assert "delayed; but Fiji stated completed for 1 Oct 2026" in attention
    front = report(run).partition("\n## Late or at risk\n")[2].partition("\n#")[0].strip()
    rival = "**but Fiji stated completed for 1 Oct 2026**"
    assert front == f"- **1.1** Training – due 31 Dec 2026; delayed; {rival}; no reason given"


def test_the_front_page_has_the_status_that_is_contradicted_once(
    plans: Plans, bptip: Bptip
) -> None:
    """It has no reason to give beside the status."""
    waiting = stated("b", "1.1", 'by = "Samoa"', 'status = "in-progress"', "on = 2026-10-02")
    run = disputed(
        plans,
        bptip,
        'lead = ["Fiji"]\ndue = 2026-09-30',
        stated("a", "1.1", 'by = "Fiji"', 'status = "completed"'),
        waiting,
    )
    front = report(run).partition("\n## Past their due date\n")[2].partition("\n#")[0].strip()
    rival = "**but Fiji stated completed for 1 Oct 2026**"
    words = f"due 30 Sep 2026; in progress (said by Samoa); {rival}"
    assert front == f"- **1.1** Training – {words}"


@pytest.mark.parametrize("by", ["Fiji", "Samoa"])
def test_the_front_page_says_why_what_is_in_progress_is_off_track(
    plans: Plans, bptip: Bptip, by: str
) -> None:
    """Nobody gave a reason: the day on which it is now expected makes it late."""
    late = 'status = "in-progress"', "on = 2026-10-02", "expected = 2027-03-31"
    run = disputed(
        plans,
        bptip,
        'lead = ["Fiji"]\ndue = 2026-12-31',
        stated("a", "1.1", 'by = "Fiji"', 'status = "completed"'),
        stated("b", "1.1", f'by = "{by}"', *late),
    )
    front = report(run).partition("\n## Late or at risk\n")[2].partition("\n#")[0].strip()
    rival = " (said by Samoa); **but Fiji stated completed for 1 Oct 2026**"
    status = f"in progress{rival if by == 'Samoa' else ''}"
    words = f"due 31 Dec 2026; {status}; now expected 31 Mar 2027"
    assert front == f"- **1.1** Training – {words}"


def test_a_hundred_per_cent_that_nobody_declared_completed_is_said_to_be_so(
    plans: Plans, bptip: Bptip
) -> None:
    """It may be off track, and the reason is beside the status."""
    run = disputed(plans, bptip, "due = 2026-09-30", stated("a", "1.1", "progress = 100"))
    shown = page(run, "status", "-a")
    assert "in progress; 100 % reported, not declared completed" in shown
    assert "100 % reported" not in page(
        disputed(plans, bptip, "", stated("a", "1.1", "progress = 99")), "status", "-a"
    )


def test_an_expected_day_that_has_passed_is_no_longer_expected(plans: Plans, bptip: Bptip) -> None:
    late = 'status = "delayed"', "expected = 2026-10-31"
    run = disputed(plans, bptip, "", stated("a", "1.1", *late))
    assert "was expected 31 Oct 2026" in page(run, "status")
    assert "now expected 31 Oct 2026" in page(run, "status", "--as-of", "2026-10-31")


def test_a_move_has_the_evidence_of_the_status_that_it_shows(plans: Plans, bptip: Bptip) -> None:
    """The evidence of an earlier statement would speak for another status."""
    done = 'status = "completed"', 'evidence = ["https://example.org/done"]'
    again = 'status = "in-progress"', "on = 2026-10-20"
    blocks = stated("a", "1.1", *done), stated("b", "1.1", *again)
    since = report(disputed(plans, bptip, "", *blocks)).partition("## Since")[2].partition("##")[0]
    assert "not reported → in progress |" in since
    source = report(disputed(plans, bptip, "", blocks[0]))
    (line,) = [line for line in source.splitlines() if "not reported → completed," in line]
    assert line.startswith("- **1.1** ")
    assert line.endswith(" [\\[1\\]](https://example.org/done)")


def test_nothing_that_is_completed_is_still_expected(plans: Plans, bptip: Bptip) -> None:
    """A hand-written journal may say both."""
    both = 'status = "completed"', "expected = 2027-02-01"
    shown = page(disputed(plans, bptip, "", stated("a", "1.1", *both)), "show", "1.1")
    assert "Expected" not in shown.partition("History")[0]


def test_a_shared_commitment_without_an_end_is_not_due(plans: Plans, bptip: Bptip) -> None:
    keys = 'lead = ["Fiji", "Samoa"]\neach = true\ndue = "ongoing"'
    held = stated("a", "1.1", 'by = "Fiji"', "own = true", 'status = "on-hold"')
    attention = page(disputed(plans, bptip, keys, held), "status").partition("Late or at risk")[2]
    assert "of 2: Fiji: on hold No recent report Samoa 1.1 never reported" in attention
    assert "due" not in attention


def test_a_count_of_changes_claims_nothing_that_nobody_said(asked: Bptip) -> None:
    """An item that is first reported has not begun in the period, and silence is named."""
    shown = page(asked, "changes", "--since", "2026-09-15")
    assert "2 first reported, under way (A.1, 2.2)" in shown
    assert "1 now met (2.1)" in shown
    silence = (
        "no report on 1 of 7 activities (1 not yet due to begin) · no report from Tonga on A.1"
    )
    assert silence in shown


def test_what_had_ended_before_the_period_needs_no_report(asked: Bptip) -> None:
    """It is counted apart from the open activities on which nobody reported."""
    done = asked("update", "1.3", "not-started", "--on", "2026-11-02")
    assert done.code == 0
    shown = page(asked, "changes", "--since", "2026-11-01")
    unreported = "no report on 6 of 7 activities (2 had ended before; open: A.1, 1.4, 2.1, 2.2)"
    assert unreported in shown


def test_a_part_that_is_new_in_a_version_is_no_unchanged_status(plans: Plans, bptip: Bptip) -> None:
    """Fiji has completed its part since the second version; the roll-up is the same word."""
    leads = 'lead = ["Fiji", "Samoa"]\n'
    before = stated("a", "1.1", 'by = "Fiji"', 'status = "in-progress"', "on = 2026-02-01")
    done = stated("b", "1.1", 'by = "Fiji"', "own = true", 'status = "completed"')
    run = disputed(plans, bptip, leads, before, done)
    plans.add(f"{TRAINING}{leads}each = true\n", version=2, released=date(2026, 4, 1))
    shown = page(run, "changes", "--since", "2026-03-01")
    assert "1 now reported by each lead for itself (1.1)" in shown
    assert "without a change of status" not in shown
    assert "1 Oct 2026 Fiji ✓ completed" in shown


def test_an_amendment_alone_stops_no_report(plans: Plans, bptip: Bptip) -> None:
    """Fiji's statement on the whole does not count in the second version; the third is whole."""
    leads = 'lead = ["Fiji", "Samoa"]\n'
    before = stated("a", "1.1", 'by = "Fiji"', 'status = "in-progress"', "on = 2026-02-01")
    run = disputed(plans, bptip, leads, before)
    plans.add(f"{TRAINING}{leads}each = true\n", version=2, released=date(2026, 4, 1))
    plans.add(f"{TRAINING}{leads}", version=3, released=date(2026, 6, 1))
    divided = page(run, "changes", "--since", "2026-03-01", "--until", "2026-05-01")
    assert "no status changed · 1 now reported by each lead for itself (1.1)" in divided
    whole = page(run, "changes", "--since", "2026-05-01", "--until", "2026-07-01")
    assert "no status changed · 1 now reported as a whole (1.1)" in whole


def test_the_last_report_of_one_is_not_called_none(plans: Plans, bptip: Bptip) -> None:
    """One of the two parties without a status has reported."""
    keys = 'lead = ["Fiji", "Samoa"]\neach = true'
    heard = stated("a", "1.1", 'by = "Fiji"', "own = true")
    silent = report(disputed(plans, bptip, keys, heard)).partition("### Not reported")[2]
    assert "| Fiji, Samoa | 1 Oct 2026 by Fiji; the others: never reported |" in silent


STANDING: Final = """
[[objective]]
id = "1"
title = "Keep the line open"
[[objective.activity]]
id = "1.1"
title = "Answer the hotline"
lead = ["Fiji"]
due = "ongoing"
[[objective.activity]]
id = "1.2"
title = "Hold the register"
lead = ["Fiji"]
due = "ongoing"
"""


@pytest.mark.parametrize(
    "command", [("status",), ("status", "--group-by", "lead"), ("trend",), ("report",)]
)
def test_standing_commitments_alone_are_not_headed_as_completed(
    plans: Plans, bptip: Bptip, command: tuple[str, ...]
) -> None:
    """The column has their own name, and an earlier figure is one of them as well."""
    plans.add(STANDING, stated("a", "1.1", 'status = "continuous"', 'by = "Fiji"'))
    page = bptip(*command, cwd=plans.folder.parent).words
    assert "1 of 2 met" in page
    assert "Commitments" in page
    assert "Activities completed" not in page
    assert "Completed Overdue" not in page
    assert "0 of 0" not in page
    if command == ("trend",):
        assert "1 of 2 standing commitments met · was 0 of 2 met on" in page


def test_what_some_parties_have_reported_is_not_called_unreported(
    plans: Plans, bptip: Bptip
) -> None:
    """Fiji has completed its part; that Samoa is silent does not take its report away."""
    keys = 'lead = ["Fiji", "Samoa"]\neach = true\ndue = 2026-09-30'
    done = stated("a", "1.1", 'by = "Fiji"', "own = true", 'status = "completed"')
    run = disputed(plans, bptip, keys, done)
    assert "1 overdue, outcome reported in part" in page(run, "status")
    shown = " ".join(report(run).split())
    for words in (
        "has been reported in part.** ",
        "on 1 of 1 activity some parties have no recent report.",
        "1 activity has passed the due date, and the outcome has been reported in part.",
        "| activities; some parties have reported on 1 more |",
    ):
        assert words in shown, words
    assert "not been reported" not in shown


def test_evidence_and_difficulties_are_beside_the_party_that_gave_them(
    plans: Plans, bptip: Bptip
) -> None:
    """The page that Fiji gives for its own part says nothing about Samoa."""
    keys = 'lead = ["Fiji", "Samoa"]\neach = true\ndue = 2026-09-30'
    source = 'evidence = ["https://example.org/fiji"]'
    done = stated("a", "1.1", 'by = "Fiji"', "own = true", 'status = "completed"', source)
    late = 'status = "delayed"', 'challenges = "No trainers."'
    held = stated("b", "1.1", 'by = "Samoa"', "own = true", *late)
    shown = report(disputed(plans, bptip, keys, done, held))
    cited = "[\\[1\\]](https://example.org/fiji)"
    attention = shown.partition("### Late or at risk")[2].partition("##")[0]
    assert "Training – Samoa | " in attention
    assert cited not in attention
    annex = shown.partition("## Annex")[2]
    assert "| 1.1 | Training – Fiji, Samoa | 1 of 2 completed · " in annex
    assert f"|  | Fiji {cited} | completed |" in annex
    assert "|  | Samoa | delayed · " in annex
    assert "- **1.1** Samoa: No trainers.\n" in shown


def test_a_difficulty_that_no_lead_has_named_has_its_party(plans: Plans, bptip: Bptip) -> None:
    """Samoa leads the activity; UNODC says that it waits for approvals."""
    late = 'by = "UNODC"', 'status = "delayed"', 'reason = "approvals"', 'next = "Ask Apia"'
    shown = report(disputed(plans, bptip, 'lead = ["Samoa"]', stated("a", "1.1", *late)))
    assert "- **1.1** approvals (said by UNODC)\n" in shown
    assert "- **1.1** Ask Apia (said by UNODC)\n" in shown


def test_a_completed_part_is_not_a_dash_below_completed(plans: Plans, bptip: Bptip) -> None:
    """The column is there because another party has given a percentage."""
    keys = 'lead = ["Fiji", "Samoa"]\neach = true\ndue = 2027-09-30'
    done = stated("a", "1.1", 'by = "Fiji"', "own = true", 'status = "completed"')
    half = stated("b", "1.1", 'by = "Samoa"', "own = true", 'status = "in-progress"')
    shown = page(disputed(plans, bptip, keys, done, half), "show", "1.1")
    assert "Party Status Outlook Last update" in shown
    shown = page(disputed(plans, bptip, keys, done, f"{half}progress = 50\n"), "show", "1.1")
    assert "Party Status Completed Outlook Last update" in shown
    assert "Fiji ✓ completed yes ✓ completed" in shown
    assert "Samoa ◐ in progress 50 % ● on track" in shown


def test_words_taken_off_the_record_were_given(plans: Plans, bptip: Bptip) -> None:
    """Samoa had said why; the secretariat has redacted it."""
    held = stated("a", "1.1", 'by = "Samoa"', 'status = "on-hold"')
    run = disputed(plans, bptip, 'lead = ["Samoa"]\ndue = 2027-09-30', held)
    assert "no reason given" in report(run)
    assert "without a reason" in page(run, "check")
    redacted = f'{held}redacted = "2026-10-05: a name"\n'
    run = disputed(plans, bptip, 'lead = ["Samoa"]\ndue = 2027-09-30', redacted)
    assert "words redacted" in report(run)
    assert "without" not in page(run, "check")


@pytest.mark.parametrize("heading", ["## Late or at risk", "### Late or at risk"])
def test_what_is_at_risk_because_it_has_not_begun_names_its_start(
    plans: Plans, bptip: Bptip, heading: str
) -> None:
    """A due date far ahead does not say why it is among the late."""
    waiting = stated("a", "1.1", 'status = "not-started"')
    keys = 'lead = ["Samoa"]\nstart = 2026-09-01\ndue = 2027-09-30'
    run = disputed(plans, bptip, keys, waiting)
    assert "not started; should have begun 1 Sep 2026; due 30 Sep 2027" in page(run, "status")
    listed = report(run).partition(f"\n{heading}\n")[2].partition("\n#")[0]
    assert "not started; should have begun 1 Sep 2026" in listed
    soon = disputed(plans, bptip, keys.replace("2027-09-30", "2026-12-01"), waiting)
    assert "should have begun" not in page(soon, "status")


def test_a_lead_that_reported_without_a_status_is_not_called_silent(
    plans: Plans, bptip: Bptip
) -> None:
    """Samoa's work should have begun, and it has sent a report, which states no status."""
    keys = 'lead = ["Samoa"]\nstart = 2026-09-01\ndue = 2027-09-30'
    run = disputed(plans, bptip, keys, stated("a", "1.1", 'by = "Samoa"'))
    words = "should have begun 1 Sep 2026, status not stated; last report 1 Oct 2026"
    for shown in (page(run, "status"), page(run, "show", "1.1"), report(run)):
        assert words in shown
    silent = disputed(plans, bptip, keys, "")
    assert "should have begun 1 Sep 2026, no report" in page(silent, "status")


def test_reports_that_do_not_count_are_named_wherever_silence_is(
    plans: Plans, bptip: Bptip
) -> None:
    """Samoa has reported on the whole of what each does for itself."""
    keys = 'lead = ["Fiji", "Samoa"]\neach = true\ndue = 2026-12-31'
    whole = stated("a", "1.1", 'by = "Samoa"', 'status = "completed"')
    run = disputed(plans, bptip, keys, whole)
    silent = "Samoa: not reported; 1 report on the whole does not count"
    assert silent in page(run, "status")
    made = report(run)
    assert silent in made.partition("\n## Late or at risk\n")[2].partition("\n#")[0]
    assert silent in made.partition("\n### Late or at risk\n")[2].partition("\n#")[0]


def test_a_standing_commitment_that_was_met_was_not_left_undone(plans: Plans, bptip: Bptip) -> None:
    """The next plan does without it; nobody could have completed it."""
    met = stated("a", "1.1", 'status = "continuous"', "on = 2025-11-01")
    ended = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}
    plans.add(f'{TRAINING}due = "ongoing"\n', met, id="before", **ended)
    run = disputed(plans, bptip, "")
    plans.add('[[objective]]\nid = "1"\ntitle = "Quite another"\n')
    shown = page(run, "diff", "before", "tiny")
    assert "in the new edition is completed, or was met." in shown
    words = "met to the end, and are not in the new plan: 1 One; 1.1 Training."
    assert words in shown


def test_a_timeline_ends_where_the_plan_says(plans: Plans, bptip: Bptip) -> None:
    """Also where that is before the plan's first day."""
    plans.add(f"{TRAINING}due = 2026-12-20\n", start=date(2027, 1, 1), end=date(2027, 12, 31))
    timeline = report(type(bptip)(plans.folder.parent)).partition("### Timeline")[2]
    assert "- 1.1  Training: 20 Dec 2026 – 20 Dec 2026, not reported" in timeline


PEOPLE: Final = """[[objective.activity.indicator]]
id = "people"
title = "People"
unit = "officers"
target = 90
"""


def test_a_party_finds_the_figure_of_its_own_part(plans: Plans, bptip: Bptip) -> None:
    """Figures of parts are not added up: each is in a row of its party."""
    keys = f'lead = ["Fiji", "Samoa", "Tonga"]\neach = true\ndue = 2027-09-30\n{PEOPLE}'
    run = disputed(plans, bptip, keys)
    assert "| 1.1 | People | officers | 90 |" in report(run)
    fiji = stated("a", "1.1", 'by = "Fiji"', "own = true", "[update.values]", "people = 30")
    samoa = stated("b", "1.1", 'by = "Samoa"', "own = true", "[update.values]", "people = 20")
    run = disputed(plans, bptip, keys, fiji, samoa)
    assert (
        "| 1.1 | People | officers | – | 90 | – |\n"
        "|  | Fiji |  | 30 |  | 1 Oct 2026 |\n"
        "|  | Samoa |  | 20 |  | 1 Oct 2026 |\n\n"
    ) in report(run)
    assert "Fiji 30 1 Oct 2026 Samoa 20 1 Oct 2026" in page(run, "show", "1.1")


def test_the_bar_of_a_shared_activity_ends_with_the_last_of_its_parties(
    plans: Plans, bptip: Bptip
) -> None:
    keys = 'lead = ["Fiji", "Samoa"]\neach = true\ndue = 2026-09-30'
    done = 'own = true\nstatus = "completed"'
    fiji = stated("a", "1.1", 'by = "Fiji"', done, "on = 2026-08-01")
    samoa = stated("b", "1.1", 'by = "Samoa"', done, "on = 2026-09-01")
    later = stated("b", "1.1", 'by = "Samoa"', 'own = true\nstatus = "in-progress"')
    later += "expected = 2027-01-31\n"
    for other, words in (
        (samoa, "1 Sep 2026, due 30 Sep 2026, all 2 completed"),
        (later, "31 Jan 2027, overdue since 30 Sep 2026, 1 of 2 completed"),
    ):
        shown = report(disputed(plans, bptip, keys, fiji, other))
        assert f"- 1.1  Training: 1 Jan 2026 – {words}\n" in shown
