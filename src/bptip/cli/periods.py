"""Periods as people name them: by their first and their last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from datetime import date


def refuse_backwards(first: date, last: date, end: str = "--until") -> None:
    """Raises BptipError where a period ends before it begins, since nobody means that.

    `end` is the option that names the last day.
    """
    if first > last:
        raise BptipError(
            "The period ends before it begins.",
            f"--since is {first.isoformat()}, {end} is {last.isoformat()}.",
        )
