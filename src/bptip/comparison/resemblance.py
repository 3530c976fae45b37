"""The resemblance of an item of one edition to an item of another: wording, and its support.

The likeness of title and description comes first. A common objective, common leads, dates, the id
and neighbours that are a pair add to the likeness, but count for nothing without it. Leads add more
if they lead little else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from math import log
from typing import Final, NamedTuple

from bptip.comparison.item_texts import ItemTexts
from bptip.comparison.near_twins import NearTwins
from bptip.comparison.wording import CANDIDATE, Index, common_among
from bptip.plan.model import Activity, Item, Objective, Version

# The numbers below were tuned on the "choosing" half of benchmarks/pairing; tuning.py there shows
# what a change of each would do. A likeness is a cosine, from 0 to 1.

SAME_OBJECTIVE: Final = 0.12
"""Part of the distance to a likeness of 1 that a common objective adds."""

SAME_LEADS: Final = 0.4
"""Maximum part of that distance that common leads add: if they lead nothing else."""

OTHER_LEADS: Final = 0.15
"""Part of a resemblance that is subtracted if both items have leads, and none in common."""

SAME_DATES: Final = 0.05
"""Part of that distance that a common start or due date adds."""

SAME_ID: Final = 0.08
"""Part of that distance that a common id adds; it is small, because people renumber plans."""

ENOUGH_WORDS: Final = 0.15
"""Minimum likeness of the wording at which the above counts in full; below it, in proportion."""

NOT_THIS_TWIN: Final = 0.8
"""Maximum part of a resemblance that is subtracted, if all distinguishing words are missing."""

CLAUSE: Final = 0.4
"""Part of the likeness of a title and a clause that counts as the likeness of the whole texts."""

ACTIVITIES_SHARE: Final = 0.5
"""Maximum share of an objective's likeness that comes from the words of its activities."""

LEAST: Final = 0.05
"""Minimum resemblance (0 to 1) that is kept: lower resemblances are noise in every plan."""

LEAST_LIKENESS: Final = 0.01
"""Minimum likeness of the wording of items that are left, or are only candidates."""


class Likeness(NamedTuple):
    """The evidence that two items are the same, as a page shows it.

    `wording` is the likeness of the wording alone, 0 to 1. `words` are the rarest words that both
    items have, as the new item writes them. For objectives that are a pair by their activities,
    `activities` is the number of pairs among the activities.
    """

    wording: float
    words: tuple[str, ...]
    has_same_objective: bool
    leads: tuple[str, ...]
    has_same_dates: bool
    activities: int = 0


Scores = dict[int, dict[int, float]]
"""The resemblance (0 to 1) of old items to new ones, both by their identity."""

Partners = AbstractSet[tuple[int, int]]
"""The pairs of old and new items that are known, by their identity."""


