"""How alike texts are, by the words that they share and by the rarity of these words.

A text is the stems of its words, so that *strengthen* and *strengthening* are one, and the pairs of
neighbouring stems. These features are weighted by their rarity in both editions together (tf-idf),
since a frequent word doesn't show the subject of an item. The likeness of two texts is the cosine
of their vectors (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988,
https://doi.org/10.1016/0306-4573(88)90021-0).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from math import log, sqrt
from typing import Final, NamedTuple
from unicodedata import combining, normalize

Vector = Mapping[str, float]
"""The features of a text with their weights, of length 1 (0 for a text without words)."""

FUNCTION_WORDS: Final = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "in", "into", "is",
        "it", "its", "of", "on", "or", "that", "the", "their", "them", "these", "this", "those",
        "to", "under", "was", "were", "which", "will", "with", "within",
    }
)  # fmt: skip
"""English words that never show the subject of an item; a short plan is too short to count them."""

TITLE_TIMES: Final = 2
"""How often the words of a title are counted, beside one time for those of a description.

This number and the next were tuned on the "choosing" half of benchmarks/pairing.
"""

TITLE_SHARE: Final = 0.3
"""Share of a likeness that comes from the titles alone; the rest includes the descriptions."""

# The next five numbers only save time: without them, the figures of benchmarks/pairing are the
# same. benchmarks/pairing_growth.py measures the time.

COMMON_SHARE: Final = 0.25
"""Maximum share of the texts that have a feature which makes candidates of any two of them."""

COMMON_TEXTS: Final = 150
"""Number of texts up to which any feature makes candidates, whatever its share."""

PAIRS_SHARE: Final = 0.2
"""Minimum part of the likeness of two near texts that comes from pairs of neighbouring words."""

CANDIDATE: Final = 0.03
"""Minimum likeness, without common features, of two texts that are compared in full."""

BEGINNING: Final = 3
"""Number of letters with which all forms of a word begin."""

MAX_CHARACTERS: Final = 100_000
"""Maximum number of characters of a text that are compared; a whole book is known by its start."""

PAIRED: Final = " "
"""The character between the two words of a pair of neighbours."""

IN_TITLE: Final = "title:"
"""The prefix of a feature of the title alone."""

_WORD: Final = re.compile(r"[^\W_]+")
_SPELT_IN_TWO_WAYS: Final = 5
"""Minimum length (letters) of a stem with a British and an American spelling."""


class Words(NamedTuple):
    """The words, or stems, of a title and of its description, in their order."""

    title: Sequence[str]
    description: Sequence[str] = ()


def words_of(text: str) -> list[str]:
    """Returns the words of a text without case, accents, and function words."""
    folded = text[:MAX_CHARACTERS].casefold()
    if not folded.isascii():
        folded = "".join(each for each in normalize("NFKD", folded) if not combining(each))
    return [word for word in _WORD.findall(folded) if word not in FUNCTION_WORDS]


def stems_of(words: Iterable[str]) -> Mapping[str, str]:
    """Returns the stem of each word, in one spelling.

    All forms of a word begin alike, so a word with a beginning of its own stays as it is: the
    stemmer takes most of the time.
    """
    from snowballstemmer.english_stemmer import EnglishStemmer

    stem = EnglishStemmer().stemWord
    distinct = set(words)
    beginnings = Counter(word[:BEGINNING] for word in distinct)
    return {
        word: _one_spelling(stem(word)) if beginnings[word[:BEGINNING]] > 1 else word
        for word in distinct
    }


def _one_spelling(stem: str) -> str:
    """Returns a stem in American spelling: "organiz" for "organis", "labor" for "labour"."""
    if len(stem) < _SPELT_IN_TWO_WAYS:
        return stem
    if stem.endswith("is"):
        return f"{stem[:-2]}iz"
    return f"{stem[:-3]}or" if stem.endswith("our") else stem


def vectors(texts: Sequence[Words]) -> list[Vector]:
    """Returns the vector of each text, weighted by the rarity of its features in all of them.

    A vector has two parts: the title with the description, and the title alone. The roots make the
    cosine of two vectors the mean of the cosines of their parts, weighted by TITLE_SHARE.
    """
    titles = [_features(text.title) for text in texts]
    whole = _weighted(
        [
            Counter([*title * TITLE_TIMES, *_features(text.description)])
            for title, text in zip(titles, texts, strict=True)
        ]
    )
    alone = _weighted([Counter(title) for title in titles])
    in_title = {feature: f"{IN_TITLE}{feature}" for title in titles for feature in title}
    share, rest = sqrt(TITLE_SHARE), sqrt(1 - TITLE_SHARE)
    return [
        {feature: rest * weight for feature, weight in both.items()}
        | {in_title[feature]: share * weight for feature, weight in title.items()}
        if title
        else both
        for both, title in zip(whole, alone, strict=True)
    ]


def _features(words: Sequence[str]) -> list[str]:
    """Returns the words, and each pair of neighbours among them."""
    return [*words, *(f"{word}{PAIRED}{following}" for word, following in pairwise(words))]


def _weighted(counts: Sequence[Counter[str]]) -> list[Vector]:
    """Returns vectors of damped counts, each multiplied by the rarity of its feature."""
    texts_with = Counter(chain.from_iterable(counts))
    rarity = {feature: log((len(counts) + 1) / texts) for feature, texts in texts_with.items()}
    return [
        _scaled(
            {feature: (1 + log(times)) * rarity[feature] for feature, times in sorted(text.items())}
        )
        for text in counts
    ]


def _scaled(weights: Mapping[str, float]) -> Vector:
    """Returns weights, sorted by feature, scaled to length 1.

    The order makes their sums the same to the last digit, whichever text comes first.
    """
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {feature: weight / length for feature, weight in weights.items()} if length else {}


def likeness(text: Vector, candidate: Vector) -> float:
    """Returns how alike two texts are: 0 for nothing in common, 1 for the same words in order."""
    return sum(
        weight * candidate[feature] for feature, weight in text.items() if feature in candidate
    )


class Index:
    """An index of texts by their features: it finds texts like another one without trying them all.

    Common features add to a likeness, but don't make candidates. So the work grows with the
    features that texts really share, and not with the number of all pairs of texts.
    """

    def __init__(self, texts: Sequence[Vector], common: frozenset[str] = frozenset()) -> None:
        self.texts = texts
        self.common = common
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, vector in enumerate(texts):
            for feature, weight in vector.items():
                if feature not in common:
                    self._holders[feature].append((place, weight))

    def like(self, text: Vector) -> dict[int, float]:
        """Returns the likeness of the texts that are like this one, by their places."""
        # 1. The rarer features make the candidates.
        by_rarer = self._likeness_by_place(text)
        alike = {place: like for place, like in enumerate(by_rarer) if like >= CANDIDATE}
        # 2. The common features add to their likeness.
        shared = [(feature, weight) for feature, weight in text.items() if feature in self.common]
        for feature, weight in shared:
            for place in alike:
                alike[place] += weight * self.texts[place].get(feature, 0.0)
        return alike

    def _likeness_by_place(self, text: Vector) -> list[float]:
        """Returns the likeness of every text by the rarer features alone."""
        sums = [0.0] * len(self.texts)
        for feature, weight in text.items():
            for place, its_weight in self._holders.get(feature, ()):
                sums[place] += weight * its_weight
        return sums

    def near(self, text: Vector, least: float) -> dict[int, float]:
        """Returns the likeness of the texts that are at least so much like this one, by place.

        Texts that are much alike have pairs of neighbouring words in common, and few other texts
        have these pairs. So only texts that share many pairs are compared in full.
        """
        pairs = [feature for feature in text if PAIRED in feature] or list(text)
        by_pairs: dict[int, float] = defaultdict(float)
        for pair in pairs:
            for place, weight in self._holders.get(pair, ()):
                by_pairs[place] += text[pair] * weight
        tried = (place for place in sorted(by_pairs) if by_pairs[place] >= PAIRS_SHARE * least)
        alike = {place: likeness(text, self.texts[place]) for place in tried}
        return {place: like for place, like in alike.items() if like >= least}


def common_among(texts: Sequence[Vector]) -> frozenset[str]:
    """Returns the features that too many of the texts have to make any two of them candidates."""
    if len(texts) <= COMMON_TEXTS:
        return frozenset()
    texts_with = Counter(chain.from_iterable(texts))
    most = max(COMMON_TEXTS, COMMON_SHARE * len(texts))
    return frozenset(feature for feature, number in texts_with.items() if number > most)
