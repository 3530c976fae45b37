"""Files as evidence: they are there, and named from the folder of the plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from bptip.files.workspace.evidence_files import as_kept
from bptip.plan.errors import BptipError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A working folder with plans/ in it, and files in both."""
    (tmp_path / "plans" / "evidence").mkdir(parents=True)
    (tmp_path / "plans" / "evidence" / "minutes.pdf").touch()
    (tmp_path / "letter.pdf").touch()
    return tmp_path


@pytest.mark.parametrize(
    "text", ["evidence/minutes.pdf", "evidence\\minutes.pdf", "plans/evidence/minutes.pdf"]
)
def test_a_file_is_kept_by_its_path_from_the_folder_of_the_plans(home: Path, text: str) -> None:
    """It may be typed from there or from the working folder, with the signs of Windows too."""
    assert as_kept(text, home / "plans", home) == "evidence/minutes.pdf"


@pytest.mark.parametrize("text", ["https://example.org/a", "mailto:secretariat@example.org"])
def test_an_address_is_kept_as_it_is(home: Path, text: str) -> None:
    """Nothing is looked up for it."""
    assert as_kept(text, home / "plans", home) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("letter.pdf", "outside the folder of the plans"),
        ("evidence/none.pdf", "this file is not in the plans folder"),
        ("evidence", "this file is not in the plans folder"),
        ("example.org/minutes", "https://example.org/minutes"),
        ("minutes", "note"),
    ],
)
def test_any_other_path_is_refused_with_what_was_meant(home: Path, text: str, message: str) -> None:
    """A word or a web address without https:// is not taken for a file."""
    with pytest.raises(BptipError) as refused:
        as_kept(text, home / "plans", home)
    assert message in " ".join((refused.value.message, *refused.value.hints))
