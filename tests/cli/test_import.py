"""`bptip import`: from an office's table to a plan, its next version, or progress."""

from __future__ import annotations

import re
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest
import tomli

from bptip.files.exchange import importing
from bptip.files.writing import write_plan_file
from bptip.plan.errors import BptipError
from json_schemas import misfits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Outcome, Process

PLAN: Final = """\
No.,Objective,Activity,Lead,Deadline,Budget
1.1,Prevent trafficking,Train consular staff in the region,Fiji (lead); Tonga,30 June 2026,5
1.2,,Publish a guide for recruiters,Tonga,Q3 2026,
2.1,Protect victims,Open three shelters on the coast,Viet Nam,Ongoing,7
2.2,,Meet once a year,Vietnam,Annually,
"""

TRACKER: Final = """\
No.,Activity,Status,Remarks
1.1,Train consular staff in the region,Completed,See https://example.org/report
2.1,Open three shelters on the coast,Under way,Two are open
"""

AMENDED: Final = PLAN.replace("Train consular staff", "Train consular and border staff").replace(
    "Q3 2026", "Q4 2026"
)


@pytest.fixture
def run(bptip_in: Callable[[Path], Bptip], elsewhere: Path) -> Bptip:
    """Bptip in a folder with three tables and no plan."""
    for name, text in (("plan.csv", PLAN), ("tracker.csv", TRACKER), ("amended.csv", AMENDED)):
        (elsewhere / name).write_text(text, encoding="utf-8")
    return bptip_in(elsewhere)


def files_in(folder: Path) -> dict[str, bytes]:
    """Returns the content of every file in a folder, without locks."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".lock"
    }


def imported(run: Bptip) -> Outcome:
    """Writes the plan, and returns the outcome."""
    outcome = run("import", "plan.csv", "--plan", "2026", "--write")
    assert outcome.code == 0, outcome.err
    return outcome


def test_a_preview_writes_nothing_and_ends_with_the_command_that_does(
    run: Bptip, elsewhere: Path
) -> None:
    """The line is typed as it is shown."""
    before = files_in(elsewhere)
    outcome = run("import", "plan.csv", "--plan", "2026", "--title", "Work plan")
    assert (outcome.code, outcome.err) == (0, "")
    assert files_in(elsewhere) == before
    last = outcome.out.splitlines()[-1]
    assert last == 'bptip import plan.csv --plan 2026 --title "Work plan" --write'
    assert "a preview: nothing was written" in outcome.out


def test_a_command_on_a_page_is_about_the_plans_of_the_page(run: Bptip, elsewhere: Path) -> None:
    """Typed as it is shown, it writes into the folder that `--plans` named, and nowhere else."""
    preview = run("--plans", "office plans", "import", "plan.csv", "--plan", "2028")
    typed = shlex.split(preview.out.splitlines()[-1])
    assert typed[-3:] == ["--write", "--plans", "office plans"]
    assert run(*typed[1:]).code == 0
    assert (elsewhere / "office plans" / "2028" / "v1.toml").is_file()
    assert not (elsewhere / "plans").exists()


def test_a_new_plan_is_sound_and_shown_at_once(run: Bptip, elsewhere: Path) -> None:
    """`check` finds no error in it, and the file reads as one that `new` writes."""
    outcome = imported(run)
    assert "plans/2026/v1.toml" in outcome.out
    checked = run("check", "2026", "--json").json
    assert [each for each in checked["problems"] if each["severity"] == "error"] == []
    text = (elsewhere / "plans" / "2026" / "v1.toml").read_text("utf-8")
    assert text.startswith("#:schema ../plan.schema.json\nschema = 1\n\n[plan]\n")
    assert "released = 2026-01-01" in text
    status = run("status", "2026", "-a", "--json").json
    activities = [each for objective in status["objectives"] for each in objective["activities"]]
    assert [(each["id"], each["lead"], each["due_words"]) for each in activities] == [
        ("1.1", ["Fiji"], None),
        ("1.2", ["Tonga"], "2026-Q3"),
        ("2.1", ["Viet Nam"], "ongoing"),
        ("2.2", ["Viet Nam"], None),
    ]


def test_importing_it_again_writes_nothing(run: Bptip, elsewhere: Path) -> None:
    """Another table of that id is refused."""
    imported(run)
    before = files_in(elsewhere)
    unseen = run("import", "plan.csv", "--plan", "2026", "--write", "-o", "no/x.md")
    assert (unseen.code, "Written:" in unseen.err) == (2, False)
    again = run("import", "plan.csv", "--plan", "2026", "--write")
    assert (again.code, "the plan has all of it already" in again.out) == (0, True)
    other = run("import", "amended.csv", "--plan", "2026", "--write")
    assert other.code == 2
    assert 'The plan "2026" exists already' in other.err
    assert files_in(elsewhere) == before


def test_a_proposed_import_has_the_options_that_were_typed(run: Bptip) -> None:
    """Those that fit the kind of import that it proposes."""
    imported(run)
    typed = ("--dates", "day-first", "--on", "2026-02-01", "--word", "Held=completed")
    kept = '--dates day-first --word "Held=completed"'
    exists = run("import", "amended.csv", "--plan", "2026", *typed)
    assert f"from this table: bptip import amended.csv --next-of 2026 {kept}\n" in exists.err
    nothing = run("import", "amended.csv", *typed)
    assert f"bptip import amended.csv --plan 2028 --on 2026-02-01 {kept}\n" in nothing.err
    assert f"bptip import amended.csv --next-of PLAN {kept}\n" in nothing.err
    assert f"bptip import amended.csv --into PLAN --on 2026-02-01 {kept}\n" in nothing.err


def test_a_row_with_an_unknown_word_is_never_called_known(run: Bptip, elsewhere: Path) -> None:
    """Although all else that the row states was taken in before."""
    rows = "No.,Activity,Status,Remarks\n1.1,Hold a meeting,{},Rooms are booked.\n"
    table = elsewhere / "t.csv"
    table.write_text(rows.format("Delayed"), "utf-8")
    new = ("--plan", "t", "--start", "2026", "--end", "2026", "--on", "2026-06-30", "--write")
    assert run("import", "t.csv", *new).code == 0
    table.write_text(rows.format("Held"), "utf-8")
    preview = run("import", "t.csv", "--into", "t", "--on", "2026-06-30")
    assert (preview.code, "a preview with 1 error" in preview.out) == (1, True)
    assert '--word "Held=completed" --write' in preview.out


def test_an_imported_plan_is_corrected_by_its_next_version_or_from_the_beginning(
    run: Bptip,
) -> None:
    """The folder is deleted only where nobody has reported."""
    imported(run)
    refused = run("import", "amended.csv", "--plan", "2026", "--write").err
    assert "bptip import amended.csv --next-of 2026\n" in refused
    assert "delete plans/2026, and type this again." in refused
    run("update", "1.1", "--plan", "2026", "--status", "done", "--on", "2026-06-30")
    refused = run("import", "amended.csv", "--plan", "2026", "--write").err
    assert "bptip import amended.csv --next-of 2026\n" in refused
    assert "delete" not in refused


def test_where_every_row_is_set_aside_no_command_that_writes_is_shown(
    run: Bptip, elsewhere: Path
) -> None:
    imported(run)
    (elsewhere / "t.csv").write_text("No.,Activity,Status\n1.1,Plant willows,Done\n", "utf-8")
    preview = run("import", "t.csv", "--into", "2026", "--on", "2026-06-30")
    assert "No row states anything about an item of the plan." in preview.out
    assert "--write" not in preview.out


@pytest.mark.parametrize("above", ["2025,,,", ",2025,,"])
def test_a_lone_year_above_a_table_leaves_titles_and_leads(
    run: Bptip, elsewhere: Path, above: str
) -> None:
    """Only the columns with reports are about that year."""
    rows = ["No.,Activity,Lead,Status", "1,Train staff,Fiji,done", "2,Publish a guide,Tonga,done"]
    (elsewhere / "year.csv").write_text("\n".join([above, *rows]) + "\n", encoding="utf-8")
    answer = run("import", "year.csv", "--plan", "2025", "--by", "Fiji", "--write", "--json").json
    assert answer["counts"]["with_lead"] == 2
    assert answer["counts"]["updates"] == 2
    text = (elsewhere / "plans" / "2025" / "v1.toml").read_text("utf-8")
    assert 'title = "Train staff"' in text
    assert (elsewhere / "plans" / "2025" / "progress.toml").read_text("utf-8").count(
        "on = 2025-12-31"
    ) == 2


def test_a_plan_that_another_run_wrote_meanwhile_keeps_its_journal(
    run: Bptip, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other run wrote its version after this one had looked for the plan."""
    line = ("import", "tracker.csv", "--plan", "t", "--start", "2026", "--end", "2026",
            "--on", "2026-02-01", "--by", "Fiji", "--write")  # fmt: skip

    def late(path: Path, content: bytes) -> None:
        write_plan_file(path, content)
        write_plan_file(path, content)

    monkeypatch.setattr(importing, "write_plan_file", late)
    refused = run(*line)
    assert (refused.code, "exists already" in refused.err) == (2, True)
    assert run("check", "t").code == 0
    journal = (elsewhere / "plans" / "t" / "progress.toml").read_text("utf-8")
    assert journal.count("[[update]]") == 2


