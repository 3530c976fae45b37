"""The outlook: one word with one stated rule, the first that fits, kept apart from the status."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.plan.model import Outlook
from bptip.progress.outlook import OUTLOOKS, OUTLOOKS_WORST_FIRST, worst
from plan_text import activity, journal, objective, stands, version

NOW = "2025-06-30"
LAST_DAY = "2026-12-31"
ENDED = "2027-01-01"

FAR = "due = 2026-06-30"
SOON = "due = 2025-07-31"
PAST = "due = 2025-05-31"
LATER = "start = 2025-07-01"
BEGUN = "start = 2025-06-01"


def test_the_rules_stand_in_the_order_of_the_design() -> None:
    assert [outlook.value for _, outlook in OUTLOOKS] == [
        "closed",
        "unfinished",
        "off-track",
        "upcoming",
        "at-risk",
        "unknown",
        "on-track",
    ]


@pytest.mark.parametrize(
    ("said", "dates", "as_of", "outlook"),
    [
        # 1. Closed.
        pytest.param("2025-06-01 1.1 completed", FAR, NOW, "closed", id="completed"),
        pytest.param("2025-06-01 1.1 discontinued", FAR, NOW, "closed", id="discontinued"),
        pytest.param("2025-06-01 1.1 completed", PAST, NOW, "closed", id="completed after due"),
        pytest.param(
            "2025-06-01 1.1 completed expected=2026-12-31",
            SOON,
            NOW,
            "closed",
            id="completed, whatever was expected",
        ),
        pytest.param("2024-02-01 1.1 completed", FAR, NOW, "closed", id="completed long ago"),
        pytest.param("2026-06-01 1.1 completed", FAR, ENDED, "closed", id="completed, plan ended"),
        pytest.param(
            "2026-06-01 1.1 continuous", "", ENDED, "closed", id="continuous when the plan ended"
        ),
        pytest.param("2025-06-01 1.1 not-achieved", FAR, NOW, "closed", id="not achieved"),
        # 2. Not completed: the plan has ended, and a report since leaves it open.
        pytest.param(
            "2026-12-31 1.1 in-progress", "", ENDED, "unfinished", id="reported on the last day"
        ),
        pytest.param("2027-01-01 1.1 delayed", "", ENDED, "unfinished", id="delayed, plan ended"),
        pytest.param("2027-01-01 1.1", "", ENDED, "unfinished", id="a nil return after the end"),
        pytest.param(
            "2027-01-01 1.1 in-progress", PAST, ENDED, "unfinished", id="overdue and plan ended"
        ),
        pytest.param("2026-12-30 1.1 in-progress", "", ENDED, "unknown", id="no report since"),
        pytest.param("", "", ENDED, "unknown", id="never reported, plan ended"),
        # 3. Off track: only a report says so; silence is not lateness.
        pytest.param("2025-06-01 1.1 in-progress", PAST, NOW, "off-track", id="reported overdue"),
        pytest.param("2025-05-31 1.1 in-progress", PAST, NOW, "off-track", id="on the due date"),
        pytest.param("2025-05-30 1.1 in-progress", PAST, NOW, "unknown", id="before the due date"),
        pytest.param("2025-06-01 1.1 on-hold", PAST, NOW, "off-track", id="overdue and on hold"),
        pytest.param("", PAST, NOW, "unknown", id="overdue, and nobody has reported"),
        pytest.param("2024-02-01 1.1 not-started", PAST, NOW, "unknown", id="overdue and stale"),
        pytest.param(
            "2025-06-01 1.1 continuous", PAST, NOW, "off-track", id="continuous with a due date"
        ),
        pytest.param("2025-06-01 1.1 delayed", FAR, NOW, "off-track", id="delayed"),
        pytest.param("2024-02-01 1.1 delayed", FAR, NOW, "off-track", id="delayed and stale"),
        pytest.param(
            "2025-06-01 1.1 in-progress expected=2026-07-01",
            FAR,
            NOW,
            "off-track",
            id="expected a day after it is due",
        ),
        pytest.param(
            "2025-06-01 1.1 in-progress expected=2027-01-01",
            "",
            NOW,
            "off-track",
            id="expected after the plan's end, where no due date is stated",
        ),
        pytest.param(
            "2025-06-01 1.1 on-hold expected=2026-07-01",
            FAR,
            NOW,
            "off-track",
            id="on hold, and expected after it is due",
        ),
        pytest.param(
            "2025-06-01 1.1 continuous expected=2026-07-01",
            FAR,
            NOW,
            "off-track",
            id="continuous, and expected after it is due",
        ),
        # 4. Not yet due to begin.
        pytest.param("", LATER, NOW, "upcoming", id="not reported, and starts tomorrow"),
        pytest.param("2025-06-01 1.1 not-started", LATER, NOW, "upcoming", id="not started yet"),
        pytest.param("2025-06-01 1.1 0%", LATER, NOW, "upcoming", id="at nothing yet"),
        pytest.param("2025-06-01 1.1 in-progress", LATER, NOW, "on-track", id="begun early"),
        pytest.param("", "start = 2025-06-30", NOW, "unknown", id="starts today"),
        # 5. At risk.
        pytest.param("2025-06-01 1.1 not-started", BEGUN, NOW, "at-risk", id="late to begin"),
        pytest.param("2025-06-01 1.1 0%", BEGUN, NOW, "on-track", id="a figure states nothing"),
        pytest.param("2025-06-01 1.1 on-hold", FAR, NOW, "at-risk", id="on hold"),
        pytest.param("2024-02-01 1.1 on-hold", FAR, NOW, "at-risk", id="on hold and stale"),
        pytest.param("2025-06-01 1.1 not-started", SOON, NOW, "at-risk", id="due, not started"),
        pytest.param("", SOON, NOW, "at-risk", id="due soon, and nobody has reported"),
        pytest.param("2025-06-01 1.1", SOON, NOW, "at-risk", id="due soon, only a nil return"),
        pytest.param("", "", LAST_DAY, "at-risk", id="never reported on the plan's last day"),
        # 6. No report.
        pytest.param("", FAR, NOW, "unknown", id="nobody has reported"),
        pytest.param("2025-06-01 1.1 participants=4", FAR, NOW, "unknown", id="only a figure"),
        pytest.param("2025-06-01 1.1 40%", FAR, NOW, "on-track", id="a percentage"),
        pytest.param("2024-12-31 1.1 in-progress", FAR, NOW, "unknown", id="stale"),
        pytest.param("2024-12-31 1.1 in-progress", SOON, NOW, "unknown", id="stale and due soon"),
        pytest.param("2024-12-31 1.1 not-started", FAR, NOW, "unknown", id="stale, not started"),
        pytest.param("2024-12-31 1.1 continuous", FAR, NOW, "unknown", id="stale, continuous"),
        # 7. On track.
        pytest.param("2025-06-01 1.1 in-progress", FAR, NOW, "on-track", id="in progress"),
        pytest.param("2025-06-01 1.1 not-started", FAR, NOW, "on-track", id="not yet started"),
        pytest.param("2025-06-01 1.1 in-progress", SOON, NOW, "on-track", id="under way, due soon"),
        pytest.param("2025-06-01 1.1 continuous", SOON, NOW, "on-track", id="continuous"),
        pytest.param(
            "2025-06-01 1.1 in-progress expected=2026-06-30",
            FAR,
            NOW,
            "on-track",
            id="expected on the day on which it is due",
        ),
        pytest.param(
            "2026-12-01 1.1 continuous", "", LAST_DAY, "on-track", id="continuous on the last day"
        ),
    ],
)
def test_an_activity_of_which_is_said(said: str, dates: str, as_of: str, outlook: str) -> None:
    plan = version(f"""
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1" {"," if dates else ""} {dates} }}]
    """)
    assert activity(stands(plan, journal(said), as_of), "1.1").outlook == outlook


def test_a_late_item_at_80_per_cent_does_not_look_like_a_late_item_at_nothing() -> None:
    """Both are off track; the status and the figure stay beside the outlook."""
    plan = version(f"""
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", {PAST} }}, {{ id = "1.2", {PAST} }}]
    """)
    said = journal("2025-06-01 1.1 in-progress 80%\n2025-06-01 1.2 not-started")
    progress = stands(plan, said, NOW)
    ahead, behind = activity(progress, "1.1"), activity(progress, "1.2")
    assert ahead.outlook == behind.outlook == Outlook.OFF_TRACK
    assert (ahead.status, ahead.reported.progress) == ("in-progress", 80)
    assert (behind.status, behind.reported.progress) == ("not-started", None)


# The outlook of an objective.

A_LINE_EACH = {
    "off-track": "delayed",
    "at-risk": "on-hold",
    "unknown": "",
    "on-track": "in-progress",
    "closed": "completed",
}


@pytest.mark.parametrize(
    ("activities", "outlook"),
    [
        ("closed", "closed"),
        ("closed on-track", "on-track"),
        ("on-track unknown closed", "unknown"),
        ("closed unknown at-risk on-track", "at-risk"),
        ("at-risk off-track unknown", "off-track"),
    ],
)
def test_an_objectives_outlook_is_the_worst_of_its_activities(
    activities: str, outlook: str
) -> None:
    words = activities.split()
    listed = ", ".join(f'{{ id = "1.{n}" }}' for n, _ in enumerate(words))
    plan = version(f'[[objective]]\nid = "1"\nactivity = [{listed}]')
    said = "\n".join(f"2025-06-01 1.{n} {A_LINE_EACH[word]}" for n, word in enumerate(words))
    progress = stands(plan, journal(said), NOW)
    assert [each.outlook.value for each in progress.activities] == words
    assert objective(progress, "1").outlook == outlook


def test_when_the_plan_has_ended_one_unfinished_activity_leaves_the_objective_unfinished() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1" }, { id = "1.2" }]
    """)
    said = journal("2026-06-01 1.1 completed\n2027-01-01 1.2 in-progress")
    assert objective(stands(plan, said, ENDED), "1").outlook is Outlook.UNFINISHED


