"""Changes in a period of an activity that every one of its leads does for itself."""

from __future__ import annotations

from datetime import date

from bptip.plan.journal import PlanHistory, Update
from bptip.plan.model import Version
from bptip.progress.period import ItemInPeriod, changes_between, moves
from plan_text import version
from progress.test_each import own

BEFORE = """
    [[objective]]
    id = "1"
    activity = [{ id = "1.1", lead = ["Fiji", "Tonga"], each = true }]
"""

UPDATES = (
    "2025-02-01 1.1 completed by=Fiji",
    "2025-05-01 1.1 in-progress by=Tonga",
)


def in_period(*lines: str, later: str = "") -> ItemInPeriod:
    """Returns the activity in the second quarter, with another version from May if given."""
    versions: tuple[Version, ...] = (version(BEFORE),)
    if later:
        amended = version(later)
        plan = amended.plan._replace(version=2, released=date(2025, 5, 15))
        versions = (*versions, amended._replace(plan=plan))
    history = PlanHistory(versions, own(*lines))
    changes = changes_between(history, date(2025, 4, 1), date(2025, 6, 30))
    return next(each for each in changes.items if each.item.id == "1.1")


def statuses(item: ItemInPeriod) -> list[tuple[str, str | None, str | None]]:
    """Returns the parties with their statuses before and after."""
    return [(p.party, p.before and p.before.value, p.after and p.after.value) for p in item.parties]


def test_each_party_has_its_statuses_of_both_days() -> None:
    """An own statement changes its party's row alone."""
    item = in_period(*UPDATES)
    assert statuses(item) == [
        ("Fiji", "completed", "completed"),
        ("Tonga", "not-reported", "in-progress"),
    ]
    assert (item.before, item.after, item.has_moved) == ("in-progress", "in-progress", False)
    assert [update.by for update in item.updates] == ["Tonga"]


def test_other_leads_are_no_move() -> None:
    """Tonga leaves the plan: what is left is completed, but nobody has completed anything."""
    item = in_period(UPDATES[0], later=BEFORE.replace(', "Tonga"', ', "Samoa"'))
    assert statuses(item) == [
        ("Fiji", "completed", "completed"),
        ("Samoa", None, "not-reported"),
        ("Tonga", "not-reported", None),
    ]
    assert (item.parties_joined, item.parties_left) == (("Samoa",), ("Tonga",))
    alone = in_period(UPDATES[0], later=BEFORE.replace(', "Tonga"', ""))
    assert (alone.before, alone.after, alone.has_moved) == ("in-progress", "completed", False)
    assert (alone.is_listed, alone.has_other_leads) == (True, True)


def test_the_leads_of_any_activity_are_compared() -> None:
    """They are compared as parties: a group of the same ones makes no difference."""
    plan = BEFORE.replace(", each = true", "")
    assert not in_period(later=plan).has_other_leads
    assert in_period(later=plan.replace('"Tonga"', '"Samoa"')).has_other_leads
    group = 'plan.groups = { "Both" = ["Tonga", "Fiji"] }\n'
    assert not in_period(later=group + plan.replace('"Fiji", "Tonga"', '"Both"')).has_other_leads


def test_a_party_that_moves_is_a_move_also_where_others_left() -> None:
    """Fiji completes its part in the period in which Tonga leaves."""
    item = in_period("2025-05-20 1.1 completed by=Fiji", later=BEFORE.replace(', "Tonga"', ""))
    assert (item.after, item.has_moved) == ("completed", True)


def test_without_own_parts_on_one_of_the_days_there_are_no_parties() -> None:
    """The reports on its parts do not count then, but nobody has withdrawn them."""
    item = in_period(*UPDATES, later=BEFORE.replace("each = true", "each = false"))
    assert item.parties == ()
    assert (item.before, item.after, item.has_moved) == ("in-progress", "not-reported", False)
    assert (item.is_redivided, item.is_newly_shared) == (True, False)


def test_an_update_that_does_not_count_is_not_listed() -> None:
    """A statement about the whole says nothing about an activity of single parts."""
    history = PlanHistory(
        (version(BEFORE),),
        tuple(each._replace(own=False) for each in own("2025-05-01 1.1 completed by=Fiji")),
    )
    changes = changes_between(history, date(2025, 4, 1), date(2025, 6, 30))
    assert (changes.listed, moves(changes)) == ((), {})


def test_the_silent_are_the_parties_with_open_parts_and_without_a_report() -> None:
    """Fiji has completed its part, so nothing is awaited of it; Tonga has not reported."""
    assert in_period(UPDATES[0]).silent == ("Tonga",)
    assert in_period(*UPDATES).silent == ()


def test_a_party_is_not_silent_about_work_that_is_not_yet_due_to_begin() -> None:
    """Fiji has said that it is not started; nobody has asked Tonga for more."""
    plan = BEFORE.replace("each = true", "each = true, start = 2025-09-01")
    said = own("2025-05-01 1.1 not-started by=Fiji")
    history = PlanHistory((version(plan),), said)
    for until, silent in ((date(2025, 6, 30), ()), (date(2025, 9, 2), ("Tonga",))):
        [_, item] = changes_between(history, date(2025, 4, 1), until).items
        assert item.silent == silent


def test_a_shared_standing_commitment_is_met_and_never_completed() -> None:
    """Each party says *continuous* of what has no end of its own."""
    plan = BEFORE.replace("each = true", 'each = true, due = "ongoing"')
    said = ("2025-05-01 1.1 continuous by=Fiji", "2025-05-02 1.1 continuous by=Tonga")
    changes = changes_between(
        PlanHistory((version(plan),), own(*said)), date(2025, 4, 1), date(2025, 6, 30)
    )
    assert list(moves(changes)) == ["continuous"]


def test_what_is_stated_in_another_way_is_a_move() -> None:
    """A first report, and an end, are moves also where the leads report in another way."""
    whole, amended = version(BEFORE.replace(", each = true", "")), version(BEFORE)
    plan = amended.plan._replace(version=2, released=date(2025, 5, 15))
    met = own("2025-02-01 1.1 continuous by=Fiji")[0]._replace(own=False, id="whole")
    both = ("2025-05-20 1.1 completed by=Fiji", "2025-05-21 1.1 completed by=Tonga")

    def has_moved(*lines: str, before: tuple[Update, ...] = ()) -> bool:
        history = PlanHistory((whole, amended._replace(plan=plan)), (*before, *own(*lines)))
        changes = changes_between(history, date(2025, 4, 1), date(2025, 6, 30))
        return next(each for each in changes.items if each.item.id == "1.1").has_moved

    assert has_moved(both[0])
    assert not has_moved(both[0], before=(met,)), "one of two parts says nothing of the whole"
    assert has_moved(*both, before=(met,))
    old = (line.replace("-05-", "-03-") for line in both)
    assert not has_moved(*old, before=(met,)), "it was stated before the period"
