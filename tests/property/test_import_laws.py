"""Laws of importing: what a table means doesn't depend on the order of its rows and columns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.exchange.tables.instructions import Purpose
from bptip.files.exchange.plan_text import plan_text
from bptip.files.reading.loading import version_of
from bptip.plan.journal import Update
from bptip.problems.reused_ids import reused_ids
from exchange.tables import preview, table
from property.strategies import NASTY_TITLES

if TYPE_CHECKING:
    from bptip.exchange.importing.preview import ImportPreview

HEADER: Final = ("No", "Objective", "Activity", "Lead", "Start", "Due", "Budget", "Status")
DAY: Final = date(2026, 6, 30)
FILE: Final = "v1.toml"

law = settings(max_examples=40)

words = st.sampled_from(
    ("train", "officers", "ports", "guide", "shelter", "recruiters", "law", "meeting", "border",
     "victims", "data", "hotline", "judges", "fishing", "visa", "school", "clinic", "airline")
)  # fmt: skip
dates = st.sampled_from(
    ("", "2026-03-31", "30 June 2026", "Q3 2026", "2026", "Ongoing", "Annually", "TBC",
     "03/04/2026", "by end of 2026", "early 2026", "spring 2026", "31/02/2026", "1 Jan 2025")
)  # fmt: skip
parties = st.sampled_from(
    ("", "Fiji", "Fiji; Tonga", "Tonga and Palau", "TBD", "fiji", "Ministry of Health and Sport")
)
reported = st.sampled_from(("", "Done", "Under way", "Delayed", "–", "Cancelled"))


@st.composite
def rows(draw: st.DrawFn, *, ordered: bool = False) -> list[tuple[str, ...]]:
    """Draws rows with titles and numbers of their own."""
    count = draw(st.integers(1, 8))
    titles = draw(
        st.lists(
            st.lists(words, min_size=3, max_size=6, unique=True).map(" ".join),
            min_size=count, max_size=count, unique=True,
        )
    )  # fmt: skip
    return [
        (
            f"{place % 2 + 1}.{place + 1}",
            f"Objective {'AB'[place % 2]} of the plan",
            title,
            draw(parties) or "Nauru",
            draw(dates),
            draw(dates),
            draw(st.sampled_from(("", "5", "= 7"))),
            draw(reported),
        )
        for place, title in enumerate(titles)
    ]


def imported(body: list[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> ImportPreview:
    """Returns the preview of a table."""
    return preview(table([header, *body]), on=DAY)


def meaning(made: ImportPreview) -> tuple[object, object]:
    """Returns the activities by their ids, and the ids of the statements, whatever their order."""
    activities = {
        each.id: (each, objective.title)
        for objective in made.version.objectives
        for each in objective.activities
    }
    return activities, {entry.identity.id for entry in made.entries}


@law
@given(rows(), st.randoms())
def test_rows_in_any_order_give_the_same_plan(body: list[tuple[str, ...]], random: object) -> None:
    """The numbers are the ids, and the objective is on every row."""
    shuffled = list(body)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert meaning(imported(shuffled)) == meaning(imported(body))


@law
@given(rows(), st.permutations(range(len(HEADER))), st.integers(0, len(HEADER)))
def test_columns_in_any_order_with_blank_ones_between_give_the_same_plan(
    body: list[tuple[str, ...]], order: list[int], blank: int
) -> None:
    """Columns are found by their names."""

    def moved(row: tuple[str, ...]) -> tuple[str, ...]:
        cells = [row[place] for place in order]
        return (*cells[:blank], "", *cells[blank:])

    made = imported([moved(row) for row in body], moved(HEADER))
    assert meaning(made) == meaning(imported(body))


@law
@given(rows())
def test_importing_twice_adds_nothing_and_one_more_row_one_update(
    body: list[tuple[str, ...]],
) -> None:
    """The file may have another name."""
    first = imported(body)
    moment = datetime(2026, 7, 1, tzinfo=UTC)
    updates = tuple(
        Update(id=e.identity.id, recorded=moment, **e.statement._asdict())
        for e in first.new_entries
    )
    assert preview(table([HEADER, *body], name="Other"), on=DAY, updates=updates).new_entries == ()
    more = [
        *body,
        ("9.9", "Objective A of the plan", "one more row here", "Fiji", "", "", "", "Done"),
    ]
    again = preview(table([HEADER, *more]), on=DAY, updates=updates)
    assert [e.statement.item for e in again.new_entries] == ["9.9"]


@law
@given(rows(), st.lists(st.sampled_from(NASTY_TITLES), max_size=4), st.data())
def test_no_import_makes_a_file_with_an_error(
    body: list[tuple[str, ...]], nasty: list[str], data: st.DataObject
) -> None:
    """Whatever is in the cells; and what is read again is what was made."""
    from pathlib import Path

    for text in nasty:
        place = data.draw(st.integers(0, len(body) - 1))
        column = data.draw(st.integers(0, len(HEADER) - 2))
        row = list(body[place])
        row[column] = text
        body[place] = tuple(row)
    made = preview(table([HEADER, *body]), on=DAY, start=DAY, end=date(2026, 12, 31))
    file = Path(FILE)
    parsed = version_of(file, plan_text(made.version))
    assert parsed.faults == ()
    assert parsed.value == made.version


@law
@given(rows(), rows())
def test_no_next_version_uses_an_id_again(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]]
) -> None:
    """However much was reworded, renumbered and moved."""
    from pathlib import Path

    from bptip.files.exchange.importing import with_ids_carried_on

    latest = imported(before).version
    made = preview(table([HEADER, *after]), purpose=Purpose.NEXT, version=latest, released=DAY)
    assert made.changes is not None
    version = with_ids_carried_on(made.version, made.changes.pairs)
    assert list(reused_ids(version, [latest])) == []
    assert version_of(Path(FILE), plan_text(version)).faults == ()
    added, changed, unchanged, removed = made.changes[:4]
    assert added + changed + unchanged == len(after)
    assert removed + changed + unchanged == len(before)
