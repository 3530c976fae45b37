"""`bptip request`: forms that are missing, messages, and the round in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
import tomli

from bptip.files.exchange.form_files import form_files, write_forms
from bptip.plan.errors import BptipError
from exchange.forms import PARTIES, written
from json_schemas import misfits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Plans

ROUND: Final = ("request", "--round", "R", "--as-of", "2026-06-30", "--due", "2026-07-31")


@pytest.fixture
def run(bptip_in: Callable[[Path], Bptip], plans: Plans) -> Bptip:
    """Bptip in a folder with the plan that has every kind of question."""
    written(plans)
    return bptip_in(plans.folder.parent)


def rounds(run: Bptip) -> list[dict[str, object]]:
    """Returns the rounds in the journal."""
    journal = run.home / "plans" / "2026" / "progress.toml"
    return list(tomli.loads(journal.read_text("utf-8")).get("round", []))


def forms(run: Bptip) -> dict[Path, bytes]:
    """Returns the files in the folder of the round."""
    return {path: path.read_bytes() for path in sorted((run.home / "returns-R").iterdir())}


def test_a_form_is_written_for_each_party_with_a_message(run: Bptip) -> None:
    answer = run(*ROUND, "--json").json
    assert misfits(answer, "request") == []
    assert answer["parties"] == [
        {"party": "Fiji", "file": "returns-R/R_Fiji.xlsx", "asked": ["1.1", "1.2", "1.4", "2.1"]},
        {"party": "Samoa", "file": "returns-R/R_Samoa.xlsx", "asked": ["1.2"]},
        {"party": "Tonga", "file": "returns-R/R_Tonga.xlsx", "asked": ["2.1"]},
    ]
    names = ["R_Fiji.xlsx", "R_Samoa.xlsx", "R_Tonga.xlsx", "messages.md"]
    assert answer["written"] == [f"returns-R/{name}" for name in names]
    assert [path.name for path in forms(run)] == names
    assert answer["nobody"] == ["1.5", "3"]


def test_the_page_says_who_gets_no_form_and_which_closed_work_comes_again(
    run: Bptip, plans: Plans
) -> None:
    """Partners alone lead nothing; closed work gives no question, even if it is annual."""
    head = '[[objective]]\nid = "1"\ntitle = "One"\n'
    item = '[[objective.activity]]\nid = "1.{}"\ntitle = "A"\nlead = ["{}"]\n'
    extra = 'partners = ["Nepal"]\nextra = {{ Due = "Annually" }}\n'
    plans.add(
        head + item.format(1, "Peru") + (item + extra).format(2, "Fiji"),
        '[[update]]\nid = "a"\nitem = "1.2"\non = 2026-02-01\nstatus = "completed"\n'
        "recorded = 2026-02-01T12:00:00Z\n",
    )
    page = run("request", "tiny", *ROUND[1:], "--dry-run").words
    assert "Not asked, since they lead nothing: Nepal." in page
    assert "Not asked, since all that they lead is closed: Fiji." in page
    assert "Nobody is asked about these, which come again: 1.2 (completed; Annually)." in page
    update = ("update", "1.2", "continuous", "--plan", "tiny")
    assert f"\nbptip {' '.join(update)}\n" in page
    assert run(*update, "--on", "2026-06-01").code == 0
    answer = run("request", "tiny", *ROUND[1:], "--dry-run", "--json").json
    assert [each["asked"] for each in answer["parties"]] == [["1.1"], ["1.2"]]


def test_the_round_is_in_the_journal_and_on_the_main_screen(run: Bptip) -> None:
    assert run(*ROUND).code == 0
    (block,) = rounds(run)
    assert (block["round"], block["version"], block["asked"]) == ("R", 1, list(PARTIES))
    assert "Reporting round" not in run("status").out
    assert run("request", "--round", "R", "--due", "2026-12-31").code == 0
    assert "Reporting round R: answers due 31 Dec 2026" in run("status").out


def test_asked_again_only_missing_forms_are_made(run: Bptip) -> None:
    run(*ROUND)
    before = forms(run)
    gone, kept, *_ = before
    gone.unlink()
    kept.write_bytes(b"filled in")
    again = run(*ROUND, "--json").json
    assert again["written"] == [f"returns-R/{gone.name}", "returns-R/messages-2.md"]
    assert kept.read_bytes() == b"filled in"
    assert gone.read_bytes() == before[gone]
    assert len(rounds(run)) == 1
    third = run(*ROUND)
    assert "Every form exists already; nothing was written." in third.out
    assert f"{kept.name} · cannot be read; it was there already, and was kept" in third.out
    assert f"returns-R/{kept.name} cannot be read as a form." in third.words


def test_one_party_can_be_asked_and_others_later(run: Bptip) -> None:
    run(*ROUND, "--party", "samoa")
    run(*ROUND)
    assert [block["asked"] for block in rounds(run)] == [
        ["Samoa"],
        ["Fiji", "Tonga"],
    ]


def test_a_later_due_day_is_noted(run: Bptip) -> None:
    run(*ROUND)
    assert run(*ROUND[:-1], "2026-08-15").code == 0
    assert [str(block["due"]) for block in rounds(run)] == ["2026-07-31", "2026-08-15"]


def test_forms_that_name_a_former_due_day_are_said_to_do_so(run: Bptip) -> None:
    """They are kept with their messages, and the journal has the new day."""
    run(*ROUND)
    (run.home / "returns-R" / "R_Fiji.xlsx").unlink()
    older = (
        "Tell Samoa and Tonga the new due day: their earlier forms and messages say 31 Jul 2026."
    )
    page = run(*ROUND[:-1], "2026-08-15", "-n").words
    assert "The journal would say that answers are due 15 Aug 2026." in page
    assert older in page
    page = run(*ROUND[:-1], "2026-08-15").words
    assert "The journal now says that answers are due 15 Aug 2026." in page
    assert "nothing was written" not in page
    assert older in page
    again = run(*ROUND[:-1], "2026-08-15").words
    assert "Every form exists already; nothing was written." in again
    assert older in again


@pytest.mark.parametrize("option", ["--due", "--as-of"])
@pytest.mark.parametrize("typed", ["2569-12-31", "๓๑/๑๒/๒๕๖๙", "2569"])
def test_a_year_of_another_calendar_is_refused(run: Bptip, option: str, typed: str) -> None:
    """A notice would come too late: the forms and the messages would have the year."""
    days = {"--as-of": "2026-06-30", "--due": "2026-07-31", option: typed}
    outcome = run(*ROUND[:3], *(word for pair in days.items() for word in pair))
    assert outcome.code == 2
    assert f"{option} would be 31 Dec 2569." in outcome.err
    assert "The Buddhist year 2569 is 2026. Write the date with that year." in outcome.err
    assert rounds(run) == []
    assert not (run.home / "returns-R").exists()


def test_a_round_whose_name_is_like_that_of_another_is_refused(run: Bptip) -> None:
    """It is probably the same round, typed in another way."""
    run("request", "--round", "H1 2026", *ROUND[3:])
    before = rounds(run)
    for name in ("H1-2026", "h1 2026", "H1/2026", "H1 2026.", "H1 ２０２６", "H12026"):
        outcome = run("request", "--round", name, *ROUND[3:])
        assert outcome.code == 2
        assert f'"{name}" is too similar to that of the reporting round "H1 2026".' in outcome.err
        assert '--round "H1 2026"' in outcome.err
    assert rounds(run) == before
    assert run("request", "--round", "H2 2026", *ROUND[3:]).code == 0


def test_a_file_in_the_place_of_a_form_must_be_that_form(run: Bptip, plans: Plans) -> None:
    """The form of another plan, or of a party that asks for its own, is not "there already"."""
    item = '[[objective]]\nid = "1"\ntitle = "One"\nactivity = [{ id = "1.1", title = "A", '
    plans.add(item + 'lead = ["Fiji"] }]')
    run(*ROUND)
    before = forms(run)
    other = run("request", "tiny", *ROUND[1:])
    assert other.code == 2
    assert (
        '"returns-R/R_Fiji.xlsx" is a form of Fiji in the round R of the plan 2026, so the form '
        "of Fiji cannot be made there." in other.err
    )
    assert "add this: -o returns-R-tiny" in other.err
    assert not (run.home / "plans" / "tiny" / "progress.toml").exists()
    assert run("request", "tiny", *ROUND[1:], "-o", "returns-R-tiny").code == 0
    assert forms(run) == before
    (run.home / "returns-R-tiny" / "R_Fiji.xlsx").unlink()
    again = run("request", "tiny", *ROUND[1:], "--json").json
    assert again["written"] == ["returns-R-tiny/R_Fiji.xlsx", "returns-R-tiny/messages-2.md"]
    (run.home / "returns-R-tiny" / "R_Fiji.xlsx").write_bytes(b"damaged")
    assert "came, not recorded: R_Fiji.xlsx" in run("round", "tiny").out
    assert "came, not recorded" not in run("round", "2026").out
    fiji, samoa, *_ = before
    samoa.write_bytes(before[fiji])
    swapped = run(*ROUND)
    assert (swapped.code, "the form of Samoa cannot be made there" in swapped.err) == (2, True)
    journal = run.home / "plans" / "2026" / "progress.toml"
    asked = journal.read_bytes()
    journal.write_bytes(asked[: asked.index(b"[[round]]")])
    earlier = run("request", "--round", "R", "--as-of", "2026-05-31", "--due", "2026-07-31")
    assert '"returns-R/R_Fiji.xlsx" is a form for the status as at 30 Jun 2026' in earlier.err
    journal.write_bytes(asked)
    (run.home / "x").mkdir()
    (run.home / "x" / "S_Fiji.xlsx").write_bytes(b"anything")
    unknown = run("request", "--round", "S", *ROUND[3:], "-o", "x")
    assert unknown.code == 2
    assert '"x/S_Fiji.xlsx" is not a readable form' in unknown.err
    assert [block["round"] for block in rounds(run)] == ["R"]


def test_a_dry_run_writes_nothing(run: Bptip) -> None:
    answer = run(*ROUND, "-n")
    assert answer.code == 0
    assert "3 forms and the messages would be written: a dry run, nothing was written" in answer.out
    assert not (run.home / "returns-R").exists()
    assert rounds(run) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("request",), "--round is missing."),
        (("request", "--round", "R"), "--due is missing."),
        ((*ROUND[:-1], "2026-06-01"), "--due 1 Jun 2026 is before 30 Jun 2026"),
        ((*ROUND, "--party", "Nobody"), 'There is no party "Nobody".'),
        ((*ROUND, "--plan", "2026"), "--plan"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(
    run: Bptip, arguments: tuple[str, ...], message: str
) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert rounds(run) == []


def test_a_plan_without_leads_asks_nobody(run: Bptip, plans: Plans) -> None:
    plans.add('[[objective]]\nid = "1"\ntitle = "One"\nactivity = [{ id = "1.1", title = "A" }]')
    outcome = run("request", "tiny", *ROUND[1:])
    assert outcome.code == 2
    assert "No party has anything to answer" in outcome.err


def test_a_form_that_another_run_has_just_made_is_kept(tmp_path: Path) -> None:
    """The message says what to do: there is no --force here."""
    files = form_files(tmp_path, "R", ["Fiji"], ["Fiji"])
    files.forms["Fiji"].write_bytes(b"theirs")
    with pytest.raises(BptipError, match="exists already and was kept") as refused:
        write_forms(files, {"Fiji": b"ours"}, b"messages")
    assert refused.value.hints == (
        "Another run was making the forms of this round. Type the command again.",
    )
    assert files.forms["Fiji"].read_bytes() == b"theirs"


def test_a_round_keeps_its_day_and_its_version(run: Bptip) -> None:
    run(*ROUND)
    plan = run.home / "plans" / "2026"
    text = (plan / "v1.toml").read_text("utf-8").replace("version = 1", "version = 2")
    (plan / "v2.toml").write_text(text, "utf-8")
    other_day = run("request", "--round", "R", "--as-of", "2026-07-01", "--due", "2026-07-31")
    assert "asks for the status as at 30 Jun 2026, not 1 Jul 2026" in other_day.err
    other_version = run("request", "2026@v2", *ROUND[1:])
    assert "is about version 1 of the plan, not 2" in other_version.err


def test_the_messages_say_whom_what_and_until_when(run: Bptip) -> None:
    (run.home / "plans" / "contacts.toml").write_text(
        '"Fiji" = ["desk@example.org", "head@example.org"]\n"Samoa" = 3\n', encoding="utf-8"
    )
    run(*ROUND)
    text = (run.home / "returns-R" / "messages.md").read_text("utf-8")
    fiji, samoa, _ = text.split("\n## ")[1:]
    assert "Attach: `R_Fiji.xlsx`" in fiji
    assert "To: desk@example.org; head@example.org\n" in fiji
    assert "status of 4 activities of the A plan as at 30 Jun 2026" in fiji
    assert "Please return it by 31 Jul 2026." in fiji
    assert "These passed their due date:\n- 1.2  Train officers (due 2026-Q1)\n\n" in fiji
    assert "we have no recent report:\n- 1.4  Keep a hotline\n- 2.1  Train your staff" in fiji
    assert "To: Samoa\n" in samoa


def test_a_fence_is_longer_than_any_in_a_title(run: Bptip) -> None:
    plan = run.home / "plans" / "2026" / "v1.toml"
    plan.write_text(
        plan.read_text("utf-8").replace("Keep a hotline", "Write ````code````"), "utf-8"
    )
    run(*ROUND)
    text = (run.home / "returns-R" / "messages.md").read_text("utf-8")
    assert "\n`````\n" in text
    assert text.count("\n`````\n") == 2


def test_without_the_extra_a_line_says_what_to_install(
    run: Bptip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bptip.files.exchange.office_extra.find_spec", lambda _: None)
    outcome = run(*ROUND)
    assert outcome.code == 2
    assert outcome.err == (
        'bptip: This command needs the extra "office", which is not installed.\n'
        '  Install bptip again with the line in its README: it has ".[office]".\n'
    )
