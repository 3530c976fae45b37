"""`bptip redact`: texts are taken off the record, and never come back."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli

from cli.test_merge import copy
from files.journal_blocks import update
from json_schemas import misfits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Outcome, Plans

SECRET: Final = "Ms A. Person of Village B"
WHY: Final = "names a victim"
TEXTS: Final = {
    "note": f'"""\n{SECRET} was heard.\n[[update]]\n"""  # {SECRET}',
    "next": f"'Call {SECRET}'",
    "challenges": f'"{SECRET}"',
    "evidence": f'[\n  # {SECRET}\n  "https://example.org/person",\n]',
    "taken_from": f'"{SECRET}.xlsx"',
}
FIGURES: Final = {"status": '"delayed"', "progress": "40", "reason": '"security"', "by": '"Fiji"'}
PLAN: Final = (
    '[[objective]]\nid = "1"\ntitle = "A"\n[[objective.activity]]\nid = "1.1"\ntitle = "B"\n'
)


@pytest.fixture
def journal(plans: Plans) -> Path:
    """A journal of three updates; the second has all the texts."""
    blocks = update(id='"first"') + update(id='"second"', **TEXTS, **FIGURES) + update(id='"third"')
    return plans.add(PLAN, blocks) / "progress.toml"


@pytest.fixture
def run(journal: Path, bptip_in: Callable[[Path], Bptip]) -> Bptip:
    """Runs bptip in the folder of the workspace."""
    return bptip_in(journal.parents[2])


def redacted(run: Bptip, *options: str) -> Outcome:
    """Redacts the second update."""
    outcome = run("redact", "second", "--why", WHY, *options)
    assert outcome.code == 0, outcome.err
    return outcome


def updates(journal: Path) -> dict[str, dict[str, Any]]:
    """Returns the updates of a journal by id, as TOML values."""
    return {each["id"]: each for each in tomli.loads(journal.read_text("utf-8-sig"))["update"]}


def test_the_texts_go_and_the_rest_stays_byte_for_byte(run: Bptip, journal: Path) -> None:
    """The status, the dates, the party and the figures stay; so do the other blocks."""
    before, text = updates(journal), journal.read_text("utf-8")
    out = redacted(run).out
    after = updates(journal)
    assert SECRET not in journal.read_text("utf-8")
    assert after.pop("second") == {
        **{key: value for key, value in before.pop("second").items() if key not in TEXTS},
        "redacted": f"2026-11-24: {WHY}",
    }
    assert after == before
    start, end = text.index("note = "), text.index("status = ")
    expected = text[:start] + f'redacted = "2026-11-24: {WHY}"\n' + text[end:]
    assert journal.read_text("utf-8") == expected
    for words in (
        "1 update redacted",
        "note, next step, challenges, evidence, source, comments",
        "Git's history",
    ):
        assert words in " ".join(out.split())
    assert SECRET not in out


def test_it_counts_as_before(run: Bptip, journal: Path) -> None:
    """It is not a nil return, and no page shows its texts."""
    keys = ("status", "progress", "outlook", "last_update", "updates", "reason")
    before = run("show", "1.1", "--json").json
    redacted(run)
    after = run("show", "1.1", "--json").json
    assert {key: before[key] for key in keys} == {key: after[key] for key in keys}
    for page in (["show", "1.1"], ["log"], ["status", "-a"], ["report"], ["log", "--json"]):
        assert SECRET not in run(*page).out
    assert run("check").code == 0
    assert journal.exists()


def test_a_dry_run_shows_the_same(run: Bptip, journal: Path) -> None:
    """And writes nothing."""
    before = journal.read_bytes()
    dry = redacted(run, "-n")
    assert journal.read_bytes() == before
    real = redacted(run)
    assert dry.out.replace(": a dry run, nothing was written", "") == real.out


def test_the_data(run: Bptip) -> None:
    """The update as it is now, and the names of what was removed."""
    answer = redacted(run, "--json").json
    assert misfits(answer, "redact") == []
    assert answer["removed"] == [*TEXTS, "comments"]
    assert answer["updates"][0]["redacted"] == f"2026-11-24: {WHY}"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nonesuch", "--why", WHY], "not-found", 'There is no update "nonesuch".'),
        (["second", "--why", " "], "usage", "--why is empty."),
        (["first", "--why", WHY], "refused", "has no text to redact"),
        (["second"], "usage", "--why"),
        (["second", "--why", "a", "victim"], "usage", "Put a text of several words in quotes"),
    ],
)
def test_what_is_refused(
    run: Bptip, journal: Path, arguments: list[str], code: str, message: str
) -> None:
    """Nothing is written."""
    before = journal.read_bytes()
    outcome = run("redact", *arguments, "--json")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, code)
    assert message in outcome.err
    assert journal.read_bytes() == before


def test_twice_is_refused(run: Bptip, journal: Path) -> None:
    """The message says when it was done."""
    redacted(run)
    before = journal.read_bytes()
    outcome = run("redact", "second", "--why", "again")
    assert outcome.code == 2
    assert f"It was redacted on 2026-11-24: {WHY}." in outcome.err
    assert journal.read_bytes() == before


@pytest.mark.parametrize(
    "block",
    [
        '[[ "update" ]]\n"id" = "second"\n"n\\u006fte" = "x"\n',
        '[[update]]\nid = "second"\nvalues = { note = 3 }\nnote="x"',
        '  [[update]] # why\n\tid = "second"\n\tnote = """x"""\n[update.values]\nnote = 3\n',
        "[[update]]\r\nid = \"second\"\r\nnote = '''\r\n[[update]]\r\nid = \"z\"'''\r\n",
        '[[update]]\nevidence = [\n"x.pdf"]\nid = "second"\n',
    ],
)
def test_any_spelling_of_the_block(run: Bptip, journal: Path, block: str) -> None:
    """Whatever TOML allows; an indicator may have the name of a text."""
    head, newline = b'schema = 1\nplan = "tiny"\n', "\r\n" if "\r\n" in block else "\n"
    keys = 'item = "1.1"\non = 2026-03-31\nrecorded = 2026-04-01T09:00:00Z\n'.replace("\n", newline)
    lines = block.split(newline)
    raw = head + newline.join([lines[0], keys.rstrip(), *lines[1:]]).encode()
    journal.write_bytes(raw)
    plan = journal.with_name("v1.toml")
    indicator = 'indicator = [{ id = "note", title = "Notes" }]\n'
    plan.write_text(plan.read_text("utf-8") + indicator, encoding="utf-8")
    redacted(run)
    (after,) = updates(journal).values()
    assert "note" not in after
    assert "evidence" not in after
    assert after["redacted"] == f"2026-11-24: {WHY}"
    assert after.get("values", {"note": 3}) == {"note": 3}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_of_the_block_go_with_the_texts(run: Bptip, journal: Path, newline: str) -> None:
    """Wherever they are in the block; those of the file's head and of other blocks stay."""
    block = (
        f"# {SECRET}, above\n[[update]] # {SECRET}\n# {SECRET}, between\n"
        f"id = 'second' # {SECRET}\n\n"
        f"item = '1.1' # {SECRET}\non = 2026-03-31\nrecorded = 2026-04-01T09:00:00Z\n"
        f"status = 'delayed' # {SECRET}\nby = 'Fiji # 2'\n\t# {SECRET}\n"
        f"[update.values] # {SECRET}\npeople = 3 # {SECRET}\n\n# {SECRET}, below\n"
    )
    head = '# of the file\nschema = 1\nplan = "tiny" # kept\n\n'
    other = "\n# of the third\n" + update(id='"third"', note='"x"  # kept too').lstrip()
    journal.write_bytes((head + block + other).replace("\n", newline).encode())
    plan = journal.with_name("v1.toml")
    indicator = 'indicator = [{ id = "people", title = "People" }]\n'
    plan.write_text(plan.read_text("utf-8") + indicator, encoding="utf-8")
    answer = redacted(run, "--json").json
    expected = (
        "[[update]]\nid = 'second'\n\nitem = '1.1'\non = 2026-03-31\n"
        "recorded = 2026-04-01T09:00:00Z\nstatus = 'delayed'\nby = 'Fiji # 2'\n"
        f'redacted = "2026-11-24: {WHY}"\n[update.values]\npeople = 3\n\n'
    )
    assert journal.read_bytes() == (head + expected + other).replace("\n", newline).encode()
    assert answer["removed"] == ["comments"]
    assert run("redact", "second", "--why", "again").code == 2


