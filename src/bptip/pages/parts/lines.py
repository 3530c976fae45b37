"""Lines and cells that several pages share: each is written once, so that pages agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.plan.command_lines import command_line
from bptip.plan.journal import Update
from bptip.plan.model import Activity, Item, Number, Outlook, Plan, Source, Status
from bptip.progress.counts import Tally
from bptip.progress.fold import Reported
from bptip.progress.item_progress import amending_party

if TYPE_CHECKING:
    from bptip.plan.labels import Labels
    from bptip.progress.item_progress import ActivityProgress, ItemProgress, Part
    from bptip.progress.plan_progress import Progress

T = TypeVar("T")

DASH: doc.Line = doc.muted(doc.NOTHING)
"""The content of a cell for which there is no value."""

Cite = Callable[[str], doc.Inline]
"""How a page shows an address: as a link, or as a number in the page's list of evidence."""


# The beginning and the end of a page.


def head(plan: Plan, aside: doc.Line, title: str | None = None) -> Iterator[doc.Block]:
    """Yields the title of a page about a plan, by default the plan's, and the plan's notice."""
    yield doc.heading(title or plan.title, level=1, aside=aside)
    if plan.notice:
        yield doc.Notice(doc.plain(plan.notice))


def plan_page(title: str, plan: Plan, blocks: Iterable[doc.Block], source: Source) -> doc.Document:
    """Returns a page about a plan, with a title that identifies the page as a file."""
    return doc.Document(tuple(blocks), foot(source), title=title, author=owner(plan))


def owner(plan: Plan) -> str:
    """Returns the group that owns a plan; the title of a partial plan or a plan without a group."""
    return plan.title if plan.partial else plan.group or plan.title


def version_line(progress: Progress) -> doc.Line:
    """Returns the version shown, its as-of and known-at dates, and the time left in the plan."""
    plan, as_of = progress.plan, progress.as_of
    dates = dated(plan, f"as of {vocabulary.day(as_of)}", progress.known_at)
    return doc.joined([dates, doc.plain(vocabulary.remaining(plan.start, plan.end, as_of))])


def dated(plan: Plan, days: str, known_at: date | None) -> doc.Line:
    """Returns the version shown, the days that a page is about, and its known-at date."""
    return doc.joined(
        [doc.plain(f"version {plan.version}"), doc.plain(days), received_by(known_at)]
    )


def received_by(known_at: date | None) -> doc.Line:
    """Returns the known-at date in words; empty without one."""
    return doc.plain(vocabulary.RECEIVED_BY + vocabulary.day(known_at)) if known_at else ()


def edition(plan: Plan) -> str:
    """Returns the name of an edition: "2024-2026@v1"."""
    return f"{plan.id}@v{plan.version}"


def foot(source: Source) -> doc.Line:
    """Returns the last line of a page: where its plans were read. A file that is sent has none."""
    place = vocabulary.BUNDLED if source.bundled else vocabulary.PLANS_IN + source.folder
    return (doc.Text(place, doc.Role.MUTED, private=True),)


def written(done: str, *, dry_run: bool) -> doc.Line:
    """Returns what a command has written; after a dry run, a warning that nothing was."""
    if dry_run:
        return (doc.Text(f"{done}: {vocabulary.DRY_RUN}", doc.Role.WARNING),)
    return (doc.Text(done, doc.Role.GOOD),)


class AnotherPlan(NamedTuple):
    """A plan that has matches too: their number in words, and the command that shows them."""

    plan: str
    matches: str
    command: tuple[str, ...]


def other_plans(plans: Sequence[AnotherPlan]) -> Iterator[doc.Block]:
    """Yields a line for each other plan that has matches."""
    if plans:
        yield doc.Paragraph(
            tuple(
                doc.joined([doc.muted(f"Also in {plan}: {matches}"), to_type(command)], ": ")
                for plan, matches, command in plans
            )
        )


def to_type(command: Sequence[str]) -> doc.Line:
    """Returns a command as one types it in any shell; empty if a word could act on the shell."""
    line = command_line(command)
    return (doc.Text(line, doc.Role.CODE),) if line else ()


# Counts and dates.


def completion(total: Tally, partial: bool) -> doc.Line:
    """Returns the counts, then the percentage: "9 of 14 activities completed (64 %)".

    A partial plan lists only the known activities, so it has no percentage. Empty if the plan has
    standing commitments alone.
    """
    if not total.activities:
        return doc.plain("no activities are known" if partial else "no activities")
    if not total.countable:
        ended = f"none of {vocabulary.count(total.activities, 'activity', 'activities')} is left"
        return () if total.standing else doc.plain(ended)
    known = "known " if partial else ""
    activities = "activity" if total.countable == 1 else "activities"
    share = "" if partial or total.percentage is None else f" ({total.percentage} %)"
    return (
        doc.Text(
            f"{total.completed} of {total.countable} {known}{activities} completed{share}",
            doc.Role.STRONG,
        ),
    )