@pytest.mark.parametrize("step", ["_append", "write_plan_file"])
def test_an_import_that_ctrl_c_stops_leaves_no_journal_alone(
    run: Bptip, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A folder with a journal alone is an error, on every page that looks for the plan in force."""
    real = getattr(importing, step)

    def stopped(*arguments: object) -> None:
        if step == "_append":
            real(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, step, stopped)
    line = ("import", "tracker.csv", "--plan", "t", "--start", "2026", "--end", "2026",
            "--on", "2026-02-01", "--by", "Fiji", "--write")  # fmt: skip
    with suppress(KeyboardInterrupt):
        run(*line)
    assert list((elsewhere / "plans").rglob("*.toml")) == []
    monkeypatch.undo()
    assert run(*line).code == 0


def test_two_tables_never_become_one_plan(process: Process, elsewhere: Path, run: Bptip) -> None:
    """If two imports run under one id at the same moment, one is refused and leaves nothing."""
    (elsewhere / "other.csv").write_text(
        "No.,Activity,Status\n7.1,Buy boats,Done\n7.2,Paint them,Done\n", encoding="utf-8"
    )
    line = ("--plan", "t", "--start", "2026", "--end", "2026", "--on", "2026-02-01", "--write")
    running = [
        process.start("import", file, *line, cwd=elsewhere) for file in ("tracker.csv", "other.csv")
    ]
    codes = [(each.communicate(timeout=60), each.returncode)[1] for each in running]
    assert sorted(codes) == [0, 2]
    assert run("check", "t").code == 0
    items = {each["item"] for each in run("log", "t", "--json").json["updates"]}
    assert items in ({"1.1", "2.1"}, {"7.1", "7.2"})


def test_what_was_written_is_said_when_a_file_beside_the_plan_cannot_be(
    run: Bptip, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the user would import the table again."""

    def full(_: Path) -> list[Path]:
        raise BptipError("The disk is full.")

    monkeypatch.setattr(importing, "write_beside", full)
    outcome = run("import", "plan.csv", "--plan", "2026", "--write")
    assert outcome.code == 2
    assert "Written: plans/2026/v1.toml. Do not import it again." in outcome.err


def test_a_plan_with_progress_gets_a_journal(run: Bptip, elsewhere: Path) -> None:
    """On the day that --on names; without one nothing is written."""
    refused = run(
        "import", "tracker.csv", "--plan", "t", "--start", "2026", "--end", "2026", "--write"
    )
    assert refused.code == 2
    assert "On which day was this true?" in refused.err
    assert not (elsewhere / "plans").exists()
    day = ("--on", "2026-06-30", "--start", "2026", "--end", "2026")
    outcome = run("import", "tracker.csv", "--plan", "t", *day, "--write", "--json")
    assert outcome.code == 0
    assert outcome.json["counts"]["updates"] == 2
    rows = run("log", "t", "--json").json["updates"]
    assert [(each["item"], each["status"], each["said"]) for each in rows] == [
        ("1.1", "completed", None),
        ("2.1", "in-progress", "Under way"),
    ]
    assert rows[0]["evidence"] == ["https://example.org/report"]
    assert rows[0]["taken_from"] == "tracker.csv, line 2"


def test_progress_goes_onto_the_items_of_a_plan_once(run: Bptip) -> None:
    """A second import adds nothing, on whatever day."""
    imported(run)
    first = run(
        "import", "tracker.csv", "--into", "2026", "--on", "2026-06-30", "--write", "--json"
    )
    assert (first.code, first.json["written"]) == (0, ["plans/2026/progress.toml"])
    again = run(
        "import", "tracker.csv", "--into", "2026", "--on", "2026-09-30", "--write", "--json"
    )
    assert (again.code, again.json["written"]) == (0, [])
    assert again.json["not_written"] == {"same": 2, "replaced": 0, "taken_back": 0}
    assert len(run("log", "2026", "--json").json["updates"]) == 2
    update = run("log", "2026", "--json").json["updates"][0]["id"]
    assert run("retract", update).code == 0
    taken_back = run("import", "tracker.csv", "--into", "2026", "--on", "2026-06-30", "--json").json
    assert taken_back["not_written"]["taken_back"] == 1
    again = run(
        "import", "tracker.csv", "--into", "2026", "--on", "2026-06-30", "--again", "--write"
    )
    assert again.code == 0
    assert run("show", "1.1", "--plan", "2026", "--json").json["status"] == "completed"


def test_the_next_version_carries_the_ids_over(run: Bptip, elsewhere: Path) -> None:
    """It needs the day of its release; `check` finds no error; `diff` shows the same counts."""
    imported(run)
    preview = run("import", "amended.csv", "--next-of", "2026", "--json")
    assert (preview.code, misfits(preview.json, "import")) == (0, [])
    assert preview.json["changes"] == {"added": 0, "changed": 2, "unchanged": 2, "removed": 0}
    assert [pair["match"] for pair in preview.json["pairs"] if pair["old"] == "1.1"] == ["id"]
    refused = run("import", "amended.csv", "--next-of", "2026", "--write")
    assert (refused.code, "--released" in refused.err) == (2, True)
    for wish in ((), ("--write",)):
        early = run("import", "amended.csv", "--next-of", "2026", "--released", "2025", *wish)
        assert (early.code, "before" in early.err) == (2, True)
    done = run("import", "amended.csv", "--next-of", "2026", "--released", "2026-03-01", "--write")
    assert (done.code, done.err) == (0, "")
    assert "\nNext: bptip diff 2026@v1 2026@v2\n" in done.out
    errors = [
        p for p in run("check", "2026", "--json").json["problems"] if p["severity"] == "error"
    ]
    assert errors == []
    changes = run("diff", "2026@v1", "2026@v2", "--json").json["summary"]["activity"]
    assert (changes["changed"], changes["unchanged"]) == (2, 2)
    assert 'follows = "v1 ' in (elsewhere / "plans" / "2026" / "v2.toml").read_text("utf-8")
    again = run("import", "amended.csv", "--next-of", "2026", "--released", "2026-04-01", "--write")
    assert (again.code, "the plan has all of it already" in again.out) == (0, True)
    assert not (elsewhere / "plans" / "2026" / "v3.toml").exists()


def test_new_and_gone_activities_are_named_up_to_five(run: Bptip, elsewhere: Path) -> None:
    imported(run)
    topics = ("Harbour lights", "Seed banks", "Choir tours", "Tax forms", "Snow ploughs", "Kites")
    rows = "".join(f"3.{n},Widen,{topic},Fiji,Q4 2026,\n" for n, topic in enumerate(topics, 1))
    amended = PLAN.replace("1.2,,Publish a guide for recruiters,Tonga,Q3 2026,\n", "") + rows
    (elsewhere / "amended.csv").write_text(amended, encoding="utf-8")
    page = " ".join(run("import", "amended.csv", "--next-of", "2026").out.split())
    assert "Activities 6 new, 0 changed, 3 the same, 1 gone" in page
    assert "New 3.1 Harbour lights 3.2 Seed banks 3.3 Choir tours 3.4 Tax forms" in page
    assert "3.5 Snow ploughs and 1 more Gone 1.2 Publish a guide for recruiters" in page


def test_a_table_that_is_left_out_is_named_without_the_line_for_the_map(
    run: Bptip, elsewhere: Path
) -> None:
    """The list of what is set aside has the option, as the errors have."""
    (elsewhere / "t.csv").write_text("Agency,Trained?\nFiji,Y\n", encoding="utf-8")
    page = run("import", "t.csv", "--plan", "2026").out
    assert page.count('--column "Agency=activity"') == 2
    assert "In the map" not in page


def test_an_error_names_the_place_what_is_there_and_the_line_for_the_map(
    run: Bptip, elsewhere: Path
) -> None:
    """A preview with one exits with 1, a write with 2; without a map it names options alone."""
    (elsewhere / "t.csv").write_text(TRACKER.replace("Completed", "Started"), encoding="utf-8")
    day = ("--plan", "t", "--start", "2026", "--end", "2026", "--on", "2026-06-30")
    preview = run("import", "t.csv", *day)
    assert preview.code == 1
    assert 'line 2: "Started" is not a status that bptip knows (1 cell).' in preview.out
    assert "In the map" not in preview.out
    refused = run("import", "t.csv", *day, "--write")
    assert refused.code == 2
    assert (
        't.csv, line 2: "Started" is not a status that bptip knows (1 cell). '
        'Add --word "Started=in-progress". In the map: status = { "Started" = "in-progress" }'
    ) in refused.err
    (elsewhere / "map.toml").write_text('dates = "day-first"', encoding="utf-8")
    assert "In the map: status = {" in run("import", "t.csv", *day, "--map", "map.toml").out
    (elsewhere / "map.toml").write_text('status = { "Started" = "in-progress" }', encoding="utf-8")
    assert run("import", "t.csv", *day, "--map", "map.toml", "--write").code == 0


def test_every_unknown_word_is_in_the_command_to_paste(run: Bptip, elsewhere: Path) -> None:
    """On one line in a narrow window too; "?" waits for an answer. The map has them too."""
    words = ("Ongoing", "Waits for minister's “no”", "Held in November", "Planned")
    rows = "\n".join(f"{place},Do {place},{word}" for place, word in enumerate(words, 1))
    (elsewhere / "t.csv").write_text(f"No,Activity,Status\n{rows}\n", encoding="utf-8")
    day = ("--plan", "t", "--start", "2026", "--end", "2026", "--on", "2026-06-30")
    preview = run("import", "t.csv", *day, env={"COLUMNS": "80"}).out
    assert 'In place of each "?" write not-started, in-progress,' in preview
    assert preview.splitlines()[-1] == (
        f'bptip import t.csv {" ".join(day)} --word "Ongoing=?"'
        ' --word "Waits for minister\'s no=?"'
        ' --word "Held in November=completed" --word "Planned=not-started" --write'
    )
    options = ("--word", "Ongoing=continuous", "--word", "Waits for minister's no=on hold",
               "--word", "Held in November=completed")  # fmt: skip
    refused = run("import", "t.csv", *day, *options, "--write")
    assert refused.code == 2
    assert '--word "Planned=not-started" --write' in refused.err
    (elsewhere / "map.toml").write_text('status = { "Planned" = "completed" }', encoding="utf-8")
    last = ("--map", "map.toml", "--word", "Planned=not-started", "--save-map", "saved.toml")
    assert run("import", "t.csv", *day, *options, *last, "--write").code == 0
    assert '"Planned" = "not-started"' in (elsewhere / "saved.toml").read_text(encoding="utf-8")
    states = [each["status"] for each in run("log", "t", "--json").json["updates"]]
    assert states == ["continuous", "on-hold", "completed", "not-started"]


def test_many_unknown_words_are_typed_or_put_into_a_map(run: Bptip, elsewhere: Path) -> None:
    """However many there are, --word has each; a map, one a line, is the second way."""
    day = ("--plan", "t", "--start", "2026", "--end", "2026", "--on", "2026-06-30")
    for words in (8, 9):
        rows = "".join(
            f"{place},Do {place},Step {chr(64 + place)}\n" for place in range(1, words + 1)
        )
        (elsewhere / f"t{words}.csv").write_text(f"No,Activity,Status\n{rows}", encoding="utf-8")
    assert "--save-map" not in run("import", "t8.csv", *day).out
    begin = ("import", "t9.csv", *day)
    save = (*begin, "--save-map", "t9-map.toml")
    meant = [f'--word "Step {letter}=?"' for letter in "ABCDEFGHI"]
    typed = [f"bptip {' '.join(command)}" for command in (save, (*begin, *meant, "--write"))]
    preview = run(*begin).out
    assert [line for line in preview.splitlines() if line.startswith("bptip ")] == typed
    assert "To give the 9 words their meanings in a file instead (a map), type:" in preview
    assert "… and 1 more" in preview
    assert 'line 2: 9 words, such as "Step A", are not statuses' in preview
    assert "a preview with 1 error: nothing was written" in preview
    refused = run(*begin, "--write")
    assert (refused.code, [line in refused.err for line in typed]) == (2, [False, True])
    assert "Nothing was written: 1 error in t9.csv." in refused.err
    write = (*begin, "--map", "t9-map.toml", "--write")
    saved_preview = run(*save).out
    assert saved_preview.splitlines()[-1] == f"bptip {' '.join(write)}"
    assert 'In t9-map.toml, write in place of each "?"' in saved_preview
    assert "in a file instead" not in saved_preview
    saved = elsewhere / "t9-map.toml"
    text = saved.read_text(encoding="utf-8")
    assert text.count(' = "?"  # 1 cell\n') == 9
    saved.write_text(text.replace('"?"  #', '"completed"  #'), encoding="utf-8")
    assert run(*write).code == 0
    states = {each["status"] for each in run("log", "t", "--json").json["updates"]}
    assert states == {"completed"}


def test_the_rows_and_colours_that_the_last_command_leaves_out_are_named(
    run: Bptip, elsewhere: Path
) -> None:
    """Their options are in the preview; the sentence says what the last line does not take."""
    plan = "No,Activity\n1.1,Run a radio campaign on fake recruiters\n1.2,Print the guide\n"
    (elsewhere / "p.csv").write_text(plan, encoding="utf-8")
    run("import", "p.csv", "--plan", "p", "--start", "2026", "--end", "2026", "--write")
    rows = "Activity,Status\nRadio campaign against fake recruiters,Done\nPrint the guide,Done\n"
    (elsewhere / "t.csv").write_text(rows, encoding="utf-8")
    typed = ("import", "t.csv", "--into", "p", "--on", "2026-06-30")
    left = "Not in the next command: 1 row that is only like an item (--item)."
    preview = run(*typed).out
    assert left in preview
    taken = run(*typed, "--item", "Radio campaign against fake recruiters=1.1")
    assert (taken.code, left in taken.out) == (0, False)


def test_words_for_the_end_of_the_plan_have_its_last_day(run: Bptip, elsewhere: Path) -> None:
    """It is proposed to type; what bptip cannot propose has a plain word in its place."""
    rows = "Train,end of the plan\nPrint,by the end of the project\nSing,next year\n"
    (elsewhere / "e.csv").write_text(f"Activity,Due\n{rows}Meet,Quarterly\n", encoding="utf-8")
    begin = ("import", "e.csv", "--plan", "e", "--start", "2026", "--end", "2027")
    pairs = ("end of the plan=2027-12-31", "by the end of the project=2027-12-31", "next year=DATE")
    options = " ".join(f'--dates "{pair}"' for pair in pairs)
    dated = f"bptip {' '.join(begin)} {options}"
    preview = run(*begin).out
    assert dated in preview.splitlines()
    assert "in place of DATE" in preview
    assert "(3 without a clear date, 1 recurring)" in " ".join(preview.split())


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--word", "Held", 'bptip cannot read "Held".'),
        ("--word", "Held=?", 'Replace "Held=?" by its meaning.'),
        ("--word", "Held=finish", 'There is no status "finish".'),
        ("--column", "Remarks=comment", 'There is no role of a column "comment".'),
        ("--colour", "mauve=completed", 'The map: colours cannot be "mauve".'),
        ("--set", "season=north", 'bptip cannot set "season=north".'),
        ("--set", "seasons=east", '--set seasons cannot be "east".'),
        ("--party", "Tonga", 'bptip cannot read "Tonga".'),
        ("--dates", "mid-2026=later", 'bptip cannot read "later" as a date.'),
        ("--dates", "mid-2026=?", 'Replace "mid-2026=?" by its meaning.'),
        ("--dates", "mid-2026=DATE", 'Replace "mid-2026=DATE" by its meaning.'),
        ("--column", "Kosten=skip", 'the table has no column "Kosten".'),
    ],
)
def test_a_meaning_that_makes_no_sense_is_refused(
    run: Bptip, option: str, text: str, said: str
) -> None:
    """Each with what can be written."""
    outcome = run("import", "tracker.csv", "--plan", "t", option, text)
    assert (outcome.code, said in outcome.err) == (2, True)


