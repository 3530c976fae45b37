"""Lines to type: the words that a shell leaves as they are, and the plans that they are about."""

from __future__ import annotations

import pytest

from bptip.plan.command_lines import about_plans, plans_option


@pytest.mark.parametrize(
    "line",
    [
        "bptip status -a",
        "Type this: bptip status --objective 1",
        "Next: edit plans/2026/v1.toml, then bptip check 2026",
        'A new plan: bptip import "work plan.xlsx" --plan 2028',
        'Fiji is a party: bptip status --party "Fiji"',
    ],
)
def test_a_command_at_the_end_of_a_line_is_about_the_plans_that_were_named(line: str) -> None:
    assert about_plans(line, plans_option("our plans")) == f'{line} --plans "our plans"'


@pytest.mark.parametrize(
    "line",
    [
        "For help: bptip import --help",
        "A plan is a folder that contains a v1.toml. `bptip init` makes a workspace.",
        'Did you mean "bptip diff"?',
        "bptip cannot read this.",
        "Next: bptip init FOLDER",
        "Next: bptip status --plans practice/plans",
        "Write a text in note (--note).",
    ],
)
def test_any_other_line_stays_as_it_is(line: str) -> None:
    assert about_plans(line, plans_option("our plans")) == line


def test_a_folder_is_typed_as_every_shell_takes_it() -> None:
    assert plans_option(r"C:\Work\plans") == ' --plans "C:/Work/plans"'
    assert plans_option("$HOME/plans") == ""
    assert plans_option(None) == ""
