"""The alignment of two sequences: the elements that both have, in the same order.

difflib does this well, but its time can grow with the square of the length: 30,000 words in
reverse order take minutes. So it gets long sequences only in short pieces.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

MAX_PAIRS: Final = 1_000_000
"""Maximum number of pairs of elements that difflib compares at once: half a second at worst."""

MAX_TRIES: Final = 100_000
"""Maximum number of pairs of equal elements to try; more would make the user wait."""


def common_places(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the places of the elements that both sequences have, in their order.

    The most frequent elements match only next to a rarer element that matches. Long sequences are
    cut at elements that occur once in each; a long piece without such an element is not searched.
    """
    from difflib import SequenceMatcher

    ignored = _too_frequent(old, new)
    # 1. Equal elements at the start and at the end need no search.
    start = _same_at_start(old, new)
    end = _same_at_start(old[:start:-1], new[:start:-1])
    old_end, new_end = len(old) - end, len(new) - end
    yield from ((place, place) for place in range(start))
    # 2. The rest is cut into pieces, and difflib searches the piece after each cut.
    cuts = _cuts(old[start:old_end], new[start:new_end])
    ends = (old_end - start, new_end - start)
    for (old_cut, new_cut), (old_next, new_next) in pairwise([(-1, -1), *cuts, ends]):
        if old_cut >= 0:
            yield start + old_cut, start + new_cut
        old_start, new_start = start + old_cut + 1, start + new_cut + 1
        old_piece = old[old_start : start + old_next]
        new_piece = new[new_start : start + new_next]
        if len(old_piece) * len(new_piece) > MAX_PAIRS:
            continue
        matcher = SequenceMatcher(ignored.__contains__, old_piece, new_piece, autojunk=False)
        for old_place, new_place, length in matcher.get_matching_blocks():
            for step in range(length):
                yield old_start + old_place + step, new_start + new_place + step
    yield from ((old_end + place, new_end + place) for place in range(end))


def _too_frequent(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Returns the elements that are so frequent in both that trying all places takes too long."""
    if len(old) * len(new) <= MAX_TRIES:
        return frozenset()
    in_old, in_new = Counter(old), Counter(new)
    # The matcher tries each place of an element in `old` with each of its places in `new`.
    tries = {
        element: times * in_new[element] for element, times in in_old.items() if element in in_new
    }
    total = sum(tries.values())
    frequent = set()
    for element in sorted(tries, key=lambda element: (-tries[element], element)):
        if total <= MAX_TRIES:
            break
        total -= tries[element]
        frequent.add(element)
    return frozenset(frequent)


def _same_at_start(old: Sequence[str], new: Sequence[str]) -> int:
    """Returns the number of elements that are the same at the start of two long sequences."""
    if len(old) * len(new) <= MAX_PAIRS:
        return 0
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(old), len(new)))


def _cuts(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Returns the places at which long sequences are cut: elements that occur once in each."""
    if len(old) * len(new) <= MAX_PAIRS:
        return []
    in_old, in_new = Counter(old), Counter(new)
    new_places = {element: place for place, element in enumerate(new)}
    return _longest_rising(
        [
            (place, new_places[element])
            for place, element in enumerate(old)
            if in_old[element] == in_new[element] == 1
        ]
    )


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the longest selection of pairs, in their order, whose second places rise."""
    ends: list[int] = []  # the last second place of the best selection of each length
    last: list[int] = []  # the number of the last pair of that selection
    before: list[int] = []  # for each pair, the number of the pair before it, or -1
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        if length == len(ends):
            ends.append(place)
            last.append(number)
        ends[length], last[length] = place, number
        before.append(last[length - 1] if length else -1)
    chosen = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]
