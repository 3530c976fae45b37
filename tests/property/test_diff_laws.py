"""Laws of comparing: what holds of any two editions, whatever became of their items."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, permutations

from hypothesis import event, given
from hypothesis import strategies as st

from bptip.comparison.assignment import best_assignment
from bptip.comparison.diff import ChangeKind, Diff, ItemChange, diff_of
from bptip.comparison.pairing import Match, pairs_of
from bptip.comparison.redline import Mark, redline
from bptip.comparison.wording import same_text
from bptip.plan.model import Activity, Objective, Version
from bptip.progress.plan_progress import progress_on
from plan_text import ids

from .editions import (
    compared,
    copied,
    declaring_editions,
    editions,
    in_any_order,
    named,
    with_declarations,
)
from .strategies import NASTY_TITLES

Editions = tuple[Version, Version]

DAY = date(2025, 6, 30)


def compare(old: Version, new: Version) -> Diff:
    """The diff of two versions of which nobody has reported anything."""
    return diff_of(progress_on(old, (), DAY), progress_on(new, (), DAY))


# What stands in it.


@compared
@given(declaring_editions())
def test_every_item_stands_in_the_diff(both: Editions) -> None:
    old, new = both
    changes = compare(old, new).changes
    for change in changes:
        match = change.pair.match if change.pair else "none"
        event(f"match {match}, {change.change}, moved {change.is_moved}")
    sides = [change.old for change in changes], [change.new for change in changes]
    for items, stand in zip((old.items, new.items), sides, strict=True):
        assert {item.id for item in items} == {side.item.id for side in stand if side}


@compared
@given(declaring_editions())
def test_the_summary_counts_every_row_once(both: Editions) -> None:
    found = compare(*both)
    assert sum(map(sum, (each.values() for each in found.summary.values()))) == len(found.changes)


@compared
@given(declaring_editions())
def test_what_went_is_finished_or_fell_and_what_fell_has_no_sure_partner(both: Editions) -> None:
    found = compare(*both)
    gone = {c.old.item.id for c in found.changes if c.old and c.change is ChangeKind.REMOVED}
    told = [side.item.id for side in (*found.finished, *found.dropped)]
    assert len(told) == len(set(told))
    assert gone <= set(told)
    for side in found.dropped:
        assert (side.item.id in gone) != (id(side.item) in found.possible_partners)


@compared
@given(editions())
def test_the_diff_of_a_plan_with_itself_is_empty(both: Editions) -> None:
    for plan in both:
        for again in (plan, copied(plan)):
            found = compare(plan, again)
            assert found.is_empty
            assert [c.old and c.old.item.id for c in found.changes] == ids(plan.items)
            assert [c.new and c.new.item.id for c in found.changes] == ids(plan.items)


@compared
@given(declaring_editions())
def test_not_even_what_a_plan_declares_makes_it_differ_from_itself(both: Editions) -> None:
    old, new = both
    assert compare(new, copied(new)).is_empty
    of_itself = old._replace(objectives=new.objectives)
    assert compare(of_itself, copied(of_itself)).is_empty


def mirrored(change: ItemChange) -> object:
    """A row as it stands where old and new have changed places."""
    fields = {(each.field, str(each.new), str(each.old)) for each in change.fields}
    return (*_row(change)[1::-1], *_row(change)[2:4], frozenset(fields))


def row(change: ItemChange) -> object:
    """A row: the ids of its sides, on what evidence they are a pair, and what differs."""
    fields = {(each.field, str(each.old), str(each.new)) for each in change.fields}
    return (*_row(change), frozenset(fields))


def _row(change: ItemChange) -> tuple[object, ...]:
    old = change.old.item.id if change.old else None
    new = change.new.item.id if change.new else None
    pair = change.pair
    return (old, new, *((pair.match, pair.similarity) if pair else (None, None)))


@compared
@given(declaring_editions())
def test_the_diff_reversed_is_the_mirror(both: Editions) -> None:
    old, new = both
    forth, back = compare(old, new).changes, compare(new, old).changes
    assert len(forth) == len(back)
    assert {row(each) for each in forth} == {mirrored(each) for each in back}


# Which items are pairs.


@compared
@given(declaring_editions())
def test_an_item_is_in_one_pair_unless_a_split_or_a_merge_is_declared(both: Editions) -> None:
    pairs = pairs_of(*both)
    for one in pairs:
        for side in ("old", "new"):
            of_it = [each for each in pairs if getattr(each, side) is getattr(one, side)]
            assert len(of_it) == 1 or any(each.match is Match.DECLARED for each in of_it)


def declared_in(old: Version, new: Version) -> set[tuple[str, str]]:
    """The ids of items that the new version's `continues` brings together, straight."""
    return {
        (reference.partition("/")[2], item.id) for item in new.items for reference in item.continues
    }


@compared
@given(declaring_editions())
def test_declared_pairs_are_always_honoured(both: Editions) -> None:
    old, new = both
    wanted = declared_in(old, new)
    event(f"{len(wanted)} declared")
    found = {(p.old.id, p.new.id) for p in pairs_of(old, new) if p.match is Match.DECLARED}
    back = {(p.new.id, p.old.id) for p in pairs_of(new, old) if p.match is Match.DECLARED}
    assert found == back == wanted