def test_a_free_word_for_the_status_goes(run: Bptip, journal: Path) -> None:
    """Anybody can type one, so it can name a person; it goes even where it is all there is."""
    said = update(id='"second"', status='"delayed"', said=f'"{SECRET}"')
    journal.write_text(f'schema = 1\nplan = "tiny"\n{said}', encoding="utf-8")
    assert redacted(run, "-n", "--json").json["removed"] == ["said"]
    shown = " ".join(redacted(run).out.split())
    assert "Removed the reporter's own word for the status" in shown
    assert SECRET not in shown + journal.read_text("utf-8")
    (after,) = updates(journal).values()
    assert (after["status"], "said" in after) == ("delayed", False)


def test_a_word_of_the_offices_scale_stays(run: Bptip, journal: Path) -> None:
    """It names nobody; the answer says that it was not removed."""
    scale = journal.parents[1] / "parties.toml"
    scale.write_text('[statuses]\n"Held up" = "delayed"\n', encoding="utf-8")
    said = update(id='"second"', status='"delayed"', said='"held-up"', note='"x"')
    journal.write_text(f'schema = 1\nplan = "tiny"\n{said}', encoding="utf-8")
    shown = " ".join(redacted(run).out.split())
    assert 'Not removed the office\'s word for the status: "held-up"' in shown
    assert updates(journal)["second"]["said"] == "held-up"
    assert run("redact", "second", "--why", "again").code == 2


