"""Lines and cells that several pages share: each is written once, so that pages agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from bptip.pages.document import (
    Block,
    Day,
    Heading,
    Inline,
    Line,
    Link,
    Notice,
    OutlookMark,
    Paragraph,
    Role,
    StatusMark,
    Text,
    joined,
    muted,
    paragraph,
    plain,
)
from bptip.plan import vocabulary
from bptip.plan.model import Status
from bptip.progress.item_progress import ActivityProgress, ObjectiveProgress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bptip.plan.labels import Labels
    from bptip.plan.model import Number, Plan, Source, Update
    from bptip.plan.references import Continuation
    from bptip.progress.counts import Tally
    from bptip.progress.fold import Reported
    from bptip.progress.item_progress import ItemProgress
    from bptip.progress.plan_progress import Progress

T = TypeVar("T")

DASH: Line = muted("–")

_TYPED: Final = re.compile(r"(?:--)?\w[\w.,@' -]*")
"""A word of a command that no shell acts on, in quotes where it has blanks."""

Cite = Callable[[str], Inline]
"""How a page gives an address: as a link where it stands, or by its number in a list of them."""


def head(plan: Plan, aside: Line) -> Iterator[Block]:
    """What every page about a plan begins with: its head line, and its notice below."""
    yield Heading(plain(plan.title), level=1, aside=aside)
    if plan.notice:
        yield Notice(plain(plan.notice))


def version_line(progress: Progress) -> Line:
    """Which version is looked at, as of when and as known when, and how long it still runs."""
    plan, known_at = progress.plan, progress.known_at
    parts = [
        plain(f"version {plan.version}"),
        plain(f"as of {vocabulary.day(progress.as_of)}"),
        plain(f"as known on {vocabulary.day(known_at)}") if known_at else (),
        plain(vocabulary.remaining(plan.start, plan.end, progress.as_of)),
    ]
    return joined(parts)


def edition(progress: Progress) -> str:
    """An edition as one names it: "2024-2026@v1"."""
    return f"{progress.plan.id}@v{progress.plan.version}"


def foot(source: Source) -> Line:
    """The last line of a page: where its plans were read."""
    return muted(vocabulary.BUNDLED if source.bundled else vocabulary.PLANS_IN + source.folder)


class ElsewhereLine(NamedTuple):
    """How much of what was asked for another plan has, in words, and what to type to see it."""

    plan: str
    told: str
    command: tuple[str, ...]


def elsewhere(found: Sequence[ElsewhereLine]) -> Iterator[Block]:
    """That other plans have some of what was asked for too."""
    if found:
        yield Paragraph(tuple(map(_also_in, found)))


def _also_in(there: ElsewhereLine) -> Line:
    typed = to_type(there.command)
    return joined([muted(f"Also in {there.plan}: {there.told}"), typed], ": ")


def to_type(command: Sequence[str]) -> Line:
    """A command as one types it in any shell; nothing where a word has signs that one acts on."""
    if not all(map(_TYPED.fullmatch, command)):
        return ()
    quoted = (f'"{each}"' if " " in each else each for each in command)
    return (Text(f"bptip {' '.join(quoted)}", Role.CODE),)


def completion(total: Tally, partial: bool) -> Line:
    """The counts first, then the percentage: "9 of 14 completed (64 %)".

    No percentage where only known activities are listed: nobody knows of how many it would be.
    """
    if not total.activities:
        return plain("no activities are known" if partial else "no activities")
    if not total.countable:
        return plain(f"{total.activities} of {total.activities} discontinued")
    known = "known activities " if partial else ""
    share = "" if partial or total.percentage is None else f" ({total.percentage} %)"
    return (Text(f"{total.completed} of {total.countable} {known}completed{share}", Role.STRONG),)


def done(total: Tally) -> Line:
    """The counts as a cell: "5 of 7"; a dash where there are no activities."""
    return plain(f"{total.completed} of {total.countable}") if total.activities else DASH


def last_report(last: date | None, as_of: date) -> Line:
    """When the latest report is of, and how long ago: "latest report 2 Nov 2026, 22 days ago"."""
    if last is None:
        return plain("nothing has been reported")
    return plain(f"latest report {vocabulary.since(last, as_of)}")


def status(progress: ItemProgress) -> Line:
    """A status as a cell; where an objective's own differs from its activities', both."""
    if progress.kind == "activity":
        return status_mark(progress.status)
    derived = derived_status(progress)
    if not progress.reported.status_from or progress.derived is progress.status:
        return derived
    return (
        *status_mark(progress.status),
        *muted(f" (activities: {vocabulary.STATUS[progress.derived]})"),
    )


def derived_status(progress: ObjectiveProgress) -> Line:
    """The status that activities add up to; "all 5 completed", as nobody declared it complete."""
    text = vocabulary.STATUS[progress.derived]
    stated = bool(progress.reported.status_from)
    if progress.derived is Status.COMPLETED and not stated and progress.countable:
        whole = progress.countable > 1
        text = f"all {progress.countable} completed" if whole else "1 of 1 completed"
    return (StatusMark(progress.derived, text),)


def status_mark(value: Status) -> Line:
    """A status in its own words."""
    return (StatusMark(value, vocabulary.STATUS[value]),)


def outlook(progress: ItemProgress) -> Line:
    """An outlook as a cell."""
    return (OutlookMark(progress.outlook, vocabulary.OUTLOOK[progress.outlook]),)


def optional_day(value: date | None) -> Line:
    """A date as a cell; a dash where there is none."""
    return (Day(value),) if value else DASH


def first_of(rows: Sequence[T], most: int | None) -> Sequence[T]:
    """The first so many; all of them, where no more than three would be left out, or for None."""
    return rows if most is None or len(rows) <= most + 3 else rows[:most]


def further(shown: int, of: int) -> Iterator[Block]:
    """How many more there are than a first page shows, and where; nothing where it shows all."""
    if shown < of:
        yield paragraph(muted(f"And {of - shown} more; all {of} stand in the annex."))


def names(values: Sequence[str], none: str = "–") -> Line:
    """Names in a row; where there are none, the words for that."""
    return plain(", ".join(values)) if values else muted(none)


def leads(progress: ItemProgress) -> Line:
    """Who leads an item: whom to ask."""
    if progress.kind == "objective":
        return muted("no activity known")
    return names(progress.activity.lead, "no lead stated")


def due(progress: ActivityProgress) -> Line:
    """When an activity is due, and how far that is; of one without a date, by the plan's end."""
    basis = progress.basis
    if progress.activity.due is None:
        return plain(f"by the plan's end, {vocabulary.day(basis.end)}")
    if not basis.pending:
        return plain(vocabulary.day(progress.activity.due))
    return plain(vocabulary.distance(progress.activity.due, basis.as_of))


