"""The screens in windows of the usual sizes: they fit, and what matters stays.

Each size is tried in a real pseudo-terminal. The law tries plans of every kind on a canvas.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.pages.status import StatusSheet, page
from bptip.plan.journal import Update
from bptip.plan.model import Activity, Objective, Plan, Source, Status, Version
from bptip.progress.plan_progress import progress_on
from bptip.progress.selection import Filters
from bptip.render.layout.canvas import Canvas
from bptip.render.terminal.page import draw
from cli.pseudo_terminal import on_a_terminal

if TYPE_CHECKING:
    from conftest import Bptip, Plans, Process

SIZES: Final = ((80, 24), (100, 30), (140, 40))
"""The windows that are tried: columns and lines."""

PUBLIC: Final = "Forward Work Plan 2024–2026"
EXAMPLE: Final = "Coastal Flood Resilience Plan 2025–2027"
NO_COLOUR: Final = {"NO_COLOR": "1"}
DAY: Final = ("--as-of", "2026-11-24")

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def rows_of_objectives(shown: str) -> list[str]:
    """Returns the numbers in the first column below the line of the first table."""
    table = shown.partition("──\n")[2].split("\n\n")[0]
    return [line.split()[0] for line in table.splitlines() if line[:1].isdigit()]


@posix
@pytest.mark.parametrize(("columns", "lines"), SIZES)
@pytest.mark.parametrize("public", [True, False], ids=["public", "example"])
def test_the_main_screen_fits_its_window(
    process: Process, repository: object, columns: int, lines: int, *, public: bool
) -> None:
    """It begins with title, notice and counts, and has a row for each objective."""
    plans = ("--plans", f"{repository}/plans") if public else ()
    shown = on_a_terminal(process, ("status", *DAY, *plans), columns, NO_COLOUR, lines)
    assert len(shown.splitlines()) < lines
    assert max(map(len, shown.splitlines())) <= columns
    title, notice, counts = (
        (PUBLIC, "Not an official document", "2 of 8 known activities completed")
        if public
        else (EXAMPLE, "A made-up plan of an invented", "5 of 15 activities completed (33 %)")
    )
    assert shown.startswith(title)
    assert 0 < shown.index(notice) < shown.index(counts) < shown.index("#  Objective")
    assert rows_of_objectives(shown) == ["1", "2", "3", "4", "5"]


@posix
def test_what_is_cut_is_named_with_the_command_that_shows_it(process: Process) -> None:
    """The day that was asked for is part of the command; with -a nothing is cut."""
    small = on_a_terminal(process, ("status", *DAY), 80, NO_COLOUR)
    assert "… 3 more: bptip status --as-of 2026-11-24 -a\n" in small
    hidden = "Hidden (window too small): Status, No recent report and Latest: bptip status"
    assert hidden in " ".join(small.split())
    whole = on_a_terminal(process, ("status", *DAY, "-a"), 80, NO_COLOUR)
    assert "more: bptip" not in whole
    for heading in ("Late or at risk", "No recent report", "Latest"):
        assert f"\n{heading}\n" in whole


LONG_PAGES: Final = {
    ("changes",): "1.1  Add nine tide gauges",
    ("log",): "2 Nov 2026  1.4",
    ("show", "1", *DAY): "▲ 2 off track, of 5",
    ("trend", "--at", "2025-Q4,2026-06,2026-11-24"): "24 Nov 2026  ",
    ("find", "the"): "1.1",
    ("round",): "4 of 7 complete",
}
"""Pages that may be longer than a window, with what each must show in every window."""


@posix
@pytest.mark.parametrize(("columns", "lines"), SIZES)
@pytest.mark.parametrize("page", LONG_PAGES, ids="-".join)
def test_a_long_page_is_cut_with_what_shows_the_rest(
    process: Process, columns: int, lines: int, page: tuple[str, ...]
) -> None:
    """It begins with the title and keeps what matters; --all shows every word of it."""
    shown = on_a_terminal(process, page, columns, NO_COLOUR, lines)
    assert len(shown.splitlines()) < lines
    assert max(map(len, shown.splitlines())) <= columns
    assert shown.startswith(EXAMPLE)
    assert LONG_PAGES[page] in shown
    whole = on_a_terminal(process, (*page, "--all"), columns, NO_COLOUR, lines)
    command = f"bptip {' '.join(page)} --all"
    assert (command in " ".join(shown.split())) == (len(whole.splitlines()) >= lines)

    assert command not in " ".join(whole.split())


@posix
def test_what_was_written_is_shown_whole(process: Process) -> None:
    """To type the line again would write the receipt again."""
    receipt = ("round", "--received", "Harbour Office", "--on", "2026-11-20")
    recorded = "Recorded: Harbour Office answered on 20 Nov 2026.\n"
    written = on_a_terminal(process, receipt, 80, NO_COLOUR, 12, recorded)
    assert len(written.splitlines()) > 12
    assert "--all" not in written


def test_nothing_is_cut_in_a_pipe_or_a_file(bptip: Bptip, workspace: object) -> None:
    """A window has lines; a pipe and a file have none."""
    piped = bptip("status").out
    assert bptip("status", "-o", "page.txt").code == 0
    assert "bptip status -a" not in piped
    assert all(f"\n{name}\n" in piped for name in ("Late or at risk", "No recent report", "Latest"))
    assert "Latest" in (bptip.home / "page.txt").read_text(encoding="utf-8")
    assert "bptip status -a" in bptip("status", terminal=True).out


def test_the_head_names_the_other_plan_in_force(
    bptip: Bptip, plans: Plans, elsewhere: object
) -> None:
    """On a screen the head says it, and no second message does."""
    plans.add('[[objective]]\nid = "1"\ntitle = "One"', id="first", start=date(2025, 6, 1))
    plans.add('[[objective]]\nid = "1"\ntitle = "One"', id="second")
    outcome = bptip("status", cwd=plans.folder.parent, terminal=True)
    assert "also in force: first" in " ".join(outcome.out.split())
    assert outcome.err == ""
    assert "is in force too" in bptip("status", cwd=plans.folder.parent).err


WORDS: Final = st.sampled_from(
    ["cooperation", "on", "trafficking", "in", "persons", "ຜູ້ພິພາກສາ", "人口贩运", "law", "a"]
)
TITLES: Final = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
STATED: Final = st.none() | st.sampled_from(
    [Status.COMPLETED, Status.IN_PROGRESS, Status.DELAYED, Status.DISCONTINUED, Status.CONTINUOUS]
)
START: Final = date(2026, 1, 1)
NOON: Final = datetime(2026, 7, 31, 12, tzinfo=UTC)


@st.composite
def sheets(draw: st.DrawFn) -> StatusSheet:
    """Returns the main screen of a plan of up to twelve objectives with four activities each."""
    objectives, updates = list[Objective](), list[Update]()
    title = draw(TITLES)
    for number in range(1, draw(st.integers(1, 12)) + 1):
        activities = tuple(
            Activity(
                f"{number}.{place}",
                title[: 5 + 20 * place],
                lead=(draw(st.sampled_from(["UNODC", "Ministry of the Interior", "Fiji"])),),
                due=START + timedelta(days=draw(st.integers(0, 360))),
            )
            for place in range(1, draw(st.integers(0, 4)) + 1)
        )
        objectives.append(Objective(str(number), draw(TITLES), activities=activities))
        for activity in activities:
            if status := draw(STATED):
                day = START + timedelta(days=draw(st.integers(0, 200)))
                name = f"u{len(updates)}"
                updates.append(Update(name, activity.id, day, NOON, by="Fiji", status=status))
    plan = Plan("2026", 1, title, START, date(2026, 12, 31), notice=draw(TITLES))
    version = Version(1, plan, tuple(objectives))
    progress = progress_on(version, tuple(updates), date(2026, 8, 1))
    return StatusSheet(progress, progress, Filters(), {}, Source("plans", bundled=False))


@settings(max_examples=60)
@given(sheets())
def test_any_plan_of_twelve_objectives_fits_the_smallest_window(sheet: StatusSheet) -> None:
    """At 80 × 24: title, notice, counts, and a row for each objective."""
    shown = draw(page(sheet), Canvas(80, height=23)).decode()
    letters = "".join(shown.split())
    plan = sheet.progress.plan
    assert len(shown.splitlines()) <= 23
    assert letters.startswith(plan.title.split()[0])
    assert f"\n{(plan.notice or '').split()[0]}" in shown
    assert "known" in shown or "nothing has been reported" in " ".join(shown.split())
    assert "completed" in shown or "no activities" in shown
    numbers = [each.objective.id for each in sheet.progress.objectives]
    assert rows_of_objectives(shown) == numbers


def test_more_objectives_than_lines_leave_the_lists_out() -> None:
    """Their rows alone are too many: the lists below would move the counts off the screen."""
    silent = [Objective(str(n), f"Aim {n}", activities=(Activity(f"{n}.1", "Act"),))
              for n in range(1, 31)]  # fmt: skip
    plan = Plan("2026", 1, "A plan of thirty aims", START, date(2026, 12, 31))
    progress = progress_on(Version(1, plan, tuple(silent)), (), date(2026, 8, 1))
    sheet = StatusSheet(progress, progress, Filters(), {}, Source("plans", bundled=False))
    shown = draw(page(sheet), Canvas(80, height=23)).decode()
    assert rows_of_objectives(shown) == [str(number) for number in range(1, 31)]
    assert "No recent report" not in shown
    assert shown.endswith("bptip status -a\n")


@posix
def test_an_item_with_long_addresses_has_its_status(process: Process, repository: object) -> None:
    """The facts that come first stay; those that need many lines are shown with --all."""
    asked = ("show", "1.1", "--as-of", "2026-07-09", "--plans", f"{repository}/plans")
    shown = on_a_terminal(process, asked, 80, NO_COLOUR)
    assert len(shown.splitlines()) <= 23
    assert "standing commitment (said by WG-TIP)" in shown
    assert "More: bptip show 1.1 --as-of 2026-07-09" in shown
