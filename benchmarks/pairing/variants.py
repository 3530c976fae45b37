"""Harder variants of the judged plans: diluted, loud, leftover, merged and split.

A variant is made by a rule from a folder, so its true pairs are known. Its random choices depend
only on the names of the folder and of the kind: the same options always give the same texts. It
belongs to the half of its folder, since it has the folder's words.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from judged import IdPair, Judged

from bptip.plan.model import Activity, Objective, Version

BACKGROUND: Final = (
    "Recent years have shown that much remains to be done, and that progress is uneven.",
    "The evaluation of the former period recommended clearer roles and fewer parallel structures.",
    "All measures respect human rights, data protection and the equality of women and men.",
    "Civil society, academia and the private sector were consulted in three rounds.",
    "Funding comes from the regular budget and, where possible, from international partners.",
    "The responsible bodies report twice a year to the secretariat, which informs the committee.",
    "Experience in other regions suggests that early cooperation saves time and money later.",
    "The measure contributes to the goals of the national development strategy.",
    "Staff turnover and old equipment were named as the main obstacles in the last survey.",
    "Pilot projects are followed by a review before they are extended to the whole country.",
    "Information for the public is published in all official languages and in plain words.",
    "Local authorities take part from the beginning and adapt the work to their conditions.",
    "Legal questions are settled with the ministries concerned before implementation begins.",
    "Results are measured against a baseline, which is established in the first half-year.",
    "Technical assistance is available on request and depends on the needs of each partner.",
    "The work builds on existing networks and avoids the duplication of efforts.",
    "Risks are reviewed every year, and activities are changed where circumstances require it.",
    "Good practice is collected, translated and shared with everybody who is interested.",
    "Vulnerable groups receive particular attention in planning and in evaluation.",
    "New technologies are used where they are safe, affordable and easy to maintain.",
    "Where several institutions are competent, one of them coordinates the others.",
    "A working group meets when needed and prepares the decisions of the steering committee.",
)
"""Sentences that could be in any plan: they say nothing about the item that they are added to."""

DILUTION: Final = 9
"""Number of sentences of BACKGROUND, about 120 words, in each diluted description."""

FORMULAS: Final = (
    "Strengthen national capacity and coordination in order to {}",
    "Continue to support all partners in their efforts to {}",
    "Develop and implement effective measures that help to {}",
)
"""Phrases that loud plans put around every title; which one depends on the edition."""

GONE: Final = 0.4
"""Share of the new items with a partner that a leftover variant removes."""

Variant = Callable[[Judged, Random], Judged]
"""Returns a harder variant of a judged pair of plans."""


def diluted(judged: Judged, rng: Random) -> Judged:
    """Returns the plans with a long description, which says nothing, for each new item."""

    def dilute(item: Objective | Activity) -> str:
        sentences = rng.sample(BACKGROUND, DILUTION)
        sentences.insert(rng.randrange(DILUTION), item.description or "")
        return " ".join(sentences)

    return judged._replace(new=described(judged.new, dilute))


def loud(judged: Judged, rng: Random) -> Judged:
    """Returns the plans with standard phrases around every title."""
    before, after = rng.sample(FORMULAS, 2)
    return judged._replace(old=titled(judged.old, before), new=titled(judged.new, after))


def leftover(judged: Judged, rng: Random) -> Judged:
    """Returns the plans without some new activities: what they continued has no partner now."""
    activities = {each.id for each in judged.new.activities}
    gone = {new for _, new in judged.true if new in activities and rng.random() < GONE}
    return without(judged, gone)


def merged(judged: Judged, rng: Random) -> Judged:
    """Returns the plans with two new activities of each objective merged into one.

    Either old activity may go on as the merged one: both pairs are doubtful.
    """
    partner = {new: old for old, new in judged.true}
    absorbed: dict[str, Activity] = {}
    doubtful: list[IdPair] = []
    for objective in judged.new.objectives:
        carried = [each for each in objective.activities if each.id in partner]
        if len(carried) < 2:
            continue
        first, second = rng.sample(carried, 2)
        absorbed[first.id] = second
        doubtful += [(partner[first.id], first.id), (partner[second.id], first.id)]

    def join(activity: Activity) -> Activity:
        if activity.id not in absorbed:
            return activity
        second = absorbed[activity.id]
        texts = (activity.description, second.description)
        title = f"{activity.title}, and {second.title[:1].lower()}{second.title[1:]}"
        return activity._replace(title=title, description=" ".join(filter(None, texts)) or None)

    whole = judged._replace(new=with_activities(judged.new, join))
    return doubting(without(whole, {each.id for each in absorbed.values()}), doubtful)


def split(judged: Judged, rng: Random) -> Judged:
    """Returns the plans with two old activities of each objective merged: their work was split."""
    return mirrored(merged(mirrored(judged), rng))


VARIANTS: Final[Mapping[str, Variant]] = {
    "diluted": diluted,
    "loud": loud,
    "leftover": leftover,
    "merged": merged,
    "split": split,
}


def variants_of(judged: Judged) -> list[Judged]:
    """Returns all variants of a judged pair of plans."""
    names = {kind: f"{judged.name}, {kind}" for kind in VARIANTS}
    return [
        variant(judged, Random(names[kind]))._replace(name=names[kind])
        for kind, variant in VARIANTS.items()
    ]


def without(judged: Judged, gone: set[str]) -> Judged:
    """Returns the plans without some new activities; a pair with one of these is a trap no more."""
    objectives = tuple(
        each._replace(activities=tuple(a for a in each.activities if a.id not in gone))
        for each in judged.new.objectives
    )
    return judged._replace(
        new=judged.new._replace(objectives=objectives),
        true=tuple(pair for pair in judged.true if pair[1] not in gone),
        traps={pair: why for pair, why in judged.traps.items() if pair[1] not in gone},
        doubtful=tuple(pair for pair in judged.doubtful if pair[1] not in gone),
    )


def doubting(judged: Judged, doubtful: list[IdPair]) -> Judged:
    """Returns the plans with more doubtful pairs."""
    return judged._replace(
        true=tuple(pair for pair in judged.true if pair not in doubtful),
        traps={pair: why for pair, why in judged.traps.items() if pair not in doubtful},
        doubtful=(*judged.doubtful, *doubtful),
    )


def mirrored(judged: Judged) -> Judged:
    """Returns the plans with old and new exchanged."""
    return judged._replace(
        old=judged.new,
        new=judged.old,
        true=tuple((new, old) for old, new in judged.true),
        traps={(new, old): why for (old, new), why in judged.traps.items()},
        doubtful=tuple((new, old) for old, new in judged.doubtful),
    )


def with_activities(version: Version, change: Callable[[Activity], Activity]) -> Version:
    """Returns a version with each activity changed."""
    return version._replace(
        objectives=tuple(
            each._replace(activities=tuple(map(change, each.activities)))
            for each in version.objectives
        )
    )


def described(version: Version, describe: Callable[[Objective | Activity], str]) -> Version:
    """Returns a version with another description for each item."""
    activities = with_activities(version, lambda each: each._replace(description=describe(each)))
    return activities._replace(
        objectives=tuple(
            each._replace(description=describe(each)) for each in activities.objectives
        )
    )


def titled(version: Version, formula: str) -> Version:
    """Returns a version with a phrase around each title."""

    def title(item: Objective | Activity) -> str:
        return formula.format(f"{item.title[:1].lower()}{item.title[1:]}")

    activities = with_activities(version, lambda each: each._replace(title=title(each)))
    return activities._replace(
        objectives=tuple(each._replace(title=title(each)) for each in activities.objectives)
    )
