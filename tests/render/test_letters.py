"""Letters in print: what is measured is what a wide face takes, and hardly less or much more."""

from __future__ import annotations

from typing import Final

import pytest

from bptip.render.layout.letters import BOLD, printed

DEJAVU: Final = {
    "31 Dec 2026": (10.04, 10.96),
    "12.13": (4.50, 4.97),
    "not reported": (9.87, 11.26),
    "discontinued": (10.09, 11.45),
    "Overdue": (6.74, 7.51),
    "Was": (3.34, 3.73),
    "WWW": (4.66, 5.20),
    "illicit": (3.66, 4.38),
    "100 %": (4.99, 5.40),
    "Kommunikationsbehörde": (19.72, 22.24),
    "Île Haute": (7.09, 8.05),
    "of 12, due": (7.97, 8.95),
}
"""Widths of texts in DejaVu Sans and its bold, in digits of the former, by the fonts' tables."""


@pytest.mark.parametrize("text", DEJAVU)
def test_a_text_is_as_wide_as_in_a_wide_face(text: str) -> None:
    plain, bold = DEJAVU[text]
    assert 0.96 * plain <= printed(text) <= 1.2 * plain
    assert 0.96 * bold <= BOLD * printed(text) <= 1.2 * bold


def test_a_letter_that_stands_on_another_takes_nothing() -> None:
    assert printed("e\u0301") == printed("e")


def test_letters_of_two_cells_are_wide() -> None:
    assert printed("事") > printed("0")
