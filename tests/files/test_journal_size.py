"""The size that reading allows holds for writing: what could not be read is not written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bptip.files.reading.contents import MAX_PLAN_BYTES
from bptip.files.workspace.amending import amend
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip

UPDATE = ("update", "2.1", "--plan", "2025-2027", "--note")


@pytest.fixture
def journal(workspace: Path) -> Path:
    """The journal that is written to."""
    return workspace / "plans" / "2025-2027" / "progress.toml"


def pad(file: Path, size: int) -> bytes:
    """Makes a file as large as this, with a comment at its end; returns its content."""
    content = file.read_bytes()
    content += b"#" + b"x" * (size - len(content) - 2) + b"\n"
    file.write_bytes(content)
    return content


def test_an_update_that_just_fits_is_written(bptip: Bptip, journal: Path) -> None:
    """And the journal is read afterwards."""
    pad(journal, MAX_PLAN_BYTES - 400)
    assert bptip(*UPDATE, "x" * 50).code == 0
    assert bptip("log", "2025-2027").code == 0


def test_an_update_that_does_not_fit_is_refused(bptip: Bptip, journal: Path) -> None:
    """The journal stays as it was, and can be read."""
    before = pad(journal, MAX_PLAN_BYTES - 100)
    outcome = bptip(*UPDATE, "x" * 300)
    assert (outcome.code, outcome.out) == (2, "")
    assert 'progress.toml" would become larger than 32 MB' in outcome.err
    assert journal.read_bytes() == before
    assert bptip("log", "2025-2027").code == 0


def test_a_copy_that_does_not_fit_is_refused(bptip: Bptip, journal: Path) -> None:
    """Each can be read, and both together could not."""
    copy = bptip.home / "copy.toml"
    copy.write_bytes(journal.read_bytes() + TAKEN.encode())
    before = pad(journal, MAX_PLAN_BYTES - 100)
    outcome = bptip("merge", copy, "--plan", "2025-2027")
    assert (outcome.code, outcome.out) == (2, "")
    assert "would become larger than 32 MB" in outcome.err
    assert journal.read_bytes() == before


TAKEN = f"""
[[update]]
id = "taken"
item = "2.1"
on = 2026-01-01
recorded = 2026-01-02T00:00:00Z
note = "{"x" * 300}"
"""


def test_a_version_that_does_not_fit_is_refused(journal: Path) -> None:
    """The next version has a line more than this one."""
    folder = journal.parent
    pad(folder / "v2.toml", MAX_PLAN_BYTES)
    with pytest.raises(BptipError, match="would become larger than 32 MB"):
        amend(StoredPlan(PlanFolder(folder)), date(2027, 1, 1), "A" * 300, folder)
    assert not (folder / "v3.toml").exists()
