"""Laws of a comparison: they hold for any two editions."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, permutations

from hypothesis import event, given
from hypothesis import strategies as st

from bptip.comparison.assignment import best_assignment
from bptip.comparison.diff import ChangeKind, Diff, ItemChange, diff_of
from bptip.comparison.pairing import pairs_of
from bptip.comparison.pairs import Match
from bptip.comparison.redline import Mark, redline
from bptip.plan.characters import same_text
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
    """Returns the diff of two versions without updates."""
    return diff_of(progress_on(old, (), DAY), progress_on(new, (), DAY))


# The contents of a diff.


@compared
@given(declaring_editions())
def test_every_item_is_in_the_diff(both: Editions) -> None:
    old, new = both
    changes = compare(old, new).changes
    for change in changes:
        match = change.pair.match if change.pair else "none"
        event(f"match {match}, {change.change}, moved {change.is_moved}")
    sides = [change.old for change in changes], [change.new for change in changes]
    for items, own_sides in zip((old.items, new.items), sides, strict=True):
        assert {item.id for item in items} == {side.item.id for side in own_sides if side}


@compared
@given(declaring_editions())
def test_the_summary_counts_every_row_once(both: Editions) -> None:
    diff = compare(*both)
    assert sum(map(sum, (each.values() for each in diff.summary.values()))) == len(diff.changes)


@compared
@given(declaring_editions())
def test_a_dropped_item_has_no_sure_partner(
    both: Editions,
) -> None:
    diff = compare(*both)
    removed = {c.old.item.id for c in diff.changes if c.old and c.change is ChangeKind.REMOVED}
    listed = [side.item.id for side in (*diff.finished, *diff.dropped)]
    assert len(listed) == len(set(listed))
    assert removed <= set(listed)
    for side in diff.dropped:
        assert (side.item.id in removed) != (id(side.item) in diff.possible_partners)


@compared
@given(editions())
def test_the_diff_of_a_plan_with_itself_is_empty(both: Editions) -> None:
    for plan in both:
        for again in (plan, copied(plan)):
            diff = compare(plan, again)
            assert diff.is_empty
            assert [c.old and c.old.item.id for c in diff.changes] == ids(plan.items)
            assert [c.new and c.new.item.id for c in diff.changes] == ids(plan.items)


@compared
@given(declaring_editions())
def test_declarations_make_no_difference_between_a_plan_and_itself(both: Editions) -> None:
    old, new = both
    assert compare(new, copied(new)).is_empty
    of_itself = old._replace(objectives=new.objectives)
    assert compare(of_itself, copied(of_itself)).is_empty


def mirrored(change: ItemChange) -> object:
    """Returns a row with old and new exchanged."""
    fields = {(each.field, str(each.new), str(each.old)) for each in change.fields}
    return (*_row(change)[1::-1], *_row(change)[2:4], frozenset(fields))


def row(change: ItemChange) -> object:
    """Returns the ids of a change, the evidence for the pair, and the fields that differ."""
    fields = {(each.field, str(each.old), str(each.new)) for each in change.fields}
    return (*_row(change), frozenset(fields))


def _row(change: ItemChange) -> tuple[object, ...]:
    """Returns the ids of a change and the evidence for the pair."""
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


# The pairs.


@compared
@given(declaring_editions())
def test_an_item_is_in_one_pair_unless_a_split_or_a_merge_is_declared(both: Editions) -> None:
    pairs = pairs_of(*both)
    for pair in pairs:
        for side in ("old", "new"):
            of_item = [each for each in pairs if getattr(each, side) is getattr(pair, side)]
            assert len(of_item) == 1 or any(each.match is Match.DECLARED for each in of_item)


def declared_in(old: Version, new: Version) -> set[tuple[str, str]]:
    """Returns the ids of the pairs that `continues` of the new version declares directly."""
    return {
        (reference.partition("/")[2], item.id)
        for item in new.items
        for reference in (item.continues or ())
    }


@compared
@given(declaring_editions())
def test_declared_pairs_always_count(both: Editions) -> None:
    old, new = both
    wanted = declared_in(old, new)
    event(f"{len(wanted)} declared")
    forward = {(p.old.id, p.new.id) for p in pairs_of(old, new) if p.match is Match.DECLARED}
    backward = {(p.new.id, p.old.id) for p in pairs_of(new, old) if p.match is Match.DECLARED}
    assert forward == backward == wanted


@compared
@given(declaring_editions(), st.data())
def test_declarations_count_through_the_plans_between(both: Editions, data: st.DataObject) -> None:
    first, second = both
    third = with_declarations(
        data.draw, second, copied(second)._replace(plan=second.plan._replace(id="2027", version=1))
    )
    between, last = declared_in(first, second), declared_in(second, third)
    wanted = {(old, new) for old, via in between for its, new in last if via == its}
    if first.plan.id == second.plan.id:
        wanted |= {(its, new) for its, new in last if its in ids(first.items)}
    event("chained" if wanted else "nothing chained")
    pairs = {
        (p.old.id, p.new.id) for p in pairs_of(first, third, [second]) if p.match is Match.DECLARED
    }
    assert pairs == wanted


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
def test_an_added_unrelated_item_breaks_no_sure_pair(both: Editions, among_the_old: bool) -> None:
    """A pair is sure if it is declared, has the same text, or a similarity of at least 0.8."""
    sure = {
        pair[:2]
        for pair in named(pairs_of(*both))
        if pair[2] in (Match.DECLARED, Match.EXACT) or (pair[3] or 0) >= 0.8
    }
    more = [
        each._replace(objectives=(*each.objectives, UNRELATED)) if side == among_the_old else each
        for each, side in zip(both, (True, False), strict=True)
    ]
    pairs = named(pairs_of(more[0], more[1]))
    assert sure <= {pair[:2] for pair in pairs}
    assert not any("zz" in pair[0] or "zz" in pair[1] for pair in pairs)


# The best assignment.

graphs = st.dictionaries(
    st.integers(0, 4),
    st.dictionaries(st.sampled_from("abcde"), st.integers(1, 9), max_size=5),
    max_size=5,
)
Graph = dict[int, dict[str, int]]


def total_gain(gains: Graph, pairs: list[tuple[int, str]]) -> int:
    """Returns the sum of the gains of these pairs."""
    return sum(gains[row][column] for row, column in pairs)


def best_by_trying_all(gains: Graph) -> int:
    """Returns the highest sum of gains of any assignment."""
    tried = permutations([*"abcde", *[""] * len(gains)], len(gains))
    return max(
        sum(row.get(column, 0) for row, column in zip(gains.values(), columns, strict=True))
        for columns in set(tried)
    )


@given(graphs)
def test_no_assignment_gains_more(gains: Graph) -> None:
    pairs = best_assignment(gains)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert total_gain(gains, pairs) == best_by_trying_all(gains)


@given(graphs, st.data())
def test_the_order_of_rows_and_columns_changes_no_assignment(
    gains: Graph, data: st.DataObject
) -> None:
    edges = [(row, column) for row, columns in gains.items() for column in columns]
    order = data.draw(st.permutations(range(len(edges))))
    distinct = {edge: 1 << n for edge, n in zip(edges, order, strict=True)}
    assignments = []
    for listed in (edges, data.draw(st.permutations(edges))):
        graph: Graph = {}
        for row, column in listed:
            graph.setdefault(row, {})[column] = distinct[row, column]
        assignments.append(set(best_assignment(graph)))
    assert assignments[0] == assignments[1]


# Changes within a text.

words = st.sampled_from(
    ["the", "of", "training", "judges", "police-officers", "(persons)", "2025.", "and", "\n", "–"]
)
texts = st.lists(words, max_size=14).map(" ".join) | st.sampled_from(NASTY_TITLES)


@compared
@given(texts, texts)
def test_a_redline_holds_the_old_text_and_the_new_text(old: str, new: str) -> None:
    pieces = redline(old, new)
    event("with a stretch kept" if any(p.mark is Mark.KEPT for p in pieces) else "nothing kept")
    without = {
        mark: "".join(each.text for each in pieces if each.mark is not mark) for mark in Mark
    }
    assert without[Mark.ADDED] == same_text(old)
    assert without[Mark.REMOVED] == same_text(new)


@compared
@given(texts, texts)
def test_neighbouring_pieces_of_a_redline_have_different_marks(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert all(piece.mark is not following.mark for piece, following in pairwise(pieces))
    assert all(each.text for each in pieces)


@given(texts)
def test_a_text_compared_with_itself_is_kept(text: str) -> None:
    assert [each.mark for each in redline(text, text)] == [Mark.KEPT] * bool(same_text(text))
