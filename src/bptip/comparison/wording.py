"""The likeness of texts, by the words that they share and the rarity of these words.

The features of a text are the stems of its words, so that *strengthen* and *strengthening* are the
same, and the pairs of neighbouring stems. Features are weighted by their rarity in both editions
together (tf-idf), since a frequent word does not show the subject of an item. The likeness of two
texts is the cosine of their vectors (Salton and Buckley, "Term-weighting approaches in automatic
text retrieval", 1988, https://doi.org/10.1016/0306-4573(88)90021-0).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum, auto
from itertools import chain, groupby, pairwise
from math import fsum, log, sqrt
from typing import Final, NamedTuple

from bptip.plan.characters import WITHOUT_BLANKS, letter_clusters, search_form

Vector = Mapping[str, float]
"""The weights of the features that a text shares with others. With the rest, its length is 1."""

FUNCTION_WORDS: Final = frozenset(
    {
        "a", "about", "above", "across", "after", "again", "all", "along", "also", "although",
        "among", "an", "and", "another", "any", "are", "around", "as", "at", "be", "because",
        "been", "before", "behind", "being", "below", "between", "beyond", "both", "but", "by",
        "can", "could", "did", "do", "does", "done", "during", "each", "either", "else", "etc",
        "even", "ever", "every", "few", "for", "from", "further", "had", "has", "have", "having",
        "hence", "how", "however", "if", "in", "including", "inside", "into", "is", "it", "its",
        "itself", "just", "may", "might", "more", "most", "much", "must", "near", "neither", "no",
        "nor", "not", "of", "off", "on", "once", "one", "only", "onto", "or", "other",
        "otherwise", "our", "out", "outside", "over", "per", "rather", "same", "shall", "she",
        "should", "since", "so", "some", "still", "such", "than", "that", "the", "their", "them",
        "then", "there", "thereby", "therefore", "these", "they", "this", "those", "though",
        "through", "throughout", "thus", "to", "together", "too", "toward", "towards", "under",
        "until", "up", "upon", "very", "via", "was", "we", "were", "what", "when", "where",
        "whereas", "whether", "which", "while", "who", "whole", "whom", "whose", "why", "will",
        "with", "within", "without", "would", "yet", "you", "your",
    }
)  # fmt: skip
"""English words that never show the subject of an item; a short plan is too short to count them."""

PLAN_WORDS: Final = frozenset(
    {
        "additional", "adopt", "advise", "agree", "analyse", "analyze", "annual", "apply",
        "appoint", "appropriate", "approve", "assess", "award", "begin", "best", "build", "built",
        "carry", "collect", "common", "complete", "conclude", "conduct", "consider", "continue",
        "convene", "country", "create", "current", "deliver", "design", "develop", "draft",
        "effective", "enable", "encourage", "endorse", "enhance", "ensure", "establish", "examine",
        "exchange", "existing", "expand", "explore", "extend", "facilitate", "finish", "general",
        "give", "good", "held", "help", "hire", "hold", "identify", "implement", "improve",
        "increase", "inform", "international", "introduce", "investigate", "joint", "key", "launch",
        "local", "made", "maintain", "make", "manage", "map", "member", "national", "negotiate",
        "new", "offer", "open", "operate", "organize", "pilot", "plan", "prepare", "promote",
        "propose", "provide", "public", "publish", "raise", "ratify", "recommend", "reduce",
        "regional", "relevant", "report", "review", "revise", "run", "set", "share", "sign",
        "stakeholder", "start", "state", "strengthen", "study", "support", "survey", "take", "test",
        "train", "update", "use", "work", "yearly",
    }
)  # fmt: skip
"""English words that say what is done in every plan, whatever its subject."""

PLAN_WORD: Final = 0.3
"""Factor on the rarity of one of PLAN_WORDS; in a pair of words, the rarity counts in full.

This number and the next two were tuned on the "choosing" half of benchmarks/pairing.
"""

TITLE_TIMES: Final = 2
"""Number of times that each word of a title is counted; the words of a description count once."""

TITLE_SHARE: Final = 0.3
"""Share of a likeness that comes from the titles alone; the rest includes the descriptions."""

# The next five numbers only save time: without them, the figures of benchmarks/pairing are the
# same. benchmarks/pairing_growth.py measures the time.

COMMON_SHARE: Final = 0.15
"""Maximum share of the texts that may have a feature by which two texts become candidates."""

COMMON_TEXTS: Final = 150
"""Number of texts up to which two texts become candidates by any feature, whatever its share."""

PAIRS_SHARE: Final = 0.2
"""Minimum part of the likeness of two near texts that comes from pairs of neighbouring words."""

CANDIDATE: Final = 0.03
"""Minimum likeness, without common features, of two texts that are compared in full."""

BEGINNING: Final = 3
"""Number of letters with which all forms of a word begin."""

ENDING: Final = 3
"""Maximum length (letters) of the ending of the shorter of two forms of a word.

