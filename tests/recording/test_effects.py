"""The effects of new updates: items before and after, and the objectives above them."""

from __future__ import annotations

from datetime import date
from typing import Final

from bptip.plan.model import Outlook, Reason, Status
from bptip.recording.effects import (
    ahead_notices,
    clock_notice,
    effects,
    far_notices,
    new_name_notice,
)
from plan_text import journal, version

TODAY: Final = date(2026, 11, 24)
PLAN: Final = version("""
    plan.start = 2026-01-01

    [[objective]]
    id = "1"

    [[objective.activity]]
    id = "1.1"

    [[objective.activity]]
    id = "1.2"
""")


def test_what_an_update_changes() -> None:
    """The item before and after, and the objective whose status follows."""
    above = journal("""
        2026-02-01  1.1  in-progress  40%  reason=funding
        2026-02-01  1.2  completed
    """)
    (new,) = journal("n: 2026-03-01  1.1  completed  100%")
    found = effects(PLAN, above, [new], TODAY)
    (change,) = found.items
    assert (change.before.status, change.after.status) == (Status.IN_PROGRESS, Status.COMPLETED)
    assert (change.before.reported.reason, change.after.reported.reason) == (Reason.FUNDING, None)
    assert change.later is None
    ((before, after),) = found.objectives
    assert (before.item.id, before.status, after.status) == (
        "1", Status.IN_PROGRESS, Status.COMPLETED
    )  # fmt: skip
    assert (before.outlook, after.outlook) == (Outlook.UNKNOWN, Outlook.CLOSED)


def test_a_later_status_stays_in_force() -> None:
    """An update of an earlier day is recorded, and the page can say why nothing changes."""
    above = journal("2026-09-01  1.1  completed")
    (new,) = journal("n: 2026-03-01  1.1  delayed")
    (change,) = effects(PLAN, above, [new], TODAY).items
    assert change.after.status is Status.COMPLETED
    assert change.later == above[0]


def test_a_clock_that_is_behind_is_noticed_only_if_it_matters() -> None:
    """About the same item and day, an update recorded later wins, whichever was written last."""
    (above,) = journal("2026-03-01  1.1  completed  recorded=2026-03-09")
    (same,) = journal("n: 2026-03-01  1.1  delayed  recorded=2026-03-02")
    notice = clock_notice([above], [same])
    assert notice is not None
    assert "an update about 1.1 was recorded at 2026-03-09" in notice
    assert clock_notice([above], [same._replace(on=date(2026, 3, 2))]) is None
    assert clock_notice([above], [same._replace(item="1.2")]) is None
    assert clock_notice([same], [above]) is None


def test_an_update_for_a_day_that_is_tomorrow_here_is_noticed() -> None:
    """It comes from where the day begins earlier, and counts from its day on."""
    updates = journal("""
        2026-11-24  1.1  completed
        2026-11-25  1.1  delayed  by=Fiji
        2026-12-24  1.2  completed
    """)
    (tomorrow,) = ahead_notices(updates, {"1.1"}, TODAY)
    assert tomorrow == (
        "An update about 1.1 by Fiji is for 25 Nov 2026, which is tomorrow here: delayed. "
        "It counts from that day on."
    )
    (later,) = ahead_notices(updates, {"1.2"}, TODAY)
    assert "is for 24 Dec 2026, which is in the future: completed." in later


def test_a_date_decades_away_is_noticed() -> None:
    """A year of another calendar is a date too."""
    updates = journal("2026-11-24  1.1  delayed  expected=2569-12-31")
    assert list(far_notices(PLAN.plan, updates)) == [
        "31 Dec 2569 may be wrong. 2569 is 543 years after 2026. The Buddhist year 2569 is 2026."
    ]


def test_a_new_name_like_a_known_one_is_named() -> None:
    """Thailnd could report for Thailand unseen; Fiji is like nobody, so it needs no notice."""
    led = version("""
        [[objective]]
        id = "1"

        [[objective.activity]]
        id = "1.1"
        lead = ["Thailand"]
    """)
    (new,) = journal("2026-03-01  1.1  completed  by=Thailnd")
    assert new_name_notice([led], (), [new]) == (
        'No other report or lead is called "Thailnd". Did you mean "Thailand"?'
    )
    assert new_name_notice([led], [new], [new]) is None, "who reported before is known"
    for known in ("Thailand", "Fiji", None):
        assert new_name_notice([led], (), [new._replace(by=known)]) is None
