"""`bptip update` and `bptip retract`: what is recorded, shown and refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from conftest import Bptip, Outcome, Plans


@pytest.fixture
def journal(workspace: Path) -> Path:
    """The journal of the plan in force."""
    return workspace / "plans" / "2025-2027" / "progress.toml"


def last(journal: Path, many: int = 1) -> list[dict[str, Any]]:
    """Returns the last updates of a journal, as TOML values."""
    updates: list[dict[str, Any]] = tomli.loads(journal.read_text("utf-8"))["update"]
    return updates[-many:]


def refused(bptip: Bptip, journal: Path, *arguments: str, **options: Any) -> str:
    """Returns the message of a refused write; nothing is written."""
    before = journal.read_bytes()
    outcome: Outcome = bptip(*arguments, **options)
    assert (outcome.code, outcome.out) == (2, "")
    assert journal.read_bytes() == before
    return outcome.err


WHOLE: Final = (
    "update", "2.1", "--status", "Delayed", "--progress", "70%", "--value", "metres=905",
    "--reason", "staffing", "--expected", "2027-Q1", "--next", "Hire two masons",
    "--note", "The second crew left.", "--evidence", "https://example.org/tidewater/wall",
    "--on", "2026-11-20", "--by", "ministry of works",
)  # fmt: skip


def test_an_update_with_everything(bptip: Bptip, journal: Path) -> None:
    """Each option becomes the key of its name, in the file's spelling."""
    assert bptip(*WHOLE).code == 0
    (update,) = last(journal)
    assert update.pop("id")
    assert update.pop("recorded").isoformat() == "2026-11-24T12:00:00+00:00"
    assert update == {
        "item": "2.1",
        "on": date(2026, 11, 20),
        "by": "Ministry of Works",
        "status": "delayed",
        "progress": 70,
        "reason": "staffing",
        "expected": date(2027, 3, 31),
        "next": "Hire two masons",
        "note": "The second crew left.",
        "evidence": ["https://example.org/tidewater/wall"],
        "values": {"metres": 905},
    }
    assert bptip("check", "2025-2027").code == 0


def test_the_page_shows_before_and_after(bptip: Bptip, snapshot: SnapshotAssertion) -> None:
    """The page has every item; it is a dry run, so that no random id is on it."""
    outcome = bptip(*WHOLE, "-n")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == snapshot


def test_a_dry_run_shows_the_same(bptip: Bptip, journal: Path) -> None:
    """Only the head line and the command to take it back differ, and nothing is written."""
    before = journal.read_bytes()
    dry = bptip(*WHOLE, "--dry-run")
    assert (dry.code, journal.read_bytes()) == (0, before)
    wet = bptip(*WHOLE)
    dry_lines, wet_lines = dry.out.splitlines(), wet.out.splitlines()
    assert "nothing was written" in dry_lines[0]
    assert "1 update written" in wet_lines[0]
    assert [each for each in wet_lines[1:] if "bptip retract" not in each and each] == [
        each for each in dry_lines[1:] if each
    ]


def test_several_items_get_an_update_each(bptip: Bptip, journal: Path) -> None:
    """Items are named by id or by words of the title, each counts once, and ids are in order."""
    outcome = bptip("update", "4.2", "sea wall", "2.1", "2025-2027/1.2", "--no-change")
    assert outcome.code == 0
    updates = last(journal, 3)
    assert [each["item"] for each in updates] == ["4.2", "2.1", "1.2"]
    assert [each["id"] for each in updates] == sorted(each["id"] for each in updates)
    assert all(set(each) == {"id", "item", "on", "recorded"} for each in updates)


