"""The warnings about what a table holds: names like a party's, repeated rows, doubtful dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bptip.exchange.tables.assembly import Assembled
from bptip.exchange.tables.drafts import Draft, DraftActivity
from bptip.exchange.tables.findings import Finding, shortened, warning
from bptip.exchange.tables.maps import option_or_line, typed_option
from bptip.exchange.tables.party_names import NearParties
from bptip.exchange.tables.table_words import EVERY_PARTY
from bptip.plan.characters import letters_of
from bptip.plan.dates import year_hint
from bptip.plan.model import Version
from bptip.plan.vocabulary import day


def near_parties(pairs: Iterable[NearParties], read: Assembled) -> Iterator[Finding]:
    """Yields a warning for each name that may be another spelling of a party."""
    for name, near in pairs:
        message = f'Is "{shortened(name)}" the same party as "{shortened(near)}"?'
        place = read.collected.names.places.get(name, read.draft.file.name)
        hint = f"If so, add {option_or_line('parties', name, near)}"
        yield warning("near-party", place, name, message, hint)


def joined_parties(read: Assembled) -> Iterator[Finding]:
    """Yields a warning for each name that may mean several parties."""
    names = read.collected.names
    joined = names.joined if read.collected.map.separator is None else ()
    unknown = [name for name, inside, _ in joined if not inside]
    for name, inside, parts in joined:
        if not inside and name != unknown[0]:
            continue
        message = f'"{shortened(name)}" was taken for one party'
        if inside:
            message += f', and "{inside[0]}" is a party by itself.'
        else:
            message += f" (and {len(unknown) - 1} more with a slash)." if unknown[1:] else "."
        hint = 'If these are several parties, write ";" between them in the table.'
        if len(parts) > 1:
            option = typed_option("parties", name, "; ".join(parts))
            hint = f"If these are several parties, add {option}."
        if "/" in name:
            hint += " If every slash is between two, add --set separator=/. "
            hint += 'In the map: separator = "/"'
        yield warning("near-party", names.places[name], name, message, hint)


def every_party(read: Assembled) -> Iterator[Finding]:
    """Yields a warning for each name that means every party, such as "All members"."""
    names = read.collected.names.places
    others = [name for name in names if letters_of(name) not in EVERY_PARTY]
    for name in (each for each in names if each not in others):
        message = f'"{shortened(name)}" was taken for one party.'
        hint = 'If it means several parties, write their names with ";" between them in the table.'
        if len(others) > 1:
            option = typed_option("parties", name, "; ".join(others))
            hint = f"If it means these parties, add {option}."
        parts = (
            "If each does its own part, write each = true under the activity in the plan's file."
        )
        yield warning("near-party", names[name], name, message, f"{hint} {parts}")


def repeated_rows(draft: Draft) -> Iterator[Finding]:
    """Yields a warning for each row that repeats an earlier row of the same objective.

    It has the title of a row in another sheet, or the number and the title of a row in its own.
    """
    for objective in draft.objectives:
        above: dict[str, list[DraftActivity]] = {}
        for activity in objective.activities:
            alike = above.setdefault(letters_of(activity.title), [])
            before = next((each for each in alike if _is_again(each, activity)), None)
            if before is not None:
                title = f'{activity.number or ""} "{shortened(activity.title)}"'.strip()
                hint = "If it is one activity, delete one of the rows."
                if _sheet_of(before) != _sheet_of(activity):
                    hint = f'To read one sheet alone, add --sheet "{_sheet_of(before)}".'
                message = f"{title} is in {before.place} too, so it became two activities."
                yield warning("twice", activity.place, activity.title, message, hint)
            alike.append(activity)


def _is_again(before: DraftActivity, activity: DraftActivity) -> bool:
    """True if a row with an earlier row's title is in another sheet, or has its number too."""
    has_number = activity.number is not None and activity.number == before.number
    return has_number or _sheet_of(before) != _sheet_of(activity)


def _sheet_of(activity: DraftActivity) -> str:
    """Returns the name of a row's sheet in a workbook; empty for other files."""
    return activity.place.rpartition("!")[0]


def dates_in_doubt(draft: Draft, version: Version) -> Iterator[Finding]:
    """Yields a warning for each activity that ends before it begins, or decades away."""
    plan = version.plan
    by_place: dict[str, DraftActivity] = {each.place: each for each in draft.activities}
    for row in by_place.values():
        begins, due = row.due.first, row.due.days
        if begins and due and begins.first > due.last:
            message = (
                f'"{shortened(row.title)}" ends on {day(due.last)}, before it begins on '
                f"{day(begins.first)}."
            )
            yield warning("ends-before-it-begins", row.place, day(due.last), message)
        far = year_hint(due.last, plan.start, plan.end) if due else None
        if due and far:
            yield warning("bad-date", row.place, day(due.last), far)
