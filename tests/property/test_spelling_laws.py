"""Laws of spellings: a spelling and its name give the same answer everywhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.journal import PlanHistory
from bptip.plan.parties import Parties, spelled_update, spelled_version, spellings_of
from bptip.problems.version import version_faults
from bptip.progress.contradictions import contradictions
from bptip.progress.period import changes_between
from bptip.progress.plan_progress import progress_on
from bptip.progress.selection import Filters, group, reporters_of, select

from .strategies import A_FEW_VERSIONS, as_of_days, journals, law

if TYPE_CHECKING:
    from datetime import date

    from bptip.plan.journal import Update
    from bptip.plan.model import Version

ALSO = {"Australia": ("AUS", "Commonwealth of Australia"), "UNODC": ("UN Office", "unodc vienna")}
PARTIES = Parties(also=ALSO)
REPORTERS = ("Australia", "Indonesia", "UNODC", None)


def in_other_spellings(version: Version, data: st.DataObject) -> Version:
    """Returns the version with some parties in another spelling."""

    def spell(names: object) -> tuple[str, ...]:
        return tuple(
            data.draw(st.sampled_from((name, *ALSO.get(name, ()))))
            for name in names  # type: ignore[attr-defined]  # a list of names
        )

    return spelled_version(version, spell)._replace(plan=version.plan)


@law
@given(A_FEW_VERSIONS, journals(), as_of_days, st.data())
def test_a_spelling_and_its_name_give_the_same_answer(
    version: Version, said: tuple[Update, ...], as_of: date, data: st.DataObject
) -> None:
    named = [each._replace(by=data.draw(st.sampled_from(REPORTERS))) for each in said]
    spellings = spellings_of(PARTIES, [version])
    written = in_other_spellings(version, data)
    respelled = [
        each._replace(by=each.by and data.draw(st.sampled_from((each.by, *ALSO.get(each.by, ())))))
        for each in named
    ]
    read = spelled_version(written, spellings.names)
    own = spelled_version(version, spellings.names)
    updates = [spelled_update(each, spellings) for each in respelled]
    before, after = progress_on(own, named, as_of), progress_on(read, updates, as_of)
    assert after == before
    assert group(after, "lead") == group(before, "lead")
    since = as_of - timedelta(days=30)
    moved, same = (
        changes_between(PlanHistory((plan,), tuple(journal)), since, as_of)
        for plan, journal in ((read, updates), (own, named))
    )
    assert moved == same
    assert list(contradictions(after)) == list(contradictions(before))
    assert reporters_of(read, updates) == reporters_of(own, named)
    for lead in spellings.names(["AUS"]):
        filters = Filters(lead=(lead,))
        assert select(after, filters) == select(before, filters)
    assert version_faults(written, PARTIES) == version_faults(version, PARTIES)
