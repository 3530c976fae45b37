"""A field before and after, as a line: removed and added words are marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from bptip.comparison.alignment import common_places
from bptip.comparison.diff import FieldChange, as_compared
from bptip.comparison.redline import Mark, Piece, redline
from bptip.pages.document import Line, Role, Text, joined, muted, plain
from bptip.plan import vocabulary
from bptip.plan.model import Indicator

ROLE_OF_MARK: Final = {Mark.KEPT: Role.PLAIN, Mark.REMOVED: Role.REMOVED, Mark.ADDED: Role.ADDED}

NOT_STATED: Final = "not stated"

FEW: Final = 4
"""Maximum number of unchanged entries of a list that are named; more are counted."""


def text_change(old: str, new: str) -> Line:
    """Returns a text with its changes marked word by word."""
    return tuple(Text(piece.text, ROLE_OF_MARK[piece.mark]) for piece in redline(old, new))


def field_lines(
    changes: Iterable[FieldChange], *, tracked: bool = False
) -> Iterator[tuple[str, Line]]:
    """Yields the name and the change of each field that differs; extra columns one by one.

    If its removed texts are left out, a `tracked` change is exactly the new value.
    """
    line_of = tracked_change if tracked else field_change
    for change in changes:
        if change.field == "extra":
            for name in dict.fromkeys((*change.old, *change.new)):
                before, after = change.old.get(name), change.new.get(name)
                if as_compared(before) != as_compared(after):
                    yield name, line_of(change._replace(old=before, new=after))
        else:
            yield vocabulary.FIELD[change.field], line_of(change)


def tracked_change(change: FieldChange) -> Line:
    """Returns a field before and after, with the whole old value and the whole new value.

    The separators of a list are added and removed with its entries.
    """
    old, new = change.old, change.new
    if isinstance(old, str) and isinstance(new, str):
        return text_change(old, new)
    separator = "; " if change.field == "indicators" else ", "
    before, after = _entries(old), _entries(new)
    pieces: list[Piece] = []
    old_place = new_place = 0
    for entry, mark in _aligned(before, after):
        follows_old, follows_new = bool(old_place), bool(new_place)
        old_place += mark is not Mark.ADDED
        new_place += mark is not Mark.REMOVED
        if mark is Mark.KEPT and follows_old and not follows_new:
            pieces.append(Piece(separator, Mark.REMOVED))
        elif mark is Mark.KEPT and follows_new and not follows_old:
            pieces.append(Piece(separator, Mark.ADDED))
        elif follows_new if mark is Mark.ADDED else follows_old:
            pieces.append(Piece(separator, mark))
        pieces.append(Piece(entry, mark))
    return tuple(
        Text("".join(piece.text for piece in same), ROLE_OF_MARK[mark])
        for mark, same in groupby(pieces, key=lambda piece: piece.mark)
    )


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Yields the entries of two lists in one row, each with its mark."""
    old = new = 0
    for next_old, next_new in (*common_places(before, after), (len(before), len(after))):
        yield from (Piece(entry, Mark.REMOVED) for entry in before[old:next_old])
        yield from (Piece(entry, Mark.ADDED) for entry in after[new:next_new])
        yield from (Piece(entry, Mark.KEPT) for entry in before[next_old : next_old + 1])
        old, new = next_old + 1, next_new + 1


def _entries(value: Any) -> list[str]:  # noqa: ANN401  # any field's value
    """Returns a field's value as the entries of a list; a single value is one entry."""
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    return [
        in_one_line(each) if isinstance(each, Indicator) else str(in_words(each)) for each in values
    ]


def field_change(change: FieldChange) -> Line:
    """Returns a field before and after."""
    match change.field:
        case "indicators":
            return indicator_change(change.old, change.new)
        case "sources":
            return address_change(change.old, change.new)
        case "parent":
            return whole_change(change.old, change.new)
        case _:
            return value_change(change.old, change.new)


def value_change(old: Any, new: Any) -> Line:  # noqa: ANN401  # any field's value
    """Returns a value before and after: texts by words, lists by entries, others as a whole."""
    if isinstance(old, str) and isinstance(new, str):
        return text_change(old, new)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return list_change(old, new)
    return whole_change(in_words(old), in_words(new))


def in_words(value: Any) -> str | None:  # noqa: ANN401  # any field's value
    """Returns a single value as pages write it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return vocabulary.day(value) if isinstance(value, date) else str(value)


def whole_change(old: str | None, new: str | None) -> Line:
    """Returns a change of a whole value: the old one removed, the new one added."""
    if old is None:
        return (Text(str(new), Role.ADDED),)
    if new is None:
        return (Text(old, Role.REMOVED), *muted(f" ({NOT_STATED} now)"))
    return (Text(old, Role.REMOVED), Text(" → "), Text(new, Role.ADDED))


def list_change(old: Sequence[str], new: Sequence[str]) -> Line:
    """Returns the entries removed from and added to a list; the unchanged are named, or counted."""
    kept = [each for each in new if each in old]
    parts: list[Line] = [(Text(each, Role.REMOVED),) for each in old if each not in new]
    parts += [(Text(each, Role.ADDED),) for each in new if each not in old]
    if kept and len(kept) <= FEW:
        parts = [*map(plain, kept), *parts]
    elif kept:
        parts.append(muted(_unchanged(kept)))
    cleared = muted(f" ({NOT_STATED} now)") if not new else ()
    return (*joined(parts, ", "), *cleared)


def _unchanged(kept: Sequence[object]) -> str:
    return f"{len(kept)} unchanged"


def address_change(old: Sequence[str], new: Sequence[str]) -> Line:
    """Returns the numbers of addresses removed and added: nobody compares addresses by eye."""
    kept = [each for each in new if each in old]
    counts = (
        (len(old) - len(kept), "removed", Role.REMOVED),
        (len(new) - len(kept), "added", Role.ADDED),
    )
    parts: list[Line] = [(Text(f"{many} {what}", role),) for many, what, role in counts if many]
    return joined([*parts, *([muted(_unchanged(kept))] if kept else [])], ", ")


def indicator_change(old: Sequence[Indicator], new: Sequence[Indicator]) -> Line:
    """Returns the indicators that were removed, added or changed."""
    before = {each.id: each for each in old}
    after = {each.id: each for each in new}
    parts: list[Line] = [
        (Text(in_one_line(each), Role.REMOVED),) for each in old if each.id not in after
    ]
    for later in new:
        earlier = before.get(later.id)
        if earlier is None:
            parts.append((Text(in_one_line(later), Role.ADDED),))
        elif later != earlier:
            parts.append(text_change(in_one_line(earlier), in_one_line(later)))
    return joined(parts, "; ")


def in_one_line(indicator: Indicator) -> str:
    """Returns an indicator in a line: "participants trained, people, baseline 0, target 60"."""
    figures = (("baseline", indicator.baseline), ("target", indicator.target))
    stated = [f"{name} {vocabulary.number(value)}" for name, value in figures if value is not None]
    return ", ".join([indicator.title, *([indicator.unit] if indicator.unit else []), *stated])


def plain_value(value: Any) -> Any:  # noqa: ANN401  # any field's value
    """Returns a field's value as data: lists, records, dates and texts."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [each._asdict() if isinstance(each, Indicator) else each for each in value]
    return value
