"""Dates and counts in files that people read."""

from __future__ import annotations

import pytest

from bptip.render.layout.printed_words import kept_together


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("due 2 Dec 2025, late", "due 2~Dec~2025, late"),
        (
            "The latest report is of 2 December 2025; no",
            "The latest report is of 2~December~2025; no",
        ),
        ("since Dec 2025", "since Dec~2025"),
        ("18–21 November 2024", "18–21~November~2024"),
        ("5 of the 6 activities due", "5~of~the~6~activities due"),
        ("1,250 of 2,000 people", "1,250~of~2,000 people"),
        ("33 %; 0 of 11 before", "33~%; 0~of~11 before"),
        ("8 known activities", "8~known activities"),
        ("2 off track, 3 no report", "2~off track, 3~no report"),
        ("Phase 2 of the plan", "Phase 2 of the plan"),
        ("room 5 on 2026-12-02", "room 5 on 2026-12-02"),
        ("5 offices, 3 nodes", "5 offices, 3 nodes"),
    ],
)
def test_a_date_and_a_count_have_no_place_to_break_at(text: str, expected: str) -> None:
    """ "~" is a no-break space here."""
    assert kept_together(text) == expected.replace("~", "\u00a0")