def test_a_page_of_several_items_shows_what_changes(bptip: Bptip) -> None:
    """A statement about all items is there once; the values that stay the same are counted."""
    items = ("4.2", "2.1", "1.2", "1.3")
    outcome = bptip("update", *items, "--status", "delayed", "--on", "2026-09-30", "-n")
    assert outcome.code == 0
    assert outcome.out.count("Stated for  30 Sep 2026") == 1
    assert outcome.out.count("No reason given. Add it with --reason.") == 1
    assert "Last update" not in outcome.out
    assert " → ▲ delayed" in outcome.out
    counted = [line for line in outcome.out.splitlines() if "unchanged" in line]
    assert counted
    assert all(re.search(r" · \d unchanged$", line) for line in counted)


def test_what_the_data_says(bptip: Bptip, journal: Path) -> None:
    """JSON has the update as in `log` and its item before and after; CSV has a row per item."""
    found = bptip(*WHOLE, "--json").json
    assert (found["format"], found["plan"], found["version"]) == (1, "2025-2027", 2)
    assert found["written"] is True
    (update,) = found["updates"]
    assert update == bptip("log", "--json").json["updates"][-1]
    (item,) = found["items"]
    assert (item["id"], item["update"]) == ("2.1", update["id"])
    assert (item["before"]["status"], item["after"]["status"]) == ("in-progress", "delayed")
    assert item["after"]["values"] == {"metres": 905}
    (row,) = bptip("update", "2.1", "--no-change", "-n", "--format", "csv").rows
    assert (row["id"], row["before.status"], row["after.status"]) == (
        "2025-2027/2.1", "delayed", "delayed"
    )  # fmt: skip


def test_every_fault_is_shown_in_one_run(bptip: Bptip, journal: Path) -> None:
    """Faults in the items, the party and every option are shown together."""
    said = refused(
        bptip, journal, "update", "9.9", "--status", "ongoing", "--progress", "101",
        "--by", "River Bord", "--on", "2027", "--evidence", "javascript:1",
    )  # fmt: skip
    for wrong in ("6 things are wrong", '"9.9"', "two readings", '"101"', '"River Board"',
                  "in the future", "javascript:1"):  # fmt: skip
        assert wrong in said


def test_one_refused_item_refuses_them_all(bptip: Bptip, journal: Path) -> None:
    """Nothing is written for the other items either."""
    said = refused(bptip, journal, "update", "2.1", "9.9", "--status", "completed")
    assert 'There is no item "9.9".' in said


def test_a_piece_of_several_titles_is_refused(bptip: Bptip, journal: Path) -> None:
    """The message lists the items."""
    said = refused(bptip, journal, "update", "the", "--no-change")
    assert "Several items" in said


def test_no_change_is_no_statement(bptip: Bptip, journal: Path) -> None:
    """A statement beside --no-change contradicts it."""
    said = refused(bptip, journal, "update", "2.1", "--no-change", "--note", "x")
    assert "--no-change and --note contradict each other" in said


def test_nothing_stated_is_refused_where_nobody_can_be_asked(bptip: Bptip, journal: Path) -> None:
    """The message says what to type, also for a nil return."""
    for arguments in (("update",), ("update", "2.1"), ("update", "2.1", "--by", "River Board")):
        assert "--no-change" in refused(bptip, journal, *arguments)
    assert "No item was given." in refused(bptip, journal, "update", "--status", "done")


def test_a_wrong_format_is_refused_before_anything_is_written(bptip: Bptip, journal: Path) -> None:
    """So is an unknown colour: otherwise a user would repeat the command and write twice."""
    refused(bptip, journal, "update", "2.1", "--no-change", "--format", "pdf")
    refused(bptip, journal, "update", "2.1", "--no-change", "--color", "maybe")


# --- Who says so.


def test_the_party_of_the_environment(bptip: Bptip, journal: Path) -> None:
    """It counts if no other is named; a wrong one is refused, and the message says why."""
    env = {"BPTIP_BY": "river board"}
    assert bptip("update", "2.1", "--no-change", env=env).code == 0
    assert last(journal)[0]["by"] == "River Board"
    assert bptip("update", "2.1", "--no-change", "--by", "Harbour Office", env=env).code == 0
    assert last(journal)[0]["by"] == "Harbour Office"
    said = refused(bptip, journal, "update", "2.1", "--no-change", env={"BPTIP_BY": "River Bord"})
    assert 'Did you mean "River Board"?' in said
    assert "BPTIP_BY" in said