def test_a_column_is_named_without_a_map(run: Bptip) -> None:
    """In the command to paste too."""
    outcome = run("import", "plan.csv", "--plan", "2026", "--column", "Budget=skip", "--json")
    roles = {each["header"]: each["role"] for each in outcome.json["tables"][0]["columns"]}
    assert roles["Budget"] == "skip"
    page = run("import", "plan.csv", "--plan", "2026", "--column", "Budget=skip").out
    assert page.endswith('--column "Budget=skip" --write\n')


def test_other_keys_of_a_map_are_options(run: Bptip, elsewhere: Path) -> None:
    """A key with one value is set; a spelling of a party can mean several."""
    rows = "Paint,summer 2026,Fiji/Tonga\nLight,FY 2026-27,Vietnam\n"
    (elsewhere / "s.csv").write_text(f"Activity,Due,Lead\n{rows}")
    begin = ("import", "s.csv", "--plan", "s", "--start", "2026", "--end", "2028")
    hints = " ".join(run(*begin).out.split())
    assert "Add --set seasons=north or --set seasons=south." in hints
    assert "--set fiscal-year=04." in hints
    assert "In --set seasons, write north or south." in hints
    assert 'In place of each "?"' not in hints
    assert hints.endswith('--set "seasons=?" --set "fiscal-year=?" --write')
    assert run(*begin, "--set", "seasons=?", "--write").code == 2
    options = ("--party", "Fiji/Tonga=Fiji; Tonga", "--party", "Vietnam=Viet Nam",
               "--set", "seasons=north", "--set", "fiscal-year=04")  # fmt: skip
    made = run(*begin, *options, "--write", "--json").json
    assert [each["name"] for each in made["parties"]] == ["Fiji", "Tonga", "Viet Nam"]
    version = tomli.loads((elsewhere / "plans" / "s" / "v1.toml").read_text("utf-8"))
    dues = [str(each["due"]) for each in version["objective"][0]["activity"]]
    assert (dues, made["problems"]) == (["2026-08-31", "2027-03-31"], [])


