"""Activities that every one of their leads does for itself: own statements, rolled up."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.pages.parts import statuses
from bptip.plan.journal import Update
from bptip.plan.model import Outlook, Status, Version
from bptip.progress.counts import Reach, is_reported_in_part, reach, tally
from bptip.progress.item_progress import ActivityProgress
from bptip.progress.outlook import Cause
from bptip.progress.selection import Filters, group, select
from plan_text import activity, ids, journal, stands, updates, version

NOW = "2025-06-30"

PLAN = version("""
    [plan]
    groups = { "Co-chairs" = ["Australia", "Indonesia"] }

    [[objective]]
    id = "1"

    [[objective.activity]]
    id = "1.1"
    lead = ["Co-chairs", "Fiji", "Australia"]
    each = true
    due = 2025-12-31
""")


def own(*lines: str, plan: Version = PLAN) -> tuple[Update, ...]:
    """Returns a journal whose updates are their parties' own statements."""
    return tuple(update._replace(own=True) for update in journal("\n".join(lines)))


def shared(*lines: str, plan: Version = PLAN, on: str = NOW) -> ActivityProgress:
    """Returns the shared activity on a day, given these own statements."""
    return activity(stands(plan, own(*lines), on), "1.1")


def parts(progress: ActivityProgress) -> dict[str, str]:
    """Returns the status of each party."""
    return {part.party: part.status.value for part in progress.parties}


def test_groups_are_spread_and_a_party_is_named_once() -> None:
    assert list(parts(shared())) == ["Australia", "Indonesia", "Fiji"]


def test_a_part_that_does_not_apply_is_no_report_on_the_others() -> None:
    """Fiji has no coast, the others are silent: each item is counted once, and none in part."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [
            { id = "1.1", lead = ["Fiji", "Tonga"], each = true, due = 2025-03-31 },
            { id = "1.2", lead = ["Tonga"], due = 2025-12-31 },
        ]
    """)
    no_coast = own("2025-03-01 1.1 not-applicable by=Fiji")
    progress = stands(plan, (*no_coast, *journal("2024-03-01 1.2 in-progress by=Tonga")), NOW)
    assert not is_reported_in_part(activity(progress, "1.1"))
    assert reach(progress.activities) == Reach(
        recent=0, old=1, no_status=1, not_begun=0, partly=0, in_part=0
    )
    assert tally(progress.activities).overdue_in_part == 0


@pytest.mark.parametrize(("fiji", "silent"), [("2025-06-01", 0), ("2024-06-01", 1)])
def test_a_commitment_that_some_parties_report_on_is_not_without_a_recent_report(
    fiji: str, silent: int
) -> None:
    """Tonga's report is old; that does not take Fiji's away."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji", "Tonga"], each = true, due = "ongoing" }]
    """)
    said = own(f"{fiji} 1.1 continuous by=Fiji", "2024-06-01 1.1 continuous by=Tonga")
    counts = tally(stands(plan, said, NOW).activities)
    assert (counts.standing_met, counts.standing_silent) == (1, silent)


def test_the_last_line_does_not_decide_for_all() -> None:
    """One of three is completed: the activity is in progress, and the silent are named."""
    result = shared("2025-03-01 1.1 completed by=Fiji")
    assert parts(result) == {
        "Australia": "not-reported",
        "Indonesia": "not-reported",
        "Fiji": "completed",
    }
    assert (result.status, result.rule, result.reported_parties) == ("in-progress", "mixed", 1)
    assert result.outlook is Outlook.UNKNOWN
    assert result.cause == "never-reported"


