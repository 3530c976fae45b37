"""The best assignment, on graphs that a hand can check."""

from __future__ import annotations

import pytest

from bptip.comparison.assignment import best_assignment


@pytest.mark.parametrize(
    ("gains", "pairs"),
    [
        pytest.param({}, set(), id="nothing"),
        pytest.param({1: {}}, set(), id="a row without a column"),
        pytest.param({1: {"a": 1}}, {(1, "a")}, id="one pair"),
        pytest.param({1: {"a": 1}, 2: {"a": 2}}, {(2, "a")}, id="two rows want one column"),
        pytest.param({1: {"a": 1, "b": 2}}, {(1, "b")}, id="two columns for one row"),
        pytest.param(
            {1: {"a": 10, "b": 9}, 2: {"a": 8}}, {(1, "b"), (2, "a")}, id="not best first"
        ),
        pytest.param(
            {1: {"a": 10, "b": 1}, 2: {"a": 8}}, {(1, "a")}, id="one pair worth more than two"
        ),
        pytest.param(
            {1: {"a": 5}, 2: {"a": 6, "b": 5}, 3: {"b": 6, "c": 5}},
            {(1, "a"), (2, "b"), (3, "c")},
            id="a chain of changes",
        ),
        pytest.param(
            {1: {"a": 2**80 + 1, "b": 2**80}, 2: {"a": 2**80, "b": 2**80}},
            {(1, "a"), (2, "b")},
            id="large numbers, exactly",
        ),
    ],
)
def test_best_assignment(gains: dict[int, dict[str, int]], pairs: set[tuple[int, str]]) -> None:
    assert set(best_assignment(gains)) == pairs