def whole_completion(total: Tally, partial: bool) -> list[doc.Line]:
    """Returns the completion, then the counts that the completion leaves out."""
    return [completion(total, partial), *map(doc.plain, beside_completion(total))]


def beside_completion(total: Tally, *, with_standing: bool = True) -> list[str]:
    """Returns the counts outside the completion: not achieved, standing commitments, set aside."""
    parts: list[str] = []
    if missed := total.by_status[Status.NOT_ACHIEVED]:
        parts.append(f"{missed} {vocabulary.STATUS[Status.NOT_ACHIEVED]}")
    if total.standing and with_standing:
        commitments = "commitment" if total.standing == 1 else "commitments"
        met = f"{total.standing_met} of {total.standing} standing {commitments} met"
        silent = total.standing_silent
        number = "" if silent == total.standing_met else f"{silent} of them "
        aside = f", {number}without a recent report" if silent else ""
        parts.append(f"{met}{aside}")
    parts += [
        f"{total.by_status[status]} {vocabulary.STATUS[status]}"
        for status in (Status.DISCONTINUED, Status.NOT_APPLICABLE)
        if total.by_status[status]
    ]
    return parts


def optional_count(number: int) -> doc.Line:
    """Returns a count as a cell; a dash for 0."""
    return doc.plain(str(number)) if number else DASH


def done(total: Tally) -> doc.Line:
    """Returns the counts as a cell, "5 of 7"; "2 of 2 met" if all are standing commitments."""
    if not total.activities:
        return DASH
    if total.countable:
        return doc.plain(f"{total.completed} of {total.countable}")
    return doc.plain(f"{total.standing_met} of {total.standing} met") if total.standing else DASH


def last_report(last: date | None, as_of: date, *, is_filtered: bool = False) -> doc.Line:
    """Returns the date and age of the latest report: "known until 2 Nov 2026, 22 days ago".

    On a page that shows a part of the plan, it says that the date is the whole plan's.
    """
    if last is None:
        return doc.plain("nothing has been reported")
    what = "whole plan known" if is_filtered else "known"
    return doc.plain(f"{what} until {vocabulary.since(last, as_of)}")


def optional_day(value: date | None) -> doc.Line:
    """Returns a date as a cell; a dash for None."""
    return (doc.Day(value),) if value else DASH


def first_of(rows: Sequence[T], maximum: int | None) -> Sequence[T]:
    """Returns the first rows; all of them if `maximum` would leave out three or fewer, or is None.

    A line that says how many are left out takes nearly as much room as three rows.
    """
    return rows if maximum is None or len(rows) <= maximum + 3 else rows[:maximum]


# Statuses and outlooks.


def status_mark(value: Status) -> doc.Line:
    """Returns a status in its own words."""
    return (doc.StatusMark(value, vocabulary.STATUS[value]),)


def outlook_mark(value: Outlook) -> doc.Line:
    """Returns an outlook in its own words."""
    return (doc.OutlookMark(value, vocabulary.OUTLOOK[value]),)


def percentage(value: Number | None) -> doc.Line:
    """Returns a percentage as a cell; a dash for None."""
    return DASH if value is None else doc.plain(f"{vocabulary.number(value)} %")


def done_so_far(part: Part) -> doc.Line:
    """Returns the percentage of an item or part; a dash if it has none, or a superseded one."""
    return DASH if is_superseded(part) else percentage(part.reported.progress)


def share_done(part: Part) -> doc.Line:
    """Returns the percentage of a part; "yes" if it is completed without one, else a dash."""
    share = done_so_far(part)
    return doc.plain("yes") if share == DASH and part.status is Status.COMPLETED else share


def is_superseded(part: Part) -> bool:
    """True if the percentage is of a day before the status, or is below 100 at a completion."""
    reported = part.reported
    if reported.progress is None or reported.status_from is None:
        return False
    is_done = part.status is Status.COMPLETED
    return is_before_status(reported) or (is_done and reported.progress < 100)


def is_before_status(reported: Reported) -> bool:
    """True if the percentage is of a day before the status that is in force."""
    since = reported.status_from
    return since is not None and percentage_day(reported) < since.on


def percentage_day(reported: Reported) -> date:
    """Returns the day for which the percentage was last stated."""
    return next(each.on for each in reversed(reported.updates) if each.progress is not None)


# The parties and the dates of an item.


