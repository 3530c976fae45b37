"""The best assignment: pairs of rows and columns, each in one pair at most, with the highest sum.

Shortest augmenting paths, one row after another, over sparse gains (Jonker and Volgenant, "A
shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987,
https://doi.org/10.1007/BF02278710). A row may stay without a column. Gains are whole numbers, so
the sum is exact and doesn't depend on the order of the additions.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeVar

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)

Gains = Mapping[R, Mapping[C, int]]
"""The gain of each pair of a row and a column, above 0; pairs without a gain cannot be taken."""


def best_assignment(gains: Gains[R, C]) -> list[tuple[R, C]]:
    """Returns the pairs with the highest sum of gains, each row and each column in one at most."""
    rows = list(gains)
    columns = list(dict.fromkeys(column for row in rows for column in gains[row]))
    number = {column: place for place, column in enumerate(columns)}
    # The algorithm looks for the lowest cost and gives every row a column. So a gain is a negative
    # cost, and each row gets a column of its own at no cost, which means "no column".
    costs = [{number[column]: -gain for column, gain in gains[row].items()} for row in rows]
    for row, own_costs in enumerate(costs):
        own_costs[len(columns) + row] = 0
    row_of: dict[int, int] = {}
    column_of: dict[int, int] = {}
    prices = [0] * (len(columns) + len(rows))
    for row in range(len(rows)):
        _give_column(row, costs, row_of, column_of, prices)
    return [(rows[row], columns[at]) for row, at in column_of.items() if at < len(columns)]


def _give_column(
    start: int,
    costs: Sequence[Mapping[int, int]],
    row_of: dict[int, int],
    column_of: dict[int, int],
    prices: list[int],
) -> None:
    """Gives a row a column; rows that already have a column may get another.

    `costs` are the costs of each row's columns, `row_of` and `column_of` the assignment so far.
    The price of a column makes the assignment so far the cheapest one for each row: no column costs
    a row less, after its price is subtracted, than the column that the row has.
    """
    end, distances, came_from = _shortest_path(start, costs, row_of, prices)
    # 1. Lower the prices of the columns on the way, so that they stay right for the new assignment.
    for column, distance in distances.items():
        prices[column] += distance - distances[end]
    # 2. Walk the path backwards: each row takes the column after it, and its former column goes to
    #    the row before it, until the row at the start has a column.
    column = end
    while True:
        row = came_from[column]
        former = column_of.get(row)
        row_of[column], column_of[row] = row, column
        if former is None or row == start:
            return
        column = former


def _shortest_path(
    start: int, costs: Sequence[Mapping[int, int]], row_of: Mapping[int, int], prices: Sequence[int]
) -> tuple[int, dict[int, int], dict[int, int]]:
    """Returns the nearest free column, the distances up to it, and the row before each column.

    This is Dijkstra's search. A path goes from a row to one of its columns at the column's cost
    less its price, and from a column to the row that has it at no cost.
    """
    distances: dict[int, int] = {}
    came_from: dict[int, int] = {}
    reached: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    row, offset = start, 0
    while True:
        # 1. Note a shorter way to each column of this row. `offset` turns the row's costs into
        #    distances from the start.
        for column, cost in costs[row].items():
            distance = cost - prices[column] - offset
            if column not in distances and (column not in reached or distance < reached[column]):
                reached[column] = distance
                came_from[column] = row
                heappush(heap, (distance, column))
        # 2. Take the nearest column. The heap still has longer ways to columns that were taken.
        distance, column = heappop(heap)
        while column in distances:
            distance, column = heappop(heap)
        distances[column] = distance
        # 3. A free column ends the path; the row's own column for "no column" is always free. From
        #    any other column, go on to the row that has it.
        if column not in row_of:
            return column, distances, came_from
        row = row_of[column]
        offset = costs[row][column] - prices[column] - distance
