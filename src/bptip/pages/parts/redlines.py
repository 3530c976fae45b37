"""A field before and after, as a line: what went is removed, what came is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from bptip.comparison.diff import as_compared
from bptip.comparison.redline import Mark, redline
from bptip.pages.document import Line, Role, Text, joined, muted, plain
from bptip.plan import vocabulary
from bptip.plan.model import Indicator

if TYPE_CHECKING:
    from bptip.comparison.diff import FieldChange

ROLE_OF_MARK: Final = {Mark.KEPT: Role.PLAIN, Mark.REMOVED: Role.REMOVED, Mark.ADDED: Role.ADDED}

NOT_STATED: Final = "not stated"

FEW: Final = 4
"""Up to so many entries of a list that stayed are named."""


def text_change(old: str, new: str) -> Line:
    """A text with its changes marked word by word."""
    return tuple(Text(piece.text, ROLE_OF_MARK[piece.mark]) for piece in redline(old, new))


def field_lines(changes: Iterable[FieldChange]) -> Iterator[tuple[str, Line]]:
    """The names of the fields that differ, each with what changed; an extra column by its own."""
    for change in changes:
        old, new = change.old, change.new
        if change.field == "extra":
            for name in dict.fromkeys((*old, *new)):
                before, after = old.get(name), new.get(name)
                if as_compared(before) != as_compared(after):
                    yield name, value_change(before, after)
        else:
            yield vocabulary.FIELD[change.field], field_change(change)


def field_change(change: FieldChange) -> Line:
    """A field before and after."""
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
    """A value before and after: texts word by word, lists entry by entry, others as a whole."""
    if isinstance(old, str) and isinstance(new, str):
        return text_change(old, new)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return list_change(old, new)
    return whole_change(told(old), told(new))


def told(value: Any) -> str | None:  # noqa: ANN401  # any field's value
    """A single value as pages write it."""
    if value is None:
        return None
    return vocabulary.day(value) if isinstance(value, date) else str(value)


def whole_change(old: str | None, new: str | None) -> Line:
    """One value in the place of another."""
    if old is None:
        return (Text(str(new), Role.ADDED),)
    if new is None:
        return (Text(old, Role.REMOVED), *muted(f" ({NOT_STATED} now)"))
    return (Text(old, Role.REMOVED), Text(" → "), Text(new, Role.ADDED))


def list_change(old: Sequence[str], new: Sequence[str]) -> Line:
    """What left a list and what joined it; what stayed is named if it is little, else counted."""
    stayed = [each for each in new if each in old]
    parts: list[Line] = [(Text(each, Role.REMOVED),) for each in old if each not in new]
    parts += [(Text(each, Role.ADDED),) for each in new if each not in old]
    few = len(stayed) <= FEW
    if stayed:
        parts = [*map(plain, stayed), *parts] if few else [*parts, muted(_as_before(stayed))]
    gone = muted(f" ({NOT_STATED} now)") if not new else ()
    return (*joined(parts, ", "), *gone)


def _as_before(stayed: Sequence[object]) -> str:
    return f"{len(stayed)} as before"


def address_change(old: Sequence[str], new: Sequence[str]) -> Line:
    """How many addresses left a list and joined it: nobody compares addresses by reading them."""
    stayed = [each for each in new if each in old]
    counts = (
        (len(old) - len(stayed), "removed", Role.REMOVED),
        (len(new) - len(stayed), "added", Role.ADDED),
    )
    parts: list[Line] = [(Text(f"{many} {what}", role),) for many, what, role in counts if many]
    return joined([*parts, *([muted(_as_before(stayed))] if stayed else [])], ", ")


def indicator_change(old: Sequence[Indicator], new: Sequence[Indicator]) -> Line:
    """The indicators that went, came, or changed."""
    before = {each.id: each for each in old}
    after = {each.id: each for each in new}
    parts: list[Line] = [
        (Text(indicator(each), Role.REMOVED),) for each in old if each.id not in after
    ]
    for each in new:
        if each.id not in before:
            parts.append((Text(indicator(each), Role.ADDED),))
        elif each != before[each.id]:
            parts.append(text_change(indicator(before[each.id]), indicator(each)))
    return joined(parts, "; ")


def indicator(each: Indicator) -> str:
    """An indicator in a line: "participants trained, people, baseline 0, target 60"."""
    figures = (("baseline", each.baseline), ("target", each.target))
    told = [f"{name} {vocabulary.number(value)}" for name, value in figures if value is not None]
    return ", ".join([each.title, *([each.unit] if each.unit else []), *told])


def plain_value(value: Any) -> Any:  # noqa: ANN401  # any field's value
    """A field's value as data have it: lists, records, dates and texts."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [each._asdict() if isinstance(each, Indicator) else each for each in value]
    return value
