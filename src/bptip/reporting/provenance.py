"""A report's provenance: the line that says what it was made from, so that it can be made again.

The line has neither a folder nor the day on which the report was made: the same plans give the same
line. `values` is the digest of the plan's values that count, `words` the digest of the officials'
own words. Equal digests mean equal contents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote, unquote

from bptip import __version__
from bptip.plan.dates import moment
from bptip.plan.journal import PlanHistory, Receipt, Returns, Round, Update, day_in_utc
from bptip.plan.model import Status, Version
from bptip.progress.fold import counting

if TYPE_CHECKING:
    from bptip.progress.continuation import Continuations
    from bptip.progress.item_progress import ItemProgress
    from bptip.reporting.report import ReportDates

REPORT_FORMAT: Final = 3
"""Number of the report's layout. It changes when the same values would give another text."""

NOT_IN_A_REPORT: Final = frozenset({"schema", "id"})
"""Keys of a version, and of an update, that no report shows: they are left out of the digest."""

DIGITS: Final = 16
"""Length of a digest (hexadecimal digits of a SHA-256)."""

NONE: Final = "none"
_SEPARATOR: Final = " · "


class Presentation(NamedTuple):
    """The choices that change the text of a report and not its figures.

    `issued` is the issuer in words. Leads are named on the first page if `has_leads_in_front`; the
    parties that answered a round are named in the annex unless `has_no_names`.
    """

    issued: str = ""
    has_leads_in_front: bool = False
    has_no_names: bool = False


class Provenance(NamedTuple):
    """The inputs of a report, as its last line names them.

    `plan` is the plan as it was typed, with the version if one was typed; `files` are relative to
    the folder of plans. `updates` is the number of updates that count, `last_recorded` the moment
    at which the latest of them was recorded. `words` is empty if there are no own words. `bptip` is
    the version that made the report, as the line says; nothing in the report depends on it.
    """

    bptip: str
    report_format: int
    plan: str
    files: tuple[str, ...]
    as_of: date
    known_at: date | None
    since: date
    updates: int
    last_recorded: datetime | None
    values: str
    words: str
    shown: Presentation = Presentation()

    @property
    def is_of_another_bptip(self) -> bool:
        """True if the line names another version of bptip than the one that runs."""
        return self.bptip != __version__

    @property
    def line(self) -> str:
        """The last line of a report."""
        parts = {
            "report format": str(self.report_format),
            "plan": self.plan,
            "files": ", ".join(map(_quoted_name, self.files)),
            "as of": self.as_of.isoformat(),
            "known at": self.known_at.isoformat() if self.known_at else NONE,
            "since": self.since.isoformat(),
            "updates": str(self.updates),
            "last recorded": moment(self.last_recorded) if self.last_recorded else NONE,
            "values": self.values,
            "words": self.words or NONE,
            "issued": _quoted_issuer(self.shown.issued),
            "leads": _LEADS[self.shown.has_leads_in_front],
            "names": _NAMES[self.shown.has_no_names],
        }
        named = (f"{name} {value}" for name, value in parts.items())
        return _SEPARATOR.join([f"bptip {self.bptip}", *named])


_LEADS: Final = ("annex", "front")
_NAMES: Final = ("yes", "no")
_VERSION: Final = r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}((a|b|rc)[0-9]{1,4})?(\.(post|dev)[0-9]{1,4})*"
"""The form of a version of bptip, as Python writes versions."""

_LINE: Final = re.compile(
    rf"bptip (?P<bptip>{_VERSION}) · report format (?P<report_format>[0-9]{{1,6}})"
    r" · plan (?P<plan>[^\s/\\]+)"
    r" · files (?P<files>.+) · as of (?P<as_of>\S+) · known at (?P<known_at>\S+)"
    r" · since (?P<since>\S+) · updates (?P<updates>[0-9]{1,12})"
    r" · last recorded (?P<last_recorded>\S+) · values (?P<values>\S+) · words (?P<words>\S+)"
    r" · issued (?P<issued>\S+) · leads (?P<leads>annex|front) · names (?P<names>yes|no)"
)

_ENDS_A_NAME: Final = re.compile(r"[%,\s·]")


def parse_provenance(line: str) -> Provenance | None:
    """Parses a report's last line; returns None for a line of another kind or a malformed line."""
    match = _LINE.fullmatch(" ".join(line.split()))
    if match is None:
        return None
    parts: dict[str, Any] = match.groupdict()
    try:
        recorded = parts["last_recorded"]
        provenance = Provenance(
            bptip=parts["bptip"],
            report_format=int(parts["report_format"]),
            plan=parts["plan"],
            files=tuple(map(unquote, parts["files"].split(", "))),
            as_of=date.fromisoformat(parts["as_of"]),
            known_at=None if parts["known_at"] == NONE else date.fromisoformat(parts["known_at"]),
            since=date.fromisoformat(parts["since"]),
            updates=int(parts["updates"]),
            last_recorded=None if recorded == NONE else datetime.fromisoformat(recorded),
            values=parts["values"],
            words="" if parts["words"] == NONE else parts["words"],
            shown=Presentation(
                "" if parts["issued"] == NONE else unquote(parts["issued"]),
                has_leads_in_front=parts["leads"] == _LEADS[True],
                has_no_names=parts["names"] == _NAMES[True],
            ),
        )
    except ValueError:
        return None
    last = provenance.last_recorded
    has_offset = last is None or last.tzinfo is not None
    return provenance if has_offset and provenance.since <= provenance.as_of else None


