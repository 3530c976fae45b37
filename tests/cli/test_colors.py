"""Colours: only on a terminal, unless somebody says otherwise; the option wins, then NO_COLOR."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Bptip

NO = {"NO_COLOR": "1"}
FORCE = {"FORCE_COLOR": "1"}
BOTH = NO | FORCE
DUMB = {"TERM": "dumb"}


@pytest.mark.parametrize(
    ("options", "env", "piped", "shown"),
    [
        ([], {}, False, True),
        ([], NO, False, False),
        ([], FORCE, True, True),
        ([], BOTH, False, False),
        ([], {"NO_COLOR": ""}, False, True),
        ([], {"FORCE_COLOR": ""}, False, True),
        ([], DUMB, False, False),
        ([], DUMB | FORCE, True, True),
        (["--color", "auto"], {}, False, True),
        (["--color", "auto"], NO, False, False),
        (["--color", "auto"], FORCE, True, True),
        (["--color", "always"], {}, True, True),
        (["--color", "always"], NO, True, True),
        (["--color", "always"], DUMB, True, True),
        (["--color", "Always"], BOTH, True, True),
        (["--color", "never"], {}, False, False),
        (["--color", "never"], FORCE, False, False),
        (["--color=never"], FORCE | DUMB, False, False),
    ],
)
def test_who_decides(
    bptip: Bptip, options: list[str], env: Mapping[str, str], *, piped: bool, shown: bool
) -> None:
    """In a pipe and on a terminal; before the command and after it."""
    for terminal, coloured in ((False, piped), (True, shown)):
        for arguments in (("plans", *options), (*options, "plans")):
            outcome = bptip(*arguments, env=env, terminal=terminal)
            assert outcome.code == 0, outcome.err
            assert ("\x1b[" in outcome.out) is coloured


def test_after_the_command_wins(bptip: Bptip) -> None:
    """The nearer one is the one that was meant."""
    assert "\x1b" not in bptip("--color", "always", "status", "--color", "never").out
    assert "\x1b" in bptip("--color", "never", "status", "--color", "always").out


def test_colours_change_nothing_but_colours(bptip: Bptip) -> None:
    """The words and the signs are the same without them; only what is struck is marked then."""
    import re

    for command in (
        ("status", "-a"),
        ("show", "1.1"),
        ("log", "--item", "1.1"),
        ("plans",),
        ("check",),
    ):
        coloured = bptip(*command, "--color", "always").out
        plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*(\x1b\\|\x07)", "", coloured)
        assert [line.rstrip() for line in plain.splitlines()] == bptip(*command).out.splitlines()


@pytest.mark.parametrize("format_", ["json", "csv", "markdown"])
def test_data_has_no_colours(bptip: Bptip, format_: str) -> None:
    """Whatever is asked for."""
    plain = bptip("status", "--format", format_).raw
    assert bptip("status", "--format", format_, "--color", "always", terminal=True).raw == plain


@pytest.mark.usefixtures("workspace")
def test_a_file_has_colours_only_if_they_are_asked_for(bptip: Bptip) -> None:
    """With --color always, for `less -R` and the like."""
    bptip("status", "-o", "plain.txt", env=FORCE, terminal=True)
    bptip("status", "-o", "coloured.txt", "--color", "always")
    assert b"\x1b[" not in (bptip.home / "plain.txt").read_bytes()
    assert b"\x1b[" in (bptip.home / "coloured.txt").read_bytes()


@pytest.mark.parametrize("before", [True, False])
def test_an_unknown_setting_is_refused(bptip: Bptip, *, before: bool) -> None:
    """With those that there are."""
    arguments = ("--color", "alway", "status") if before else ("status", "--color", "alway")
    outcome = bptip(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert 'Did you mean "always"?' in outcome.err


def test_an_unknown_setting_is_refused_whatever_the_format(bptip: Bptip) -> None:
    """A slip is a slip."""
    assert bptip("status", "--json", "--color", "alway").code == 2