def test_the_order_of_dates_is_an_option_in_the_command_that_writes(
    run: Bptip, elsewhere: Path
) -> None:
    """It is proposed where a date has two readings; the map that is saved has the same word."""
    table = "Activity,Due\nPaint the pier,07/08/2026\nLight it,2/15/2026\nOpen it,09.10.26\n"
    (elsewhere / "pier.csv").write_text(table)
    begin = ("import", "pier.csv", "--plan", "pier", "--start", "2026", "--end", "2026")
    preview = run(*begin)
    readings = "7 Aug 2026 with day-first and 8 Jul 2026 with month-first"
    assert f'"07/08/2026" is {readings}.\n' in preview.out
    assert preview.out.endswith("--dates month-first --write\n")
    assert (preview.code, run(*begin, "--dates", "soon").code) == (0, 2)
    assert not (elsewhere / "plans").exists()
    run(*begin, "--dates", "day-first", "--save-map", "map.toml", "--write")
    assert 'dates = "day-first"\n' in (elsewhere / "map.toml").read_text("utf-8")
    version = tomli.loads((elsewhere / "plans" / "pier" / "v1.toml").read_text("utf-8"))
    dues = [str(each["due"]) for each in version["objective"][0]["activity"]]
    assert dues == ["2026-08-07", "2026-02-15", "2026-10-09"]
    progress = "No,Due,Status,As at\n1.1,07/08/2026,Done,03/05/2026\n"
    (elsewhere / "progress.csv").write_text(progress)
    into = ("import", "progress.csv", "--into", "pier", "--json")
    assert [each["code"] for each in run(*into).json["problems"]] == ["ambiguous-date"]
    taken = run(*into, "--dates", "day-first").json
    assert (taken["counts"]["updates"], taken["problems"]) == (1, [])