@pytest.mark.parametrize(
    ("statuses", "status", "rule", "is_completed"),
    [
        ("completed completed completed", "completed", "all-completed", True),
        ("completed completed not-applicable", "completed", "all-completed", True),
        ("completed discontinued not-applicable", "completed", "all-completed", True),
        ("completed completed not-achieved", "not-achieved", "all-ended", False),
        ("not-applicable " * 3, "not-applicable", "all-not-applicable", False),
    ],
)  # fmt: skip
def test_it_is_completed_when_every_party_to_which_it_applies_has_completed(
    statuses: str, status: str, rule: str, is_completed: bool
) -> None:
    parties = ("Australia", "Indonesia", "Fiji")
    pairs = zip(statuses.split(), parties, strict=True)
    result = shared(*(f"2025-03-01 1.1 {word} by={party}" for word, party in pairs))
    assert (result.status, result.rule) == (status, rule)
    assert tally([result]).completed == is_completed


def test_what_does_not_apply_to_anybody_is_not_countable() -> None:
    lines = (f"2025-03-01 1.1 not-applicable by={p}" for p in ("Australia", "Indonesia", "Fiji"))
    assert tally([shared(*lines)]).countable == 0


def test_only_the_leads_own_statements_count() -> None:
    """Updates by others, and those by the leads on the whole, stay in the history."""
    said = (
        *own("2025-03-01 1.1 completed by=Tonga"),
        *journal("whole: 2025-03-02 1.1 completed by=Fiji"),
    )
    progress = stands(PLAN, said, NOW)
    result = activity(progress, "1.1")
    assert result.status is Status.NOT_REPORTED
    assert progress.updates == result.reported.updates == ()