class Resemblance:
    """The resemblance of the items of an old edition to the items of a new edition."""

    def __init__(self, old: Version, new: Version) -> None:
        self.editions = (old, new)
        self.texts = ItemTexts(self.editions)
        self._near_twins = NearTwins(self.texts)
        self._common_leads: dict[tuple[frozenset[str], frozenset[str]], float] = {}
        # The leads and the partners of each activity, with groups replaced by their members.
        self.parties = {
            id(activity): (
                frozenset(edition.plan.spread(activity.lead)),
                frozenset(edition.plan.spread(activity.partners)),
            )
            for edition in self.editions
            for activity in edition.activities
        }
        self.parents = {
            id(activity): objective
            for edition in self.editions
            for objective in edition.objectives
            for activity in objective.activities
        }

    def renewed(self, new: Version) -> Resemblance:
        """Returns the resemblance to a new edition that differs only in what its items declare.

        Its texts are the same, so they are not compared again.
        """
        old, known = self.editions
        renewed = Resemblance(old, new)
        before, after = (*old.items, *known.items), (*old.items, *new.items)
        keys = dict(zip(map(id, before), map(id, after), strict=True))
        renewed.texts = self.texts.renewed(renewed.editions, keys)
        renewed._near_twins = self._near_twins.renewed(renewed.texts, keys)
        return renewed

    def wording(self, old: Item, new: Item) -> float:
        """Returns the likeness of the wording of two items, 0 to 1."""
        return self.texts.likeness(old, new)

    def scores(
        self,
        old: Sequence[Item],
        new: Sequence[Item],
        partners: Partners,
        least: float = CANDIDATE,
    ) -> Scores:
        """Returns the resemblance of each old item to each new item, if it is at least LEAST.

        `partners` are the known pairs; pairs of objectives support the resemblance of activities.
        `least` is the minimum likeness of the wording by its rarer words.
        """
        if not (old and new):
            return {id(item): {} for item in old}
        scores: Scores = {}
        candidates = {id(item): item for item in new}
        for item, wordings in self._wordings(old, candidates, least):
            row = {}
            for key, wording in wordings.items():
                candidate = candidates[key]
                # 1. The wording, with everything that supports it.
                score = self._supported(item, candidate, wording, partners)
                if score < LEAST:
                    continue
                # 2. Less, if either lacks the words that distinguish the other from near-twins.
                score *= 1 - NOT_THIS_TWIN * self.lack(item, candidate)
                if score >= LEAST:
                    row[key] = score
            scores[id(item)] = row
        return scores

    def _wordings(
        self, old: Sequence[Item], new: Mapping[int, Item], least: float
    ) -> Iterator[tuple[Item, dict[int, float]]]:
        """Yields each old item with the likeness of new items' wording, by their identity."""
        own = zip(old, self.distant(old, new, least), strict=True)
        if not isinstance(old[0], Objective):
            for item, alike in own:
                yield item, self._with_clauses(item, new, alike)
            return
        # The words of its activities may raise the likeness of an objective, and never lower it.
        vectors = self.texts.pooled
        common = common_among([*vectors.values()])
        places = [*new]
        index = Index([vectors[key] for key in places], common)
        for item, alike in own:
            near = index.like(vectors[id(item)])
            pooled = {places[place]: likeness for place, likeness in near.items()}
            yield (
                item,
                {
                    key: max(
                        alike.get(key, 0.0),
                        (1 - ACTIVITIES_SHARE) * alike.get(key, 0.0)
                        + ACTIVITIES_SHARE * pooled.get(key, 0.0),
                    )
                    for key in alike.keys() | pooled.keys()
                },
            )

    def distant(
        self, items: Iterable[Item], others: Mapping[int, Item], least: float
    ) -> Iterator[dict[int, float]]:
        """Yields, for each item, its likeness to the others by wording alone, by their identity.

        With a small `least`, this includes others that are too little alike to be a pair.
        """
        first = next(iter(others), None)
        siblings = self.texts.siblings[first][1] if first else None
        for item in items:
            yield self.texts.alike(item, others, siblings, least) if siblings else {}

    def _with_clauses(
        self, item: Item, new: Mapping[int, Item], wordings: dict[int, float]
    ) -> dict[int, float]:
        """Returns the likenesses, raised if one clause of a long description matches a title."""
        is_long = self.texts.is_long(item)
        return {
            key: max(wording, CLAUSE * self.texts.clause_likeness(item, new[key]))
            if wording < CLAUSE and (is_long or self.texts.is_long(new[key]))
            else wording
            for key, wording in wordings.items()
        }

    def _supported(self, old: Item, new: Item, wording: float, partners: Partners) -> float:
        """Returns the likeness of the wording, raised by what supports it."""
        support = SAME_ID * (old.id == new.id)
        against = 0.0
        if isinstance(old, Activity) and isinstance(new, Activity):
            leads = self.common_leads(old, new)
            support += SAME_OBJECTIVE * self.has_same_objective(old, new, partners)
            support += SAME_LEADS * leads
            support += SAME_DATES * _has_same_dates(old, new)
            against = OTHER_LEADS * bool(old.lead and new.lead and not leads)
        raised = wording + (1 - wording) * support * min(1, wording / ENOUGH_WORDS)
        return raised * (1 - against)

    def lack(self, old: Item, new: Item) -> float:
        """Returns the part (0 to 1) of the distinguishing words of two items that is missing."""
        return self._near_twins.lack(old, new)

    def has_same_objective(self, old: Item, new: Item, partners: Partners) -> bool:
        """True if the objectives of two activities are a pair."""
        parents = self.parents.get(id(old)), self.parents.get(id(new))
        return (id(parents[0]), id(parents[1])) in partners

    @cached_property
    def _lead_weights(self) -> Mapping[str, float]:
        """The weight of each lead as evidence, 0 to 1: 1 if it leads only one activity."""
        leading = Counter(
            lead
            for edition in self.editions
            for activity in edition.activities
            for lead in self.parties[id(activity)][0]
        )
        total = sum(leading.values()) + 1
        return {lead: log(total / activities, total) for lead, activities in leading.items()}

    def common_leads(self, old: Activity, new: Activity) -> float:
        """Returns the weight of common leads, 0 to 1: 1 if all are common and lead nothing else.

        This is the share of the common leads in the weight of all leads, times the largest weight
        of a common lead.
        """
        leads = self.parties[id(old)][0], self.parties[id(new)][0]
        if leads not in self._common_leads:
            self._common_leads[leads] = self._weight_of_common(*leads)
        return self._common_leads[leads]

    def _weight_of_common(self, before: frozenset[str], after: frozenset[str]) -> float:
        """Returns the share of the common leads, times the largest weight of a common lead."""
        shared, both = before & after, before | after
        if not shared:
            return 0.0
        weights = sorted(self._lead_weights[lead] for lead in shared)
        share = sum(weights) / sum(sorted(self._lead_weights[lead] for lead in both))
        return share * weights[-1]

    def evidence(self, old: Item, new: Item, partners: Partners) -> Likeness:
        """Returns the evidence that two items are the same."""
        leads: tuple[str, ...] = ()
        has_same_dates = False
        if isinstance(old, Activity) and isinstance(new, Activity):
            common = self.parties[id(old)][0] & self.parties[id(new)][0]
            leads = tuple(lead for lead in new.lead if lead in old.lead) or tuple(sorted(common))
            has_same_dates = _has_same_dates(old, new)
        return Likeness(
            wording=self.wording(old, new),
            words=self.texts.words_in_common(old, new),
            has_same_objective=self.has_same_objective(old, new, partners),
            leads=leads,
            has_same_dates=has_same_dates,
        )


def _has_same_dates(old: Activity, new: Activity) -> bool:
    """True if two activities are due, or start, on the same stated day."""
    return any(
        before is not None and before == after
        for before, after in ((old.due, new.due), (old.start, new.start))
    )
