"""The words that pages use for a status, an outlook, a reason, a rule, a date or a count.

The words are in one place, so that a thing has the same name everywhere and a second language is
one more file. Data formats have the stored words instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bptip.plan.model import Number, Outlook, Reason, Segment, Status

STATUS: Final = {
    Status.NOT_REPORTED: "not reported",
    Status.NOT_STARTED: "not started",
    Status.IN_PROGRESS: "in progress",
    Status.CONTINUOUS: "standing commitment",
    Status.COMPLETED: "completed",
    Status.DELAYED: "delayed",
    Status.ON_HOLD: "on hold",
    Status.NOT_ACHIEVED: "not achieved",
    Status.DISCONTINUED: "discontinued",
    Status.NOT_APPLICABLE: "not applicable",
}

CONTINUOUS_WITH_DUE: Final = "in progress (continuous)"
"""The words for *continuous* where the plan states a due date."""

OUTLOOK: Final = {
    Outlook.OFF_TRACK: "off track",
    Outlook.UNFINISHED: "not completed",
    Outlook.AT_RISK: "at risk",
    Outlook.UNKNOWN: "no report",
    Outlook.ON_TRACK: "on track",
    Outlook.UPCOMING: "not yet due to begin",
    Outlook.CLOSED: "completed, not achieved or discontinued",
}

SEGMENT: Final[Mapping[Segment, str]] = STATUS | {Outlook.UPCOMING: OUTLOOK[Outlook.UPCOMING]}
"""The words for the segments of a bar in its legend."""

STATUS_MEANING: Final = {
    Status.NOT_REPORTED: "nobody has stated a status, which is not the same as not started",
    Status.NOT_STARTED: "reported as not begun",
    Status.IN_PROGRESS: "under way, and will be finished",
    Status.CONTINUOUS: "a commitment without an end of its own that is being met",
    Status.DELAYED: "reported as late",
    Status.ON_HOLD: "reported as waiting",
    Status.COMPLETED: "reported as finished",
    Status.NOT_ACHIEVED: "ended without being achieved, and nobody decided to drop it",
    Status.DISCONTINUED: "reported as dropped",
    Status.NOT_APPLICABLE: "a party's own part that does not concern it",
}
"""The meaning of each status, for readers of a report."""

OUTLOOK_MEANING: Final = {
    Outlook.CLOSED: (
        "completed, not achieved, discontinued or not applicable; or a standing commitment that is "
        "met when the plan has ended"
    ),
    Outlook.UNFINISHED: (
        "the plan has ended, and it was reported as open on the plan's last day or since"
    ),
    Outlook.OFF_TRACK: (
        "delayed; or expected after it is due; or past its due date, and reported as open on that "
        "day or since"
    ),
    Outlook.UPCOMING: "not begun, with a start in the future",
    Outlook.AT_RISK: (
        "on hold; or due within {soon} days while not started or not reported; or reported as not "
        "started after its start"
    ),
    Outlook.UNKNOWN: (
        "not reported; or no report for more than {stale} days, after its due date, after the "
        "plan's end, or in the last reporting round"
    ),
    Outlook.ON_TRACK: "none of the others",
}
"""The rule of each outlook; the first that fits decides."""

ENDING: Final = {
    "completed": "completed by the plan's end",
    "completed-later": "completed after the plan's end",
    "not-achieved": "not achieved",
    "discontinued": "discontinued",
    "not-applicable": "not applicable",
    "standing-met": "standing commitments met",
    "carried-on": "carried on by a later plan",
    "not-reported": "with no status reported",
    "not-known": "open when last reported, outcome not known",
    "standing-not-met": "standing commitments not met",
    "not-completed": "not completed",
    "not-begun": "not begun so far",
    "upcoming": "not yet due to begin",
    "running": "still running",
}
"""The endings of items by the plan's end, by the name of the rule."""

ENDING_OF_ONE: Final = {
    "standing-met": "standing commitment met",
    "standing-not-met": "standing commitment not met",
}
"""The endings that have other words for a single item."""

