"""Laws of faulty files: whatever they hold, they are read or refused, and nothing breaks.

Every run tries a fixed number of examples, the same each time. For a longer search:

    BPTIP_EXAMPLES=20000 python -m pytest -n 2 tests/property/test_file_laws.py
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli_w
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bptip.files.reading.loading import journal_of, version_of
from bptip.files.reading.locating import located
from robustness.commands import TODAY, meant_in
from robustness.test_sweep import run_all, state_of
from whole_files import EARLIER, JOURNAL, VERSION
from wrong_files import EXAMPLES, SOUND, changed, pieces, spoilt

if TYPE_CHECKING:
    from conftest import Bptip

HERE: Final = Path("/nowhere")

few = settings(
    max_examples=EXAMPLES or 150,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
fewer = settings(few, max_examples=EXAMPLES // 40 or 25)


def assert_read_or_told(name: str, raw: bytes) -> None:
    """Checks that there is a value, or faults with their places; a journal can have both."""
    load: Callable[[Path, bytes], Any] = version_of if name == "v1.toml" else journal_of
    loaded = load(HERE / name, raw)
    faults = (*loaded.faults, *(getattr(loaded.value, "faults", ())))
    assert faults or loaded.value is not None
    if name == "v1.toml":
        assert (loaded.value is None) == bool(faults)
    lines = raw.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")
    for problem in located(loaded, HERE, faults):
        assert problem.message.endswith(".")
        assert problem.line is not None
        assert problem.column is not None
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        if problem.line <= len(lines):
            assert problem.column <= len(lines[problem.line - 1]) + 2


@pytest.mark.parametrize("name", SOUND)
@few
@given(st.binary(max_size=200) | st.lists(pieces, max_size=30).map(b"".join))
@example(b"")
def test_any_bytes_are_read_or_told(name: str, raw: bytes) -> None:
    assert_read_or_told(name, raw)


@pytest.mark.parametrize("name", SOUND)
@few
@given(st.data())
def test_a_spoilt_file_is_read_or_told(name: str, data: st.DataObject) -> None:
    assert_read_or_told(name, data.draw(spoilt(SOUND[name])))


@pytest.mark.parametrize(
    ("name", "whole"), [("v1.toml", VERSION), ("progress.toml", JOURNAL)], ids=["plan", "journal"]
)
@few
@given(st.data())
def test_a_file_of_any_structure_is_read_or_told(
    name: str, whole: Mapping[str, Any], data: st.DataObject
) -> None:
    changes = data.draw(st.integers(1, 3))
    for _ in range(changes):
        whole = data.draw(changed(whole)) or whole
    assert_read_or_told(name, tomli_w.dumps(whole).encode())


def wrong(name: str, whole: Mapping[str, Any]) -> st.SearchStrategy[bytes]:
    """Returns the bytes of a file that are spoilt, or one of whose values is another."""
    return spoilt(SOUND[name]) | changed(whole).map(lambda data: tomli_w.dumps(data).encode())


@fewer
@given(
    version=wrong("v1.toml", VERSION),
    journal=wrong("progress.toml", JOURNAL),
    only_journal=st.booleans(),
    turn=st.integers(0, 5),
)
def test_every_reading_command_answers_or_refuses(
    bptip_in: Callable[..., Bptip], version: bytes, journal: bytes, only_journal: bool, turn: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for name, content in (
            ("2022/v1.toml", tomli_w.dumps(EARLIER).encode()),
            ("2025/v1.toml", SOUND["v1.toml"] if only_journal else version),
            ("2025/progress.toml", journal),
        ):
            (home / "plans" / name).parent.mkdir(parents=True, exist_ok=True)
            (home / "plans" / name).write_bytes(content)
        before = state_of(home)
        bptip, meant = bptip_in(home, TODAY), meant_in(home, Path(folder), "2025")
        outcomes = dict(run_all(bptip, meant, turn))
        outcomes["check"] = bptip("check", "--json")
        assert state_of(home) == before
        assert {each.code for each in outcomes.values()} <= {0, 1, 2}
        if outcomes["status PLAN"].code == 0:
            assert outcomes["log PLAN"].code == 0
        else:
            assert outcomes["check"].code == 1