def test_from_worst_to_best_the_outlooks_are_as_in_the_design() -> None:
    assert [outlook.value for outlook in OUTLOOKS_WORST_FIRST] == [
        "off-track",
        "unfinished",
        "at-risk",
        "unknown",
        "on-track",
        "upcoming",
        "closed",
    ]


@pytest.mark.parametrize(
    ("outlooks", "expected"),
    [
        ("unfinished off-track", "off-track"),
        ("at-risk unfinished", "unfinished"),
        ("unknown at-risk", "at-risk"),
        ("on-track unknown", "unknown"),
        ("closed on-track", "on-track"),
        ("closed", "closed"),
    ],
)
def test_the_worst_of(outlooks: str, expected: str) -> None:
    assert worst(Outlook(word) for word in outlooks.split()) == expected


@pytest.mark.parametrize(
    ("said", "as_of", "outlook"),
    [
        pytest.param("", NOW, "unknown", id="nobody has reported"),
        pytest.param("", LAST_DAY, "unknown", id="it has no due date, so it is never due soon"),
        pytest.param("", ENDED, "unknown", id="nobody has reported and the plan has ended"),
        pytest.param("2027-01-01 1 delayed", ENDED, "unfinished", id="open when it has ended"),
        pytest.param("2025-06-01 1 in-progress", NOW, "on-track", id="in progress"),
        pytest.param("2024-06-01 1 in-progress", NOW, "unknown", id="stale"),
        pytest.param("2025-06-01 1 delayed", NOW, "off-track", id="delayed"),
        pytest.param("2025-06-01 1 on-hold", NOW, "at-risk", id="on hold"),
        pytest.param(
            "2025-06-01 1 in-progress expected=2029-01-01",
            NOW,
            "on-track",
            id="it has no due date, so it is never expected after it",
        ),
        pytest.param("2025-06-01 1 completed", NOW, "closed", id="completed"),
        pytest.param("2025-06-01 1 continuous", ENDED, "closed", id="continuous, plan ended"),
    ],
)
def test_an_objective_without_activities_goes_by_the_same_rules_on_its_own_status(
    said: str, as_of: str, outlook: str
) -> None:
    plan = version("""
        [[objective]]
        id = "1"
    """)
    assert objective(stands(plan, journal(said), as_of), "1").outlook == outlook


