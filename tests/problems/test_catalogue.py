"""Every code is documented beside its check, in the words of the people who keep the plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from bptip.problems.fault import Code, Severity
from making.catalogue import CODES

PROMISED: Final = {
    Severity.ERROR: {
        "toml-syntax", "not-utf8", "unreadable", "newer-schema", "missing-key", "unknown-key",
        "wrong-type", "bad-value", "duplicate-id", "unknown-party", "unknown-theme", "date-order",
        "version-number", "plan-id", "unknown-continues", "duplicate-update", "unknown-item",
        "unknown-update", "unknown-indicator", "id-reused", "duplicate-party",
    },
    Severity.WARNING: {
        "outside-plan", "on-after-recorded", "no-evidence", "no-reason", "no-lead", "no-due",
        "no-target", "contradiction", "not-counted", "not-declared", "continuous-with-due",
        "far-date", "stray-file", "similar-names", "changed-version", "no-such-file",
    },
}  # fmt: skip
"""The codes that other programs look for: new ones may be added, none may be removed."""

OF_PYTHON: Final = re.compile(
    r"\b(str|int|float|bool|dict|tuple|None|NoneType|True|False|dataclass|datetime|pydantic|"
    r"validator|validation|enum|regex|exception|parse[rd]?|array|string|boolean|integer)\b"
)

each_code = pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)


def sentences(code: Code) -> Iterator[str]:
    yield from (code.what, code.why)


def test_names_are_unique() -> None:
    names = [code.name for code in CODES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("severity", Severity)
def test_no_promised_code_is_missing(severity: Severity) -> None:
    assert PROMISED[severity] <= {code.name for code in CODES if code.severity is severity}


@each_code
def test_a_name_is_lower_case_words(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+|unreadable|contradiction", code.name)


@each_code
def test_all_of_the_documentation_is_there(code: Code) -> None:
    for text in (code.what, code.why, code.wrong, code.right):
        assert text.strip() == text != ""


@each_code
def test_what_it_is_goes_on_a_line_after_its_name(code: Code) -> None:
    """`check` writes "no-due (2)  an open activity has no due date"."""
    assert re.fullmatch(r"[^.\n]+", code.what)
    assert code.what[0].islower()


@each_code
def test_why_it_matters_is_one_sentence(code: Code) -> None:
    assert re.fullmatch(r"[A-Z][^.!?\n]+\.", code.why)


@each_code
def test_wrong_and_right_differ(code: Code) -> None:
    assert code.wrong != code.right


@each_code
def test_nothing_is_said_in_the_words_of_a_programming_language(code: Code) -> None:
    for text in sentences(code):
        assert not OF_PYTHON.search(text)
