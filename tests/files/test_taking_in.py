"""Entries with ids of their own: what a journal has already is not written again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random
from typing import TYPE_CHECKING, Final

import pytest
import tomli

from bptip.files.journal.taking_in import Entries, Identified, append_entries
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import BptipError
from bptip.plan.journal import Receipt, Returns, Round
from bptip.plan.model import Status
from bptip.recording.statements import Statement
from bptip.recording.update_ids import Stamps

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.files.journal.appending import Recorded
    from conftest import Plans

MOMENT: Final = datetime(2026, 7, 20, 9, tzinfo=UTC)
DAY: Final = date(2026, 6, 30)
OBJECTIVES: Final = """
[[objective]]
id = "1"
title = "One"
activity = [{ id = "1.1", title = "A" }, { id = "1.2", title = "B" }]
"""
FIRST: Final = Identified("a", Statement("1.1", DAY, "Fiji", Status.COMPLETED, round="2026"))
SECOND: Final = Identified("b", Statement("1.2", DAY, "Fiji", note="Text", values={}))
ASKED: Final = Round("r", "2026", DAY, date(2026, 7, 31), 1, ("Fiji", "Samoa"), MOMENT)
CAME: Final = Receipt("c", "2026", "Fiji", MOMENT, date(2026, 7, 3), signed="A. B., 3 Jul 2026")


def take(folder: Path, entries: Entries, *, dry_run: bool = False) -> Recorded:
    """Takes entries into the journal of a plan's folder."""
    stamps = Stamps(lambda: MOMENT, Random(1).getrandbits)
    plan = StoredPlan(PlanFolder(folder))
    return append_entries(plan, entries, stamps, folder, dry_run=dry_run)


def test_rounds_receipts_and_updates_are_written_in_one_append(plans: Plans) -> None:
    folder = plans.add(OBJECTIVES, id="2026")
    entries = Entries((FIRST, SECOND), Returns((ASKED,), (CAME,)))
    recorded = take(folder, entries)
    assert [update.id for update in recorded.added] == ["a", "b"]
    assert (
        (folder / "progress.toml").read_text("utf-8")
        == """schema = 1
plan = "2026"

[[round]]
id = "r"
round = "2026"
as_of = 2026-06-30
due = 2026-07-31
version = 1
asked = [
    "Fiji",
    "Samoa",
]
recorded = 2026-07-20T09:00:00Z

[[receipt]]
id = "c"
round = "2026"
party = "Fiji"
recorded = 2026-07-20T09:00:00Z
received = 2026-07-03
signed = "A. B., 3 Jul 2026"

[[update]]
id = "a"
item = "1.1"
on = 2026-06-30
recorded = 2026-07-20T09:00:00Z
by = "Fiji"
status = "completed"
round = "2026"

[[update]]
id = "b"
item = "1.2"
on = 2026-06-30
recorded = 2026-07-20T09:00:00.001000Z
by = "Fiji"
note = "Text"
"""
    )


def test_what_the_journal_has_is_not_written_again(plans: Plans) -> None:
    folder = plans.add(OBJECTIVES, id="2026")
    take(folder, Entries((FIRST,), Returns((ASKED,), ())))
    before = (folder / "progress.toml").read_bytes()
    recorded = take(folder, Entries((FIRST, SECOND, SECOND), Returns((ASKED,), (CAME, CAME))))
    assert [update.id for update in recorded.added] == ["b"]
    after = (folder / "progress.toml").read_bytes()
    assert after.startswith(before)
    written = tomli.loads(after.decode())
    assert [len(written[kind]) for kind in ("round", "receipt", "update")] == [1, 1, 2]


def test_nothing_new_writes_nothing(plans: Plans) -> None:
    folder = plans.add(OBJECTIVES, id="2026")
    assert take(folder, Entries()).added == ()
    assert not (folder / "progress.toml").exists()
    assert len(take(folder, Entries((FIRST,)), dry_run=True).added) == 1
    assert not (folder / "progress.toml").exists()


def test_a_faulty_statement_refuses_all(plans: Plans) -> None:
    folder = plans.add(OBJECTIVES, id="2026")
    faulty = Identified("c", Statement("9.9", DAY, "Fiji"))
    with pytest.raises(BptipError, match=r"Nothing was written"):
        take(folder, Entries((FIRST, faulty)))
    assert not (folder / "progress.toml").exists()
