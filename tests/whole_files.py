"""A plan and a journal with a value for every key, as a TOML parser returns them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

EARLIER: Final[Mapping[str, Any]] = {
    "schema": 1,
    "plan": {
        "id": "2022", "version": 1, "title": "The plan before",
        "start": date(2022, 1, 1), "end": date(2024, 12, 31),
    },
    "objective": [
        {"id": "1", "title": "Share", "activity": [{"id": "1.1", "title": "Meet"}]},
    ],
}  # fmt: skip
"""The plan that the plan carries on."""

VERSION: Final[Mapping[str, Any]] = {
    "schema": 1,
    "plan": {
        "id": "2025", "version": 1, "title": "Work plan", "description": "All of it.",
        "notice": "Made up.", "partial": True, "group": "A group", "start": date(2025, 1, 1),
        "end": date(2025, 12, 31), "released": date(2024, 11, 21), "authority": "A meeting",
        "aligned_with": ["A strategy"], "themes": ["prevention"], "parties": ["Việt Nam"],
        "stale_after": 90, "sources": ["https://example.org/"],
    },
    "objective": [
        {
            "id": "1", "title": "Share", "description": "With all.", "continues": ["2022/1"],
            "sources": ["https://example.org/"],
            "activity": [
                {
                    "id": "1.1", "title": "Meet", "description": "Once a year.",
                    "lead": ["Việt Nam"], "partners": ["UNODC"], "start": date(2025, 1, 1),
                    "due": date(2025, 11, 30), "themes": ["prevention"], "continues": ["2022/1.1"],
                    "sources": ["https://example.org/"], "extra": {"Output": "Minutes"},
                    "indicator": [
                        {"id": "people", "title": "People", "unit": "people", "baseline": 0,
                         "target": 60},
                    ],
                },
            ],
        },
    ],
}  # fmt: skip

JOURNAL: Final[Mapping[str, Any]] = {
    "schema": 1,
    "plan": "2025",
    "update": [
        {
            "id": "u1", "item": "1.1", "on": date(2025, 3, 31),
            "recorded": datetime(2025, 4, 1, 9, tzinfo=UTC), "by": "Việt Nam", "status": "delayed",
            "progress": 80, "reason": "funding", "expected": date(2025, 12, 1), "next": "Ask",
            "note": "Waits.", "evidence": ["https://example.org/"], "values": {"people": 74},
        },
        {
            "id": "u2", "item": "1.1", "on": date(2025, 3, 31),
            "recorded": datetime(2025, 4, 2, 9, tzinfo=UTC), "retracts": "u1",
        },
    ],
}  # fmt: skip


def places(value: object) -> Iterator[tuple[str | int, ...]]:
    """Yields every path in a value, except its own."""
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, Mapping):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, inner in steps:
        yield (step,)
        yield from ((step, *rest) for rest in places(inner))
