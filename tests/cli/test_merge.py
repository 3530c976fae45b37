"""`bptip merge`: another copy of the journal, for example from an e-mail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from files.journal_blocks import update

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Outcome, Plans

OBJECTIVE = '[[objective]]\nid = "1"\ntitle = "One"\nactivity = [{ id = "1.1", title = "A" }]'


@pytest.fixture
def run(bptip_in: Callable[[Path], Bptip], plans: Plans) -> Bptip:
    """Bptip beside a plan whose journal has an update."""
    plans.add(OBJECTIVE, update(id='"first"'))
    return bptip_in(plans.folder.parent)


@pytest.fixture
def journal(plans: Plans) -> Path:
    """The journal of that plan."""
    return plans.folder / "tiny" / "progress.toml"


def copy(journal: Path, more: str, *, end: str = "\n") -> Path:
    """Returns a copy of the journal with more at its end."""
    file = journal.parents[2] / "from-a-colleague.toml"
    file.write_bytes((journal.read_text("utf-8") + more).replace("\n", end).encode())
    return file


def test_blocks_come_as_they_were_written(run: Bptip, journal: Path) -> None:
    """They come after our text, with their comments, in our line ends; our text stays the same."""
    above = journal.read_bytes()
    block = "# by hand\n[[update]]\nitem = '1.1'  # so\nid = \"b\"\non = 2026-05-01\n"
    block += 'recorded = 2026-05-01T09:00:00Z\nnote = """\n[[update]]\nid = "no"\n# no"""\n'
    file = copy(journal, "\n" + block + update(id='"c"', status='"completed"'), end="\r\n")
    outcome = run("merge", file, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    answer = outcome.json
    assert (answer["taken_in"], answer["already_there"], answer["written"]) == (2, 1, True)
    assert [each["id"] for each in answer["updates"]] == ["b", "c"]
    (item,) = answer["items"]
    assert (item["before"]["status"], item["after"]["status"]) == ("not-reported", "completed")
    assert journal.read_bytes().startswith(above)
    assert block in journal.read_bytes().decode()
    again = run("merge", file, "--json").json
    assert (again["taken_in"], again["already_there"], again["written"]) == (0, 3, False)


def test_a_dry_run_shows_the_same_and_writes_nothing(run: Bptip, journal: Path) -> None:
    """Only the words that say so differ."""
    file, before = copy(journal, update(id='"b"', status='"delayed"')), journal.read_bytes()
    dry = run("merge", file, "-n")
    assert journal.read_bytes() == before
    assert "1 update taken in, 1 already there: a dry run" in dry.out
    real = run("merge", file)
    assert dry.out.replace(": a dry run, nothing was written", "") == real.out
    assert journal.read_bytes() != before


def refused(run: Bptip, journal: Path, file: Path, *options: str) -> Outcome:
    """Returns the outcome of a refused merge; neither file is changed."""
    before = (journal.read_bytes(), file.read_bytes())
    outcome = run("merge", file, *options)
    assert outcome.code == 2
    assert (journal.read_bytes(), file.read_bytes()) == before
    return outcome


def test_a_conflict_is_shown_side_by_side(run: Bptip, journal: Path) -> None:
    """The fields that differ are shown; nothing is written, not even new updates."""
    file = copy(journal, update(id='"b"'))
    file.write_text(file.read_text("utf-8").replace('"first"', '"first"\nnote = "other"'), "utf-8")
    outcome = refused(run, journal, file)
    assert "1 conflict: nothing was written" in outcome.out
    (row,) = [line.split() for line in outcome.out.splitlines() if line.startswith("note")]
    assert row == ["note", "–", "other"]
    answer: Any = refused(run, journal, file, "--json").json
    assert answer.keys() == {"format", "error", "conflicts"}
    assert answer["error"]["code"] == "conflict"
    (conflict,) = answer["conflicts"]
    assert conflict["fields"] == ["note"]
    assert (conflict["ours"]["note"], conflict["theirs"]["note"]) == (None, "other")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('plan = "tiny"', 'plan = "other"', "journal of the plan other"),
        ("schema = 1", "schema = 2", "newer bptip"),
        ("[[update]]", "[[update]", "toml-syntax"),
        ('item = "1.1"', 'item = "7.7"', "unknown-item"),
        ('item = "1.1"', "", "missing-key"),
    ],
)
def test_what_is_no_sound_copy_is_refused(
    run: Bptip, journal: Path, old: str, new: str, message: str
) -> None:
    """The copy is of another plan, newer, or broken."""
    file = copy(journal, "")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    outcome = refused(run, journal, file)
    assert outcome.out == ""
    assert message in outcome.err


