"""`bptip trend`: how a plan went, date by date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import KnownAtOption, PlanArgument
from bptip.cli.running import reading
from bptip.plan.errors import BptipError
from bptip.plan.names import unknown_name

if TYPE_CHECKING:
    from datetime import date

EXAMPLES: Final = (
    ("bptip trend", "at the end of each quarter"),
    ('bptip trend --at "2024,2025-06,today"', "on days of your own"),
)
"""What one types, and what one gets."""

USUAL: Final = "quarter"


@reading
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    every: Annotated[
        str | None,
        typer.Option(
            "--every",
            metavar="month|quarter|year",
            help="A date at the end of each, from the plan's start to today; else quarter.",
            autocompletion=completion.intervals,
        ),
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            "--at",
            metavar="DATE",
            help="Dates of your own instead (repeatable, or with commas): 2025-06-30, 2025-Q4.",
        ),
    ] = None,
    known_at: KnownAtOption = None,
) -> Answer:
    """Show how a plan went, date by date.

    Counts by status on each date, with the plan's version in force then, and each objective's
    status as a strip. What joined and left the plan is counted apart.
    """
    from bptip.pages.trend import VIEW, TrendSheet
    from bptip.progress.trend import interval_ends, trend_on

    if every is not None and at:
        raise BptipError("--every and --at can't both be.", "Dates of your own have no interval.")
    own = _dates(context, at) if at else ()
    interval = _interval(every or USUAL)
    opened = context.open(plan, own[-1] if own else context.today)
    days = own or _few(interval_ends(interval, opened.version.plan, context.today), interval)
    trend = trend_on(opened.history, days, context.day(known_at))
    sheet = TrendSheet(trend, opened.source, None if own else interval)
    return Answer(VIEW, sheet, opened.notices)


def _dates(context: CommandContext, texts: Sequence[str]) -> tuple[date, ...]:
    """The dates that were named, in order, each once; raises BptipError for what is none."""
    pieces = [piece.strip() for text in texts for piece in text.split(",")]
    named = {context.day(piece) for piece in pieces if piece}
    if not named:
        raise BptipError("--at needs a date.", "Several are parted by commas.")
    return tuple(sorted(day for day in named if day))


def _few(days: tuple[date, ...], interval: str) -> tuple[date, ...]:
    """The dates; raises BptipError where they are so many that nobody could wait or look."""
    from bptip.plan.vocabulary import count, day
    from bptip.progress.trend import MAX_DATES

    if len(days) > MAX_DATES:
        raise BptipError(
            f"From {day(days[0])} to {day(days[-1])} it is {count(len(days), interval)}; "
            f"a trend shows {MAX_DATES} dates at most.",
            "Take longer steps: --every year" if interval != "year" else "",
            "Name dates of your own: --at 2025,2026",
        )
    return days


def _interval(asked: str) -> str:
    """The interval that is meant; raises BptipError for what is none."""
    from bptip.plan.names import find_name
    from bptip.progress.trend import MONTHS

    found = find_name(asked, MONTHS)
    if found is None:
        raise unknown_name("interval", asked, list(MONTHS))
    return found