def names(values: Sequence[str], none: str = "–") -> doc.Line:
    """Returns names in a row; `none` if there are none."""
    if values:
        return doc.plain(", ".join(values))
    return doc.muted(none) if none else ()


def number(item: Item) -> doc.Line:
    """Returns the number of an item, with its id if the plan's document prints another number."""
    if item.number is None or item.number == item.id:
        return doc.plain(item.id)
    return (doc.Text(item.number), doc.Text(f" (id {item.id})", doc.Role.MUTED))


def number_of(item: str, labels: Labels) -> doc.Line:
    """Returns the number of the item with this id."""
    shown = labels.numbers.get(item)
    return (
        (doc.Text(shown), doc.Text(f" (id {item})", doc.Role.MUTED)) if shown else doc.plain(item)
    )


def objective_heading(number: str, title: str) -> str:
    """Returns "Objective 2: Protection", once where the title begins with that itself."""
    name = f"Objective {number}"
    begins = title[: len(name)].casefold() == name.casefold()
    rest = title[len(name) :].lstrip()
    is_numbered = begins and rest[:1] in (":", "–", "—", "-") and rest[1:].strip()
    return f"{name}: {rest[1:].strip() if is_numbered else title}"


def leads(progress: ItemProgress) -> doc.Line:
    """Returns the leads of an activity: whom to ask."""
    if progress.kind == "objective":
        return doc.muted("no activity known")
    return lead_names(progress, "no lead stated")


LISTED_LEADS: Final = 4
"""Maximum number of leads of a shared activity that are named in a cell."""


def some_parties(parties: Sequence[str]) -> str:
    """Returns the names of parties; if they are more than a few, only their number."""
    few = len(parties) <= LISTED_LEADS
    return vocabulary.listing(parties) if few else f"{len(parties)} parties"


def lead_names(progress: ActivityProgress, none: str = "–") -> doc.Line:
    """Returns the leads of an activity as the plan names them.

    Under a filter, the leads of a shared activity are those that it is narrowed to.
    """
    lead: Sequence[str] = progress.activity.lead
    if progress.parties and len(progress.parties) < len(progress.leads):
        lead = [part.party for part in progress.parties]
    if progress.parties and len(lead) > LISTED_LEADS:
        return doc.plain(f"each of {len(lead)} parties")
    return names(lead, none)


def due_cell(activity: Activity) -> doc.Line:
    """Returns an activity's due date as a cell, in the plan's words; a dash for none."""
    return doc.plain(activity.due_words) if activity.due_words else optional_day(activity.due)


def due(progress: ActivityProgress) -> doc.Line:
    """Returns an activity's due date and its distance; if it has none, the words used instead."""
    basis, activity = progress.basis, progress.activity
    if activity.is_ongoing:
        return doc.plain("ongoing, without an end of its own")
    if basis.due is None:
        return doc.plain(f"not within the plan, which ends on {vocabulary.day(basis.end)}")
    if activity.due is None:
        return doc.plain(f"by the plan's end, {vocabulary.day(basis.end)}")
    day = vocabulary.day(activity.due)
    if basis.pending:
        day = vocabulary.distance(activity.due, basis.as_of)
    return doc.plain(f"{activity.due_words} ({day})" if activity.due_words else day)


def start(activity: Activity) -> doc.Line:
    """Returns the day on which an activity begins; for a span, also the plan's own words."""
    day = optional_day(activity.start)
    if activity.start_words is None:
        return day
    return (*doc.plain(f"{activity.start_words} (from "), *day, doc.Text(")"))


def has_useful_due(progress: ActivityProgress) -> bool:
    """True if the due date is pending, and is not only the end of a plan that has ended."""
    has_its_own = progress.activity.due is not None
    is_pending = progress.basis.pending and progress.basis.due is not None
    return is_pending and (has_its_own or not progress.basis.ended)


def circumstances(progress: ItemProgress) -> doc.Line:
    """Returns the due date, reason, expected date and next step of an item, on one line."""
    is_due = progress.kind == "activity" and has_useful_due(progress)
    due_date = (doc.Text("due "), *due(progress)) if progress.kind == "activity" and is_due else ()
    return doc.joined([due_date, reasons(progress)], "; ")


def reasons(part: Part) -> doc.Line:
    """Returns the reason, the difficulties, the expected date and the next step, on one line."""
    challenges, following = stated(part, "challenges"), stated(part, "next")
    texts = (
        reason(part),
        f"difficulties: {challenges}" if challenges else "",
        expected(part),
        f"next: {following}" if following else "",
    )
    return doc.joined([doc.plain(text) for text in texts if text], "; ")


def reason(part: Part) -> str:
    """Returns the reason in words, with the party if `said_by` names one; "" without a reason."""
    value = part.reported.reason
    return f"{vocabulary.REASON[value]}{said_by(part, 'reason')}" if value else ""