# --- Which plan.


def test_another_plan_must_be_named(bptip: Bptip, workspace: Path, journal: Path) -> None:
    """A day outside its period is refused, and the message names the right plan."""
    arguments = ("update", "2.1", "--no-change", "--on", "2023-05-02")
    said = refused(bptip, journal, *arguments)
    assert "2 May 2023 is outside the period of the plan in force, 2025-2027." in said
    assert "--plan 2022-2024" in said
    other = workspace / "plans" / "2022-2024" / "progress.toml"
    assert bptip(*arguments, "--plan", "2022-2024").code == 0
    assert last(other)[0]["on"] == date(2023, 5, 2)
    assert bptip("update", "2022-2024/2.1", "--no-change").code == 0
    assert len(last(other, 2)) == 2
    assert last(other)[0]["on"] == date(2026, 11, 24)


def test_where_no_plan_fits_one_must_be_named(bptip: Bptip, journal: Path) -> None:
    """Either the day is before all plans, or no plan is in force today."""
    said = refused(bptip, journal, "update", "2.1", "--no-change", "--on", "2001-01-01")
    assert "Say which plan: add --plan" in said
    later = replace(bptip, today=date(2040, 1, 1))
    said = refused(later, journal, "update", "2.1", "--no-change")
    assert "No plan is in force today, 1 Jan 2040." in said
    said = refused(later, journal, "update", "2.1", "--no-change", "--on", "2026-11")
    assert "On that day, 2025-2027 is in force" in said


def test_the_only_plan_is_named_where_it_starts_later(bptip: Bptip, plans: Plans) -> None:
    """It is not taken without a word, but the line to type is complete."""
    plans.add(start=date(2027, 1, 1), end=date(2028, 12, 31))
    outcome = bptip("update", "1.1", "--no-change", cwd=plans.folder.parent)
    assert outcome.code == 2
    assert "Say which plan: add --plan tiny\n" in outcome.err


def test_items_of_several_plans_are_refused(bptip: Bptip, journal: Path) -> None:
    """Each plan has a journal of its own."""
    said = refused(bptip, journal, "update", "2022-2024/2.1", "2025-2027/2.1", "--no-change")
    assert "several plans" in said
    said = refused(bptip, journal, "update", "2022-2024/2.1", "--plan", "2025-2027", "--no-change")
    assert "several plans" in said


def test_an_item_of_another_version(bptip: Bptip, journal: Path) -> None:
    """The message names that version; the version of the day counts."""
    said = refused(bptip, journal, "update", "2.2", "--no-change")
    assert "--plan 2025-2027@v1" in said
    assert bptip("update", "2.2", "--no-change", "--plan", "2025-2027@v1").code == 0
    assert bptip("update", "2.2", "--no-change", "--on", "2025-06-01").code == 0


def test_a_plan_that_can_not_be_read_leaves_doubt(bptip: Bptip, journal: Path) -> None:
    """It might be the plan in force; naming another plan removes the doubt."""
    broken = journal.parents[1] / "2030" / "v1.toml"
    broken.parent.mkdir()
    broken.write_text("schema = 1\n")
    said = refused(bptip, journal, "update", "2.1", "--no-change")
    assert "The plan 2030 cannot be read" in said
    outcome = bptip("update", "2.1", "--no-change", "--plan", "2025-2027")
    assert outcome.code == 0
    assert "2030" in outcome.err


_WRITES: Final = (
    ("update", "1", "--no-change"),
    ("retract", "019aaaaa"),
    ("amend", "2022", "--on", "2026-01-01"),
)


@pytest.mark.parametrize("arguments", _WRITES, ids=[each[0] for each in _WRITES])
def test_the_bundled_plans_are_read_only(
    bptip: Bptip, elsewhere: Path, arguments: tuple[str, ...]
) -> None:
    """The message says what to do."""
    outcome = bptip(*arguments, cwd=elsewhere)
    assert outcome.code == 2
    assert "bptip init" in outcome.err