def test_a_month_with_two_digits_of_its_year_is_an_option(run: Bptip, elsewhere: Path) -> None:
    """For a beginning too."""
    (elsewhere / "m.csv").write_text("Activity,Start,Due\nPaint,Feb-26,2026-12-31\n")
    begin = ("import", "m.csv", "--plan", "m", "--start", "2026", "--end", "2026")
    assert 'add --dates "Feb-26=2026-02"' in " ".join(run(*begin).out.split())
    assert run(*begin, "--dates", "Feb-26=2026-02", "--write").code == 0
    assert 'start = "2026-02"\n' in (elsewhere / "plans/m/v1.toml").read_text("utf-8")


def test_the_first_rows_have_what_the_table_reports(run: Bptip, elsewhere: Path) -> None:
    """A percentage is a report too; in a matrix each party has its own status."""
    (elsewhere / "p.csv").write_text("Activity,% complete\nPaint,40\n", encoding="utf-8")
    dated = ("--start", "2026", "--end", "2026", "--on", "2026-06-30")
    assert re.search("Paint +40 %", run("import", "p.csv", "--plan", "p", *dated).out)
    (elsewhere / "x.csv").write_text("Agency,Trained?\nFiji,Done\nTonga,Not started\n")
    matrix = 'matrix = { party = "Agency", items = { "Trained?" = "1.1" } }'
    (elsewhere / "x.toml").write_text(matrix)
    shown = run("import", "x.csv", "--plan", "x", "--map", "x.toml", *dated).out
    assert re.search("Fiji, Tonga +✓ completed, ○ not started", shown)


