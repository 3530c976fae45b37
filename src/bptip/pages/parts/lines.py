"""Lines and cells that several pages share: each is written once, so that pages agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

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
from bptip.plan.command_lines import command_line
from bptip.plan.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bptip.comparison.pairing import Pair
    from bptip.plan.labels import Labels
    from bptip.plan.model import Number, Plan, Source, Update
    from bptip.plan.references import Continuation
    from bptip.progress.counts import Tally
    from bptip.progress.fold import Reported
    from bptip.progress.item_progress import (
        ActivityProgress,
        ItemProgress,
        ObjectiveProgress,
        PartyProgress,
    )
    from bptip.progress.plan_progress import Progress

T = TypeVar("T")

DASH: Line = muted("–")
"""The content of a cell for which there is no value."""

Cite = Callable[[str], Inline]
"""The way in which a page gives an address: as a link, or as a number in its list of evidence."""


# The beginning and the end of a page.


def head(plan: Plan, aside: Line) -> Iterator[Block]:
    """Yields the title of a page about a plan, and the plan's notice."""
    yield Heading(plain(plan.title), level=1, aside=aside)
    if plan.notice:
        yield Notice(plain(plan.notice))


def version_line(progress: Progress) -> Line:
    """Returns the version shown, its as-of and known-at dates, and the time left in the plan."""
    plan, known_at = progress.plan, progress.known_at
    parts = [
        plain(f"version {plan.version}"),
        plain(f"as of {vocabulary.day(progress.as_of)}"),
        plain(f"as known on {vocabulary.day(known_at)}") if known_at else (),
        plain(vocabulary.remaining(plan.start, plan.end, progress.as_of)),
    ]
    return joined(parts)


def edition(plan: Plan) -> str:
    """Returns the name of an edition: "2024-2026@v1"."""
    return f"{plan.id}@v{plan.version}"


def foot(source: Source) -> Line:
    """Returns the last line of a page: where its plans were read."""
    return muted(vocabulary.BUNDLED if source.bundled else vocabulary.PLANS_IN + source.folder)


class AnotherPlan(NamedTuple):
    """A plan that has matches too: their number in words, and the command that shows them."""

    plan: str
    matches: str
    command: tuple[str, ...]


def other_plans(plans: Sequence[AnotherPlan]) -> Iterator[Block]:
    """Yields a line for each other plan that has matches."""
    if plans:
        yield Paragraph(
            tuple(
                joined([muted(f"Also in {plan}: {matches}"), to_type(command)], ": ")
                for plan, matches, command in plans
            )
        )


def to_type(command: Sequence[str]) -> Line:
    """Returns a command as one types it in any shell; empty if a word could act on the shell."""
    line = command_line(command)
    return (Text(line, Role.CODE),) if line else ()


# Counts and dates.


def completion(total: Tally, partial: bool) -> Line:
    """Returns the counts, then the percentage: "9 of 14 completed (64 %)".

    A partial plan lists only the known activities, so it has no percentage.
    """
    if not total.activities:
        return plain("no activities are known" if partial else "no activities")
    if not total.countable:
        return plain(f"{total.activities} of {total.activities} discontinued")
    known = "known activities " if partial else ""
    share = "" if partial or total.percentage is None else f" ({total.percentage} %)"
    return (Text(f"{total.completed} of {total.countable} {known}completed{share}", Role.STRONG),)


def done(total: Tally) -> Line:
    """Returns the counts as a cell, "5 of 7"; a dash without activities."""
    return plain(f"{total.completed} of {total.countable}") if total.activities else DASH


def last_report(last: date | None, as_of: date) -> Line:
    """Returns the date and age of the latest report: "latest report 2 Nov 2026, 22 days ago"."""
    if last is None:
        return plain("nothing has been reported")
    return plain(f"latest report {vocabulary.since(last, as_of)}")


def optional_day(value: date | None) -> Line:
    """Returns a date as a cell; a dash for None."""
    return (Day(value),) if value else DASH


def first_of(rows: Sequence[T], maximum: int | None) -> Sequence[T]:
    """Returns the first rows; all of them if `maximum` would leave out three or fewer, or is None.

    A line that says how many are left out takes nearly as much room as three rows.
    """
    return rows if maximum is None or len(rows) <= maximum + 3 else rows[:maximum]


def further(shown: int, total: int) -> Iterator[Block]:
    """Yields a line with the number of rows that only the annex shows, if there are any."""
    if shown < total:
        yield paragraph(muted(f"{total - shown} more: the annex lists all {total}."))


# Statuses and outlooks.


