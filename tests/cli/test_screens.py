"""Whole screens as they are shown: read them when they change, they are what people see.

The example on 24 Nov 2026 on a terminal, in a pipe and in Markdown, and the main screen of the
public plans. `pytest --snapshot-update` writes them again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bptip.plan import vocabulary
from bptip.render.layout.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from conftest import Bptip

SCREENS: Final = {
    "status": ("status",),
    "status-activities": ("status", "-a"),
    "status-by-lead": ("status", "--group-by", "lead"),
    "status-filtered": ("status", "--lead", "Estuary Council,River Board"),
    "status-ended": ("status", "2022-2024"),
    "show-activity": ("show", "1.2"),
    "show-objective": ("show", "1"),
    "find": ("find", "gauges"),
    "log": ("log", "--since", "2026-06"),
    "changes": ("changes", "--since", "2026-03"),
    "changes-late": ("changes", "--since", "2026-08", "--until", "2026-08", "--late"),
    "changes-none": ("changes", "2022-2024", "--since", "2021-01", "--until", "2021-12"),
    "trend": ("trend",),
    "trend-dates": ("trend", "--at", "2025-12-31,2026-06", "--at", "today"),
    "diff-versions": ("diff", "2025-2027@v1", "2025-2027@v2"),
    "diff-plans": ("diff", "2022-2024", "2025-2027"),
    "diff-all": ("diff", "2025-2027@v1", "2025-2027@v2", "--all"),
    "trace": ("trace", "2.6"),
    "plans": ("plans",),
    "check": ("check",),
    "report": ("report", "--format", "table"),
    "verify": ("verify", "report.md"),
    "merge": ("merge", "from-a-colleague.toml", "-n"),
}

FROM_A_COLLEAGUE: Final = """
[[update]]
id = "01a1f5b2-cc20-7f08-9d3a-5a5f6f2f0c11"
item = "2.6"
on = 2026-11-20
recorded = 2026-11-21T09:00:00Z
by = "Salt Marsh Trust"
status = "in-progress"
progress = 5
note = "The first thousand plants are in."
"""
"""The end of a colleague's copy of the journal."""

WIDTHS: Final = (60, 100, 140)
"""The widths whose pages are not kept: they must fit, and lose nothing."""

ITEM: Final = re.compile(r"\b\d\.\d\b")
WORD: Final = re.compile(r"[^\W_]{3,}")


class Page(SingleFileSnapshotExtension):
    """A page of text in a file of its own."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class MarkdownPage(Page):
    """A page that a reader of Markdown draws."""

    file_extension = "md"


def prepare(bptip: Bptip, screen: str) -> None:
    """Makes the file that a screen is about: a report, or a colleague's copy of the journal."""
    if screen == "verify":
        assert bptip("report", "-o", "report.md").code == 0
    if screen == "merge":
        journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
        copy = journal.read_text(encoding="utf-8") + FROM_A_COLLEAGUE
        (bptip.home / "from-a-colleague.toml").write_text(copy, encoding="utf-8")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the width of the terminal for which the next pages are drawn, and its lines, if any."""

    def set_size(width: int, lines: int | None = None) -> None:
        height = lines - 1 if lines else None
        canvas = Canvas(width=width, height=height)
        monkeypatch.setattr("bptip.cli.output.screen", lambda *_: canvas)

    return set_size


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("workspace")
def test_on_a_terminal(
    bptip: Bptip, terminal: Callable[..., None], screen: str, snapshot: SnapshotAssertion
) -> None:
    """A page of 80 × 24 characters, without the colours, which test_colors is for."""
    prepare(bptip, screen)
    terminal(80, 24)
    outcome = bptip(*SCREENS[screen])
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert outcome.whole == snapshot(extension_class=Page)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("workspace")
def test_in_a_pipe(bptip: Bptip, screen: str, snapshot: SnapshotAssertion) -> None:
    """A page is 120 characters wide, whatever the terminal."""
    prepare(bptip, screen)
    outcome = bptip(*SCREENS[screen])
    assert max(map(len, outcome.out.splitlines())) <= 120
    assert outcome.whole == snapshot(extension_class=Page)


@pytest.mark.parametrize("screen", [each for each in SCREENS if each != "report"])
@pytest.mark.usefixtures("workspace")
def test_in_markdown(bptip: Bptip, screen: str, snapshot: SnapshotAssertion) -> None:
    """A page for a mail, a web page, or Word by way of pandoc."""
    prepare(bptip, screen)
    outcome = bptip(*SCREENS[screen], "--format", "markdown")
    assert outcome.whole == snapshot(extension_class=MarkdownPage)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("workspace")
def test_every_width_shows_every_item(
    bptip: Bptip, terminal: Callable[..., None], screen: str
) -> None:
    """A page fits its terminal, and marks what is cut: by "…", or by the names of the columns."""
    prepare(bptip, screen)
    terminal(240)
    widest = bptip(*SCREENS[screen]).out
    for width in WIDTHS:
        terminal(width)
        page = bptip(*SCREENS[screen]).out
        assert max(map(len, page.splitlines())) <= width
        assert set(ITEM.findall(page)) == set(ITEM.findall(widest))
        if "…" not in page and vocabulary.NO_ROOM.split("{}")[0] not in " ".join(page.split()):
            letters = "".join(page.split())  # a long address is broken within a word
            assert [word for word in WORD.findall(widest) if word not in letters] == []


@pytest.mark.usefixtures("workspace")
def test_a_report_that_no_longer_holds(bptip: Bptip, snapshot: SnapshotAssertion) -> None:
    """The causes, the later updates, and the lines that differ."""
    assert bptip("report", "--since", "2026-03", "-o", "report.md").code == 0
    with (bptip.home / "plans" / "2025-2027" / "progress.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[update]]\nid = "two-more"\nitem = "3.1"\non = 2026-11-20\n'
            'recorded = 2026-11-24T08:00:00Z\nby = "Coastal Villages Union"\n'
            'note = "Two more villages."\n\n[update.values]\nvillages = 26\n'
        )
    assert bptip("verify", "report.md").whole == snapshot(extension_class=Page)


@pytest.mark.parametrize("plan", ["2022", "2024-2026"])
def test_the_public_plans(
    bptip: Bptip,
    elsewhere: Path,
    terminal: Callable[..., None],
    plan: str,
    snapshot: SnapshotAssertion,
) -> None:
    """The main screen, as it is right after an install: it fits a window of 80 × 24."""
    terminal(80, 24)
    outcome = bptip("status", plan, cwd=elsewhere)
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert len(outcome.out.splitlines()) <= 23
    assert outcome.whole == snapshot(extension_class=Page)


def test_the_public_plans_in_markdown(
    bptip: Bptip, elsewhere: Path, snapshot: SnapshotAssertion
) -> None:
    """The same, to be sent on."""
    outcome = bptip("status", "--format", "markdown", cwd=elsewhere)
    assert outcome.whole == snapshot(extension_class=MarkdownPage)


def test_bare(bptip: Bptip, snapshot: SnapshotAssertion) -> None:
    """The first screen that a new user sees."""
    assert bptip().whole == snapshot(extension_class=Page)