def test_the_package_itself_is_never_written_to(bptip: Bptip, example: Path) -> None:
    """This holds for every path to it: the next install would replace the file."""
    before = (example / "2025-2027" / "progress.toml").read_bytes()
    for names in (("--plans", example), ("--plan", example / "2025-2027" / "v2.toml")):
        outcome = bptip("update", "2.1", "--no-change", *names)
        assert outcome.code == 2
        assert "bptip init" in outcome.err
    assert (example / "2025-2027" / "progress.toml").read_bytes() == before


def test_a_plan_by_its_path(bptip: Bptip, journal: Path, elsewhere: Path) -> None:
    """The journal beside that file is used, from any folder."""
    path = journal.parent / "v2.toml"
    assert bptip("update", "2.1", "--no-change", "--plan", path, cwd=elsewhere).code == 0
    assert last(journal)[0]["item"] == "2.1"


def test_the_first_update_of_a_plan(bptip_in: Callable[[Path], Bptip], plans: Plans) -> None:
    """It makes the journal."""
    folder = plans.add('[[objective]]\nid = "1"\ntitle = "One"')
    run = bptip_in(plans.folder.parent)
    assert run("update", "1", "--status", "in progress", "--by", "Whoever").code == 0
    assert last(folder / "progress.toml")[0]["by"] == "Whoever"
    assert run("status", "--json").json["objectives"][0]["status"] == "in-progress"


# --- What is said beside it.


def test_a_later_update_stays_in_force(bptip: Bptip) -> None:
    """A new update for an earlier day changes nothing today, and the page says why."""
    outcome = bptip("update", "2.1", "--status", "on-hold", "--on", "2026-05-01", "-n")
    assert "A later status, of 27 Oct 2026, stays in force." in outcome.out


def test_what_counts_from_tomorrow_on_is_reported(bptip: Bptip, journal: Path) -> None:
    """`update` and `show` say that an update is there which they do not show yet."""
    block = """
[[update]]
id = "from-fiji"
item = "2.1"
on = 2026-11-25
recorded = 2026-11-24T20:00:00Z
by = "River Board"
status = "completed"
"""
    journal.write_text(journal.read_text("utf-8") + block, "utf-8")
    said = "by River Board is for 25 Nov 2026, which is tomorrow here: completed."
    assert said in bptip("show", "2.1").err
    assert said in bptip("update", "2.1", "--status", "on-hold", "--dry-run").err
    assert said not in bptip("show", "2.2").err
    assert bptip("show", "2.1", "--as-of", "2026-11-23").err == ""


def test_a_year_of_another_calendar_is_reported(bptip: Bptip) -> None:
    """It is taken as it is, and the year that is probably meant is named."""
    said = "The Buddhist year 2569 is 2026."
    assert said in bptip("update", "2.1", "--expected", "2569-12-31", "--dry-run").err
    assert said in bptip("status", "--as-of", "2569-11-24").err


def test_a_clock_that_is_behind_is_reported(bptip: Bptip, journal: Path) -> None:
    """The new update would count as the earlier one."""
    assert bptip("update", "2.1", "--status", "delayed").code == 0
    behind = replace(bptip, today=date(2026, 11, 23))
    outcome = behind("update", "2.1", "--status", "completed")
    assert "clock" not in outcome.err
    text = journal.read_text("utf-8").replace("2026-11-23T12:00:00Z", "2026-11-23T18:00:00Z")
    journal.write_text(text, encoding="utf-8")
    assert (
        "clock of this computer may be wrong" in behind("update", "2.1", "--status", "on-hold").err
    )
    assert [each["id"] for each in last(journal, 3)] == sorted(
        each["id"] for each in last(journal, 3)
    )


# --- Taking back.