def test_without_a_period_its_days_are_null(run: Bptip, elsewhere: Path) -> None:
    """Today is not when the plan begins."""
    (elsewhere / "n.csv").write_text("Activity\nPaint\n", encoding="utf-8")
    plan = run("import", "n.csv", "--plan", "n", "--json").json["plan"]
    assert (plan["start"], plan["end"]) == (None, None)


def test_a_table_without_activities_is_not_a_plan(run: Bptip, elsewhere: Path) -> None:
    """Neither is one whose rows have no titles."""
    for rows in ("", ",Fiji,2026\n"):
        (elsewhere / "n.csv").write_text(f"Activity,Lead,Due\n{rows}", encoding="utf-8")
        made = run("import", "n.csv", "--plan", "n", "--json")
        assert (made.code, [each["code"] for each in made.json["problems"]]) == (
            1,
            ["no-activity-column"],
        )
        assert run("import", "n.csv", "--plan", "n", "--write").code == 2


def test_a_report_of_a_day_before_the_last_one_is_noted(run: Bptip, elsewhere: Path) -> None:
    """It is added, and the later one stays in force."""
    head = "No,Activity,Due,Status,Remarks,Date of update\n1.1,Train,2026-12-31,"
    (elsewhere / "t.csv").write_text(f"{head}Delayed,Late,2026-06-30\n", encoding="utf-8")
    assert run("import", "t.csv", "--plan", "t", "--write").code == 0
    (elsewhere / "t.csv").write_text(f"{head},Late,2026-05-31\n", encoding="utf-8")
    shown = run("import", "t.csv", "--into", "t")
    assert "1.1 on 31 May 2026, before 30 Jun 2026." in " ".join(shown.out.split())
    (elsewhere / "t.csv").write_text(f"{head},Early,2026-07-31\n", encoding="utf-8")
    assert "which stays in force" not in run("import", "t.csv", "--into", "t").out


def test_what_many_cells_have_alike_is_said_once(run: Bptip, elsewhere: Path) -> None:
    """The answer as data has each of them."""
    rows = "\n".join(f"Do {place},spring 2026" for place in range(3))
    (elsewhere / "s.csv").write_text(f"Activity,Due\n{rows}\n", encoding="utf-8")
    day = ("import", "s.csv", "--plan", "s", "--start", "2026", "--end", "2026")
    shown = run(*day).out
    assert shown.count("spring 2026") == 1
    assert "30 Nov 2026 in the south (3 cells)." in " ".join(shown.split())
    problems = run(*day, "--json").json["problems"]
    assert [each["place"] for each in problems] == ["line 2", "line 3", "line 4"]


def test_a_row_that_is_there_twice_is_a_warning_on_the_screen(run: Bptip, elsewhere: Path) -> None:
    """Nothing sets it aside for a new plan: it becomes an activity of its own."""
    (elsewhere / "t.csv").write_text("No,Activity\n1,Train\n1,Train\n", encoding="utf-8")
    shown = run("import", "t.csv", "--plan", "t", "--start", "2026", "--end", "2026").out
    message = '1 "Train" is in line 2 too, so it became two activities.'
    assert f"Warnings\nline 3: {message}" in shown


