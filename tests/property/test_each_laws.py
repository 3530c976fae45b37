"""Laws of activities that each of their leads does for itself."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.plan.journal import Update
from bptip.plan.model import Version
from bptip.problems.journal.checked import checked_journal
from bptip.problems.journal.context import PlacedUpdate, context_of
from bptip.progress.flags import ItemFacts
from bptip.progress.plan_progress import Progress, progress_on

from .strategies import A_FEW_VERSIONS, START, as_of_days, journals, law

often = settings(max_examples=200)
"""How often a law is tried that rests on two statements about one part."""

REPORTERS = st.sampled_from(("Australia", "Indonesia", "Indonesia", "UNODC", None))
OWN = st.sampled_from((True, True, True, False))

NEAR = {"1": "1.1", "1.2": "2.1", "2": "2.1", "9.9": "2.1"}
"""The items by which others are replaced, so that updates are about the same one."""


@st.composite
def own_journals(draw: st.DrawFn) -> tuple[Update, ...]:
    """Draws a journal of parties' own statements: about two activities, on one of two days.

    They are close to each other, so that several are about one part and only their moments and ids
    are different.
    """
    first = START + timedelta(days=20)
    return tuple(
        update._replace(
            item=NEAR.get(update.item, update.item),
            on=min(max(update.on, first), first + timedelta(days=1)),
            by=draw(REPORTERS),
            own=draw(OWN),
        )
        for update in draw(journals())
    )


def shared(version: Version) -> Version:
    """Returns the version with each activity done by every one of its leads for itself."""
    objectives = tuple(
        objective._replace(
            activities=tuple(
                activity._replace(each=bool(activity.lead)) for activity in objective.activities
            )
        )
        for objective in version.objectives
    )
    return version._replace(objectives=objectives)


few_shared = A_FEW_VERSIONS.map(shared)


@often
@given(few_shared, own_journals(), as_of_days, st.data())
def test_the_order_of_the_blocks_changes_no_figure_of_any_party(
    version: Version, said: tuple[Update, ...], as_of: date, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(said))
    assert progress_on(version, shuffled, as_of) == progress_on(version, said, as_of)


@often
@given(few_shared, own_journals(), as_of_days)
def test_a_partys_own_statements_change_only_its_own_row(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    """A retraction states nothing itself: it may take back what another party has said."""
    others = [
        update for update in said if update.retracts or not update.own or update.by != "Indonesia"
    ]
    before, after = progress_on(version, others, as_of), progress_on(version, said, as_of)
    for old, new in zip(before.activities, after.activities, strict=True):
        theirs = [part for part in new.parties if part.party != "Indonesia"]
        assert theirs == [part for part in old.parties if part.party != "Indonesia"]


def without_uncounted(progress: Progress) -> Progress:
    """Returns a plan's progress without the numbers of reports that do not count."""

    def with_no_others(basis: ItemFacts) -> ItemFacts:
        return basis._replace(uncounted_own=0, uncounted_whole=0, outside_notes=0)

    return progress._replace(
        objectives=tuple(
            objective._replace(
                basis=with_no_others(objective.basis),
                activities=tuple(
                    each._replace(
                        basis=with_no_others(each.basis),
                        parties=tuple(
                            part._replace(basis=with_no_others(part.basis)) for part in each.parties
                        ),
                    )
                    for each in objective.activities
                ),
            )
            for objective in progress.objectives
        )
    )


@law
@given(A_FEW_VERSIONS, own_journals(), as_of_days)
def test_without_each_a_partys_own_statements_change_nothing(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    """Only how many reports do not count is known; no status, figure or outlook differs."""
    of_the_whole = [update for update in said if not update.own]
    kept = progress_on(version, of_the_whole, as_of)
    if not any(update.retracts for update in said):
        assert without_uncounted(progress_on(version, said, as_of)) == without_uncounted(kept)


@law
@given(few_shared, own_journals(), as_of_days)
def test_with_each_statements_of_the_whole_change_no_activity(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    """Only how many reports do not count is known; no status, figure or outlook differs."""
    own = [update for update in said if update.own]
    if not any(update.retracts for update in said):
        before, after = progress_on(version, own, as_of), progress_on(version, said, as_of)
        for old, new in zip(
            without_uncounted(before).activities, without_uncounted(after).activities, strict=True
        ):
            assert old == new or not new.parties


@law
@given(A_FEW_VERSIONS, own_journals(), st.data())
def test_a_journal_that_is_sound_under_one_version_is_sound_under_any_other(
    version: Version, said: tuple[Update, ...], data: st.DataObject
) -> None:
    """A change of leads, or of their own parts, makes no update faulty."""
    entries = [PlacedUpdate(update, place) for place, update in enumerate(said)]
    leads = data.draw(st.sampled_from([(), ("Indonesia",), ("UNODC", "Australia")]))
    objectives = tuple(
        objective._replace(
            activities=tuple(each._replace(lead=leads) for each in objective.activities)
        )
        for objective in version.objectives
    )
    other = shared(version._replace(objectives=objectives))
    before, after = (
        checked_journal(context_of([each], entries, frozenset())) for each in (version, other)
    )
    assert after == before