The table of tuned numbers in benchmarks/pairing shows what a change of this number does.
"""

STEMMED: Final = (
    *("s", "y", "i", "e", "ed", "ing", "er", "ator", "ion", "ant", "ent", "al", "ful", "ll"),
    *("ic", "ism", "ogist"),
)
"""The endings of the words that the stemmer changes; it leaves all other words as they are."""

MAX_CHARACTERS: Final = 100_000
"""Maximum number of characters of a text that are compared; a whole book is known by its start."""

PAIRED: Final = " "
"""The character between the two words of a pair of neighbours."""

IN_TITLE: Final = "title:"
"""The prefix of a feature of the title alone."""

_WORD: Final = re.compile(r"[^\W_]+")
_WRITTEN_WORD: Final = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_FIRST_WORD: Final = re.compile(rf"(?:^|\n|[.!?:]\s)[\W_]*({_WRITTEN_WORD.pattern})")
"""The first word of a sentence, with the signs before it."""
_COMPOUND: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_HANGUL: Final = "[\uac00-\ud7a3]"
_SPELT_IN_TWO_WAYS: Final = 5
"""Minimum length (letters) of a stem with a British and an American spelling."""


class Words(NamedTuple):
    """The words, or stems, of a title and of its description, in their order."""

    title: Sequence[str]
    description: Sequence[str] = ()


def words_of(text: str) -> list[str]:
    """Returns the words of a text without case, accents, and function words.

    In a script without blanks between words, every two neighbouring letters are a word.
    """
    folded = search_form(text[:MAX_CHARACTERS])
    words = _WORD.findall(folded) if folded.isascii() else _words_in_any_script(folded)
    return [word for word in words if word not in FUNCTION_WORDS]


def spellings(text: str, compared: str, names: AbstractSet[str] = frozenset()) -> Mapping[str, str]:
    """Returns the spelling of each word of a text within a sentence, with capitals and accents.

    The compared text may also show a spelling. A word that only begins sentences gets no capital,
    unless it is one of the names. A part of a compound, such as TEG-RR, is spelled as the whole
    compound if both texts have the compound.
    """
    firsts = (word if word in names else _uncapitalized(word) for word in _FIRST_WORD.findall(text))
    within = [_WRITTEN_WORD.findall(_FIRST_WORD.sub(" ", each)) for each in (compared, text)]
    fold = str.lower if text.isascii() and compared.isascii() else search_form
    spelled = {fold(word): word for word in chain(firsts, *within)}
    compounds = _COMPOUND.findall(text) if "-" in text else ()
    shared = {fold(compound) for compound in _COMPOUND.findall(compared)} if compounds else ()
    for compound in compounds:
        if fold(compound) in shared:
            spelled.update(dict.fromkeys(_WORD.findall(fold(compound)), compound))
    return spelled


def _uncapitalized(word: str) -> str:
    """Returns a word in small letters, unless it has capitals after its first letter."""
    return word.lower() if word[1:].islower() else word


def _words_in_any_script(text: str) -> Iterator[str]:
    """Yields the words of a text; a letter keeps its vowel signs and tone marks."""
    for script, run in groupby(letter_clusters(text), key=_script):
        clusters = list(run)
        if script is _Script.WITH_BLANKS or (script and len(clusters) == 1):
            yield "".join(clusters)
        elif script:
            yield from map("".join, pairwise(clusters))


class _Script(Enum):
    """How a script separates its words."""

    WITH_BLANKS = auto()
    WITHOUT_BLANKS = auto()


def _script(cluster: str) -> _Script | None:
    """Returns how the script of a letter with its marks separates words; None for other signs."""
    if not cluster[0].isalnum():
        return None
    has_blanks = re.match(f"{WITHOUT_BLANKS}|{_HANGUL}", cluster) is None
    return _Script.WITH_BLANKS if has_blanks else _Script.WITHOUT_BLANKS


def joined(words: Sequence[str]) -> str:
    """Returns neighbouring words as one piece of text; pairs of letters that overlap are joined."""
    text = words[0]
    for word in words[1:]:
        text += "".join(letter_clusters(word)[1:])
    return text


def overlaps(word: str, following: str) -> bool:
    """True if two words are pairs of letters that overlap, in a script without blanks."""
    if word.isascii() or following.isascii():
        return False
    letters, after = letter_clusters(word), letter_clusters(following)
    return (
        len(letters) == len(after) == 2  # a pair
        and _script(letters[0]) is _script(after[0]) is _Script.WITHOUT_BLANKS
        and letters[1] == after[0]
    )


def stems_of(words: Iterable[str]) -> Mapping[str, str]:
    """Returns the stem of each word, in one spelling.

    All forms of a word begin alike, so a word with a beginning that no other word has is not
    stemmed: the stemmer takes most of the time.
    """
    from snowballstemmer.english_stemmer import EnglishStemmer

    stem = EnglishStemmer().stemWord
    distinct = sorted(set(words), key=lambda word: (len(word), word))
    beginnings = Counter(word[:BEGINNING] for word in distinct)
    stems: dict[str, str] = {}
    families: dict[str, list[list[str]]] = defaultdict(list)
    for word in distinct:
        if beginnings[word[:BEGINNING]] == 1:
            stems[word] = word
            continue
        common = _one_spelling(stem(word) if word.endswith(STEMMED) else word)
        family = _family_of(word, families[common])
        family.append(word)
        stems[word] = common if family is families[common][0] else family[0]
    return stems


def _family_of(word: str, families: list[list[str]]) -> list[str]:
    """Returns the family that a word belongs to, among the families of its stem; else a new one.

    The stemmer gives *initiative* and *initialization* one stem. Forms of one word differ only in
    their last letters.
    """
    for family in families:
        if all(_are_forms(word, known) for known in family):
            return family
    families.append([])
    return families[-1]


def _are_forms(word: str, shorter: str) -> bool:
    """True if a word begins like a shorter word, up to the last letters of the shorter word."""
    begin = len(shorter) - ENDING
    return _spelling(word)[:begin] == _spelling(shorter)[:begin]


def _spelling(word: str) -> str:
    """Returns a word in a form that is the same for British and American spelling."""
    return word.replace("is", "iz").replace("our", "or")


def _one_spelling(stem: str) -> str:
    """Returns a stem in American spelling: "organiz" for "organis", "labor" for "labour"."""
    if len(stem) < _SPELT_IN_TWO_WAYS:
        return stem
    if stem.endswith("is"):
        return f"{stem[:-2]}iz"
    return f"{stem[:-3]}or" if stem.endswith("our") else stem


def vectors(texts: Sequence[Words], plain: AbstractSet[str] = frozenset()) -> list[Vector]:
    """Returns the vector of each text, weighted by the rarity of its features in all of them.

    `plain` are the stems of PLAN_WORDS. A vector has two parts: the title with the description, and
    the title alone. The roots make the cosine of two vectors the mean of the cosines of their
    parts, weighted by TITLE_SHARE.
    """
    in_titles = [_features(text.title) for text in texts]
    wholes = [
        Counter([*title * TITLE_TIMES, *_features(text.description)])
        for title, text in zip(in_titles, texts, strict=True)
    ]
    titles = [*map(Counter, in_titles)]
    whole, alone = Weights(wholes, plain), Weights(titles, plain)
    in_title = {feature: f"{IN_TITLE}{feature}" for title in titles for feature in title}
    share, rest = sqrt(TITLE_SHARE), sqrt(1 - TITLE_SHARE)
    return [
        {
            **whole.vector(both, rest),
            **{in_title[name]: weight for name, weight in alone.vector(title, share).items()},
        }
        if title
        else whole.vector(both)
        for both, title in zip(wholes, titles, strict=True)
    ]


def features_of(text: Words) -> Counter[str]:
    """Returns the features of a title and its description, with their numbers."""
    return Counter([*_features(text.title), *_features(text.description)])


def _features(words: Sequence[str]) -> list[str]:
    """Returns the words, and each pair of neighbours among them."""
    return [*words, *(f"{word}{PAIRED}{following}" for word, following in pairwise(words))]


class Weights:
    """The weights of features by their rarity in several texts; `rarity` has each feature's.

    `plain` are the features that say little, however rare they are.
    """

    def __init__(
        self,
        texts: Sequence[AbstractSet[str] | Counter[str]],
        plain: AbstractSet[str] = frozenset(),
    ) -> None:
        texts_with = Counter(chain.from_iterable(texts))
        self._alone = frozenset(feature for feature, number in texts_with.items() if number == 1)
        rarities = {number: log((len(texts) + 1) / number) for number in {*texts_with.values()}}
        self.rarity = {feature: rarities[number] for feature, number in texts_with.items()}
        self.rarity |= {word: PLAN_WORD * self.rarity[word] for word in plain & self.rarity.keys()}

    def vector(self, counts: Counter[str], length: float = 1.0) -> Vector:
        """Returns the vector of a text: damped counts, each multiplied by its feature's rarity.

        Features without a known rarity are left out, and those of a single text too, since no other
        text can have them. The others are sorted, so that sums are the same to the last digit,
        whichever text comes first.
        """
        weights = {
            feature: rarity if number == 1 else (1 + log(number)) * rarity
            for feature, number in counts.items()
            if (rarity := self.rarity.get(feature)) is not None
        }
        norm = sqrt(fsum([weight * weight for weight in weights.values()]))
        shared = sorted([feature for feature in weights if feature not in self._alone])
        return {f: length * (weights[f] / norm) for f in shared} if norm else {}


def likeness(text: Vector, candidate: Vector) -> float:
    """Returns the likeness of two texts: 0 for nothing in common, 1 for the same words in order."""
    return sum(
        [weight * candidate[feature] for feature, weight in text.items() if feature in candidate]
    )


class Index:
    """An index of texts by their features, which finds texts like another without trying all.

    Common features add to a likeness, but two texts need a rarer feature to be candidates. So the
    work grows with the features that texts really share, and not with the number of all pairs.
    """

    def __init__(self, texts: Sequence[Vector], common: frozenset[str] = frozenset()) -> None:
        self.texts = texts
        self.common = common
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, vector in enumerate(texts):
            for feature, weight in vector.items():
                if feature not in common:
                    self._holders[feature].append((place, weight))

    def like(self, text: Vector, least: float = CANDIDATE) -> dict[int, float]:
        """Returns the likeness of the texts that are like this text, by their places.

        `least` is the minimum likeness by the rarer features.
        """
        # 1. The rarer features give the candidates.
        by_rarer = self._likeness_by_place(text)
        alike = {place: like for place, like in enumerate(by_rarer) if like >= least}
        # 2. The common features add to their likeness.
        shared = [(feature, weight) for feature, weight in text.items() if feature in self.common]
        for feature, weight in shared:
            for place in alike:
                alike[place] += weight * self.texts[place].get(feature, 0.0)
        return alike

    def _likeness_by_place(self, text: Vector) -> list[float]:
        """Returns the likeness of every text by the rarer features alone."""
        sums, holders = [0.0] * len(self.texts), self._holders
        for feature, weight in text.items():
            if feature in holders:
                for place, its_weight in holders[feature]:
                    sums[place] += weight * its_weight
        return sums

    def near(self, text: Vector, least: float) -> dict[int, float]:
        """Returns the likeness of the texts whose likeness to this text is at least `least`.

        Texts that are much alike have pairs of neighbouring words in common, and few other texts
        have these pairs. So only texts that share many pairs are compared in full.
        """
        by_pairs: dict[int, float] = defaultdict(float)
        for pair in self._pairs_of(text):
            own_weight = text[pair]
            for place, weight in self._holders[pair]:
                by_pairs[place] += own_weight * weight
        tried = sorted(place for place, like in by_pairs.items() if like >= PAIRS_SHARE * least)
        alike = {place: likeness(text, self.texts[place]) for place in tried}
        return {place: like for place, like in alike.items() if like >= least}

    def _pairs_of(self, text: Vector) -> list[str]:
        """Returns the pairs of words that a text shares with others; its words, if it has one."""
        pairs = [feature for feature in text if PAIRED in feature]
        return [feature for feature in pairs or text if len(self._holders.get(feature, ())) > 1]


def common_among(texts: Sequence[Vector]) -> frozenset[str]:
    """Returns the features that are too common for texts that share one to be candidates."""
    if len(texts) <= COMMON_TEXTS:
        return frozenset()
    texts_with = Counter(chain.from_iterable(texts))
    most = max(COMMON_TEXTS, COMMON_SHARE * len(texts))
    return frozenset(feature for feature, number in texts_with.items() if number > most)