def _quoted_issuer(text: str) -> str:
    """Returns an issuer as one word: "none" if it is empty, escaped if it is called "none"."""
    return text.replace("n", "%6E", 1) if text == NONE else _quoted_name(text) or NONE


def _quoted_name(file: str) -> str:
    """Returns a file's name with a code for each character that would end it: comma, blank, %."""
    return _ENDS_A_NAME.sub(lambda match: quote(match[0], safe=""), file)


def provenance_of(
    history: PlanHistory,
    dates: ReportDates,
    continued: Continuations,
    *,
    plan: str,
    files: tuple[str, ...],
    last_recorded: datetime | None,
    words: str,
    shown: Presentation,
) -> Provenance:
    """Returns the provenance of a report made now, by this version of bptip."""
    as_of, known_at, since = dates
    return Provenance(
        bptip=__version__,
        report_format=REPORT_FORMAT,
        plan=plan,
        files=files,
        as_of=as_of,
        known_at=known_at,
        since=since,
        updates=len(counting(history.updates, as_of, known_at)),
        last_recorded=last_recorded,
        values=values_digest(history, as_of, known_at, continued),
        words=words,
        shown=shown,
    )


def last_recorded(updates: Iterable[Update]) -> datetime | None:
    """Returns the moment at which the latest of the updates was recorded."""
    return max((update.recorded for update in updates), default=None)


def versions_by(history: PlanHistory, as_of: date) -> tuple[Version, ...]:
    """Returns the versions that were in force on a day or before it."""
    in_force = history.version_on(as_of)
    return tuple(
        version for version in history.versions if version is in_force or version.effective <= as_of
    )


def values_digest(
    history: PlanHistory, as_of: date, known_at: date | None, continued: Continuations
) -> str:
    """Returns the digest of a report's inputs: versions, updates that count, items that carry on.

    Updates that are dated or recorded after the two dates do not change the digest. Nor do
    comments, the order of the updates, or anything else that is not a value.
    """
    carried = {
        item: [(each.plan, each.item.id, *_statuses(each.progress)) for each in by]
        for item, by in continued.items()
    }
    versions = [by_name(version, NOT_IN_A_REPORT) for version in versions_by(history, as_of)]
    updates = [
        by_name(update, NOT_IN_A_REPORT) for update in counting(history.updates, as_of, known_at)
    ]
    values: dict[str, object] = {"versions": versions, "updates": updates, "carried": carried}
    if returns := returns_by(history.returns, known_at):
        values["returns"] = returns
    return digest(values)


def _statuses(progress: ItemProgress | None) -> list[Status | None]:
    """Returns the status of an item that carries on another, then the statuses of its parties."""
    if progress is None:
        return [None]
    return [progress.status, *(party.status for party in progress.parties)]


def returns_by(returns: Returns, known_at: date | None) -> list[object]:
    """Returns the rounds and receipts known on a day (None: today) as plain data, by id."""
    blocks: tuple[Round | Receipt, ...] = (*returns.rounds, *returns.receipts)
    known = (each for each in blocks if known_at is None or day_in_utc(each.recorded) <= known_at)
    return [by_name(each, NOT_IN_A_REPORT) for each in sorted(known, key=lambda each: each.id)]


def version_digest(version: Version) -> str:
    """Returns the digest of a version's values, without `continues`, which may be added later."""
    objectives = tuple(
        objective._replace(
            continues=None,
            activities=tuple(each._replace(continues=None) for each in objective.activities),
        )
        for objective in version.objectives
    )
    return digest(by_name(version._replace(objectives=objectives)))


def following(version: Version) -> str:
    """Returns the `follows` of the next version: the number and digest of this version."""
    return f"v{version.plan.version} {version_digest(version)}"


def digest(value: object) -> str:
    """Returns the digest of plain values: equal digests mean equal values."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, default=str)
    return sha256(text.encode()).hexdigest()[:DIGITS]


def by_name(value: Any, leave_out: Collection[str] = ()) -> object:  # noqa: ANN401  # any plain value
    """Returns a value of the model as plain data: keys by name, defaults left out.

    A key that the model gains later has its default in every older file, so it changes no digest.
    `leave_out` names keys of the outermost value.
    """
    if isinstance(value, Mapping):
        return {str(key): by_name(each) for key, each in value.items()}
    if hasattr(value, "_field_defaults"):
        defaults = value._field_defaults
        return {
            key: by_name(each)
            for key, each in value._asdict().items()
            if key not in leave_out and (key not in defaults or each != defaults[key])
        }
    if isinstance(value, tuple | list):
        return [by_name(each) for each in value]
    return moment(value) if isinstance(value, datetime) else value
