"""Causes on a report's first page: in the reporter's own words, with the reporter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from conftest import Bptip, Plans

PLAN: Final = """
[[objective]]
id = "1"
title = "Roads"
""" + "".join(
    f'[[objective.activity]]\nid = "1.{n}"\ntitle = "Road {n}"\nlead = ["Peru"]\n'
    f"due = 2026-0{n}-28\n"
    for n in range(1, 6)
)


def update(item: str, on: str, rest: str) -> str:
    """Returns an update by Peru."""
    return (
        f'[[update]]\nid = "{item}{on}"\nitem = "{item}"\non = {on}\nby = "Peru"\n'
        f"recorded = {on}T00:00:00Z\n{rest}\n"
    )


JOURNAL: Final = "".join((
    update("1.1", "2026-06-01", 'status = "delayed"\nreason = "funding"\nchallenges = "No bids."'),
    update("1.2", "2026-06-01", 'status = "in-progress"'),
    update("1.3", "2026-06-01", 'status = "delayed"\nreason = "staffing"\nnote = "Two left."'),
    update("1.3", "2026-06-02", 'note = "Calm week."'),
    update("1.4", "2026-06-01", f'status = "delayed"\nchallenges = "{"very long " * 40}"'),
))  # fmt: skip


def test_each_late_item_says_what_is_in_the_way(bptip: Bptip, plans: Plans) -> None:
    """With its title; the difficulties, else the note of the report that has the reason."""
    plans.add(PLAN, JOURNAL)
    page = bptip("report", "--as-of", "2026-06-30", cwd=plans.folder.parent).out
    late = page.split("## Past their due date")[1].split("## Since")[0].replace("\u00a0", " ")
    rows = [line for line in late.splitlines() if line.startswith("- ")]
    assert rows[:3] == [
        "- **1.1** Road 1 – due 28 Jan 2026; funding: “No bids.” (Peru)",
        "- **1.2** Road 2 – due 28 Feb 2026; in progress",
        "- **1.3** Road 3 – due 28 Mar 2026; staffing: “Two left.” (Peru)",
    ]
    assert rows[3].startswith("- **1.4** Road 4 – due 28 Apr 2026; “very long very")
    assert rows[3].endswith(" …” (Peru)")
    assert len(rows[3]) < 160
    assert len(rows) == 4


def test_the_message_comes_before_the_contents(bptip: Bptip) -> None:
    """A screen reader reads the first page before the list of the sections."""
    page = bptip("report", "--format", "html").out
    places = [page.index(sign) for sign in ("<main", "At a glance</h2>", "<nav", "Annex</h2>")]
    assert places == sorted(places)
    assert page.index("Also late or at risk</h2>") < page.index("<nav")


def test_counts_that_differ_by_more_than_the_period_say_why(bptip: Bptip) -> None:
    """The example completed 3, and 2 joined it as completed: 0 before, 5 now."""
    page = bptip("report", "--as-of", "2026-11-24").words
    assert "0 of 11 before 24 Nov 2025; since then 3 completed and 2 completed among" in page


def test_without_names_no_party_of_a_shared_activity_is_named(bptip: Bptip, plans: Plans) -> None:
    """Nor is a party asked for a reason where its status needs none."""
    plan = PLAN.replace('lead = ["Peru"]', 'lead = ["Peru", "Fiji"]\neach = true')
    late = update("1.1", "2026-06-01", 'own = true\nstatus = "in-progress"')
    waiting = update("1.1", "2026-06-02", 'own = true\nstatus = "on-hold"')
    plans.add(plan, late + waiting.replace("Peru", "Fiji"))

    def first_page(*options: str) -> str:
        asked = ("report", "--as-of", "2026-06-30", *options)
        page = bptip(*asked, cwd=plans.folder.parent).out.replace("\u00a0", " ")
        return page.partition("## Since")[0]

    row = "- **1.1** Road 1 – due 28 Jan 2026; "
    assert f"{row}Peru: in progress; Fiji: no reason given" in first_page()
    assert f"{row}a party: in progress; a party: no reason given" in first_page("--no-names")
    assert "Fiji" not in first_page("--no-names")


def test_a_note_is_the_reason_where_no_other_was_given(bptip: Bptip, plans: Plans) -> None:
    """It is from the report that states the status, or a later one; never from one before."""
    before = update("1.1", "2026-05-01", 'status = "in-progress"\nnote = "All is well."')
    plans.add(PLAN, before + update("1.1", "2026-06-01", 'status = "delayed"'))
    asked = ("report", "--as-of", "2026-06-30")
    row = "- **1.1** Road 1 – due 28 Jan 2026; "
    assert f"{row}no reason given" in bptip(*asked, cwd=plans.folder.parent).words
    noted = before + update("1.1", "2026-06-01", 'status = "delayed"\nnote = "A law is awaited."')
    plans.add(PLAN, noted)
    assert f"{row}“A law is awaited.” (Peru)" in bptip(*asked, cwd=plans.folder.parent).words


DISPUTED: Final = update("1.1", "2026-01-20", 'status = "completed"') + update(
    "1.1", "2026-06-01", 'status = "delayed"'
).replace("Peru", "UNODC")


def test_the_word_of_the_lead_is_beside_that_of_another(bptip: Bptip, plans: Plans) -> None:
    """Wherever a page has the status: on the first page, in the annex, on the screen."""
    plans.add(PLAN, DISPUTED)
    rival = "but Peru stated completed for 20 Jan 2026"
    asked = ("--as-of", "2026-06-30")
    page = bptip("report", *asked, cwd=plans.folder.parent).words
    both = f"delayed (said by UNODC); **{rival}**"
    assert f"- **1.1** Road 1 – due 28 Jan 2026; {both}; no reason given" in page
    assert f"| {both} · ▲ off track |" in page
    screen = bptip("status", "-a", *asked, "--format", "markdown", cwd=plans.folder.parent).out
    row = next(line for line in screen.splitlines() if line.startswith("| 1.1 | Road 1 | delayed"))
    assert both in row.replace("\u00a0", " ")


def test_each_party_says_its_own_status_in_the_reports(bptip: Bptip, plans: Plans) -> None:
    """Two parties that state the same have both stated it."""
    same = update("1.2", "2026-06-01", 'status = "in-progress"')
    later = update("1.2", "2026-06-20", 'status = "in-progress"')
    plans.add(PLAN, same + same.replace("Peru", "Fiji").replace("-01", "-02") + later)
    page = bptip("report", "--as-of", "2026-06-30", cwd=plans.folder.parent).out
    row = page.split("#### Reports since")[1].split("| 1.2 | ")[1].split(" |")[0]
    assert row.replace("\u00a0", " ") == (
        "**1 Jun 2026** Peru · in progress – **2 Jun 2026** Fiji · in progress – "
        "**20 Jun 2026** Peru"
    )


def test_the_annex_has_an_undeclared_percentage_once(bptip: Bptip, plans: Plans) -> None:
    """The words for a status that follows from 100 % have the figure."""
    plans.add(PLAN, update("1.1", "2026-01-20", "progress = 100"))
    page = bptip("report", "--as-of", "2026-01-25", cwd=plans.folder.parent).out
    row = next(line for line in page.splitlines() if line.startswith("| 1.1 | Road 1"))
    assert row.count("100") == 1


def test_what_was_completed_on_one_day_is_in_the_order_of_the_plan(
    bptip: Bptip, plans: Plans
) -> None:
    """The latest day is first."""
    days = {"1.1": "2026-05-01", "1.2": "2026-05-01", "1.3": "2026-06-01"}
    plans.add(PLAN, "".join(update(id_, on, 'status = "completed"') for id_, on in days.items()))
    page = bptip("report", "--as-of", "2026-06-30", cwd=plans.folder.parent).words
    listed = page.split("## Completed in the period")[1].split("## ")[0].split("\n\n")[1]
    assert listed.splitlines() == ["- **1.3** Road 3", "- **1.1** Road 1", "- **1.2** Road 2"]


def test_a_list_without_room_has_its_number_alone(bptip: Bptip, plans: Plans) -> None:
    """Thirty objectives with long titles fill the page; what is overdue and silent is counted."""
    titles = (f"Objective {n} {'with a long title ' * 6}" for n in range(1, 31))
    objectives = (
        f'[[objective]]\nid = "{n}"\ntitle = "{title}"\n'
        f'[[objective.activity]]\nid = "{n}.1"\ntitle = "Late"\ndue = 2026-02-28\n'
        f'[[objective.activity]]\nid = "{n}.2"\ntitle = "Silent"\ndue = 2026-02-28\n'
        for n, title in enumerate(titles, 1)
    )
    late = (update(f"{n}.1", "2026-06-01", 'status = "delayed"') for n in range(1, 31))
    plans.add("".join(objectives), "".join(late))
    page = bptip("report", "--as-of", "2026-06-30", cwd=plans.folder.parent).words
    title = "## Past their due date (30; all under Needs attention)"
    assert f"{title}\n\n30 more activities have passed the due date" in page
