"""A refusal shows the first errors; a notice is one line, whatever the number of problems."""

from __future__ import annotations

import pytest

from bptip.problems.fault import Fault, Problem
from bptip.problems.notices import (
    MOST_SHOWN,
    left_out_notices,
    on_one_line,
    reference_notices,
    refusal,
    repeated_notices,
)
from bptip.problems.references import UNKNOWN_CONTINUES
from bptip.problems.shape import BAD_VALUE


def problem(line: int, hint: str | None = None) -> Problem:
    """Returns a problem on this line of the journal."""
    return Problem(BAD_VALUE, "progress.toml", line, 1, f"Line {line} is wrong.", hint)


def test_a_problem_on_one_line_has_its_place_code_message_and_hint() -> None:
    assert on_one_line(problem(3)) == "progress.toml:3:1: bad-value: Line 3 is wrong."
    with_hint = on_one_line(problem(3, "Write 7."))
    assert with_hint == "progress.toml:3:1: bad-value: Line 3 is wrong. Write 7."


def test_a_refusal_shows_all_errors_up_to_the_maximum() -> None:
    problems = [problem(n) for n in range(MOST_SHOWN)]
    refused = refusal("The journal", problems, "nothing was written to it")
    assert refused.message == f"The journal has {MOST_SHOWN} errors, so nothing was written to it."
    assert refused.hints == tuple(map(on_one_line, problems))


@pytest.mark.parametrize(
    ("see_all", "last"),
    [
        ("bptip check", "… and 1,000 more. `bptip check` lists them all."),
        ("", "… and 1,000 more."),
    ],
)
def test_a_refusal_with_more_errors_counts_the_others(see_all: str, last: str) -> None:
    problems = [problem(n) for n in range(MOST_SHOWN + 1000)]
    refused = refusal("The journal", problems, "nothing was written to it", see_all)
    assert refused.hints == (*(on_one_line(each) for each in problems[:MOST_SHOWN]), last)


def test_without_problems_there_is_no_notice() -> None:
    assert left_out_notices([], 0) == repeated_notices([]) == reference_notices([]) == ()


def test_two_errors_in_one_update_are_one_update_left_out() -> None:
    (notice,) = left_out_notices([problem(1), problem(2)], updates=1)
    assert notice == f"An update with an error is left out: {on_one_line(problem(1))}"


def test_several_problems_are_one_line_with_the_first() -> None:
    problems = [problem(1), problem(2)]
    first = on_one_line(problems[0])
    assert left_out_notices(problems, 2) == (
        f"2 updates with errors are left out; the first: {first}",
    )
    assert repeated_notices(problems) == (
        f"2 updates in the journal are repeats; the first: {first}",
    )


def test_entries_that_lead_nowhere_are_one_line_with_the_first() -> None:
    faults = [Fault(UNKNOWN_CONTINUES, (), f'Item {n} continues "9.{n}".') for n in range(3)]
    assert reference_notices(faults[:1]) == (
        'A `continues` entry leads nowhere: Item 0 continues "9.0".',
    )
    assert reference_notices(faults) == (
        '3 `continues` entries lead nowhere; the first: Item 0 continues "9.0".',
    )