def status(progress: ItemProgress) -> Line:
    """Returns a status as a cell; both, where an objective's stated and derived status differ."""
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
    """Returns the status derived from the activities.

    A derived *completed* reads "all 5 completed", since nobody has declared the objective so.
    """
    text = vocabulary.STATUS[progress.derived]
    stated = bool(progress.reported.status_from)
    if progress.derived is Status.COMPLETED and not stated and progress.countable:
        whole = progress.countable > 1
        text = f"all {progress.countable} completed" if whole else "1 of 1 completed"
    return (StatusMark(progress.derived, text),)


def status_mark(value: Status) -> Line:
    """Returns a status in its own words."""
    return (StatusMark(value, vocabulary.STATUS[value]),)


def outlook(progress: ItemProgress | PartyProgress) -> Line:
    """Returns an outlook as a cell."""
    return (OutlookMark(progress.outlook, vocabulary.OUTLOOK[progress.outlook]),)


# The parties and the dates of an item.


def names(values: Sequence[str], none: str = "–") -> Line:
    """Returns names in a row; `none` if there are none."""
    return plain(", ".join(values)) if values else muted(none)


def leads(progress: ItemProgress) -> Line:
    """Returns the leads of an activity: whom to ask."""
    if progress.kind == "objective":
        return muted("no activity known")
    return names(progress.activity.lead, "no lead stated")


def due(progress: ActivityProgress) -> Line:
    """Returns an activity's due date and its distance; without one, the plan's end."""
    basis = progress.basis
    if progress.activity.due is None:
        return plain(f"by the plan's end, {vocabulary.day(basis.end)}")
    if not basis.pending:
        return plain(vocabulary.day(progress.activity.due))
    return plain(vocabulary.distance(progress.activity.due, basis.as_of))


def has_useful_due(progress: ActivityProgress) -> bool:
    """True if the due date says something: not if it is the end of a plan that has ended."""
    has_its_own = progress.activity.due is not None
    return progress.basis.pending and (has_its_own or not progress.basis.ended)


def circumstances(progress: ItemProgress) -> Line:
    """Returns the due date, reason, expected date and next step of an item, on one line."""
    reported = progress.reported
    parts: list[Line] = []
    if progress.kind == "activity" and has_useful_due(progress):
        parts.append((Text("due "), *due(progress)))
    if reported.reason:
        parts.append(plain(vocabulary.REASON[reported.reason]))
    if reported.expected:
        parts.append(plain(f"now expected {vocabulary.day(reported.expected)}"))
    if reported.next:
        parts.append(plain(f"next: {reported.next}"))
    return joined(parts, "; ")


def carriers(continuations: Sequence[Continuation]) -> Line:
    """Returns the items of later plans that carry an item on, each with its status."""
    parts = [
        (*plain(each.reference), *((Text(" "), *status_mark(each.status)) if each.status else ()))
        for each in continuations
    ]
    return joined(parts, ", ")


def match_of(pair: Pair) -> str:
    """Returns how a pair was found; of a similar pair, its similarity from 0 to 1 too."""
    name = vocabulary.MATCH[pair.match.value]
    return name if pair.similarity is None else f"{name} {pair.similarity:.2f}"


# Updates and their evidence.


def statement(update: Update, labels: Labels) -> Line:
    """Returns what an update states beside its status: progress, figures, reason, note, next."""
    parts: list[Line] = []
    if update.retracts:
        parts.append(muted(f"retracts the update {short(update.retracts)}"))
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
    """Returns an indicator's value with its unit, "74 people", else its name, "gauges 12".

    Units are written in the plural, so the value 1 comes after its unit: "meetings: 1".
    """
    unit = units.get(name)
    if not unit:
        return f"{name} {vocabulary.number(value)}"
    return f"{unit}: {value}" if value == 1 else f"{vocabulary.number(value)} {unit}"


def evidence(addresses: Sequence[str], cite: Cite = Link) -> list[Line]:
    """Returns a line for each address of evidence."""
    return [(cite(address),) for address in addresses]


def status_evidence(reported: Reported) -> tuple[str, ...]:
    """Returns the evidence of a status: that of the update that states it, else of a later one.

    Older evidence is about an earlier status. If no status was stated, the latest evidence counts.
    """
    updates, stated = reported.updates, reported.status_from
    since = updates[updates.index(stated) + 1 :] if stated else updates
    candidates = [*([stated] if stated else []), *reversed(since)]
    return next((update.evidence for update in candidates if update.evidence), ())


def cited(line: Line, addresses: Sequence[str], cite: Cite) -> Line:
    """Returns a line followed by its evidence."""
    return joined([line, *evidence(addresses, cite)], " ")


def short(update_id: str) -> str:
    """Returns an update's id as pages show it: its end, where ids of one moment differ."""
    return update_id if len(update_id) <= 12 else "…" + update_id[-8:]
