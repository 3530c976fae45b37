"""`contacts.toml`: whom to call, for the screen alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Plans

OBJECTIVES: Final = """
[[objective]]
id = "1"
title = "Shared"
[[objective.activity]]
id = "1.1"
title = "Training"
lead = ["Fiji", "Samoa"]
each = true
[[objective.activity]]
id = "1.2"
title = "A meeting"
lead = ["Co-chairs"]
[[objective.activity]]
id = "1.3"
title = "All is well"
lead = ["Tonga"]
"""

JOURNAL: Final = """
[[update]]
id = "a"
item = "1.1"
on = 2026-11-01
recorded = 2026-11-01T08:00:00Z
by = "Fiji"
own = true
status = "completed"

[[update]]
id = "b"
item = "1.3"
on = 2026-11-01
recorded = 2026-11-01T08:00:00Z
by = "Tonga"
status = "completed"
"""

CONTACTS: Final = """
"Fiji" = ["fiji@example.org"]
"SAMOA" = ["Samoa Office, samoa@example.org", "+685 00000"]
"Co-chairs" = ["chairs@example.org"]
"Indonesia" = "indonesia@example.org"
"Tonga" = ["tonga@example.org"]
"""


@pytest.fixture
def run(plans: Plans, bptip: Bptip) -> Bptip:
    """Runs bptip in a folder with a plan and contacts."""
    plans.add(f'groups = {{ "Co-chairs" = ["Australia", "Indonesia"] }}\n{OBJECTIVES}', JOURNAL)
    (plans.folder / "contacts.toml").write_text(CONTACTS, "utf-8")
    return type(bptip)(plans.folder.parent)


def test_a_terminal_shows_whom_to_call_about_what_needs_attention(run: Bptip) -> None:
    """The parties without a report, and the leads by their group and by their names."""
    shown = run("status", terminal=True).out
    for contact in ("samoa@example.org", "+685 00000", "chairs@example.org", "indonesia@"):
        assert contact in shown
    assert "fiji@example.org" not in shown
    assert "tonga@example.org" not in shown


@pytest.mark.parametrize("arguments", [(), ("-o", "-"), ("--json",), ("--format", "markdown")])
def test_no_other_program_gets_them(run: Bptip, arguments: tuple[str, ...]) -> None:
    outcome = run("status", *arguments)
    assert (outcome.code, "example.org" in outcome.out) == (0, False)


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html", "page.csv", "page.json"])
def test_no_file_has_them(run: Bptip, name: str) -> None:
    """A file that is written at a terminal does not either."""
    assert run("status", "-o", name, terminal=True).code == 0
    assert "@example.org" not in (run.home / name).read_text("utf-8")


def test_data_on_a_terminal_has_none(run: Bptip) -> None:
    assert "@example.org" not in run("status", "--json", terminal=True).out


def test_check_shows_the_mistakes_and_the_rest_is_read(run: Bptip) -> None:
    wrong = '"Samoa" = 5\n"Fiji" = [""]\n"Co-chairs" = ["chairs@example.org"]\n'
    (run.home / "plans" / "contacts.toml").write_text(wrong, "utf-8")
    problems = run("check", "--json").json["problems"]
    places = [(p["code"], p["line"]) for p in problems if p["file"].endswith("contacts.toml")]
    assert places == [("wrong-type", 1), ("bad-value", 2)]
    assert "chairs@example.org" in run("status", terminal=True).out
    (run.home / "plans" / "contacts.toml").write_text("x = [", "utf-8")
    assert "toml-syntax" in run("check").out
    assert run("status", terminal=True).code == 0


@pytest.mark.parametrize("wrong", ["x = [", '"Samoa" = 5\n'])
def test_messages_come_with_a_notice_of_a_contact_that_cannot_be_read(
    run: Bptip, wrong: str
) -> None:
    (run.home / "plans" / "contacts.toml").write_text(wrong, "utf-8")
    ask = ("request", "--round", "R", "--as-of", "2026-06-30", "--due", "2026-12-31")
    for command in (ask, ("round",), ("round", "--messages", "2026-12-31")):
        outcome = run(*command)
        assert outcome.code == 0
        assert "A line with an error is left out: plans/contacts.toml:1:" in outcome.err
    assert "contacts.toml" in run("status", terminal=True).whole
    assert "contacts.toml" not in run("status").whole