def test_without_each_only_statements_of_the_whole_count() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"] }]
    """)
    said = (
        *own("own: 2025-04-01 1.1 completed by=Fiji"),
        *journal("whole: 2025-03-02 1.1 delayed by=Fiji"),
    )
    progress = stands(plan, said, NOW)
    assert activity(progress, "1.1").status is Status.DELAYED
    assert ids(progress.updates) == ["whole"]


def test_its_own_circumstances_are_empty_and_its_dates_are_its_parties() -> None:
    result = shared(
        "2025-03-01 1.1 delayed 40% reason=funding expected=2026-01-31 by=Fiji",
        "2025-04-01 1.1 in-progress by=Australia",
    )
    reported = result.reported
    assert (reported.progress, reported.reason, reported.expected) == (None, None, None)
    assert (reported.said_by, dict(reported.figures)) == (None, {})
    assert result.last_update == date(2025, 4, 1)
    assert ids(reported.updates) == ["u1", "u2"]
    assert result.parties[2].reported.reason == "funding"


def test_it_is_overdue_and_stale_if_a_party_is() -> None:
    lines = ("2025-03-01 1.1 completed by=Fiji", "2025-03-01 1.1 completed by=Australia")
    late = shared(*lines, "2025-03-01 1.1 in-progress by=Indonesia", on="2026-01-01")
    assert (late.overdue, late.stale) == (True, True)
    done = shared(*lines, "2025-03-01 1.1 completed by=Indonesia", on="2026-01-01")
    assert (done.overdue, done.stale) == (False, False)


def test_under_a_filter_of_leads_it_is_theirs_alone() -> None:
    said = own("2025-03-01 1.1 completed by=Fiji", "2025-03-01 1.1 delayed by=Indonesia")
    progress = stands(PLAN, said, NOW)
    [narrowed] = select(progress, Filters(lead=("Fiji",))).activities
    assert (narrowed.status, list(parts(narrowed))) == ("completed", ["Fiji"])
    assert narrowed.reported == narrowed.parties[0].reported
    [of_group] = select(progress, Filters(party=("Co-chairs",))).activities
    assert list(parts(of_group)) == ["Australia", "Indonesia"]
    assert select(progress, Filters(lead=("Fiji",), status=(Status.DELAYED,))).activities == ()


def test_a_group_by_lead_has_each_leads_own_part() -> None:
    said = own("2025-03-01 1.1 completed by=Fiji", "2025-03-01 1.1 delayed by=Indonesia")
    groups = group(stands(PLAN, said, NOW), "lead")
    assert {each.name: each.activities[0].status.value for each in groups} == {
        "Australia": "not-reported",
        "Indonesia": "delayed",
        "Fiji": "completed",
    }


@pytest.mark.parametrize("leads", [("Fiji",), ("Fiji", "Indonesia")])
def test_under_a_filter_of_leads_no_other_party_has_a_group(leads: tuple[str, ...]) -> None:
    """The part that Fiji has done is in no row of another party."""
    progress = stands(PLAN, own("2025-03-01 1.1 completed by=Fiji"), NOW)
    groups = group(select(progress, Filters(lead=leads)), "lead")
    assert {each.name for each in groups} == {*leads}
    assert [ids(each.activities) for each in groups] == [["1.1"]] * len(leads)


def test_each_with_one_lead_is_the_same_as_without_but_for_the_row() -> None:
    text = """
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", lead = ["Fiji"], each = {each}, due = 2025-06-01 }}]
    """
    line = "2025-06-10 1.1 in-progress 40% by=Fiji"
    alone = activity(stands(version(text.format(each="true")), own(line), NOW), "1.1")
    whole = activity(stands(version(text.format(each="false")), journal(line), NOW), "1.1")
    assert (alone.status, alone.outlook, alone.cause) == (whole.status, whole.outlook, whole.cause)
    assert (alone.overdue, alone.last_update) == (whole.overdue, whole.last_update)
    [part] = alone.parties
    assert part.reported._replace(status_from=None, updates=()) == whole.reported._replace(
        status_from=None, updates=()
    )


def test_a_retracted_own_statement_counts_no_more() -> None:
    said = own("slip: 2025-03-01 1.1 completed by=Fiji", "2025-03-01 1.1 retracts=slip by=Fiji")
    assert parts(activity(stands(PLAN, said, NOW), "1.1"))["Fiji"] == "not-reported"


@pytest.mark.parametrize(
    ("each", "by", "words"),
    [
        pytest.param("false", "Fiji", "1 report on a part does not count", id="part"),
        pytest.param("true", "Fiji", "1 report on the whole does not count", id="whole"),
        pytest.param("true", "Hosts", "1 report on the whole does not count", id="of its group"),
        pytest.param("true", "Tonga", "never reported", id="the whole, of another party"),
    ],
)
def test_a_report_that_does_not_count_is_not_said_never_to_have_come(
    each: str, by: str, words: str
) -> None:
    """A version that drops or sets `each` passes earlier reports by; it says so."""
    plan = version(f"""
        plan.groups = {{ "Hosts" = ["Fiji"] }}

        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", lead = ["Fiji"], each = {each} }}]
    """)
    reported = updates(f"""
        [[update]]
        id = "u1"
        item = "1.1"
        on = 2025-03-01
        by = "{by}"
        status = "completed"
        recorded = 2025-03-01T12:00:00Z
        own = {"false" if each == "true" else "true"}
    """)
    item = activity(stands(plan, reported, "2025-06-01"), "1.1")
    assert item.status is Status.NOT_REPORTED
    assert item.cause is Cause.NEVER_REPORTED
    assert statuses.cause(item) == words


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        pytest.param((), "due 31 May 2025, outcome not reported", id="nothing came"),
        pytest.param(
            own("2025-06-01 1.1 completed by=Fiji"),
            "due 31 May 2025, outcome not reported; 1 report on a part does not count",
            id="an own part, of no shared activity",
        ),
        pytest.param(
            own("2025-03-01 1.1 completed by=Fiji") + journal("2025-04-01 1.1 by=Fiji"),
            "due 31 May 2025, outcome not reported",
            id="an own part, before the last report",
        ),
        pytest.param(
            journal("2025-06-01 1.1 by=Tonga note=called"),
            "due 31 May 2025, outcome not reported; 1 note by no lead or partner does not count",
            id="a note by an outsider",
        ),
    ],
)
def test_beside_an_outcome_not_reported_is_what_came_and_does_not_count(
    said: tuple[Update, ...], cause: str
) -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"], due = 2025-05-31 }]
    """)
    assert statuses.cause(activity(stands(plan, said, "2025-06-30"), "1.1")) == cause
