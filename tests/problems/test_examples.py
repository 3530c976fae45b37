"""The examples of the documentation are true: `check` finds the code in the wrong one alone."""

from __future__ import annotations

import pytest

from bptip.problems.fault import Code
from making.catalogue import CODES
from making.examples import SAID_IN_WORDS, problems_of_example
from making.scenes import PLACEHOLDER, SCENES

each_code = pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)


@each_code
def test_the_wrong_one_has_this_problem_and_no_other(code: Code) -> None:
    assert [each.code for each in problems_of_example(code, wrong=True)] == [code]


@each_code
def test_the_right_one_has_no_problem(code: Code) -> None:
    assert problems_of_example(code, wrong=False) == []


@each_code
def test_an_example_is_a_scene_or_is_said_in_words(code: Code) -> None:
    assert (code.scene is None) == (code.name in SAID_IN_WORDS)
    assert code.scene is None or SCENES[code.scene][1].count(PLACEHOLDER) == 1
