"""Methods that pair the items of two editions: bptip's, and simple ones for comparison.

Each method pairs objectives with objectives and activities with activities, each item once.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from math import log, sqrt
from typing import Final, NamedTuple, TypeVar

from judged import IdPair

from bptip.comparison.assignment import best_assignment
from bptip.comparison.item_texts import ItemTexts
from bptip.comparison.pairing import pairs_of
from bptip.comparison.resemblance import Resemblance
from bptip.comparison.thresholds import LOUD
from bptip.comparison.wording import Weights, features_of, words_of
from bptip.plan.characters import same_text
from bptip.plan.model import Activity, Item, Objective, Version

K = TypeVar("K", bound=Hashable)

KINDS: Final = (Objective, Activity)
FINE: Final = 1_000_000
"""The whole number that stands for a score of 1 in an assignment."""


class Found(NamedTuple):
    """A pair that a method found, by ids, with its score, 0 to 1."""

    pair: IdPair
    score: float = 1.0


class Method(NamedTuple):
    """A method that pairs items; if it is `tuned`, only pairs from a chosen score on count."""

    name: str
    pairs: Callable[[Version, Version], list[Found]]
    tuned: bool = False


MARGIN: Final = 0.5
"""Part of the best rival's likeness that is subtracted; the best of 0, 0.25, 0.5 and 0.75."""

Likeness = Callable[[str, str], float]
"""Returns how alike two titles are, 0 to 1."""


def ours(old: Version, new: Version) -> list[Found]:
    """Returns the pairs that bptip finds."""
    return [Found((pair.old.id, pair.new.id)) for pair in pairs_of(old, new)]


def same_id(old: Version, new: Version) -> list[Found]:
    """Returns the pairs of items with the same id."""
    return [Found((a.id, b.id)) for a, b in of_one_kind(old, new) if a.id == b.id]


def exact_title(old: Version, new: Version) -> list[Found]:
    """Returns the pairs of items with the same title, each item in the first pair possible."""
    same = ((a.id, b.id) for a, b in of_one_kind(old, new) if _title(a) == _title(b))
    return [Found(pair) for pair in greedy(same)]


def characters(old: Version, new: Version) -> list[Found]:
    """Returns the best assignment by the share of characters that two titles have in common."""
    return assigned_titles(old, new, character_ratio)


def word_cosine(old: Version, new: Version) -> list[Found]:
    """Returns the best assignment by the cosine of the titles' words, weighted by rarity."""
    weights = title_weights([*old.items, *new.items])
    return assigned_titles(old, new, lambda before, after: cosine(weights[before], weights[after]))


def best_first(old: Version, new: Version) -> list[Found]:
    """Returns the pairs with the highest resemblance first, down to bptip's highest threshold."""
    resemblance = Resemblance(old, new)
    names = {id(item): item.id for edition in (old, new) for item in edition.items}
    taken: list[tuple[int, int]] = []
    for kind in KINDS:
        scores = resemblance.scores(items(old, kind), items(new, kind), frozenset(taken))
        flat = [(score, a, b) for a, row in scores.items() for b, score in row.items()]
        ranked = sorted(flat, key=lambda each: (-each[0], names[each[1]], names[each[2]]))
        taken += greedy((a, b) for score, a, b in ranked if score >= LOUD)
    return [Found((names[a], names[b])) for a, b in taken]


def stems_and_margin(old: Version, new: Version) -> list[Found]:
    """Returns the best assignment by the cosine of all stems, less a part of the best rival's."""
    texts = ItemTexts((old, new))
    rarity = Weights([*texts.distinct.values()]).rarity
    weights = {
        item: {
            stem: many * rarity[stem] for stem, many in features_of(words).items() if stem in rarity
        }
        for item, words in texts.stems.items()
    }
    found: list[Found] = []
    for kind in KINDS:
        olds, news = items(old, kind), items(new, kind)
        scores = {(a.id, b.id): cosine(weights[id(a)], weights[id(b)]) for a in olds for b in news}
        gains = {
            a.id: {b.id: round(scores[a.id, b.id] * FINE) for b in news if scores[a.id, b.id] > 0}
            for a in olds
        }
        for pair in best_assignment(gains):
            rivals = (score for other, score in scores.items() if is_rival(pair, other))
            found.append(Found(pair, scores[pair] - MARGIN * max(rivals, default=0.0)))
    return found


def is_rival(pair: IdPair, other: IdPair) -> bool:
    """True if another pair has one of the two items."""
    return pair != other and (pair[0] == other[0] or pair[1] == other[1])


METHODS: Final = (
    Method("bptip", ours),
    Method("stems, margin", stems_and_margin, tuned=True),
    Method("best first", best_first),
    Method("tf-idf", word_cosine, tuned=True),
    Method("characters", characters, tuned=True),
    Method("exact title", exact_title),
    Method("same id", same_id),
)


def items(edition: Version, kind: type[Item]) -> list[Item]:
    """Returns the items of one kind, in the plan's order."""
    return [item for item in edition.items if isinstance(item, kind)]


def of_one_kind(old: Version, new: Version) -> Iterator[tuple[Item, Item]]:
    """Returns every pair of an old and a new item of the same kind."""
    return ((a, b) for kind in KINDS for a in items(old, kind) for b in items(new, kind))


def greedy(ranked: Iterable[tuple[K, K]]) -> list[tuple[K, K]]:
    """Returns the ranked pairs whose items are in no earlier pair."""
    olds: set[K] = set()
    news: set[K] = set()
    taken = []
    for old, new in ranked:
        if old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            taken.append((old, new))
    return taken


def assigned_titles(old: Version, new: Version, likeness: Likeness) -> list[Found]:
    """Returns the assignment of old items to new ones with the highest sum of likenesses."""
    return [found for kind in KINDS for found in _assigned(old, new, kind, likeness)]


def _assigned(old: Version, new: Version, kind: type[Item], likeness: Likeness) -> Iterator[Found]:
    scores = {
        a.id: {b.id: likeness(_title(a), _title(b)) for b in items(new, kind)}
        for a in items(old, kind)
    }
    gains = {
        a: {b: round(score * FINE) for b, score in row.items() if score > 0}
        for a, row in scores.items()
    }
    return (Found((a, b), scores[a][b]) for a, b in best_assignment(gains))


def _title(item: Item) -> str:
    return same_text(item.title)


def character_ratio(old: str, new: str) -> float:
    """Returns the share of characters of two titles that match in order, without case."""
    return SequenceMatcher(None, old.casefold(), new.casefold(), autojunk=False).ratio()


def title_weights(every: Sequence[Item]) -> Mapping[str, Mapping[str, float]]:
    """Returns the words of each title, weighted by their number and rarity in both editions."""
    counts = {_title(item): Counter(words_of(item.title)) for item in every}
    titles_with = Counter(chain.from_iterable(set(words_of(item.title)) for item in every))
    return {
        title: {
            word: many * log((len(every) + 1) / titles_with[word]) for word, many in own.items()
        }
        for title, own in counts.items()
    }


def cosine(old: Mapping[str, float], new: Mapping[str, float]) -> float:
    """Returns the cosine of the weights of two texts; 0 if either text has no words."""
    length = sqrt(sum(w * w for w in old.values()) * sum(w * w for w in new.values()))
    return sum(w * new.get(word, 0.0) for word, w in old.items()) / length if length else 0.0