DECISIONS_SOUGHT: Final = "Decisions sought"
OWN_WORDS: Final = (
    "Summary", DECISIONS_SOUGHT, "Achievements", "Challenges", "Lessons learned", "Risks",
    "Resources", "Next steps", "Outlook",
)  # fmt: skip
"""The sections of the officials' own words."""

AT_A_GLANCE: Final = "At a glance"
"""The heading in a report under which bptip's own figures begin."""

CAUSE: Final = {
    "unanswered": "asked on {asked}, {came}",
    "due-not-reported": "due {due}, outcome not reported",
    "late-start": "should have begun {start}, {none}",
    "never-reported": "never reported",
    "no-status": "status not stated; figures of {last}",
    "stale": "no report since {last}",
}
"""The words for the cause of an unknown outlook, by its word in data; days are filled in."""

UNANSWERED: Final = {
    "nothing": "no answer{owing}",
    "draft": "draft received{owing}, not cleared yet",
    "return": "left open in the return{owing}",
}
"""The words for an unanswered question, by what the leads that are to answer have sent."""

EXCUSED: Final = "excused from the last round"
"""The words beside the cause if every lead is excused from the latest round."""

NO_REPORT_COUNTS: Final = "no report that counts"
"""The words for "no report" if reports were made that do not count in this version."""

ENDED_NOT_REPORTED: Final = "plan ended {end}, outcome not reported"
"""The words for the cause if no due date is stated, or if the due date is the plan's end."""

NOT_STATED: Final = "status not stated"
"""The words for *not reported* if there are reports, and no report states a status."""

NO_STATUS_NOR_FIGURES: Final = "status not stated; last report {last}"
"""The words for the cause if updates state neither a status nor figures."""

RECEIVED_BY: Final = "reports received by "
"""The words before the known-at date."""

REASON: Final = {
    Reason.FUNDING: "funding",
    Reason.STAFFING: "staffing",
    Reason.APPROVALS: "approvals",
    Reason.PRIORITIES: "priorities",
    Reason.DEPENDENCY: "depends on another activity",
    Reason.SECURITY: "security",
    Reason.OTHER: "other reasons",
}

RULE: Final = {
    "update": "stated by an update",
    "stated": "an update states it for the objective itself",
    "no-activities": "the objective has no activities: its own last update decides",
    "percentage": "no status is stated: it follows from the percentage",
    "all-not-applicable": "no part applies",
    "all-discontinued": "every part is discontinued",
    "all-completed": "every part is completed, leaving out the discontinued",
    "all-not-reported": "nobody has stated the status of any part",
    "all-ended": "every part has ended, and some were not achieved",
    "all-met": "every part is completed, or a standing commitment that is being met",
    "none-started": "every part that is reported is not started",
    "all-on-hold": "every open part that is reported is on hold",
    "all-delayed": "every open part that is reported is delayed or on hold",
    "mixed": "the parts have different statuses",
}
"""The explanation of a status, by the name of the rule that made it."""

MOVE: Final = {
    "completed": "completed",
    "delayed": "newly delayed",
    "on-hold": "put on hold",
    "discontinued": "discontinued",
    "not-achieved": "not achieved",
    "not-applicable": "not applicable",
    "continuous": "now met",
    "begun": "begun",
    "first-reported": "first reported, under way",
    "resumed": "under way again",
    "in-progress": "now in progress",
    "not-started": "reported as not started",
    "not-reported": "no longer reported",
}
"""The words for items whose status changed, by the kind of change."""

CHANGE: Final = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "unchanged": "unchanged",
}
"""The words for a change between two editions, by the word in data."""

MOVED: Final = "moved"
RENUMBERED: Final = "renumbered"

BY_NUMBER: Final = (
    "Reports belong to an item's number. An item with a new number shows only what was reported "
    "under that number."
)

