"""A report's line of origin: what is needed to make it again, and to see whether it is the same.

There is no folder in it, and nothing of the day on which it was made: the same plans give the same
line. `values` and `words` are digests, of the plan's values that count and of the officials' own
words; equal digests mean equal contents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote, unquote

from bptip.progress.fold import counting

if TYPE_CHECKING:
    from bptip.plan.model import PlanHistory, Update, Version
    from bptip.plan.references import Continuations

REPORT_FORMAT: Final = 3
"""Number of the report's layout. It changes when the same values would give another text."""

NOT_IN_A_REPORT: Final = frozenset({"schema", "id"})
"""Keys of a version, and of an update, that no report shows: they are left out of the digest."""

DIGITS: Final = 16
"""How many hexadecimal digits of a SHA-256 a digest has."""

NONE: Final = "none"
_BETWEEN: Final = " · "


class Provenance(NamedTuple):
    """What a report was made from.

    `plan` is as it was named (with its version, if that was named too), `files` are relative to
    the folder of plans. `updates` is how many updates count, `last_recorded` the moment at which
    the latest of them was written down. `words` is empty where there are no own words.
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

    @property
    def told(self) -> str:
        """The line, as a report has it."""
        parts = {
            "report format": str(self.report_format),
            "plan": self.plan,
            "files": ", ".join(map(_plain_name, self.files)),
            "as of": self.as_of.isoformat(),
            "known at": self.known_at.isoformat() if self.known_at else NONE,
            "since": self.since.isoformat(),
            "updates": str(self.updates),
            "last recorded": moment(self.last_recorded) if self.last_recorded else NONE,
            "values": self.values,
            "words": self.words or NONE,
        }
        told = (f"{name} {value}" for name, value in parts.items())
        return _BETWEEN.join([f"bptip {self.bptip}", *told])


LINE: Final = re.compile(
    r"bptip (?P<bptip>\S+) · report format (?P<report_format>[0-9]{1,6}) · plan (?P<plan>[^\s/\\]+)"
    r" · files (?P<files>.+) · as of (?P<as_of>\S+) · known at (?P<known_at>\S+)"
    r" · since (?P<since>\S+) · updates (?P<updates>[0-9]{1,12})"
    r" · last recorded (?P<last_recorded>\S+) · values (?P<values>\S+) · words (?P<words>\S+)"
)


_ENDING_A_NAME: Final = re.compile(r"[%,\s·]")


def parse_provenance(line: str) -> Provenance | None:
    """The origin that a line tells; None where it is none, or makes no sense."""
    match = LINE.fullmatch(" ".join(line.split()))
    if match is None:
        return None
    found: dict[str, Any] = match.groupdict()
    try:
        recorded = found["last_recorded"]
        origin = Provenance(
            bptip=found["bptip"],
            report_format=int(found["report_format"]),
            plan=found["plan"],
            files=tuple(map(unquote, found["files"].split(", "))),
            as_of=date.fromisoformat(found["as_of"]),
            known_at=None if found["known_at"] == NONE else date.fromisoformat(found["known_at"]),
            since=date.fromisoformat(found["since"]),
            updates=int(found["updates"]),
            last_recorded=None if recorded == NONE else datetime.fromisoformat(recorded),
            values=found["values"],
            words="" if found["words"] == NONE else found["words"],
        )
    except ValueError:
        return None
    has_offset = origin.last_recorded is None or origin.last_recorded.tzinfo is not None
    return origin if has_offset and origin.since <= origin.as_of else None


def _plain_name(file: str) -> str:
    """A file's name without what would end it in a line: commas, blanks, a per cent sign."""
    return _ENDING_A_NAME.sub(lambda match: quote(match[0], safe=""), file)


def moment(value: datetime) -> str:
    """A moment in UTC; as written, where UTC has no such day."""
    try:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return value.isoformat()


def last_recorded(updates: Iterable[Update]) -> datetime | None:
    """The moment at which the latest of some updates was written down."""
    return max((update.recorded for update in updates), default=None)


def versions_by(history: PlanHistory, as_of: date) -> tuple[Version, ...]:
    """The versions that were in force on a day or before: later ones say nothing about it."""
    in_force = history.version_on(as_of)
    return tuple(
        version for version in history.versions if version is in_force or version.effective <= as_of
    )


def values_digest(
    history: PlanHistory, as_of: date, known_at: date | None, continued: Continuations
) -> str:
    """The digest of all that a report is made from: versions, updates that count, what carries on.

    What is dated or written down after the two dates changes nothing; nor do comments, the order
    of the updates, or anything else that isn't a value.
    """
    carried = {
        item: [(each.plan, each.item.id, each.status) for each in by]
        for item, by in continued.items()
    }
    versions = [by_name(version, NOT_IN_A_REPORT) for version in versions_by(history, as_of)]
    counted = [
        by_name(each, NOT_IN_A_REPORT) for each in counting(history.updates, as_of, known_at)
    ]
    updates = [by_name(update, NOT_IN_A_REPORT) for update in counted]
    return digest({"versions": versions, "updates": updates, "carried": carried})


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
