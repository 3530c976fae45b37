"""The map: its keys, its faults, and the map that is written as it was guessed."""

from __future__ import annotations

import tomllib

import pytest

from bptip.exchange.importing.map_text import map_text
from bptip.exchange.tables.maps import NO_MAP, READERS, TableMap, parsed_map
from bptip.plan.errors import BptipError
from bptip.plan.model import Status
from exchange.tables import preview


def test_every_key_of_a_map_is_read() -> None:
    """As the documentation has them."""
    table_map = parsed_map(
        tomllib.loads("""
            sheet = "Work plan"
            header = 3
            objective = "column"
            objective-matches = "SUN "
            columns = { "Pillar" = "objective", "column:A" = "number", "Cost" = "skip" }
            periods = { "Q 1 (Jan-Mar)" = "2021-Q1" }
            status = { "Started" = "in-progress", "Ongoing" = "continuous" }
            colours = { "#00b050" = "completed" }
            parties = { "Vietnam" = "Viet Nam" }
            items = { "Train local staff" = "2.1" }
            matrix = { party = "Agency", items = { "Did the agency …?" = "2.1" }, totals = "Sum" }
            dates = "%d/%m/%Y"
            fiscal-year = "04"
            seasons = "north"
            separator = ";"
            split = "numbered"
            level = 3
            middle = "theme"
        """)
    )
    assert all(value not in (None, {}) for value in table_map)
    assert table_map.colours == {"00B050": Status.COMPLETED}
    assert table_map.fiscal_year == 4


def test_a_map_has_a_field_for_every_key() -> None:
    """And no others."""
    assert [key.replace("-", "_") for key in READERS] == list(TableMap._fields)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('colums = { "A" = "lead" }', '"colums" is not a key'),
        ("header = 0", "header cannot be"),
        ('objective = "colum"', 'objective cannot be "colum"'),
        ('columns = { "A" = "leader" }', 'There is no role of a column "leader"'),
        ('status = { "Started" = "begun" }', 'There is no status "begun"'),
        ('periods = { "Q1" = "first" }', "periods, Q1 cannot be"),
        ('dates = "day/month"', "dates cannot be"),
        ('fiscal-year = "13"', "fiscal-year cannot be"),
        ('seasons = "east"', "seasons cannot be"),
        ('matrix = { party = "A" }', "matrix cannot be"),
        ('status = "done"', "status cannot be"),
        ("sheet = true", "sheet cannot be"),
    ],
)
def test_a_fault_in_a_map_says_what_to_write(text: str, message: str) -> None:
    """In one message."""
    with pytest.raises(BptipError) as caught:
        parsed_map(tomllib.loads(text))
    assert message in str(caught.value.message)
    assert caught.value.hints


def test_a_column_that_the_table_lacks_is_refused() -> None:
    """With the nearest, and those that it has."""
    with pytest.raises(BptipError) as caught:
        preview("Activity | Lead\na | x", mapped='columns = { "Leed" = "skip" }')
    assert 'no column "Leed"' in caught.value.message
    assert 'Did you mean "Lead"?' in caught.value.hints


MATRIX = """
matrix = { party = "Agency", items = { "A?" = "1.1" } }
status = { "Y" = "completed" }
"""


@pytest.mark.parametrize(
    ("rows", "mapped"),
    [
        ("No | Pillar | Activity | Lead | Due | Status\n1 | P | a | x | 2026 | Done", ""),
        ("Activity | Q1 | Q2\na | X | \nb | | X", ""),
        ("Activity | Owner | Due | Notes | Notes\na | x/y | 03/04/2026 | p | q",
         'separator = "/"\ndates = "%d/%m/%Y"'),
        ("Agency | A?\nFiji | Y", MATRIX),
        ("Activity | Due\na | mid-2026\nb | always",
         'periods = { "mid 2026" = "2026-06", "Always" = "ongoing" }'),
    ],
)  # fmt: skip
def test_the_map_as_guessed_gives_the_same_plan(rows: str, mapped: str) -> None:
    """So that one only corrects what is wrong."""
    from datetime import date

    first = preview(rows, mapped=mapped, on=date(2026, 6, 30))
    text = map_text(first.draft, first.cells, parsed_map(tomllib.loads(mapped)))
    again = preview(rows, mapped=text, on=date(2026, 6, 30))
    assert again.version == first.version
    assert [e.statement for e in again.entries] == [e.statement for e in first.entries]


def test_the_map_has_every_key_with_a_comment() -> None:
    """Active, or behind a "#"."""
    made = preview("Activity | Status\na | Started\nb | Done")
    text = map_text(made.draft, made.cells, NO_MAP)
    for key in READERS:
        assert f"\n{key} = " in text or f"\n# {key} = " in text or f"\n{key}." in text
    assert '\nstatus."Started" = "?"  # 1 cell, perhaps in-progress\n' in text
    assert '\nstatus."Done" = "completed"  # 1 cell\n' in text
    assert parsed_map(tomllib.loads(text)).status == {"Done": Status.COMPLETED}