ONLY_IN_OLD: Final = "Only in the first edition"
DROPPED: Final = "Promised, not completed, not carried forward"
ONLY_KNOWN: Final = (
    "Only some activities of {} are known to bptip. Any of these items may be carried on there by "
    "others."
)
"""The warning that the newer plan is partial."""

OMISSION: Final = {
    "no-evidence": "No evidence of completion given. Add it with --evidence.",
    "no-reason": "No reason given. Add it with --reason.",
    "past": "The expected date was already over on the day of this update.",
    "later": "The status is completed, and the expected date is later.",
    "percentage": "The status and the percentage contradict each other.",
}
"""The advice for an update that leaves something out, by the name of the omission."""

DRY_RUN: Final = "a dry run, nothing was written"

NOT_COUNTED: Final = "This does not count: each lead reports its own part. Give the lead with --by."
"""The warning about an update on the whole of an activity that each lead does for itself."""

TWINS: Final = (
    "Several items have the same text, and nothing else tells them apart; they are matched by "
    "their numbers: {}."
)

PERHAPS: Final = (
    "These pairs rest only on likeness (from 0 to 1). If a pair is the same item, paste its line "
    "below the id of the new item, in place of its continues line if it has one. Or add --review: "
    "bptip asks about each, and writes the lines."
)

LIKE: Final = (
    (0.6, "very like"),
    (0.3, "fairly like"),
    (0.1, "a little like"),
    (0.0, "hardly like"),
)
"""Minimum likeness (0 to 1) for each word. From 0.3 on, nearly all pairs of the bench are right."""

BESIDE: Final = "same objective"
"""The reason for suggesting an activity that has no word in common with the other."""

ACTIVITIES_ALIKE: Final = "the same in their activities"
"""The words of two objectives that are alike by the words of their activities alone."""

SHARED_ACTIVITIES: Final = "activities in common"
"""The reason for suggesting an objective that has no word in common with the other."""

ALIKE: Final = "Likeness from 0 to 1: this pair rests only on it."

MATCH: Final = {
    "declared": "declared in the plan",
    "exact": "same text",
    "id": "same id in the plan",
    "similar": "alike",
}
"""The reasons for pairing two items."""

FIELD: Final = {
    "title": "Title",
    "description": "Description",
    "number": "Number",
    "each": "Each lead for itself",
    "notice": "Notice",
    "group": "Group",
    "authority": "Authority",
    "lead": "Lead",
    "partners": "Partners",
    "start": "Start",
    "due": "Due",
    "end": "End",
    "themes": "Themes",
    "parties": "Parties",
    "indicators": "Indicators",
    "sources": "Sources",
    "extra": "Other columns",
    "parent": "Objective",
}
"""The names of the fields of plans and items on pages."""

ONGOING_READINGS: Final = (
    '"ongoing" has two readings: write "in-progress" (it will be finished) or "continuous" '
    "(a standing commitment that is being met)."
)

ONGOING_MEANS: Final = (
    "in-progress: the work will be finished.",
    "continuous: it goes on without an end, as a standing commitment.",
    "If the plan has a due date for it, that date counts, and it is shown as in progress.",
)
"""The two readings of "ongoing", and what each leads to."""

NO_ROOM: Final = "Hidden (window too narrow): {}."
"""The line under a table that is too wide for the screen; it lists the hidden columns."""

NO_LINES: Final = "Hidden (window too small): {}: "
"""The line at the foot of a page that is too long for the screen, before the command for all."""

MORE: Final = "More: "
"""The word before the command that shows all of a page."""

STRUCK: Final = "no longer counts"
"""The words beside a row that is struck through, for readers who do not see the line."""