def test_copies_redacted_under_other_scales_agree(run: Bptip, journal: Path) -> None:
    """Where only one office has the word in its scale, the copy without the word wins."""
    said = update(id='"second"', status='"delayed"', said='"Held up"', note='"x"')
    journal.write_text(f'schema = 1\nplan = "tiny"\n{said}', encoding="utf-8")
    start = journal.read_bytes()
    redacted(run)
    without = journal.read_bytes()
    journal.write_bytes(start)
    scale = journal.parents[1] / "parties.toml"
    scale.write_text('[statuses]\n"Held up" = "delayed"\n', encoding="utf-8")
    redacted(run)
    theirs = copy(journal, "")
    journal.write_bytes(without)
    assert run("merge", theirs, "--json").json["written"] is False
    theirs.write_bytes(without)
    journal.write_bytes(start)
    redacted(run)
    assert run("merge", theirs).code == 0
    assert journal.read_bytes() == without


def test_an_offices_word_is_not_removed_while_its_table_has_errors(
    run: Bptip, journal: Path
) -> None:
    """Nothing brings the word back; every write says that the table was read in part."""
    said = update(id='"second"', status='"delayed"', said='"Held up"', note='"x"')
    journal.write_text(f'schema = 1\nplan = "tiny"\n{said}', encoding="utf-8")
    table = journal.parents[1] / "parties.toml"
    table.write_text('[statuses]\n"Held up” = "delayed"\n', encoding="utf-8")
    before = journal.read_bytes()
    outcome = run("redact", "second", "--why", WHY)
    assert (
        outcome.code,
        'so bptip cannot tell whether "Held up" is a word of your office' in outcome.err,
    ) == (2, True)
    assert journal.read_bytes() == before
    assert "plans/parties.toml" in run("update", "1.1", "--note", "y").err


@pytest.mark.parametrize("step", ["redact", "retract"])
def test_an_update_that_bptip_cannot_read(run: Bptip, journal: Path, step: str) -> None:
    """It is in the journal: the message says why it cannot be changed."""
    newer = update(id='"of-tomorrow"', schema="2", colour='"green"')
    faulty = update(id='"of-a-hand"', status='"donee"')
    with journal.open("a", encoding="utf-8") as file:
        file.write(newer + faulty)
    before = journal.read_bytes()
    why = ("--why", WHY) if step == "redact" else ()
    outcome = run(step, "of-tomorrow", *why, "--json")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "refused")
    assert outcome.json["error"]["message"] == (
        "The update of-tomorrow was written for a newer bptip, so this bptip cannot change it."
    )
    assert "Install a newer bptip." in outcome.json["error"]["hints"]
    outcome = run(step, "a-hand", *why, "--json")
    assert (outcome.code, outcome.json["error"]["code"]) == (2, "broken-file")
    assert outcome.json["error"]["message"] == "The update of-a-hand has an error."
    assert "`bptip check tiny` shows it." in outcome.json["error"]["hints"]
    assert journal.read_bytes() == before


def test_a_journal_that_bptip_cannot_read(run: Bptip, journal: Path) -> None:
    """The update may be in it."""
    journal.write_text(journal.read_text("utf-8") + "=", encoding="utf-8")
    outcome = run("redact", "second", "--why", WHY, "--json")
    assert "`bptip check tiny` says why." in " ".join(outcome.json["error"]["hints"])


