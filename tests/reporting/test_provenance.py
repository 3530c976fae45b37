"""A report's line of origin: it reads back, and its digest is of what counts and nothing else."""

from __future__ import annotations

from collections import namedtuple
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bptip.plan.journal import Returns, Round
from bptip.plan.model import Activity
from bptip.reporting.provenance import (
    Presentation,
    Provenance,
    by_name,
    parse_provenance,
    values_digest,
)
from plan_text import history, journal

PLAN = '[[objective]]\nid = "1"\nactivity = [{ id = "1.1" }]'
AS_OF = date(2026, 6, 30)
ORIGIN = Provenance(
    bptip="1.2.3",
    report_format=1,
    plan="2025@v2",
    files=("2025/v1.toml", "2025/v 2.toml", "2025/progress.toml"),
    as_of=AS_OF,
    known_at=date(2026, 7, 1),
    since=date(2025, 7, 1),
    updates=3,
    last_recorded=datetime(2026, 6, 1, 4, 5, 6, tzinfo=UTC),
    values="0123456789abcdef",
    words="",
)


@pytest.mark.parametrize(
    "origin",
    [
        ORIGIN,
        ORIGIN._replace(known_at=None, last_recorded=None, words="ff"),
        ORIGIN._replace(files=("a",)),
        ORIGIN._replace(shown=Presentation("The co-chairs, 3 · 5 %", True, True)),
        ORIGIN._replace(shown=Presentation("none")),
    ],
)
def test_it_reads_back(origin: Provenance) -> None:
    assert parse_provenance(origin.line) == origin


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Plans: plans",
        ORIGIN.line.replace("2026-06-30", "2026-06-31"),
        ORIGIN.line.replace("2026-06-30", "2025-06-30"),
        ORIGIN.line.replace("04:05:06Z", "04:05:06"),
        ORIGIN.line.replace("plan 2025", "plan ../2025"),
        ORIGIN.line + " · more x",
    ],
)
def test_other_lines_are_none(line: str) -> None:
    assert parse_provenance(line) is None


def digest(said: str, known_at: date | None = None, plan: str = PLAN) -> str:
    return values_digest(history(plan, updates=journal(said)), AS_OF, known_at, {})


def test_what_counts_changes_the_digest() -> None:
    once = digest("2026-01-01 1.1 in-progress")
    assert digest("2026-01-01 1.1 in-progress 10%") != once
    assert digest("2026-01-01 1.1 in-progress\n2026-02-01 1.1") != once
    assert digest("2026-01-01 1.1 in-progress", plan=PLAN.replace("1.1", "1.2")) != once


def test_a_round_and_its_receipts_count_from_the_day_they_were_recorded() -> None:
    asked = Round("r", "2026", AS_OF, AS_OF, 1, ("Fiji",), datetime(2026, 6, 1, tzinfo=UTC))
    plan = history(PLAN)
    with_round = plan._replace(returns=Returns((asked,)))
    once = values_digest(plan, AS_OF, None, {})
    assert values_digest(with_round, AS_OF, None, {}) != once
    assert values_digest(with_round, AS_OF, date(2026, 5, 31), {}) == once


def test_what_does_not_count_changes_nothing() -> None:
    """An update of a later day; one written down after the known-at date; the order; a version."""
    said = "a: 2026-01-01 1.1 in-progress\nb: 2026-02-01 1.1 completed"
    once = digest(said)
    assert digest(said + "\nc: 2026-07-01 1.1 delayed") == once
    assert digest("\n".join(reversed(said.splitlines()))) == once
    later = said + "\nc: 2026-03-01 1.1 delayed recorded=2026-08-01"
    assert digest(later) != once
    assert digest(later, AS_OF) == digest(said, AS_OF)
    amended = history(PLAN, f"plan.released = 2026-07-01\n{PLAN}", updates=journal(said))
    assert values_digest(amended, AS_OF, None, {}) == once


def test_a_key_that_the_model_gains_changes_no_digest() -> None:
    """Each value of an old file has the new key's default, so the digest is the old one."""
    keys, defaults = [*Activity._fields, "budget"], [*Activity._field_defaults.values(), None]
    copy_of_the_class: Any = namedtuple  # noqa: PYI024  # a class made from a list of keys
    grown = copy_of_the_class("Grown", keys, defaults=defaults)
    old = Activity("1.1", "Hold a workshop", lead=("Fiji",), due=date(2026, 6, 30))
    assert by_name(grown(*old)) == by_name(old)
    assert by_name(grown(*old, budget=12)) != by_name(old)


def test_what_no_report_shows_changes_no_digest() -> None:
    """An update that comes back under another id says the same."""
    assert digest("a: 2026-01-01 1.1 in-progress") == digest("b: 2026-01-01 1.1 in-progress")