def test_a_copy_of_another_plan_says_where_that_plan_may_be(
    run: Bptip, journal: Path, plans: Plans
) -> None:
    """--plan is proposed for a plan that is here."""
    file = copy(journal, "")
    file.write_text(file.read_text("utf-8").replace('plan = "tiny"', 'plan = "other"'), "utf-8")
    hint = "That plan is not in this folder of plans. Give the folder that has it: --plans FOLDER."
    assert hint in refused(run, journal, file).err
    plans.add(id="other", start=date(2024, 1, 1), end=date(2024, 12, 31))
    assert "If that plan is meant, add --plan other.\n" in refused(run, journal, file).err


def test_a_broken_journal_of_ours_is_refused(run: Bptip, journal: Path) -> None:
    """It must be corrected first."""
    file = copy(journal, update(id='"b"'))
    journal.write_text(journal.read_text("utf-8") + "[[update]\n", "utf-8")
    assert "nothing was written to it" in refused(run, journal, file).err


def test_where_there_is_no_journal_it_is_the_copy(run: Bptip, journal: Path) -> None:
    """The new journal is the copy, byte for byte."""
    file = copy(journal, "# the end", end="\r\n")
    journal.unlink()
    assert run("merge", file).code == 0
    assert journal.read_bytes() == file.read_bytes()


def test_there_is_no_such_file(run: Bptip, journal: Path) -> None:
    """The error has a message like any other."""
    for name in ("nothing.toml", "plans"):
        outcome = run("merge", name)
        assert (outcome.code, outcome.out) == (2, "")
        assert name in outcome.err


def test_comments_beside_what_both_have_stay_where_they_are(run: Bptip, journal: Path) -> None:
    """Only updates are taken in: a comment in the copy is not an update."""
    before = journal.read_bytes()
    file = copy(journal, "")
    file.write_bytes(before.replace(b"[[update]]", b"# Seen by the co-chairs.\n[[update]]"))
    outcome = run("merge", file)
    assert (outcome.code, outcome.err) == (0, "")
    assert journal.read_bytes() == before


def test_what_both_sides_have_deleted_by_hand_is_gone(run: Bptip, journal: Path) -> None:
    """Git's driver cannot know of it; what only one side has deleted is kept, with a notice."""
    files = [journal.parents[2] / name for name in ("base", "ours", "theirs")]
    head = b'schema = 1\nplan = "tiny"\n'
    for file in files:
        file.write_bytes(head)
    files[0].write_bytes(journal.read_bytes())
    outcome = run("merge-driver", *files)
    assert (outcome.code, outcome.err) == (0, "")
    assert files[1].read_bytes() == head
    files[2].write_bytes(journal.read_bytes())
    outcome = run("merge-driver", *files)
    assert "deleted on one side, but kept: first" in outcome.err
    assert b'id = "first"' in files[1].read_bytes()


def test_an_update_with_another_spelling_of_its_party_is_the_same(
    run: Bptip, journal: Path
) -> None:
    """Ours and the copy are read with the same table of parties: no conflict, nothing twice."""
    (journal.parents[1] / "parties.toml").write_text('[party."Viet Nam"]\nalso = ["VNM"]\n')
    with journal.open("a") as file:
        file.write("\n" + update(id='"second"', by='"VNM"'))
    answer = run("merge", copy(journal, "\n" + update(id='"third"', by='"VNM"')), "--json").json
    assert (answer["taken_in"], answer["already_there"], answer["conflicts"]) == (1, 2, [])
    assert [each["by"] for each in answer["updates"]] == ["Viet Nam"]
    assert journal.read_text().count('by = "VNM"') == 2