def test_an_inline_list_is_refused(run: Bptip, journal: Path) -> None:
    """With what to write: it has no blocks."""
    keys = update(id='"second"', note='"x"').split("\n")[2:-1]
    inline = f'schema = 1\nplan = "tiny"\nupdate = [{{ {", ".join(keys)} }}]\n'
    journal.write_text(inline, encoding="utf-8")
    outcome = run("redact", "second", "--why", WHY)
    assert outcome.code == 2
    assert "[[update]]" in outcome.err


def test_a_full_disk_leaves_the_old_journal(
    run: Bptip, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is replaced at once, or not at all."""
    before = journal.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = run("redact", "second", "--why", WHY, "--json")
    assert outcome.json["error"]["code"] == "no-space"
    assert journal.read_bytes() == before
    assert [each.name for each in journal.parent.iterdir() if each.suffix == ".tmp"] == []


@pytest.mark.parametrize(
    ("error", "code"), [(OSError(5, "I/O error", "rich"), 2), (RuntimeError("a fault"), 70)]
)
def test_a_fault_in_showing_the_answer_does_not_hide_what_was_written(
    run: Bptip, journal: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    """Whoever repeats an update would record it twice."""

    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("bptip.cli.running.rendered", failing)
    outcome = run("redact", "second", "--why", WHY)
    assert outcome.code == code
    assert "progress.toml.\n  `bptip log` shows what was recorded." in outcome.err
    assert SECRET not in journal.read_text("utf-8")


# --- Merging.


def test_a_copy_with_the_texts_does_not_bring_them_back(run: Bptip, journal: Path) -> None:
    """The copy was made before."""
    theirs = copy(journal, update(id='"fourth"'))
    redacted(run)
    outcome = run("merge", theirs, "--json")
    assert outcome.code == 0, outcome.err
    assert (outcome.json["taken_in"], outcome.json["redacted"]) == (1, [])
    assert SECRET not in journal.read_text("utf-8")
    assert list(updates(journal)) == ["first", "second", "third", "fourth"]


@pytest.mark.parametrize("is_redacted_here", [True, False])
def test_a_copy_with_an_edited_id_does_not_bring_the_texts_back(
    run: Bptip, journal: Path, is_redacted_here: bool
) -> None:
    """Whichever copy has the redaction, nothing is written, and both ids are named."""
    theirs = copy(journal, "")
    redacted(run)
    edited = theirs.read_text("utf-8").replace('id = "second"', 'id = "edited"')
    if is_redacted_here:
        theirs.write_text(edited, "utf-8")
    else:
        theirs.write_bytes(journal.read_bytes())
        journal.write_text(edited, "utf-8")
    before = journal.read_bytes()
    outcome = run("merge", theirs)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines()[0] == (
        "bptip: The updates second and edited say the same, and second was redacted; nothing was "
        "written."
    )
    assert journal.read_bytes() == before


def test_two_statements_of_two_moments_are_not_taken_for_one(run: Bptip, journal: Path) -> None:
    """The refusal says how to take in a statement that only looks like the redacted one."""
    theirs = copy(journal, "")
    redacted(run)
    above, block = theirs.read_text("utf-8").split('id = "second"')
    block = re.sub(r"(recorded = \S+):00Z", r"\1:01Z", block, count=1)
    theirs.write_text(f'{above}id = "edited"{block}', "utf-8")
    outcome = run("merge", theirs)
    assert outcome.code == 0, outcome.err
    assert list(updates(journal)) == ["first", "second", "third", "edited"]


def test_a_copy_with_the_text_is_not_called_redacted(run: Bptip, journal: Path) -> None:
    """The copy was recorded earlier, so its moment counts; its text does not come back."""
    theirs = copy(journal, "")
    earlier = re.sub(r"recorded = \d{4}", "recorded = 2024", theirs.read_text("utf-8"))
    theirs.write_text(earlier, encoding="utf-8")
    redacted(run)
    outcome = run("merge", theirs, "--json")
    assert (outcome.json["already_there"], outcome.json["redacted"]) == (3, [])
    assert outcome.json["written"] is True
    assert SECRET not in journal.read_text("utf-8")
    assert run("merge", theirs, "--json").json["written"] is False


def test_a_redaction_in_a_copy_is_taken_in(run: Bptip, journal: Path) -> None:
    """The texts go here too, and nothing else changes."""
    unredacted = journal.read_bytes()
    redacted(run)
    theirs = copy(journal, "")
    expected = journal.read_bytes()
    journal.write_bytes(unredacted)
    dry = run("merge", theirs, "-n", "--json")
    assert journal.read_bytes() == unredacted
    outcome = run("merge", theirs)
    assert "The texts of 1 update are redacted in the copy, and now here too." in outcome.out
    assert journal.read_bytes() == expected
    assert dry.json["redacted"] == ["second"]
    assert run("merge", theirs, "--json").json["written"] is False


def test_where_both_blocks_are_in_the_journal_the_redacted_one_counts(
    run: Bptip, journal: Path
) -> None:
    """Git without the merge driver makes such journals; `check` says so."""
    whole = journal.read_text("utf-8")
    redacted(run)
    without = journal.read_text("utf-8")
    with_texts = update(id='"second"', **TEXTS, **FIGURES)
    for content in (without + with_texts, whole + update(
        id='"second"', redacted=f'"2026-11-24: {WHY}"', **FIGURES
    )):  # fmt: skip
        journal.write_text(content, encoding="utf-8")
        assert SECRET not in run("log").out
        (shown,) = [each for each in run("log", "--json").json["updates"] if each["id"] == "second"]
        assert shown["redacted"] == f"2026-11-24: {WHY}"
        checked = " ".join(run("check").out.split())
        assert "the redacted one counts" in checked
        assert SECRET not in checked


def test_a_redaction_and_a_retraction_commute(run: Bptip, journal: Path) -> None:
    """In either order the same updates count, with the same texts."""
    start = journal.read_bytes()
    outcomes = []
    for steps in (("redact", "retract"), ("retract", "redact")):
        journal.write_bytes(start)
        for step in steps:
            why = ("--why", WHY) if step == "redact" else ()
            assert run(step, "second", *why).code == 0
        by_name = {
            name: {key: value for key, value in each.items() if key != "id"}
            for name, each in updates(journal).items()
        }
        outcomes.append(sorted(map(str, by_name.values())))
        assert run("show", "1.1", "--json").json["status"] == "not-reported"
    assert outcomes[0] == outcomes[1]


def test_verify_says_so(run: Bptip) -> None:
    """The report was made with the texts."""
    assert run("report", "--as-of", "2026-11-24", "-o", "report.md").code == 0
    redacted(run)
    outcome = run("verify", "report.md")
    assert outcome.code == 1
    said = " ".join(outcome.out.split())
    assert f"The update second about 1.1 was redacted (2026-11-24: {WHY})." in said
    assert "do not explain everything" not in said


def test_rounds_and_receipts_are_taken_in(run: Bptip, journal: Path) -> None:
    """Each by its id; a contradiction is refused."""
    asked = (
        '\n[[round]]\nid = "r1"\nround = "2026"\nas_of = 2026-06-30\ndue = 2026-07-31\n'
        'version = 1\nasked = ["Fiji"]\nrecorded = 2026-06-01T08:00:00Z\n'
        '\n[[receipt]]\nid = "c1"\nround = "2026"\nparty = "Fiji"\nreceived = 2026-07-03\n'
        "recorded = 2026-07-20T09:00:00Z\n"
    )
    theirs = copy(journal, asked + update(id='"fourth"'))
    before = journal.read_text("utf-8")
    answer = run("merge", theirs, "--json").json
    assert [answer[key] for key in ("taken_in", "rounds", "receipts")] == [1, 1, 1]
    assert misfits(answer, "merge") == []
    text = journal.read_text("utf-8")
    assert text.startswith(before)
    assert (text.count("[[round]]"), text.count("[[receipt]]")) == (1, 1)
    again = run("merge", theirs, "--json").json
    assert [again[key] for key in ("taken_in", "rounds", "receipts")] == [0, 0, 0]
    theirs.write_text(theirs.read_text("utf-8").replace("2026-07-31", "2026-08-31"), "utf-8")
    outcome = run("merge", theirs, "--json")
    assert outcome.json["error"]["code"] == "conflict"
    assert 'different values for the round "r1"' in outcome.err


def test_the_earliest_moment_stays(run: Bptip, journal: Path) -> None:
    """Blocks that differ only in when and from where they were recorded are one update."""
    later = journal.read_text("utf-8")
    theirs = copy(journal, "")
    earlier = later.replace("2026-04-01T09:00:00Z", "2026-03-31T23:00:00Z").replace(
        f"{SECRET}.xlsx", "a form"
    )
    theirs.write_text(earlier, encoding="utf-8")
    assert run("merge", theirs).code == 0
    assert {str(each["recorded"]) for each in updates(journal).values()} == {
        "2026-03-31 23:00:00+00:00"
    }
    theirs.write_text(later, encoding="utf-8")
    before = journal.read_bytes()
    assert run("merge", theirs, "--json").json["written"] is False
    assert journal.read_bytes() == before
