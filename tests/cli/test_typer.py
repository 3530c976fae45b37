"""The inner parts of Typer that bptip replaces are there, in the versions that pyproject allows."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
import typer
from packaging.requirements import Requirement
from typer import rich_utils
from typer.core import TyperArgument, TyperOption

from bptip.cli.app import load_command

if TYPE_CHECKING:
    from pathlib import Path

GONE = (
    "Typer {version} has no `{part}`, which bptip/cli replaces. Find what this version has "
    "in its place, change `{user}` there, then raise the bound of typer in pyproject.toml."
)


@pytest.mark.parametrize("parameter", [TyperArgument, TyperOption])
@pytest.mark.parametrize(
    ("part", "user"),
    [("get_runtime_param", "_keep_texts"), ("display_type_rich", "_leave_type_out")],
)
def test_a_parameter_has_the_parts_that_are_replaced(parameter: type, part: str, user: str) -> None:
    """Without the first, every command loads pydantic; without the other, help shows types."""
    assert hasattr(parameter, part), GONE.format(version=version("typer"), part=part, user=user)


def test_an_argument_has_the_name_that_is_replaced() -> None:
    """Without it, usage lines put braces around what is required, and brackets in brackets."""
    part = "_usage_display_name"
    message = GONE.format(version=version("typer"), part=part, user="_show_as_named")
    assert hasattr(TyperArgument, part), message


@pytest.mark.parametrize("part", ["MAX_WIDTH", "COLOR_SYSTEM", "FORCE_TERMINAL"])
def test_help_has_the_settings_that_are_set(part: str) -> None:
    """Without them, help in a pipe has colours and the width of some terminal."""
    message = GONE.format(version=version("typer"), part=f"rich_utils.{part}", user="PlainHelp")
    assert hasattr(rich_utils, part), message


def test_the_replaced_reader_is_the_one_that_is_called() -> None:
    """A part that exists and is no longer called would leave the texts to Typer in silence."""
    command = load_command("status")
    context = command.make_context("status", ["2022", "--lead", "A", "--lead", "B"])
    readers = {type(each.get_runtime_param()).__name__ for each in command.params}
    assert readers == {"TextReader"}
    assert (context.params["plan"], context.params["lead"]) == ("2022", ["A", "B"])
    assert all(each._runtime_param is None for each in command.params if each.name == "lead")


def test_typer_has_an_upper_bound(repository: Path) -> None:
    """A new minor version may change its inner parts; the version in use is within the bound."""
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    (requirement,) = [
        each for each in map(Requirement, project["dependencies"]) if each.name == "typer"
    ]
    assert any(each.operator == "<" for each in requirement.specifier)
    assert requirement.specifier.contains(typer.__version__)


def test_bash_is_answered_by_the_part_that_is_replaced() -> None:
    """Without it, an offer repeats what Bash has of the word already."""
    from typer import _completion_classes as classes

    message = GONE.format(version=version("typer"), part="BashComplete", user="bash_words")
    assert hasattr(classes.BashComplete, "format_completion"), message
