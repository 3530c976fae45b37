"""A report says what was reported, and nothing else: lateness, endings, causes, its own rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

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
    source = late(*REPORT, cwd=plans.folder.parent).out
    section = source.partition("### Objective 1")[2].partition("\n### ")[0]
    assert section.count("Two texts differ.") == 1
    assert section.count("Ask the lawyers.") == 1
    assert section.index("Two texts differ.") < section.index("| Activity |")
    assert "1 more report since then stated nothing else." in section
    assert section.count("in progress |") == 2
