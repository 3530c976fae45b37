"""The best assignment: which pairs to take so that no item is in two and the sum is highest.

Shortest augmenting paths, row by row, over the pairs that there are (Jonker and Volgenant, "A
shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987,
https://doi.org/10.1007/BF02278710). A row may stay without a column. Gains are whole numbers, so
that the sum is exact and doesn't depend on the order in which it is made.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeVar

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)

Gains = Mapping[R, Mapping[C, int]]
"""What each pair of a row and a column is worth, above 0; other pairs can't be taken."""


def best_assignment(gains: Gains[R, C]) -> list[tuple[R, C]]:
    """The pairs with the highest sum of gains, each row and each column in one at most."""
    rows = list(gains)
    columns = list(dict.fromkeys(column for row in rows for column in gains[row]))
    number = {column: n for n, column in enumerate(columns)}
    costs = [{number[column]: -gain for column, gain in gains[row].items()} for row in rows]
    for row, own in enumerate(costs):
        own[len(columns) + row] = 0
    row_of: dict[int, int] = {}
    column_of: dict[int, int] = {}
    price = [0] * (len(columns) + len(rows))
    for row in range(len(rows)):
        _give_column(row, costs, row_of, column_of, price)
    return [(rows[row], columns[at]) for row, at in column_of.items() if at < len(columns)]


def _give_column(
    start: int,
    costs: Sequence[Mapping[int, int]],
    row_of: dict[int, int],
    column_of: dict[int, int],
    price: list[int],
) -> None:
    """Give a row its column by the shortest path to a free one; rows on the path change theirs.

    `costs` has, for each row, its columns with their costs; one of them is the row's own, at no
    cost, and stands for "none", so that there always is a path. `price` is what the rows with a
    column would pay for each column.
    """
    settled: dict[int, int] = {}
    came_from: dict[int, int] = {}
    reached: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    row, offset = start, 0
    while True:
        for column, cost in costs[row].items():
            distance = cost - price[column] - offset
            if column not in settled and (column not in reached or distance < reached[column]):
                reached[column] = distance
                came_from[column] = row
                heappush(heap, (distance, column))
        distance, column = heappop(heap)
        while column in settled:
            distance, column = heappop(heap)
        if column not in row_of:
            break
        settled[column] = distance
        row = row_of[column]
        offset = costs[row][column] - price[column] - distance
    for each, at in settled.items():
        price[each] += at - distance
    while True:
        row = came_from[column]
        before = column_of.get(row)
        row_of[column], column_of[row] = row, column
        if before is None or row == start:
            return
        column = before
