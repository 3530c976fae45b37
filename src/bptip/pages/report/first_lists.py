"""The lists of a report's first page: what was completed, what is late and what is in the way.

Each list is cut to the room that the page has, and its heading says how many it has in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, statuses
from bptip.pages.parts.attention import LATE, late_parties
from bptip.pages.parts.lines import Cite
from bptip.pages.report import paper_room
from bptip.pages.report.sheet import ReportSheet
from bptip.plan import vocabulary
from bptip.plan.model import Item, Outlook, Status
from bptip.progress.attention import attention
from bptip.progress.item_progress import ItemProgress, Part
from bptip.progress.period import ItemInPeriod, moves
from bptip.reporting.report import Report
from bptip.reporting.sentences import OUTCOMES, is_not_reported, is_outcome_in_part

LISTED: Final = 5
"""Maximum number of items in a list of the first page."""

QUOTED: Final = 100
"""Maximum length of what a reporter says is in the way (characters); set by hand."""

NAMED_PARTS: Final = 2
"""Maximum number of parties of an item with what is in the way of each."""

COMPLETED_HEADING: Final = "Completed in the period"
PAST_DUE_HEADING: Final = "Past their due date"
OTHERS_HEADING: Final = "Also late or at risk"
BELOW: Final = "under Needs attention"
NO_REASON: Final = "no reason given"
REDACTED: Final = "words redacted"


class _FirstList(NamedTuple):
    """A list of the first page: its heading, its items, the line of each, a paragraph below.

    `whole` names the part of the report that has the complete list.
    """

    title: str
    whole: str
    lines: Sequence[doc.Line]
    total: int
    below: str = ""


def blocks(sheet: ReportSheet, cite: Cite, room: float) -> Iterator[doc.Block]:
    """Yields the lists, cut to the room on the page (lines)."""
    made = (completed(sheet.report, cite), *late(sheet))
    lists = [listing for listing in made if listing.lines or listing.below]
    for listing, number in zip(lists, _numbers(lists, room), strict=True):
        if not number and not listing.below:
            continue
        yield doc.heading(_title(listing, number))
        if number:
            yield doc.Bullets(tuple(listing.lines[:number]))
        if listing.below:
            yield doc.muted_paragraph(listing.below)


def _numbers(lists: Sequence[_FirstList], room: float) -> list[int]:
    """Returns how many items of each list the page has room for.

    The lists grow in turn, so that none takes the room of the others; what is past its due date
    is first in each turn.
    """
    numbers = [0 for _ in lists]
    in_turn = sorted(range(len(lists)), key=lambda place: lists[place].title != PAST_DUE_HEADING)
    for listing in lists:
        if listing.below:
            room -= paper_room.HEADING_LINES
            room -= paper_room.height(doc.text_paragraph(listing.below))
    for _ in range(LISTED):
        for place in in_turn:
            listing, number = lists[place], numbers[place]
            if number < len(listing.lines):
                needed = float(paper_room.text_lines(listing.lines[number]))
                if not number:
                    needed += paper_room.SPACE
                    needed += 0 if listing.below else paper_room.HEADING_LINES
                if needed <= room:
                    numbers[place] += 1
                    room -= needed
    return numbers


# --- Completed.


def completed(report: Report, cite: Cite) -> _FirstList:
    """Returns what was completed in the period, the latest first, each with its evidence.

    Activities that were added to the plan in the period are last, and said to be new.
    """
    items = moves(report.changes.only_stayed).get("completed", [])
    stayed = [each for each in items if each.item.kind == "activity"]
    added = [each for each in report.changes.joined if each.after is Status.COMPLETED]
    listed = [
        *sorted(stayed, key=_last, reverse=True),
        *sorted(added, key=_last, reverse=True),
    ]
    return _FirstList(
        COMPLETED_HEADING,
        "in the annex",
        [_completed_line(each, cite) for each in listed[:LISTED]],
        len(listed),
    )


def _last(item: ItemInPeriod) -> str:
    """Returns the sort key: the day of the latest update; items of one day stay in plan order."""
    return str(item.updates[-1].on) if item.updates else ""


def _completed_line(item: ItemInPeriod, cite: Cite) -> doc.Line:
    """Returns an activity with its evidence, and other parties that stated or contradict it."""
    line = _named(item.item)
    if item.is_now is None:
        return line
    if item.was is None:
        line = (*line, doc.Text(" (added to the plan)", doc.Role.MUTED))
    line = (*line, *statuses.said_by_another(item.is_now))
    line = doc.joined([line, statuses.contradiction(item.is_now)], "; ")
    return lines.cited(line, lines.status_evidence(item.is_now), cite)


# --- Late or at risk.


def late(sheet: ReportSheet) -> Iterator[_FirstList]:
    """Yields the activities past their due date, the earliest due first, then other late items.

    Overdue activities without a report since their due date are counted, and not listed: they may
    be completed.
    """
    progress = sheet.report.progress
    overdue = [each for each in progress.activities if each.overdue]
    known = [each for each in overdue if each.outlook is not Outlook.UNKNOWN]
    known.sort(key=_due_first)
    others = [each for each in attention(progress).late_or_at_risk if each not in known]
    yield _FirstList(
        PAST_DUE_HEADING,
        BELOW,
        [_late_line(each, sheet) for each in known[:LISTED]],
        len(known),
        " ".join(_silent_after_due(overdue, more="more " if known else "")),
    )
    title = OTHERS_HEADING if known else LATE
    rows = [_late_line(each, sheet) for each in others[:LISTED]]
    yield _FirstList(title, BELOW, rows, len(others))


def _silent_after_due(overdue: Sequence[ItemProgress], more: str) -> Iterator[str]:
    """Yields the number of overdue activities without a report since, from all or some parties."""
    for fits, words in zip((is_not_reported, is_outcome_in_part), OUTCOMES.values(), strict=True):
        if number := sum(map(fits, overdue)):
            count = vocabulary.count(number, f"{more}activity", f"{more}activities")
            has = "has" if number == 1 else "have"
            yield f"{count} {has} passed the due date, and the outcome {words}."


def _due_first(item: ItemProgress) -> tuple[bool, str]:
    """Returns the sort key: by due date, the earliest first."""
    return item.basis.due is None, str(item.basis.due)


def _late_line(item: ItemProgress, sheet: ReportSheet) -> doc.Line:
    """Returns an item with its due date, its leads if asked for, and what is in the way.

    If another party states otherwise, its statement follows the status.
    """
    shown = sheet.provenance.shown
    line = _named(item.item)
    due = item.basis.due if item.kind == "activity" else None
    when = doc.plain(f"due {vocabulary.day(due)}" if due else vocabulary.OUTLOOK[item.outlook])
    is_led = shown.has_leads_in_front and item.kind == "activity" and item.leads
    leads = lines.lead_names(item) if is_led and item.kind == "activity" else ()
    why = in_the_way(item, has_names=not shown.has_no_names)
    facts = [when, leads, doc.plain(why)]
    if rival := statuses.contradiction(item):
        status = statuses.status_words(item)
        rest = why.removeprefix(status).removeprefix("; ")
        facts[1:] = [doc.plain(status), rival, leads, doc.plain(rest) if rest else ()]
    return (*line, doc.Text(" – "), *doc.joined(facts, "; "))


def in_the_way(item: ItemProgress, *, has_names: bool) -> str:
    """Returns what is in the way of an item, as reported.

    For an item with several parties, it is what the first late parties reported; with `has_names`,
    they are named.
    """
    late = late_parties(item)
    if not late:
        return obstacle(item, has_names=has_names)
    first = late[:NAMED_PARTS]
    texts = [
        f"{part.party if has_names else 'a party'}: {obstacle(part, has_names=False)}"
        for part in first
    ]
    if more := len(late) - len(first):
        texts.append(vocabulary.count(more, "more party", "more parties"))
    return "; ".join(texts)


def obstacle(part: Part, *, has_names: bool) -> str:
    """Returns the reason, then the reporter's own words with the party.

    Without a reason or words, it is the status, with the day on which completion is now expected.

    The own words are the difficulties, else the note of the report that states the reason. If the
    status needs a reason, the latest note serves; without a note, the answer is "no reason given",
    or "words redacted". It ends with the last report if that is older than the due date.
    """
    reported, before = part.reported, statuses.reported_before_due(part)
    reason = vocabulary.REASON[reported.reason] if reported.reason else ""
    if reported.challenges:
        text, by = reported.challenges, reported.amended_by("challenges") or reported.said_by
    elif reason:
        stated = next(each for each in reversed(reported.updates) if each.reason)
        text, by = stated.note or "", stated.by
    elif part.status.needs_reason and reported.noted:
        text, by = reported.noted.note or "", reported.noted.by
    elif part.status.needs_reason:
        is_redacted = reported.status_from and reported.status_from.redacted
        return "; ".join(filter(None, (REDACTED if is_redacted else NO_REASON, before)))
    else:
        status = statuses.status_in_context(part, has_party=has_names)
        return "; ".join(filter(None, (status, lines.expected(part, has_party=has_names))))
    quoted = f"“{_short(text)}”" if text else ""
    words = ": ".join(filter(None, (reason, quoted)))
    words = f"{words} ({by})" if by and has_names else words
    return "; ".join(filter(None, (words, before)))


def _short(text: str) -> str:
    """Returns a text on one line, cut between words where it is longer than `QUOTED`."""
    line = " ".join(text.split())
    if len(line) <= QUOTED:
        return line
    whole = line[:QUOTED]
    return f"{whole.rpartition(' ')[0] or whole} …"


def _named(item: Item) -> doc.Line:
    return (doc.Text(item.shown_number, doc.Role.STRONG), doc.Text(f" {item.title}"))


def _title(listing: _FirstList, shown: int) -> str:
    """Returns a heading; for a cut list, with the number shown and the place of the whole list."""
    if listing.total <= shown:
        return listing.title
    number = f"{shown} of {listing.total}" if shown else f"{listing.total}"
    return f"{listing.title} ({number}; all {listing.whole})"
