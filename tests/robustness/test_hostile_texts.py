"""Texts that would do something, in every place where people write freely, through every command.

Each comes out as text in every format: `run_all` looks for characters that act, and what is a
page is looked through here for what a browser would follow.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli_w

from render.hostile_texts import ACTING, MARKDOWN
from robustness.commands import TODAY, meant_in
from robustness.test_sweep import run_all, state_of
from whole_files import EARLIER, JOURNAL, VERSION

if TYPE_CHECKING:
    from conftest import Bptip, Process

TEXTS: Final = {
    **{name: text for name, text in ACTING.items() if name != "lone surrogates"},
    **{name: MARKDOWN[name] for name in ("html", "script", "image", "formula", "bare address")},
    "shell": "$(touch pwned) `touch pwned` ; touch pwned",
    "svg": '"/><script>alert(1)</script><a xlink:href="javascript:alert(1)">',
}
"""Half of a character cannot be in a TOML file at all."""

FREE: Final = frozenset(
    {"title", "description", "notice", "group", "authority", "unit", "note", "next"}
)
"""Keys that take any text; names and addresses are put in beside them."""


def with_text(value: Any, text: str, key: str = "") -> Any:
    """Returns a file's values with a text in each place where people write freely."""
    if isinstance(value, Mapping):
        return {name: with_text(inner, text, name) for name, inner in value.items()}
    if key in ("aligned_with", "partners", "sources", "evidence"):
        return [text, f"https://example.org/{text}"]
    if isinstance(value, list):
        return [with_text(inner, text, key) for inner in value]
    return text if key in FREE else value


def written(home: Path, text: str) -> None:
    """Makes a workspace with this text in every possible place."""
    version, journal = (copy.deepcopy(with_text(dict(each), text)) for each in (VERSION, JOURNAL))
    version["plan"] |= {"parties": [text, "Other"], "themes": [text]}
    activity = version["objective"][0]["activity"][0]
    activity |= {"lead": [text], "themes": [text], "extra": {text: text, "Other": text}}
    journal["update"][0]["by"] = text
    for name, content in (
        ("2022/v1.toml", EARLIER),
        ("2025/v1.toml", version),
        ("2025/progress.toml", journal),
    ):
        (home / "plans" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "plans" / name).write_text(tomli_w.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(("turn", "name"), list(enumerate(TEXTS)), ids=list(TEXTS))
def test_a_text_that_would_do_something_is_a_text(
    tmp_path: Path, bptip_in: Callable[..., Bptip], turn: int, name: str
) -> None:
    """In every command, in one format after the other."""
    home = tmp_path / "home"
    written(home, TEXTS[name])
    before = state_of(home)
    bptip = bptip_in(home, TODAY)
    outcomes = dict(run_all(bptip, meant_in(home, tmp_path, "2025"), turn))
    drawn = [
        each for each in outcomes.values() if "lines; a picture has at most 200." not in each.err
    ]
    assert {each.code for each in drawn} <= {0, 1}
    assert state_of(home) == before
    for format_ in ("html", "svg"):
        page = bptip("report", "2025", "--format", format_).out
        assert not re.search(r"<script|<img|<iframe|<object|<foreignObject", page)
        assert not re.search(r"""(?:href|src)=["']?\s*(?!https?:|mailto:|\#)[a-z]""", page)


def test_a_text_of_a_title_does_nothing_to_a_shell(
    tmp_path: Path, bptip_in: Callable[..., Bptip]
) -> None:
    """Which evaluates what it completes: of a title, letters and digits are left."""
    home = tmp_path / "home"
    for name in ("shell", "clear screen", "html"):
        written(home, TEXTS[name])
        outcome = bptip_in(home, TODAY)(
            env={
                "_BPTIP_COMPLETE": "complete_zsh",
                "_TYPER_COMPLETE_ARGS": "bptip show ",
            }
        )
        assert "1.1" in outcome.out
        told = re.findall(r'"(?:1|1\.1)":"([^"]*)"', outcome.out)
        assert told
        assert all(re.fullmatch(r"[\w .,()-]*", each) for each in told), told


def test_no_file_among_the_plans_is_run(process: Process) -> None:
    """Whatever it is called: neither a module that we rest on, nor one of Python's own."""
    for name in ("typer", "rich", "tomli", "json", "shutil", "pydantic_core", "sitecustomize"):
        for folder in (process.home, process.home / "plans", process.home / "plans" / "2025-2027"):
            (folder / f"{name}.py").write_text("open('pwned', 'w')")
    (process.home / "pyproject.toml").write_text("[tool.bptip]\n")
    outcome = process("check")
    assert (outcome.code, outcome.err) == (0, "")
    assert not list(process.home.rglob("pwned"))