def test_a_sign_for_a_status_is_typed_as_it_is(run: Bptip, elsewhere: Path) -> None:
    """Without its letters nothing would be left of it."""
    (elsewhere / "t.csv").write_text("Activity,Done?\nTrain,✗\n", encoding="utf-8")
    day = ("--plan", "t", "--start", "2026", "--end", "2026", "--on", "2026-06-30")
    assert '--word "✗=?"' in run("import", "t.csv", *day).out
    assert run("import", "t.csv", *day, "--word", "✗=not-started", "--write").code == 0


WORDY: Final = """\
No.,Activity,Deadline
1,Draft the law,mid-2026
2,Train officers,by mid 2026
3,Open the hotline,after the election
4,Meet,Quarterly
5,Map the coast,within 2026
"""


def test_due_dates_in_words_are_listed_with_what_counts_and_how_a_date_is_given(
    run: Bptip, elsewhere: Path
) -> None:
    """By cell, activity and words; the same words before "by" and without it are one question."""
    (elsewhere / "w.csv").write_text(WORDY)
    begin = ("import", "w.csv", "--plan", "w", "--start", "2026", "--end", "2028")
    preview = run(*begin)
    assert preview.code == 0
    assert "Each activity counts as due by the plan's end, 31 Dec 2028." in " ".join(
        preview.out.split()
    )
    rows = re.findall(r"^(line \d) +(\d)  (.+?) {2,}(.+)$", preview.out, re.MULTILINE)
    assert rows == [
        ("line 2", "1", "Draft the law", "mid-2026"),
        ("line 3", "2", "Train officers", "by mid 2026"),
        ("line 4", "3", "Open the hotline", "after the election"),
        ("line 5", "4", "Meet", "Quarterly"),
    ]
    dated = f'bptip {" ".join(begin)} --dates "mid-2026=2026-06" --dates "after the election=DATE"'
    assert dated in preview.out.splitlines()
    assert preview.out.endswith("--end 2028 --write\n")
    meant = ("--dates", "mid-2026=30 June 2026", "--dates", "After the election=ongoing")
    run(*begin, *meant, "--save-map", "map.toml", "--write")
    version = tomli.loads((elsewhere / "plans" / "w" / "v1.toml").read_text("utf-8"))
    activities = version["objective"][0]["activity"]
    dues = [str(each.get("due")) for each in activities]
    assert dues == ["2026-06-30", "2026-06-30", "ongoing", "None", "2026"]
    assert activities[1]["extra"] == {"Deadline": "by mid 2026"}
    again = run(*begin, "--map", "map.toml", "--json").json
    assert again["due"] == {
        "day": 2, "span": 1, "ongoing": 1, "recurring": 1, "words": 0, "none": 0
    }  # fmt: skip


def test_continuous_is_what_pages_will_show(run: Bptip, elsewhere: Path) -> None:
    """A standing commitment without a due date, in progress with one; the preview says so."""
    imported(run)
    (elsewhere / "p.csv").write_text(re.sub("Completed|Under way", "On-going", TRACKER))
    begin = ("import", "p.csv", "--into", "2026", "--on", "2026-03-31")
    asked = run(*begin).out
    assert "continuous: it goes on without an end, as a standing commitment.\n" in asked
    preview = run(*begin, "--word", "On-going=continuous").out
    assert re.search(r"On-going +∞ continuous +2\n", preview)
    assert "1 without a due date in the plan (standing commitments), 1 with one" in preview
    assert re.search(r"1\.1 .*∞ in progress \(continuous\)", preview)
    assert re.search(r"2\.1 .*∞ standing commitment", preview)


def test_a_table_without_dates_needs_the_plans_period(run: Bptip, elsewhere: Path) -> None:
    """The preview shows everything else; a table without activities is shown in the same way."""
    (elsewhere / "u.csv").write_text("Activity,Lead\nTrain,Fiji\n", encoding="utf-8")
    preview = run("import", "u.csv", "--plan", "u", "--json")
    assert (preview.code, [each["code"] for each in preview.json["problems"]]) == (1, ["no-day"])
    refused = run("import", "u.csv", "--plan", "u", "--write")
    assert (refused.code, "--start" in refused.err) == (2, True)
    assert "  u.csv: Nothing in the table says when the plan begins and ends." in refused.err
    shown = run("import", "u.csv", "--plan", "u").out
    assert "u, version 1\n" in shown
    (elsewhere / "n.csv").write_text("Name,Country\nA,Fiji\n", encoding="utf-8")
    nothing = run("import", "n.csv", "--plan", "n", "--json")
    assert nothing.code == 1
    assert [each["code"] for each in nothing.json["problems"]] == ["no-activity-column"]


def test_the_map_is_saved_as_guessed(run: Bptip, elsewhere: Path) -> None:
    """An existing file is kept unless it may be replaced."""
    outcome = run("import", "plan.csv", "--plan", "2026", "--save-map", "map.toml")
    assert (outcome.code, outcome.err) == (0, "Written: map.toml\n")
    kept = run("import", "plan.csv", "--plan", "2026", "--save-map", "map.toml")
    assert (kept.code, "exists already" in kept.err) == (2, True)
    assert run("import", "plan.csv", "--plan", "2026", "--save-map", "map.toml", "-f").code == 0
    table = (elsewhere / "plan.csv").read_bytes()
    for own in ("plan.csv", "v1.toml"):
        refused = run("import", "plan.csv", "--plan", "2026", "--save-map", own, "-f")
        assert (refused.code, "Choose another file: --save-map NAME.toml" in refused.err) == (
            2,
            True,
        )
    assert (elsewhere / "plan.csv").read_bytes() == table
    assert not (elsewhere / "v1.toml").exists()
    again = ("--map", "map.toml", "--save-map", "map.toml", "-f")
    assert run("import", "plan.csv", "--plan", "2026", *again).code == 0
    with_map = run("import", "plan.csv", "--plan", "2026", "--map", "map.toml", "--json").json
    assert with_map == run("import", "plan.csv", "--plan", "2026", "--json").json


