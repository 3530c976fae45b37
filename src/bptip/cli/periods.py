"""The check of periods that users give by their first and last day."""

from __future__ import annotations

from datetime import date

from bptip.plan.errors import BptipError


def refuse_backwards(first: date, last: date, end: str = "--until") -> None:
    """Raises BptipError where a period ends before it begins.

    `end` is the option that names the last day.
    """
    if first > last:
        raise BptipError(
            f"The period ends before it begins: {end} {last.isoformat()} is before "
            f"--since {first.isoformat()}.",
            f"Give an earlier --since, or a later {end}.",
        )