def says_when(progress: ActivityProgress) -> bool:
    """Whether its due date tells anything: not of a plan that has ended, which says it itself."""
    has_its_own = progress.activity.due is not None
    return progress.basis.pending and (has_its_own or not progress.basis.ended)


def circumstances(progress: ItemProgress) -> Line:
    """Why an item is late and what comes next: due, reason, expected, next step."""
    reported = progress.reported
    parts: list[Line] = []
    if progress.kind == "activity" and says_when(progress):
        parts.append((Text("due "), *due(progress)))
    if reported.reason:
        parts.append(plain(vocabulary.REASON[reported.reason]))
    if reported.expected:
        parts.append(plain(f"now expected {vocabulary.day(reported.expected)}"))
    if reported.next:
        parts.append(plain(f"next: {reported.next}"))
    return joined(parts, "; ")


def carried_on(continuations: Sequence[Continuation]) -> Line:
    """What carries an item on in a later plan, and how that stands, in words."""
    return (Text("carried on by "), *carriers(continuations)) if continuations else ()


def carriers(continuations: Sequence[Continuation]) -> Line:
    """The items that carry one on in a later plan, and how they stand."""
    parts = [
        (*plain(each.reference), *((Text(" "), *status_mark(each.status)) if each.status else ()))
        for each in continuations
    ]
    return joined(parts, ", ")


def statement(update: Update, labels: Labels) -> Line:
    """All that an update states beside its status: progress, figures, reason, note, next step."""
    parts: list[Line] = []
    if update.retracts:
        parts.append(muted(f"takes back the update {short(update.retracts)}"))
    if update.progress is not None:
        parts.append(plain(f"{vocabulary.number(update.progress)} %"))
    units = labels.units.get(update.item, {})
    parts += [plain(figure(name, value, units)) for name, value in update.values.items()]
    if update.reason:
        parts.append(plain(f"reason: {vocabulary.REASON[update.reason]}"))
    if update.expected:
        parts.append(plain(f"now expected {vocabulary.day(update.expected)}"))
    if update.note:
        parts.append(plain(update.note))
    if update.next:
        parts.append(plain(f"next: {update.next}"))
    return muted("nothing new") if update.is_nil else joined(parts, " · ")


def figure(name: str, value: Number, units: Mapping[str, str]) -> str:
    """An indicator's value with its unit, "74 people", or else its name, "gauges 12".

    A unit is written in the plural, so of one it stands first: "meetings: 1".
    """
    unit = units.get(name)
    if not unit:
        return f"{name} {vocabulary.number(value)}"
    return f"{unit}: {value}" if value == 1 else f"{vocabulary.number(value)} {unit}"


def evidence(addresses: Sequence[str], cite: Cite = Link) -> list[Line]:
    """The addresses that bear an update out, a line each."""
    return [(cite(address),) for address in addresses]


def grounds(reported: Reported) -> tuple[str, ...]:
    """What bears out an item's status: the update that states it, else a later one.

    Nothing older, which bears out what was true before. Where no status was stated, the latest.
    """
    updates, stated = reported.updates, reported.status_from
    since = updates[updates.index(stated) + 1 :] if stated else updates
    in_question = [*([stated] if stated else []), *reversed(since)]
    return next((update.evidence for update in in_question if update.evidence), ())


def cited(line: Line, addresses: Sequence[str], cite: Cite) -> Line:
    """A line, followed by the addresses that bear it out."""
    return joined([line, *evidence(addresses, cite)], " ")


def short(update_id: str) -> str:
    """An update's id as pages show it: its last letters, which tell ids of one time apart."""
    return update_id if len(update_id) <= 12 else "…" + update_id[-8:]