def test_a_mistake_is_taken_back(bptip: Bptip, journal: Path) -> None:
    """The page shows the command; what was reported before counts again."""
    outcome = bptip("update", "2.1", "--status", "completed", "--on", "2026-11-01")
    before = journal.read_bytes()
    command = outcome.out.partition("Take it back: bptip ")[2].split("\n")[0].split()
    shown = bptip(*command, "--note", "The wrong item.", "--by", "River Board")
    assert shown.code == 0
    assert "Takes back  the update of 1 Nov 2026" in shown.out
    assert journal.read_bytes().startswith(before)
    mistake, retraction = last(journal, 2)
    assert retraction["retracts"] == mistake["id"]
    assert (retraction["item"], retraction["on"]) == (mistake["item"], mistake["on"])
    assert (retraction["note"], retraction["by"]) == ("The wrong item.", "River Board")
    assert bptip("show", "2.1", "--json").json["status"] == "in-progress"
    listed = bptip("log", "--json").json["updates"]
    assert {each["id"]: each["retracted"] for each in listed}[mistake["id"]] is True
    assert bptip("check", "2025-2027").code == 0


def test_twice_is_refused_and_a_retraction_can_be_taken_back(bptip: Bptip, journal: Path) -> None:
    """The message says what to type; then the update counts again."""
    bptip("update", "2.1", "--status", "completed")
    (mistake,) = last(journal)
    assert bptip("retract", mistake["id"]).code == 0
    (retraction,) = last(journal)
    said = refused(bptip, journal, "retract", mistake["id"])
    assert "was already taken back, on 24 Nov 2026" in said
    assert f"bptip retract {retraction['id']}" in said
    assert bptip("retract", retraction["id"]).code == 0
    assert bptip("show", "2.1", "--json").json["status"] == "completed"
    assert bptip("retract", mistake["id"]).code == 0


def test_an_id_names_its_plan(bptip: Bptip, workspace: Path, journal: Path) -> None:
    """Ids are unique for ever, so an id finds an update of another plan too."""
    other = workspace / "plans" / "2022-2024" / "progress.toml"
    name = last(other)[0]["id"]
    before = journal.read_bytes()
    assert bptip("retract", name[-8:]).code == 0
    assert last(other)[0]["retracts"] == name
    assert journal.read_bytes() == before


def test_an_update_of_an_item_that_an_older_version_has(bptip: Bptip, journal: Path) -> None:
    """The item is shown as the older version has it."""
    about = [each for each in last(journal, 100) if each["item"] == "2.2"]
    outcome = bptip("retract", about[-1]["id"])
    assert outcome.code == 0
    assert "2.2  Restore" in outcome.out


def test_the_last_one_is_taken_back(bptip: Bptip, journal: Path) -> None:
    """The update recorded last that counts, not the one for the latest day; never a retraction."""
    for note, on in (("First.", "2026-11-20"), ("Second.", "2026-11-01")):
        assert bptip("update", "2.1", "--note", note, "--on", on).code == 0
    first, second = last(journal, 2)
    shown = bptip("retract", "--last")
    assert shown.code == 0
    assert "note: Second." in shown.err
    assert last(journal)[0]["retracts"] == second["id"]
    before = journal.read_bytes()
    assert bptip("retract", "--last", "--dry-run").code == 0
    assert journal.read_bytes() == before
    assert bptip("retract", "--last").code == 0
    assert last(journal)[0]["retracts"] == first["id"]


def test_the_last_one_is_of_the_plan_that_is_written_to(bptip: Bptip, workspace: Path) -> None:
    """The plan in force, or the one named."""
    other = workspace / "plans" / "2022-2024" / "progress.toml"
    name = max(last(other, 100), key=lambda each: each["recorded"])["id"]
    assert bptip("retract", "--last", "--plan", "2022-2024").code == 0
    assert last(other)[0]["retracts"] == name


