"""How alike texts are, by the words that they share and by how rare these are.

A text is the stems of its words, so that *strengthen* and *strengthening* are one, and the pairs of
neighbours among them. Each counts by its rarity in both editions together (tf-idf), since words
that stand everywhere say nothing of what an item is about; two texts are compared by the cosine of
what they hold (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988,
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
"""What a text holds, with its weights; scaled so that a text is 1 to itself."""

FUNCTION_WORDS: Final = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "in", "into", "is",
        "it", "its", "of", "on", "or", "that", "the", "their", "them", "these", "this", "those",
        "to", "under", "was", "were", "which", "will", "with", "within",
    }
)  # fmt: skip
"""English words that say nothing of what an item is about: in a short plan, no count shows it."""

TITLE_TWICE: Final = 2
"""How often a title counts beside a description."""

TITLE_ALONE: Final = 0.3
"""The share of a likeness that is of the titles alone; the rest is of title and description."""

COMMON: Final = 0.25
"""Words in more than this share of the texts don't make two of them candidates."""

FEW: Final = 150
"""Words in no more texts than this are never common."""

GOOD_PART: Final = 0.2
"""The part of a likeness, at least, that neighbouring words make in texts that are much alike."""

CANDIDATE: Final = 0.03
"""Two texts that are less alike than this by their rarer words are not alike."""

BEGINNING: Final = 3
"""The letters with which all forms of a word begin."""

PAIRED: Final = " "
"""What stands between two neighbouring words."""

IN_TITLE: Final = "title:"
"""What stands before what a title holds by itself."""

LONGEST: Final = 100_000
"""So many characters of a text are looked at: what goes on longer is known by its beginning."""

_WORD: Final = re.compile(r"[^\W_]+")
_SPELT_IN_TWO_WAYS: Final = 5


class Words(NamedTuple):
    """The words of a title and of its description, as stems in their order."""

    title: Sequence[str]
    description: Sequence[str] = ()


def same_text(text: str) -> str:
    """A text as it is compared for being the same: one form of each letter, single blanks."""
    return " ".join(normalize("NFC", text).split())


def words_of(text: str) -> list[str]:
    """The words of a text that say something, without case and accents; of a book, the first."""
    folded = text[:LONGEST].casefold()
    if not folded.isascii():
        folded = "".join(each for each in normalize("NFKD", folded) if not combining(each))
    return [word for word in _WORD.findall(folded) if word not in FUNCTION_WORDS]


def stems_of(words: Iterable[str]) -> Mapping[str, str]:
    """The stem of each word, in one spelling.

    Word forms begin alike; so a word that begins as no other does needs no stem.
    """
    from snowballstemmer.english_stemmer import EnglishStemmer

    stem = EnglishStemmer().stemWord
    distinct = set(words)
    begin_so = Counter(word[:BEGINNING] for word in distinct)
    return {
        word: _one_spelling(stem(word)) if begin_so[word[:BEGINNING]] > 1 else word
        for word in distinct
    }


def _one_spelling(stem: str) -> str:
    """British and American spellings of a stem as one: "organis" and "organiz"."""
    if len(stem) < _SPELT_IN_TWO_WAYS:
        return stem
    if stem.endswith("is"):
        return f"{stem[:-2]}iz"
    return f"{stem[:-3]}or" if stem.endswith("our") else stem


def vectors(texts: Sequence[Words]) -> list[Vector]:
    """What texts hold: the title and description together, and the title once more alone."""
    titles = [_held(text.title) for text in texts]
    whole = _weighted(
        [
            Counter([*title * TITLE_TWICE, *_held(text.description)])
            for title, text in zip(titles, texts, strict=True)
        ]
    )
    alone = _weighted([Counter(title) for title in titles])
    named = {each: f"{IN_TITLE}{each}" for title in titles for each in title}
    share, rest = sqrt(TITLE_ALONE), sqrt(1 - TITLE_ALONE)
    return [
        {each: rest * weight for each, weight in both.items()}
        | {named[each]: share * weight for each, weight in title.items()}
        if title
        else both
        for both, title in zip(whole, alone, strict=True)
    ]


def _held(words: Sequence[str]) -> list[str]:
    """The words, and each pair of neighbours among them."""
    return [*words, *(f"{one}{PAIRED}{other}" for one, other in pairwise(words))]


def _weighted(counts: Sequence[Counter[str]]) -> list[Vector]:
    """The counts, damped, each by the rarity of what is counted."""
    texts_with = Counter(chain.from_iterable(counts))
    rarity = {each: log((len(counts) + 1) / many) for each, many in texts_with.items()}
    return [
        _scaled({each: (1 + log(many)) * rarity[each] for each, many in sorted(text.items())})
        for text in counts
    ]


def _scaled(weights: Mapping[str, float]) -> Vector:
    """The weights, which are in the order of what they are of, scaled to length 1.

    The order makes sums of them the same to the last digit, whichever text comes first.
    """
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {each: weight / length for each, weight in weights.items()} if length else {}


def likeness(one: Vector, other: Vector) -> float:
    """How alike two texts are: 0 for nothing in common, 1 for the same words in the same order."""
    return sum(weight * other[each] for each, weight in one.items() if each in other)


class Index:
    """Texts, by what they hold: it finds those that are like another without trying them all.

    What is common to many adds to a likeness, but makes none alone; so the work grows with what
    texts really share.
    """

    def __init__(self, texts: Sequence[Vector], common: frozenset[str] = frozenset()) -> None:
        self.texts = texts
        self.common = common
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, vector in enumerate(texts):
            for each, weight in vector.items():
                if each not in common:
                    self._holders[each].append((place, weight))

    def like(self, text: Vector) -> dict[int, float]:
        """The places of the texts that are like this one, and how alike they are."""
        found = self._likeness_by_place(text)
        shared = [(each, weight) for each, weight in text.items() if each in self.common]
        alike = {place: like for place, like in enumerate(found) if like >= CANDIDATE}
        for each, weight in shared:
            for place in alike:
                alike[place] += weight * self.texts[place].get(each, 0.0)
        return alike

    def _likeness_by_place(self, text: Vector) -> list[float]:
        found = [0.0] * len(self.texts)
        for each, weight in text.items():
            for place, its_weight in self._holders.get(each, ()):
                found[place] += weight * its_weight
        return found

    def near(self, text: Vector, least: float) -> dict[int, float]:
        """The places of the texts that are at least so much like this one.

        Texts that are much alike have neighbouring words in common, and few others have those; so
        only the texts that share a good part of these are tried.
        """
        pairs = [each for each in text if PAIRED in each] or list(text)
        shared: dict[int, float] = defaultdict(float)
        for each in pairs:
            for place, weight in self._holders.get(each, ()):
                shared[place] += text[each] * weight
        tried = (place for place in sorted(shared) if shared[place] >= GOOD_PART * least)
        alike = {place: likeness(text, self.texts[place]) for place in tried}
        return {place: like for place, like in alike.items() if like >= least}


def common_among(texts: Sequence[Vector]) -> frozenset[str]:
    """What stands in so many of the texts that it makes no two of them candidates."""
    if len(texts) <= FEW:
        return frozenset()
    texts_with = Counter(chain.from_iterable(texts))
    most = max(FEW, COMMON * len(texts))
    return frozenset(each for each, many in texts_with.items() if many > most)