def difficulties(part: Part) -> str:
    """Returns the reason and the difficulties, each with the party if `said_by` names one."""
    return ": ".join(filter(None, (reason(part), stated(part, "challenges"))))


def following(part: Part) -> str:
    """Returns the next step and the expected date; "" if nobody stated either."""
    return "; ".join(filter(None, (stated(part, "next"), expected(part))))


def stated(part: Part, key: str) -> str:
    """Returns a text of the status in force, with the party if `said_by` names one; "" for none."""
    text = getattr(part.reported, key)
    return f"{text}{said_by(part, key)}" if text else ""


def said_by(part: Part, key: str) -> str:
    """Returns " (said by UNODC)" if a party other than the one that stated the status said it."""
    party = amending_party(part, key)
    return f" (said by {party})" if party else ""


def expected_cell(part: Part) -> doc.Line:
    """Returns the expected date as a cell, with the party if `said_by` names one; else a dash."""
    party = said_by(part, "expected")
    return (*optional_day(part.reported.expected), *(doc.plain(party) if party else ()))


def expected(part: Part, *, has_party: bool = True) -> str:
    """Returns when an item is expected to be done, in words; "" if nobody stated it.

    Without `has_party`, another party that stated it is left out.
    """
    day = part.reported.expected
    if day is None:
        return ""
    word = "was expected" if day < part.basis.as_of else "now expected"
    party = said_by(part, "expected") if has_party else ""
    return f"{word} {vocabulary.day(day)}{party}"


# Updates and their evidence.


def statement(update: Update, labels: Labels) -> doc.Line:
    """Returns what an update states beside its status: progress, figures, reason, note, next."""
    parts: list[doc.Line] = []
    if update.retracts:
        parts.append(doc.muted(f"retracts the update {short(update.retracts)}"))
    if update.progress is not None:
        parts.append(doc.plain(f"{vocabulary.number(update.progress)} %"))
    units = labels.units.get(update.item, {})
    parts += [doc.plain(figure(name, value, units)) for name, value in update.values.items()]
    if update.reason:
        parts.append(doc.plain(f"reason: {vocabulary.REASON[update.reason]}"))
    if update.expected:
        parts.append(doc.plain(f"now expected {vocabulary.day(update.expected)}"))
    if update.note:
        parts.append(doc.plain(update.note))
    if update.challenges:
        parts.append(doc.plain(f"difficulties: {update.challenges}"))
    if update.next:
        parts.append(doc.plain(f"next: {update.next}"))
    if update.redacted:
        parts.append(doc.muted(f"redacted {update.redacted}"))
    return doc.muted("nothing new") if update.is_nil else doc.joined(parts)


def figure(name: str, value: Number, units: Mapping[str, str]) -> str:
    """Returns an indicator's value with its unit, "74 people", else its name, "gauges 12".

    Units are written in the plural, so the value 1 comes after its unit: "meetings: 1".
    """
    unit = units.get(name)
    if not unit:
        return f"{name} {vocabulary.number(value)}"
    return f"{unit}: {value}" if value == 1 else f"{vocabulary.number(value)} {unit}"


def evidence(addresses: Sequence[str], cite: Cite = doc.Link) -> list[doc.Line]:
    """Returns a line for each address of evidence."""
    return [(cite(address),) for address in addresses]


def status_evidence(*parts: Part) -> tuple[str, ...]:
    """Returns the evidence of statuses, each address once; a shared activity has its parties'."""
    addresses: list[str] = []
    for part in parts:
        shared = part.parties if part.kind == "activity" and len(part.parties) > 1 else ()
        addresses += status_evidence(*shared) if shared else _evidence_of(part.reported)
    return tuple(dict.fromkeys(addresses))


def _evidence_of(reported: Reported) -> tuple[str, ...]:
    """Returns the evidence of a status: from the update that states it, else from a later update.

    Older evidence is about an earlier status. If no status was stated, the latest evidence counts.
    """
    updates, stated = reported.updates, reported.status_from
    since = updates[updates.index(stated) + 1 :] if stated else updates
    candidates = [*([stated] if stated else []), *reversed(since)]
    return next((update.evidence for update in candidates if update.evidence), ())


def cited(line: doc.Line, addresses: Sequence[str], cite: Cite) -> doc.Line:
    """Returns a line followed by its evidence."""
    return doc.joined([line, *evidence(addresses, cite)], " ")


def short(update_id: str) -> str:
    """Returns an update's id as pages show it: its end, where ids of one moment differ."""
    return update_id if len(update_id) <= 12 else "…" + update_id[-8:]