NO_PLANS_HERE: Final = "No plans here: this is the public plan that came with bptip."
BUNDLED: Final = "Plans: the copy that came with bptip, read-only"
PLANS_IN: Final = "Plans: "

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The names of the months as pages write them; their first three letters are the short ones."""

COUNTED: Final = (
    "known", "activity", "activities", "objective", "objectives", "party", "parties", "report",
    "reports", "update", "updates", "day", "days", "standing", "late", "completed", "discontinued",
    "delayed", "no", "not", "off", "at risk", "more",
)  # fmt: skip
"""The first words after a number on pages: "8 known activities", "3 not reported"."""


def day(value: date) -> str:
    """Returns a date as pages write it: "2 Dec 2025"."""
    return f"{value.day} {month(value)}"


def month(value: date) -> str:
    """Returns the month of a date as pages write it: "Dec 2025"."""
    return f"{MONTHS[value.month - 1][:3]} {value.year}"


def day_in_full(value: date) -> str:
    """Returns a date as the sentences of a report write it: "2 December 2025"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day_by(value: date, party: str | None) -> str:
    """Returns a day and the party that reported, if one is named: "2 Dec 2025 by Malaysia"."""
    return f"{day(value)} by {party}" if party else day(value)


def period(start: date, end: date) -> str:
    """Returns a period as pages write it: "1 Jan 2024 – 31 Dec 2026"."""
    return f"{day(start)} – {day(end)}"


def stretch(
    start: date, end: date, status: str, due: date | None = None, *, overdue: bool = False
) -> str:
    """Returns a time span: "1 Jan 2025 – 30 Sep 2026, due 30 Jun 2026, delayed".

    If the activity is overdue, "overdue since 30 Jun 2026" replaces "due 30 Jun 2026".
    """
    promised = f", {'overdue since' if overdue else 'due'} {day(due)}" if due else ""
    return f"{period(start, end)}{promised}, {status}"


def timeline_key(today: date, *, marked: bool) -> str:
    """Returns the key to a timeline: "dotted line: 24 Nov 2026; lozenge: due"."""
    return f"dotted line: {day(today)}" + ("; lozenge: due" if marked else "")


def number(value: Number) -> str:
    """Returns a number with thousands separators: "1,250", "0.5"."""
    return f"{value:,}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Returns a number of things: "1 day", "3 days"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def through_another(parties: int) -> str:
    """Returns the clause on the number of parties for which another lead answered; "" for 0."""
    return f", {parties:,} through another lead" if parties else ""


def ending(name: str, number: int) -> str:
    """Returns an ending with its number of items: "2 standing commitments met"."""
    singular = ENDING_OF_ONE.get(name, ENDING[name])
    return count(number, singular, ENDING[name])


def ago(days: int) -> str:
    """Returns the age of a day on the as-of date: "the same day", "1 day ago", "22 days ago"."""
    return f"{count(days, 'day')} ago" if days else "the same day"


def since(value: date, as_of: date) -> str:
    """Returns a day and its age: "2 Nov 2026, 22 days ago"."""
    return f"{day(value)}, {ago((as_of - value).days)}"


def distance(value: date, as_of: date) -> str:
    """Returns a day and its distance: "30 Jun 2026, 147 days ago", "1 Feb 2027, in 69 days".

    The as-of date itself is "24 Nov 2026, today".
    """
    left = (value - as_of).days
    if left == 0:
        return f"{day(value)}, today"
    return f"{day(value)}, in {count(left, 'day')}" if left > 0 else since(value, as_of)


def remaining(start: date, end: date, as_of: date) -> str:
    """Returns the rest of a period: "ends in 37 days", "ended 31 Dec 2023", "starts in 3 days"."""
    if as_of < start:
        return f"starts in {count((start - as_of).days, 'day')}"
    left = (end - as_of).days
    if left < 0:
        return f"ended {day(end)}"
    return "ends today" if left == 0 else f"ends in {count(left, 'day')}"


def listing(words: Sequence[str], joined_by: str = "and") -> str:
    """Returns words as a list: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def first_three(texts: Sequence[str], separator: str = ", ") -> str:
    """Returns the first three texts, and the number of the others: "a, b, c and 4 more"."""
    more = f" and {len(texts) - 3:,} more" if len(texts) > 3 else ""
    return separator.join(texts[:3]) + more
