"""Updates of activities that each lead does for itself, and the further options of `update`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import tomli

from conftest import Bptip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome, Plans

SHARED = """
[[objective]]
id = "1"
title = "Safe harbours"

[[objective.activity]]
id = "1.1"
title = "Train consular staff"
lead = ["Co-chairs", "Fiji", "Australia"]
each = true
due = 2026-12-31
indicator = [{ id = "people", title = "People trained", unit = "people", target = 60 }]

[[objective.activity]]
id = "1.2"
title = "Completed surveys are published"
lead = ["Fiji"]
"""
PARTIES = ["Australia", "Indonesia", "Fiji", "UNODC"]


@pytest.fixture
def run(plans: Plans, bptip_in: Callable[[Path], Bptip]) -> Bptip:
    """Runs bptip where a plan has a shared activity of three leads, two of them by their group."""
    plans.add(f'groups = {{ "Co-chairs" = ["Australia", "Indonesia"] }}\n{SHARED}', parties=PARTIES)
    return bptip_in(plans.folder.parent)


@pytest.fixture
def journal(run: Bptip) -> Path:
    """The journal of the plan."""
    return run.home / "plans" / "tiny" / "progress.toml"


def written(journal: Path) -> list[dict[str, Any]]:
    """Returns the updates of a journal, as TOML values without ids, days and moments."""
    updates: list[dict[str, Any]] = tomli.loads(journal.read_text("utf-8"))["update"]
    return [
        {key: value for key, value in each.items() if key not in ("id", "on", "recorded")}
        for each in updates
    ]


def done(outcome: Outcome) -> str:
    """Returns the answer of a command that did what it should."""
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_a_lead_states_its_own_part(run: Bptip, journal: Path) -> None:
    """Also a lead by its group. Only its own row changes, and the answer shows that row first."""
    options = ("--status", "in-progress", "--value", "people=40", "--by", "Indonesia")
    out = done(run("update", "1.1", *options))
    (update,) = written(journal)
    assert update == {
        "item": "1.1",
        "by": "Indonesia",
        "status": "in-progress",
        "own": True,
        "values": {"people": 40},
    }
    assert "by Indonesia, its own part" in out
    rows = {line.partition("  ")[0]: line for line in out.splitlines()}
    assert rows["Status"].index("not reported") < rows["Status"].index("in progress")
    assert "40 people" in rows["people"]
    assert "All parties" in rows
    answer = run("update", "1.1", "--status", "completed", "--by", "fiji", "--json").json
    (item,) = answer["items"]
    assert (item["before"]["status"], item["after"]["status"]) == ("in-progress", "in-progress")
    assert item["own"]["party"] == "Fiji"
    assert item["own"]["before"]["status"] == "not-reported"
    assert item["own"]["after"]["status"] == "completed"


def test_not_applicable_is_for_an_own_part_alone(run: Bptip, journal: Path) -> None:
    """Everywhere else it is refused, with what to type."""
    done(run("update", "1.1", "not applicable", "--by", "Fiji"))
    assert written(journal)[0]["status"] == "not-applicable"
    before = journal.read_bytes()
    own, whole = "Give the lead with --by.", "its leads have no parts of their own."
    for arguments, answer in (
        (["1.1"], own),
        (["1.1", "--by", "UNODC"], own),
        (["1.2", "--by", "Fiji"], whole),
        (["1"], whole),
    ):
        outcome = run("update", *arguments, "--status", "not-applicable")
        assert outcome.code == 2
        assert answer in outcome.err
        assert "--status discontinued" in outcome.err
    assert journal.read_bytes() == before


def test_what_does_not_count_is_said(run: Bptip, journal: Path) -> None:
    """The statement of a party that is not a lead, and one of nobody, about what each does."""
    for by in (["--by", "UNODC"], []):
        out = done(run("update", "1.1", "in-progress", *by))
        assert "This does not count: each lead reports its own part." in " ".join(out.split())
    assert [each.get("own", False) for each in written(journal)] == [False, False]
    assert "does not count" not in done(run("update", "1.2", "in-progress", "--by", "Fiji"))


def test_the_version_in_force_on_the_day_decides(run: Bptip, journal: Path, plans: Plans) -> None:
    """The activity was done by all together until the next version was released."""
    groups = 'groups = { "Co-chairs" = ["Australia", "Indonesia"] }\n'
    plans.add(groups + SHARED.replace("each = true\n", ""), parties=PARTIES)
    plans.add(groups + SHARED, version=2, released="X", parties=PARTIES)
    second = run.home / "plans" / "tiny" / "v2.toml"
    second.write_text(second.read_text("utf-8").replace('"X"', "2026-06-01"), "utf-8")
    for day in ("2026-05-31", "2026-06-01"):
        done(run("update", "1.1", "in-progress", "--by", "Fiji", "--on", day))
    assert [each.get("own", False) for each in written(journal)] == [False, True]


def test_challenges_round_and_source(run: Bptip, journal: Path) -> None:
    """Each is kept as it was typed, and shown; challenges are a reason."""
    out = done(run(
        "update", "1.2", "delayed", "--challenges", "No translator. 「待」", "--round", "2026",
        "--from", "e-mail, 3 Jul 2026", "--by", "Fiji",
    ))  # fmt: skip
    assert written(journal)[0] == {
        "item": "1.2",
        "by": "Fiji",
        "status": "delayed",
        "challenges": "No translator. 「待」",
        "round": "2026",
        "taken_from": "e-mail, 3 Jul 2026",
    }
    for shown in ("Challenges", "No translator.", "e-mail, 3 Jul 2026"):
        assert shown in out
    assert "No reason given" not in out
    done(run("update", "1.2", "--no-change", "--round", "2026"))
    assert written(journal)[1] == {"item": "1.2", "round": "2026"}
    for option in ("--challenges", "--round", "--from"):
        outcome = run("update", "1.2", "delayed", option, " ")
        assert (outcome.code, f"{option} is empty." in outcome.err) == (2, True)


def test_a_round_is_one_that_the_journal_has(run: Bptip, journal: Path) -> None:
    """In any spelling; any name where it has none."""
    journal.write_text(
        'schema = 1\nplan = "tiny"\n[[round]]\nid = "r"\nround = "Mid-2026"\nas_of = 2026-06-30\n'
        'due = 2026-07-31\nversion = 1\nasked = ["Fiji"]\nrecorded = 2026-06-01T08:00:00Z\n',
        encoding="utf-8",
    )
    done(run("update", "1.2", "in-progress", "--round", "mid 2026"))
    assert written(journal)[0]["round"] == "Mid-2026"
    outcome = run("update", "1.2", "--no-change", "--round", "2026", "--json")
    assert outcome.json["error"]["code"] == "not-found"
    assert "Known: Mid-2026." in outcome.err


def test_what_was_never_reported_has_no_report_that_still_holds(run: Bptip, journal: Path) -> None:
    """By a party, for its own part; by anybody, for the whole."""
    done(run("update", "1.1", "in-progress", "--by", "Fiji"))
    for arguments, answer in (
        (["1.1", "--by", "Australia"], "Australia has not reported on its own part of 1.1 yet"),
        (["1.2"], "Nobody has reported on 1.2 yet"),
        (["1.1", "--by", "Fiji", "--on", "2026-01-02"], "Fiji has not reported on its own part"),
    ):
        outcome = run("update", *arguments, "--no-change")
        assert (outcome.code, len(written(journal))) == (2, 1)
        assert answer in outcome.err
        assert f"bptip update {arguments[0]} --status in-progress" in outcome.err
    done(run("update", "1.1", "--no-change", "--by", "Fiji"))


def test_nothing_is_left_to_hold_after_a_retraction(run: Bptip) -> None:
    done(run("update", "1.2", "in-progress"))
    done(run("retract", "--last"))
    assert run("update", "1.2", "--no-change").code == 2


# --- The last word.


def test_a_status_in_front_of_the_item_is_answered(run: Bptip) -> None:
    """With the line to type."""
    outcome = run("update", "delayed", "1.2", "--by", "Fiji")
    assert outcome.code == 2
    assert 'The status "delayed" comes after the item.' in outcome.err
    assert "Type this: bptip update 1.2 delayed" in outcome.err


@pytest.mark.parametrize(
    ("words", "items", "status"),
    [
        (["1.2", "in-progress"], ["1.2"], "in-progress"),
        (["1.2", "On hold"], ["1.2"], "on-hold"),
        (["1.1", "1.2", "done"], ["1.1", "1.2"], "completed"),
        (["surveys", "not_achieved"], ["1.2"], "not-achieved"),
        (["1", "1.2", "delayed"], ["1", "1.2"], "delayed"),
    ],
)
def test_a_last_word_that_is_a_status(
    run: Bptip, journal: Path, words: list[str], items: list[str], status: str
) -> None:
    """In any spelling; the other words are items."""
    done(run("update", *words))
    assert [(each["item"], each["status"]) for each in written(journal)] == [
        (item, status) for item in items
    ]


def test_a_last_word_that_is_an_item_too(run: Bptip) -> None:
    """Both readings are named; alone, or with --status, it is the item."""
    outcome = run("update", "1.1", "completed", "--json")
    assert outcome.json["error"]["code"] == "ambiguous"
    assert "For the status: --status completed. For the item: 1.2." in outcome.err
    for options in (["--status", "delayed"], ["--progress", "4"]):
        (item,) = run("update", "completed", *options, "-n", "--json").json["items"]
        assert item["id"] == "1.2"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["1.2", "ongoing"], "two readings"),
        (["1.2", "cancelled"], 'Did you mean "discontinued"?'),
        (["1.2", "complted"], "Type this: bptip update 1.2 completed"),
        (["delayed"], "No item was given."),
        (["1.2", "delayed", "--status", "on-hold"], 'There is no item "delayed".'),
        (["1.2", "in", "progress"], "Type this: bptip update 1.2 in-progress"),
        (["1.2", "xyz"], 'There is no item "xyz".'),
    ],
)
def test_a_last_word_that_is_no_status(run: Bptip, arguments: list[str], message: str) -> None:
    """It is refused, with what to type."""
    outcome = run("update", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


def test_completed_is_not_expected_later(run: Bptip) -> None:
    """A day that is over may be stated."""
    outcome = run("update", "1.1", "--status", "done", "--expected", "2027-03")
    assert outcome.code == 2
    said = '"completed" and --expected 31 Mar 2027, which is in the future, contradict'
    assert said in outcome.err
    done(run("update", "1.1", "--status", "done", "--expected", "2026-03", "--by", "Fiji"))
    done(run("update", "1.1", "--status", "delayed", "--expected", "2027-03", "--by", "Fiji"))