def test_one_update_must_be_named(bptip: Bptip, journal: Path) -> None:
    """Either by its id or as the last one."""
    for arguments in ((), ("--last", last(journal)[0]["id"])):
        said = refused(bptip, journal, "retract", *arguments)
        assert "Give the id of the update, or add --last." in said
    said = refused(bptip, journal, "retract", "--last", "2025-2027")
    assert '"2025-2027" is a plan, and not an update.\n  Type --plan 2025-2027 in' in said


def test_a_journal_without_updates_has_no_last_one(
    bptip_in: Callable[[Path], Bptip], plans: Plans
) -> None:
    """Nothing is written."""
    plans.add('[[objective]]\nid = "1"\ntitle = "Wells"', id="empty")
    outcome = bptip_in(plans.folder.parent)("retract", "--last", "--plan", "empty")
    assert (outcome.code, outcome.out) == (2, "")
    assert "The plan empty has no update to take back." in outcome.err


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("[[update", "The journal of the plan 2025-2027 cannot be read: `bptip check 2025-2027`"),
        (
            (
                '[[update]]\nid = "x"\nitem = "2.1"\non = 2026-01-01\n'
                'recorded = 2026-01-01T00:00:00Z\nstatus = "x"\n'
            ),
            "The journal has 1 error, so nothing was written to it.",
        ),
    ],
)
def test_a_damaged_journal_is_not_called_empty(
    bptip: Bptip, journal: Path, damage: str, message: str
) -> None:
    """The fault is the journal's, not the user's."""
    journal.write_text(journal.read_text("utf-8") + damage, encoding="utf-8")
    assert message in refused(bptip, journal, "retract", "--last")


def test_an_unknown_id_is_refused(bptip: Bptip, journal: Path) -> None:
    """The message says where ids are shown; an ambiguous one lists the updates."""
    said = refused(bptip, journal, "retract", "nonesuch")
    assert 'There is no update "nonesuch".' in said
    assert "bptip log" in said
    said = refused(bptip, journal, "retract", "0195")
    assert 'Several updates match "0195":' in said
    assert "Type more characters of the id." in said
    said = refused(bptip, journal, "retract", "nonesuch", "--note", " ")
    assert "2 things are wrong" in said
    name = last(journal)[0]["id"]
    said = refused(bptip, journal, "retract", name, "--by", "River Bord", "--note", " ")
    assert "2 things are wrong" in said
    assert 'Did you mean "River Board"?' in said


def test_a_dry_run_takes_nothing_back(bptip: Bptip, journal: Path) -> None:
    """It only shows the result."""
    before = journal.read_bytes()
    outcome = bptip("retract", last(journal)[0]["id"], "--dry-run")
    assert (outcome.code, journal.read_bytes()) == (0, before)
    assert "nothing was written" in outcome.out


@pytest.mark.parametrize("width", ["80", "120"])
def test_the_log_shows_what_to_type(bptip: Bptip, journal: Path, width: str) -> None:
    """The end of the id is in every row, also on a narrow screen."""
    shown = bptip("log", terminal=True, env={"COLUMNS": width, "NO_COLOR": "1"}).out
    assert last(journal)[0]["id"][-8:] in shown


CONTRADICTION: Final = "The status and the percentage contradict each other."


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--status", "completed"], "No evidence of completion given"),
        (["--status", "delayed"], "No reason given"),
        (
            ["--status", "delayed", "--reason", "funding", "--expected", "2026-01-01"],
            "was already over",
        ),
        (
            ["--status", "completed", "--on", "2026-03-01", "--expected", "2026-04-01"],
            "the expected date is later",
        ),
        (["--status", "completed", "--progress", "40"], CONTRADICTION),
        (["--status", "in-progress", "--progress", "100"], CONTRADICTION),
        (["--status", "not-started", "--progress", "30"], CONTRADICTION),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_what_a_reader_will_miss_is_shown(bptip: Bptip, arguments: list[str], hint: str) -> None:
    """It is shown at once, while the user still knows, and the update is written all the same."""
    outcome = bptip("update", "2.1", *arguments)
    assert outcome.code == 0
    assert hint in outcome.out
