"""`bptip trend`: how a plan has developed, date by date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import KnownAtOption, PlanArgument, option
from bptip.cli.running import reading_by_screen
from bptip.plan.errors import BptipError
from bptip.plan.names import known_name
from bptip.plan.vocabulary import count, day

EXAMPLES: Final = (
    ("bptip trend", "at the end of each quarter"),
    ('bptip trend --at "2024,2025-06,today"', "on days of your own"),
)

DEFAULT_INTERVAL: Final = "quarter"


@reading_by_screen
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    every: Annotated[
        str | None,
        option(
            "month|quarter|year",
            "Show a date at the end of each (default: quarter).",
            offers=completion.intervals,
        ),
    ] = None,
    at: Annotated[
        list[str] | None,
        option("DATE", "Show these dates instead (repeat, or use commas): 2025-06-30, 2025-Q4."),
    ] = None,
    known_at: KnownAtOption = None,
) -> Answer:
    """Show how a plan has developed, date by date.

    Shows the counts by status on each date, in the version in force then, and the statuses of
    each objective. Items that joined or left the plan are counted separately.
    """
    from bptip.pages.trend import VIEW, TrendSheet
    from bptip.progress.trend import MONTHS, interval_ends, trend_on

    if every is not None and at:
        raise BptipError(
            "--every and --at cannot be used together.", "Leave out --every to name your own dates."
        )
    own = _dates(context, at) if at else ()
    interval = known_name("interval", every or DEFAULT_INTERVAL, MONTHS)
    opened = context.open(plan, own[-1] if own else context.today)
    days = own or _few(interval_ends(interval, opened.version.plan, context.today), interval)
    trend = trend_on(opened.history, days, context.day(known_at))
    sheet = TrendSheet(trend, opened.source, None if own else interval)
    return Answer(VIEW, sheet, opened.notices)


_BETWEEN_DATES: Final = re.compile(r"(?<![a-z] \d)(?<![a-z] \d\d),", re.IGNORECASE)
"""A comma, except after the name of a month and its day."""


def _dates(context: CommandContext, texts: Sequence[str]) -> tuple[date, ...]:
    """Parses dates, in order and each once; raises BptipError for what is not a date.

    A comma separates dates, except within one: "December 2, 2025".
    """
    pieces = [piece.strip() for text in texts for piece in _BETWEEN_DATES.split(text)]
    named = {context.day(piece) for piece in pieces if piece}
    if not named:
        raise BptipError("--at needs a date.", "Separate several with commas: --at 2025,2026")
    return tuple(sorted(day for day in named if day))


def _few(days: tuple[date, ...], interval: str) -> tuple[date, ...]:
    """Returns the dates; raises BptipError where there are too many to be read."""
    from bptip.progress.trend import MAX_DATES

    if len(days) > MAX_DATES:
        raise BptipError(
            f"{day(days[0])} – {day(days[-1])} is {count(len(days), interval)}. "
            f"A trend shows {MAX_DATES} dates at most.",
            "Use a longer interval: --every year" if interval != "year" else "",
            "Or name your own dates: --at 2025,2026",
        )
    return days
