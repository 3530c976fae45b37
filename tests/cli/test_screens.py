"""Whole screens as they are shown: read them when they change, they are what people see.

Of the example on 24 Nov 2026 at three widths of a terminal, in a pipe and in Markdown; of the
public plans the main screen. `pytest --snapshot-update` writes them anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bptip.render.layout.canvas import Canvas

if TYPE_CHECKING:
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
"""What a colleague's copy of the journal has at its end."""

WIDTHS: Final = (80, 100, 140)


class Page(SingleFileSnapshotExtension):
    """A page of text in a file of its own."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class MarkdownPage(Page):
    """A page that a reader of Markdown draws."""

    file_extension = "md"


def prepare(bptip: Bptip, screen: str) -> None:
    """Make what a screen is about: a report, or a colleague's copy of the journal."""
    if screen == "verify":
        assert bptip("report", "-o", "report.md").code == 0
    if screen == "merge":
        journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
        copy = journal.read_text(encoding="utf-8") + FROM_A_COLLEAGUE
        (bptip.home / "from-a-colleague.toml").write_text(copy, encoding="utf-8")


def told(bptip: Bptip, *arguments: str, **options: Any) -> str:
    """What is shown, where nothing is said beside it."""
    outcome = bptip(*arguments, **options)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


@pytest.fixture(params=WIDTHS)
def wide(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A terminal's width, which every page within the test is drawn for."""
    width: int = request.param
    monkeypatch.setattr("bptip.cli.output.screen", lambda *_: Canvas(width=width))
    return width


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("workspace")
def test_on_a_terminal(bptip: Bptip, wide: int, screen: str, snapshot: SnapshotAssertion) -> None:
    """Without colours, which test_colors is for; never wider than the terminal is."""
    prepare(bptip, screen)
    page = told(bptip, *SCREENS[screen])
    assert max(map(len, page.splitlines())) <= wide
    assert page == snapshot(extension_class=Page)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("workspace")
def test_in_a_pipe(bptip: Bptip, screen: str, snapshot: SnapshotAssertion) -> None:
    """120 wide, whatever the terminal."""
    prepare(bptip, screen)
    page = told(bptip, *SCREENS[screen])
    assert max(map(len, page.splitlines())) <= 120
    assert page == snapshot(extension_class=Page)


@pytest.mark.parametrize("screen", [each for each in SCREENS if each != "report"])
@pytest.mark.usefixtures("workspace")
def test_in_markdown(bptip: Bptip, screen: str, snapshot: SnapshotAssertion) -> None:
    """For a mail, a web page, or Word by way of pandoc."""
    prepare(bptip, screen)
    page = told(bptip, *SCREENS[screen], "--format", "markdown")
    assert page == snapshot(extension_class=MarkdownPage)


@pytest.mark.usefixtures("workspace")
def test_a_report_that_is_no_more_true(bptip: Bptip, snapshot: SnapshotAssertion) -> None:
    """What differs, line for line, and what was written down since."""
    assert bptip("report", "--since", "2026-03", "-o", "report.md").code == 0
    with (bptip.home / "plans" / "2025-2027" / "progress.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[update]]\nid = "two-more"\nitem = "3.1"\non = 2026-11-20\n'
            'recorded = 2026-11-24T08:00:00Z\nby = "Coastal Villages Union"\n'
            'note = "Two more villages."\n\n[update.values]\nvillages = 26\n'
        )
    outcome = bptip("verify", "report.md")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out == snapshot(extension_class=Page)


@pytest.mark.parametrize("plan", ["2022", "2024-2026"])
def test_the_public_plans(
    bptip: Bptip, elsewhere: Path, wide: int, plan: str, snapshot: SnapshotAssertion
) -> None:
    """The main screen, as it stands right after an install."""
    page = told(bptip, "status", plan, cwd=elsewhere)
    assert max(map(len, page.splitlines())) <= wide
    assert page == snapshot(extension_class=Page)


def test_the_public_plans_in_markdown(
    bptip: Bptip, elsewhere: Path, snapshot: SnapshotAssertion
) -> None:
    """The same, to be sent on."""
    page = told(bptip, "status", "--format", "markdown", cwd=elsewhere)
    assert page == snapshot(extension_class=MarkdownPage)


def test_bare(bptip: Bptip, snapshot: SnapshotAssertion) -> None:
    """What one sees first."""
    assert told(bptip) == snapshot(extension_class=Page)
