"""A report says what was reported, and nothing else: lateness, endings, causes, its own rows."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import pytest

from render.html_reading import read

if TYPE_CHECKING:
    from conftest import Bptip, Plans

LATE_PLAN: Final = """
[[objective]]
id = "1"
title = "Warn in time"
[[objective.activity]]
id = "1.1"
title = "Agree on one text"
due = 2026-03-01
[[objective.activity]]
id = "1.2"
title = "Place the gauges"
due = 2026-09-01
"""

LATE_JOURNAL: Final = """
[[update]]
id = "u1"
item = "1.1"
on = 2026-02-01
recorded = 2026-02-01T00:00:00Z
status = "in-progress"
[[update]]
id = "u2"
item = "1.2"
on = 2026-02-01
recorded = 2026-02-01T00:00:00Z
status = "in-progress"
"""


@pytest.fixture
def late(bptip: Bptip, plans: Plans) -> Bptip:
    """A plan with an activity that is 122 days late, and one that is due in 62 days."""
    plans.add(LATE_PLAN, LATE_JOURNAL)
    return bptip


REPORT: Final = ("report", "--as-of", "2026-07-01")


@pytest.mark.parametrize("format_", ["markdown", "html", "table"])
def test_the_bar_of_late_work_runs_to_the_day_of_the_report(
    late: Bptip, plans: Plans, format_: str
) -> None:
    """In every format it is said since when it is overdue; what is due later ends when due."""
    outcome = late(*REPORT, "--format", format_, cwd=plans.folder.parent)
    page = read(outcome.out).text if format_ == "html" else outcome.out
    page = " ".join(page.split())
    assert "1 Jan 2026 – 1 Jul 2026, overdue since 1 Mar 2026" in page
    assert "1 Jan 2026 – 1 Sep 2026, in progress" in page
    assert "1 Jan 2026 – 1 Mar 2026" not in page


def test_the_drawn_bar_reaches_today(late: Bptip, plans: Plans) -> None:
    """In HTML, its right end is at the line of the as-of day, and the mark is before it."""
    page = late(*REPORT, "--format", "html", cwd=plans.folder.parent).out
    (late_row,) = [line for line in page.splitlines() if "overdue since" in line]
    rect = re.search(r'<rect class="in-progress" x="([\d.]+)" y="\d+" width="([\d.]+)"', late_row)
    today = re.search(r'class="today" d="M([\d.]+) ', late_row)
    mark = re.search(r'class="mark" d="M([\d.]+) ', late_row)
    assert rect
    assert today
    assert mark
    assert float(rect[1]) + float(rect[2]) == pytest.approx(float(today[1]), abs=0.2)
    assert float(mark[1]) < float(today[1]) - 50


def test_each_report_is_told_once(late: Bptip, plans: Plans) -> None:
    """The next step and the difficulties are above the table; what is then left is counted."""
    journal = LATE_JOURNAL.replace(
        'status = "in-progress"\n[[update]]',
        'status = "in-progress"\nchallenges = "Two texts differ."\nnext = "Ask the lawyers."\n'
        "[[update]]",
        1,
    )
    repeated = (
        '[[update]]\nid = "u3"\nitem = "1.1"\non = 2026-03-01\n'
        'recorded = 2026-03-01T00:00:00Z\nnext = "Ask the lawyers."\n'
    )
    plans.add(LATE_PLAN, journal + repeated)
    source = late(*REPORT, cwd=plans.folder.parent).words
    section = source.partition("### Objective 1")[2].partition("\n### ")[0]
    assert section.count("Two texts differ.") == 1
    assert section.count("Ask the lawyers.") == 1
    assert section.index("Two texts differ.") < section.index("| Activity |")
    assert "2 more reports since then stated nothing else." in section
    assert section.count("in progress |") == 1


def test_a_report_that_its_row_shows_whole_is_counted(late: Bptip, plans: Plans) -> None:
    """Day, party and status are in the row of 1.1; 1.2 has a note, so its report is listed."""
    noted = LATE_JOURNAL.rstrip() + '\nnote = "Six are in place."\n'
    plans.add(LATE_PLAN, noted)
    source = late(*REPORT, cwd=plans.folder.parent).words
    section = source.partition("### Objective 1")[2].partition("\n### ")[0]
    assert "| **1 Feb 2026** in progress |" not in section
    assert "| 1.2 | **1 Feb 2026** Six are in place. · in progress |" in section
    assert "1 more report since then stated nothing else." in section
    plans.add(LATE_PLAN, LATE_JOURNAL)
    source = late(*REPORT, cwd=plans.folder.parent).words
    assert "2 reports since 1 Jan 2026 stated nothing else." in source
    assert "#### Reports since" not in source


def test_a_party_whose_row_shows_its_report_whole_is_counted(bptip: Bptip, plans: Plans) -> None:
    """Fiji's day and status are in its row; Samoa gives a note, so its report is listed.

    What is in Samoa's way is above the table, and so not in the report again.
    """
    plan = LATE_PLAN.replace("due = 2026-03-01", 'lead = ["Fiji", "Samoa"]\neach = true')
    block = (
        '[[update]]\nid = "{0}"\nitem = "1.1"\non = 2026-02-01\nown = true\nby = "{0}"\n'
        'recorded = 2026-02-01T00:00:00Z\nstatus = "completed"\n'
    )
    said = 'note = "All are trained."\nchallenges = "No trainers."\n'
    late = block.format("Samoa").replace("completed", "delayed") + said
    plans.add(plan, block.format("Fiji") + late)
    source = bptip(*REPORT, cwd=plans.folder.parent).words
    reports = source.partition("#### Reports since")[2].partition("\n### ")[0]
    assert "**1 Feb 2026** Samoa: All are trained. · delayed" in reports
    assert source.partition("### Objective 1")[2].count("No trainers.") == 1
    assert "Fiji" not in reports
    assert "1 more report since then stated nothing else." in reports


def test_an_objective_that_has_ended_has_no_outlook(bptip: Bptip, plans: Plans) -> None:
    """Its status says it, with and without activities."""
    done = '[[update]]\nid = "u"\nitem = "1"\non = 2026-02-01\nstatus = "completed"\n'
    plan = '[[objective]]\nid = "1"\ntitle = "Bread"\n'
    plans.add(plan, f"{done}recorded = 2026-02-01T00:00:00Z\n")
    page = bptip(*REPORT, cwd=plans.folder.parent).words
    assert "completed · no activities are known · the objective itself: 1 Feb 2026" in page
    assert "✓" not in page


def test_a_plan_without_objectives_has_no_figures(bptip: Bptip, plans: Plans) -> None:
    plans.add("")
    page = bptip(*REPORT, cwd=plans.folder.parent).words
    assert "At a glance" not in page
    assert "the plan lists no objectives" in page


CLAIMED: Final = """
[[objective]]
id = "1"
title = "One"
""" + "".join(
    f'[[objective.activity]]\nid = "1.{n}"\ntitle = "Work {n}"\nlead = ["Peru"]\n{due}\n'
    for n, due in ((1, "due = 2026-06-30"), (2, ""), (3, ""), (4, ""))
)


def claimed(item: str, rest: str) -> str:
    """Returns a report on an item by its lead."""
    return (
        f'[[update]]\nid = "{item}{len(rest)}"\nitem = "{item}"\non = 2026-06-20\nby = "Peru"\n'
        f"recorded = 2026-06-20T00:00:00Z\n{rest}\n"
    )


def test_what_is_due_today_says_so_beside_on_track(bptip: Bptip, plans: Plans) -> None:
    """On the day itself alone."""
    plans.add(CLAIMED, claimed("1.1", 'status = "in-progress"'))
    for day, is_due in (("2026-06-29", False), ("2026-06-30", True)):
        page = bptip("report", "--as-of", day, cwd=plans.folder.parent).out
        (row,) = [line for line in page.splitlines() if line.startswith("| 1.1 | Work 1 – Peru")]
        assert ("on track: due today" in row) == is_due
        assert "on track" in row


@pytest.mark.parametrize(
    ("as_of", "causes"),
    [
        (
            "2026-06-29",
            "status not stated; last report 20 Jun 2026 (1.2, 1.3) · never reported (1.4)",
        ),
        (
            "2026-07-01",
            (
                "due 30 Jun 2026, outcome not reported (1.1) · status not stated; last report "
                "20 Jun 2026 (1.2, 1.3) · never reported (1.4)"
            ),
        ),
    ],
)
def test_each_cause_of_a_party_has_its_items(
    bptip: Bptip, plans: Plans, as_of: str, causes: str
) -> None:
    """A date of ten days ago alone would say that the reports are recent."""
    talks = claimed("1.1", 'status = "in-progress"') if as_of > "2026-07" else ""
    talks += claimed("1.2", 'note = "Talks."') + claimed("1.3", 'note = "More talks."')
    plans.add(CLAIMED, talks)
    page = bptip("report", "--as-of", as_of, cwd=plans.folder.parent).out
    silent = page.partition("### No recent report")[2].replace("\N{NO-BREAK SPACE}", " ")
    assert f"| {causes} | " in silent


def test_citations_in_markdown_are_links(bptip: Bptip, plans: Plans) -> None:
    """A number alone leads nowhere; one whose address cannot be followed stays a number."""
    evidence = 'status = "completed"\nevidence = ["https://example.org/a", "papers/b.pdf"]'
    plans.add(CLAIMED, claimed("1.4", evidence))
    page = bptip("report", "--as-of", "2026-06-29", cwd=plans.folder.parent).out
    assert "- **1.4** Work 4 [\\[1\\]](https://example.org/a) \\[2\\]" in page


def test_work_with_only_a_percentage_says_so(bptip: Bptip, plans: Plans) -> None:
    """Nobody has stated that it is under way, nor that it will be done in time."""
    updates = claimed("1.1", "progress = 40") + claimed(
        "1.3", 'status = "in-progress"\nprogress = 40'
    )
    plans.add(CLAIMED, updates)
    page = bptip("report", "--as-of", "2026-06-29", cwd=plans.folder.parent).out
    page = page.replace("\u00a0", " ")
    assert "in progress, 40 % · ● on track: only a percentage stated |" in page
    assert "in progress, 40 % · ● on track |" in page


MANY: Final = '[[objective]]\nid = "1"\ntitle = "One"\n' + "".join(
    f'[[objective.activity]]\nid = "1.{n}"\ntitle = "Work {n}"\ndue = 2026-{n % 3 + 1:02}-28\n'
    for n in range(1, 61)
)


def test_a_long_list_is_told_once(bptip: Bptip, plans: Plans) -> None:
    """Sixty items without a status: some titles, all numbers, and no second list of them."""
    plans.add(MANY)
    page = bptip("report", "--as-of", "2026-06-29", cwd=plans.folder.parent).out
    page = page.replace("\u00a0", " ")
    assert "| 1.7 | Work 7 | not reported" in page
    assert "Work 1 · Work 2 · Work 3 · 57 more" in page
    assert "The status of 60 items has not been stated." in page
    assert page.count("Work 60") == 1
    assert "| 1 | One | 0 of 60 | ? 60 no report |" in page


def test_many_late_items_have_their_difficulties_once(bptip: Bptip, plans: Plans) -> None:
    """The sections of the objectives refer to the list of what needs attention."""
    updates = "".join(
        f'[[update]]\nid = "u{n}"\nitem = "1.{n}"\non = 2026-05-20\nstatus = "delayed"\n'
        f'recorded = 2026-05-20T00:00:00Z\nchallenges = "Paper {n} is missing."\n'
        for n in range(1, 14)
    )
    plans.add(MANY, updates)
    page = bptip("report", "--as-of", "2026-06-29", cwd=plans.folder.parent).out
    assert page.partition("## Annex")[0].count("Paper 13 is missing.") == 1
    assert "Paper 13 is missing." not in page.partition("## Annex")[2]
    assert "Late or at risk: 1.1, 1.2, 1.3," in page.partition("## Annex")[2]


NUMBERED: Final = """
[[objective]]
id = "o-1"
number = "IV"
title = "Warn in time"
[[objective.activity]]
id = "1.1"
title = "Agree on one text"
[[objective]]
id = "o-2"
number = "V"
title = "Clear the drains"
"""


def test_an_objective_has_the_number_of_its_plan_everywhere(bptip: Bptip, plans: Plans) -> None:
    """A heading, a sentence, and the table's name for those who only hear the page."""
    plans.add(NUMBERED, claimed("1.1", 'next = "Ask Fiji"'))
    home = plans.folder.parent
    page = read(bptip(*REPORT, "--format", "html", cwd=home).out)
    headings = [" ".join(each.words) for each in page.all("h3")]
    assert "Objective IV: Warn in time" in headings
    assert "Objective V: Clear the drains" in headings
    assert "Objective V has no activities in the plan." in bptip(*REPORT, cwd=home).words
    named = [each.attributes.get("aria-label") for each in page.all("table")]
    assert named.count("Activities of objective IV") == 1
    word = bptip(*REPORT, "--format", "docx", cwd=home).raw
    xml = ZipFile(BytesIO(word)).read("word/document.xml").decode()
    assert xml.count('<w:tblCaption w:val="Activities of objective IV"/>') == 1