@pytest.mark.parametrize(
    ("said", "dates", "as_of", "cause"),
    [
        pytest.param("", PAST, NOW, "due-not-reported", id="due, and nobody has reported"),
        pytest.param("2025-05-30 1.1 delayed", PAST, NOW, None, id="late by its own word"),
        pytest.param("2025-05-30 1.1 in-progress", PAST, NOW, "due-not-reported", id="silent"),
        pytest.param("2026-12-01 1.1 in-progress", "", ENDED, "due-not-reported", id="plan ended"),
        pytest.param("", BEGUN, NOW, "late-start", id="should have begun"),
        pytest.param("2025-06-02 1.1", BEGUN, NOW, "late-start", id="a nil return says nothing"),
        pytest.param("", FAR, NOW, "never-reported", id="never reported"),
        pytest.param("2025-06-01 1.1 participants=4", FAR, NOW, "no-status", id="only figures"),
        pytest.param("2024-12-31 1.1 in-progress", FAR, NOW, "stale", id="an old report"),
        pytest.param("2025-06-01 1.1 in-progress", FAR, NOW, None, id="on track: no cause"),
    ],
)
def test_no_report_has_a_cause(said: str, dates: str, as_of: str, cause: str | None) -> None:
    plan = version(f"""
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1" {"," if dates else ""} {dates} }}]
    """)
    result = activity(stands(plan, journal(said), as_of), "1.1")
    assert result.cause == cause
    assert (result.outlook is Outlook.UNKNOWN) == (cause is not None)