@compared
@given(declaring_editions(), st.data())
def test_declarations_are_honoured_through_the_plans_between(
    both: Editions, data: st.DataObject
) -> None:
    first, second = both
    third = with_declarations(
        data.draw, second, copied(second)._replace(plan=second.plan._replace(id="2027", version=1))
    )
    between, last = declared_in(first, second), declared_in(second, third)
    wanted = {(old, new) for old, via in between for its, new in last if via == its}
    if first.plan.id == second.plan.id:
        wanted |= {(its, new) for its, new in last if its in ids(first.items)}
    event("chained" if wanted else "nothing chained")
    found = {
        (p.old.id, p.new.id) for p in pairs_of(first, third, [second]) if p.match is Match.DECLARED
    }
    assert found == wanted


@compared
@given(declaring_editions(), st.data())
def test_the_order_of_the_items_changes_no_pair(both: Editions, data: st.DataObject) -> None:
    old, new = both
    pairs = named(pairs_of(old, new))
    assert named(pairs_of(in_any_order(data.draw, old), in_any_order(data.draw, new))) == pairs


UNRELATED = Objective(
    "zz", "Zoological quilting", activities=(Activity("zz.1", "Xylophone yoghurt"),)
)


@compared
@given(declaring_editions(), st.booleans())
def test_one_more_unrelated_item_breaks_no_sure_pair(both: Editions, among_the_old: bool) -> None:
    """Sure: declared, of the same text, or of a similarity of 0.8 and more."""
    sure = {
        pair[:2]
        for pair in named(pairs_of(*both))
        if pair[2] in (Match.DECLARED, Match.EXACT) or (pair[3] or 0) >= 0.8
    }
    more = [
        each._replace(objectives=(*each.objectives, UNRELATED)) if side == among_the_old else each
        for each, side in zip(both, (True, False), strict=True)
    ]
    found = named(pairs_of(more[0], more[1]))
    assert sure <= {pair[:2] for pair in found}
    assert not any("zz" in pair[0] or "zz" in pair[1] for pair in found)


# The best assignment.

graphs = st.dictionaries(
    st.integers(0, 4),
    st.dictionaries(st.sampled_from("abcde"), st.integers(1, 9), max_size=5),
    max_size=5,
)
Graph = dict[int, dict[str, int]]


def worth(gains: Graph, pairs: list[tuple[int, str]]) -> int:
    """What these pairs gain in all."""
    return sum(gains[row][column] for row, column in pairs)


def best_by_trying_all(gains: Graph) -> int:
    """The highest sum of gains of any assignment."""
    tried = permutations([*"abcde", *[""] * len(gains)], len(gains))
    return max(
        sum(row.get(column, 0) for row, column in zip(gains.values(), columns, strict=True))
        for columns in set(tried)
    )


@given(graphs)
def test_no_assignment_gains_more(gains: Graph) -> None:
    pairs = best_assignment(gains)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert worth(gains, pairs) == best_by_trying_all(gains)


@given(graphs, st.data())
def test_the_order_of_rows_and_columns_changes_no_assignment(
    gains: Graph, data: st.DataObject
) -> None:
    edges = [(row, column) for row, columns in gains.items() for column in columns]
    order = data.draw(st.permutations(range(len(edges))))
    distinct = {edge: 1 << n for edge, n in zip(edges, order, strict=True)}
    found = []
    for listed in (edges, data.draw(st.permutations(edges))):
        graph: Graph = {}
        for row, column in listed:
            graph.setdefault(row, {})[column] = distinct[row, column]
        found.append(set(best_assignment(graph)))
    assert found[0] == found[1]


# What changed within a text.

words = st.sampled_from(
    ["the", "of", "training", "judges", "police-officers", "(persons)", "2025.", "and", "\n", "–"]
)
texts = st.lists(words, max_size=14).map(" ".join) | st.sampled_from(NASTY_TITLES)


@compared
@given(texts, texts)
def test_without_what_was_added_a_redline_is_the_old_text_and_without_the_removed_the_new(
    old: str, new: str
) -> None:
    pieces = redline(old, new)
    event("with a stretch kept" if any(p.mark is Mark.KEPT for p in pieces) else "nothing kept")
    without = {
        mark: "".join(each.text for each in pieces if each.mark is not mark) for mark in Mark
    }
    assert without[Mark.ADDED] == same_text(old)
    assert without[Mark.REMOVED] == same_text(new)


@compared
@given(texts, texts)
def test_no_two_neighbours_of_a_redline_have_one_mark_and_none_is_empty(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert all(one.mark is not other.mark for one, other in pairwise(pieces))
    assert all(each.text for each in pieces)


@given(texts)
def test_a_text_is_kept_whole_beside_itself(text: str) -> None:
    assert [each.mark for each in redline(text, text)] == [Mark.KEPT] * bool(same_text(text))