def test_rows_are_counted_in_the_tables_that_are_read(run: Bptip, elsewhere: Path) -> None:
    """A table that is left out does not count: the two lines agree."""
    imported(run)
    text = "| No | Status |\n| - | - |\n| 1.1 | Done |\n\nContacts\n\n| Zip | Fax |\n| - | - |\n"
    (elsewhere / "t.md").write_text(text + "| 1 | 2 |\n", encoding="utf-8")
    page = run("import", "t.md", "--into", "2026", "--on", "2026-06-30").out
    assert "header in row 1, 1 row\n" in page
    assert "1 row, with reports on 1 item of the plan" in page


def test_a_line_to_type_has_the_name_of_the_file_in_quotes(run: Bptip) -> None:
    """Names of files have blanks in offices."""
    refused = run("import", "work plan (v3).csv").err
    assert 'A new plan: bptip import "work plan (v3).csv" --plan 2028' in refused


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Name what the table is: one of --plan, --next-of and --into."),
        (("--plan", "a", "--into", "b"), "Name what the table is"),
        (("--plan", "v1"), "cannot be a plan's id"),
        (("--into", "2026", "--title", "x"), "--title has no meaning with --into."),
        (("--next-of", "2026", "--on", "2026"), "--on has no meaning with --next-of."),
        (("--plan", "x", "--start", "2027", "--end", "2026"), "The plan ends before it begins."),
        (("--plan", "x", "--sheet", "Other"), 'plan.csv has no sheet "Other".'),
        (("--plan", "x", "--map", "none.toml"), "none.toml"),
        (("--next-of", "2027"), 'no plan "2027"'),
        (("--plan", "x", "--on", "2030-01-01"), "in the future"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Bptip, arguments: tuple[str, ...], message: str
) -> None:
    """Nothing is written."""
    imported(run)
    outcome = run("import", "plan.csv", *arguments)
    assert outcome.code == 2
    assert message in outcome.err


def test_a_file_that_cannot_be_read_is_refused(run: Bptip, elsewhere: Path) -> None:
    """With exit code 2, and JSON says so."""
    (elsewhere / "bad.map.toml").write_text("status = {", encoding="utf-8")
    for arguments in (("none.csv",), ("plan.csv", "--map", "bad.map.toml")):
        outcome = run("import", *arguments, "--plan", "x", "--json")
        assert outcome.code == 2
        assert outcome.json["error"]["code"] in ("not-found", "broken-file")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sheet = 'A'\nstatus = {", "map.toml:2:"),
        (f"columns = {'[' * 5000}", "map.toml:1:"),
        (f"header = {'9' * 6000}", "map.toml:1:"),
    ],
    ids=["unfinished", "deep", "long"],
)
def test_a_map_that_is_not_toml_is_refused_with_the_line(
    run: Bptip, elsewhere: Path, text: str, said: str
) -> None:
    """As a plan is, however deep or long its values are."""
    (elsewhere / "map.toml").write_text(text, encoding="utf-8")
    outcome = run("import", "plan.csv", "--plan", "x", "--map", "map.toml")
    assert outcome.code == 2
    assert outcome.err.startswith("bptip: The map has 1 error, so the table was not read.\n")
    assert said in outcome.err


def test_the_answer_has_exactly_its_keys(run: Bptip) -> None:
    """Each kind of import, with findings and without."""
    imported(run)
    for arguments in (
        ("plan.csv", "--plan", "2027"),
        ("amended.csv", "--next-of", "2026"),
        ("tracker.csv", "--into", "2026"),
        ("tracker.csv", "--into", "2026", "--on", "2026-06-30"),
    ):
        outcome = run("import", *arguments, "--json")
        assert misfits(outcome.json, "import") == []
    rows = run("import", "tracker.csv", "--into", "2026", "--format", "csv").rows
    assert [(row["severity"], row["code"], row["place"]) for row in rows] == [
        ("error", "no-day", "line 2")
    ]


def test_the_public_plans_are_never_written_to(run: Bptip) -> None:
    """`init` copies them first."""
    outcome = run("import", "tracker.csv", "--into", "2024-2026", "--on", "2026-06-30", "--write")
    assert (outcome.code, "bptip init" in outcome.err) == (2, True)


def test_a_journal_alone_in_the_folder_is_gone_on_with(run: Bptip, elsewhere: Path) -> None:
    """A run that was killed between the journal and the version is repeated."""
    day = ("--plan", "t", "--start", "2026", "--end", "2026", "--on", "2026-06-30", "--write")
    assert run("import", "tracker.csv", *day).code == 0
    (elsewhere / "plans" / "t" / "v1.toml").unlink()
    assert run("import", "tracker.csv", *day).code == 0
    assert len(run("log", "t", "--json").json["updates"]) == 2


def test_the_preview_fits_a_terminal(run: Bptip) -> None:
    """Eighty columns, in colour."""
    outcome = run("import", "plan.csv", "--plan", "2026", terminal=True, env={"COLUMNS": "80"})
    assert outcome.code == 0
    assert max(map(len, _plain(outcome.out).splitlines())) <= 80


def _plain(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)