@pytest.mark.parametrize(
    ("lead", "partners", "by", "renews"),
    [
        pytest.param(["Fiji"], [], "Fiji", True, id="by the lead"),
        pytest.param(["Fiji"], ["UNODC"], "UNODC", True, id="by a partner"),
        pytest.param(["Fiji"], ["UNODC"], "Tonga", False, id="by another"),
        pytest.param(["Fiji"], [], None, False, id="by nobody that is named"),
        pytest.param([], [], "Tonga", True, id="where no lead is stated"),
    ],
)
def test_a_note_by_an_outsider_is_no_report(
    lead: list[str], partners: list[str], by: str | None, renews: bool
) -> None:
    """Called twice, no answer: that the secretariat wrote it down makes nothing on track."""
    plan = version(f"""
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", lead = {lead}, partners = {partners} }}]
    """)
    named = f" by={by}" if by else ""
    said = journal(f"2024-06-01 1.1 in-progress\n2025-06-01 1.1 note=called{named}")
    result = activity(stands(plan, said, NOW), "1.1")
    assert result.outlook == ("on-track" if renews else "unknown")
    assert result.last_update == date(2025 if renews else 2024, 6, 1)
    assert len(result.reported.updates) == 2, "it is counted all the same"


def test_what_is_open() -> None:
    from bptip.plan.model import Status

    assert {status.value for status in Status if status.is_open} == {
        "not-reported",
        "not-started",
        "in-progress",
        "continuous",
        "delayed",
        "on-hold",
    }
