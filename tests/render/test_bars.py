"""How many signs of a stacked bar each status gets."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.plan.model import Status
from bptip.render.layout.bars import BAR_WIDTH, proportions

counts = st.dictionaries(st.sampled_from(Status), st.integers(0, 2000))
widths = st.integers(len(Status), 40)


def there(signs: dict[Status, int]) -> dict[Status, int]:
    return {status: many for status, many in signs.items() if many}


def test_up_to_the_width_each_activity_has_a_sign() -> None:
    few = {Status.COMPLETED: 5, Status.DELAYED: 0, Status.ON_HOLD: 7}
    assert there(proportions(few, BAR_WIDTH)) == {Status.COMPLETED: 5, Status.ON_HOLD: 7}


def test_beyond_the_width_is_shared_in_proportion() -> None:
    many = {Status.COMPLETED: 50, Status.DELAYED: 25, Status.ON_HOLD: 25}
    assert proportions(many, 12) == {Status.COMPLETED: 6, Status.DELAYED: 3, Status.ON_HOLD: 3}


def test_one_among_many_is_still_seen() -> None:
    assert proportions({Status.COMPLETED: 999, Status.DELAYED: 1}, 12)[Status.DELAYED] == 1


@given(counts, widths)
@settings(max_examples=50)
def test_the_signs_fill_the_width_or_are_one_each(counts: dict[Status, int], width: int) -> None:
    assert sum(proportions(counts, width).values()) == min(width, sum(counts.values()))


@given(counts, widths)
@settings(max_examples=50)
def test_each_status_that_occurs_has_a_sign(counts: dict[Status, int], width: int) -> None:
    assert set(there(proportions(counts, width))) == set(there(counts))


def test_where_room_must_be_made_the_order_stays() -> None:
    """Each of three has only one sign; the one sign too many is not taken from the largest."""
    counts = dict(zip(Status, (10, 9, 5, 1, 1, 1), strict=False))
    assert list(proportions(counts, 12).values()) == [4, 3, 2, 1, 1, 1]


@given(counts, widths)
@settings(max_examples=50)
def test_who_has_more_has_no_fewer_signs(counts: dict[Status, int], width: int) -> None:
    signs = proportions(counts, width)
    ordered = sorted(there(counts), key=lambda status: counts[status])
    for fewer, more in pairwise(ordered):
        assert signs[fewer] <= signs[more] or counts[fewer] == counts[more]


@given(counts, widths)
@settings(max_examples=50)
def test_no_status_is_far_from_its_share(counts: dict[Status, int], width: int) -> None:
    """By at most one sign for each status that has its one sign only to be seen."""
    signs = there(proportions(counts, width))
    total = sum(counts.values())
    for status, many in signs.items():
        share = counts[status] * min(width, total) / max(1, total)
        assert share - len(signs) < many < share + 1 or many == 1
