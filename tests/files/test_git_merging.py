"""Real clones that all record and all pull: nothing is lost, and nobody sees a conflict."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import pytest
import tomli

from conftest import clean_environment

from .journal_blocks import update

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Plans

JOURNAL: Final = "plans/tiny/progress.toml"
DRIVER: Final = f'"{sys.executable}" -m bptip merge-driver %O %A %B %P'.replace("\\", "/")
OBJECTIVE: Final = (
    '[[objective]]\nid = "1"\ntitle = "One"\nactivity = [{ id = "1.1", title = "A" }]'
)
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs Git")


SETTINGS: Final = {
    "user.name": "Desk officer",
    "user.email": "desk@example.org",
    "merge.bptip.driver": DRIVER,
    "core.autocrlf": "false",
    "init.templateDir": "",
}
"""The settings that `git config` would make in each clone: the driver, nothing of the tester's."""

ENVIRONMENT: Final = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_EDITOR": "true",
    "GIT_CONFIG_COUNT": str(len(SETTINGS)),
    **{f"GIT_CONFIG_KEY_{n}": name for n, name in enumerate(SETTINGS)},
    **{f"GIT_CONFIG_VALUE_{n}": value for n, value in enumerate(SETTINGS.values())},
}


class Clone:
    """A clone of a repository, with the driver set up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / JOURNAL

    def git(self, *arguments: str, code: int = 0) -> str:
        """Runs Git and returns its output, of both streams."""
        env = clean_environment() | ENVIRONMENT
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=env, capture_output=True, text=True,
            encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, content: bytes) -> None:
        """Commits a journal with this content."""
        self.journal.write_bytes(content)
        self.git("commit", "-qam", "progress")

    def add(self, block: str, end: bytes = b"\n") -> None:
        """Commits another block."""
        self.write(self.journal.read_bytes() + block.encode().replace(b"\n", end))

    @property
    def ids(self) -> list[str]:
        """The ids in the journal, sorted."""
        data = tomli.loads(self.journal.read_text("utf-8-sig"))
        return sorted(each["id"] for each in data["update"])


@pytest.fixture
def clones(tmp_path: Path, plans: Plans) -> list[Clone]:
    """Three clones of one repository, in which the journal has an update."""
    plans.add(OBJECTIVE, update(id='"first"'))
    source = plans.folder.parent
    (source / "plans" / ".gitattributes").write_text("progress.toml merge=bptip\n", "utf-8")
    origin = Clone(source)
    origin.git("init", "-q", "-b", "main")
    origin.git("add", ".")
    origin.git("commit", "-qm", "plans")
    origin.git("clone", "-q", "--bare", ".", str(tmp_path / "hub.git"))
    made = []
    for name in "abc":
        origin.git("clone", "-q", str(tmp_path / "hub.git"), str(tmp_path / name))
        made.append(Clone(tmp_path / name))
    return made


def exchange(clones: list[Clone], how: str) -> None:
    """Makes each clone pull and push in turn, then all pull."""
    for each in clones:
        each.git("pull", "-q", how)
        each.git("push", "-q")
    for each in clones:
        each.git("pull", "-q", how)


@pytest.mark.parametrize("how", ["--no-rebase", "--rebase"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_all_have_all(clones: list[Clone], how: str, end: bytes) -> None:
    """Three have recorded, twice each, with comments; in the end all have the same file."""
    for each in clones:
        name = each.folder.name
        for n in (1, 2):
            block = update(id=f'"{name}{n}"', note='"""\n[[update]]\n# no comment"""')
            each.add(block.replace("\n[[", f"\n# by {name}{n}\n[[", 1), end)
    exchange(clones, how)
    assert clones[0].ids == ["a1", "a2", "b1", "b2", "c1", "c2", "first"]
    assert len({each.journal.read_bytes() for each in clones}) == 1
    text = clones[0].journal.read_text("utf-8")
    for name in ("a1", "b2", "c1"):
        assert f'# by {name}\n[[update]]\nid = "{name}"' in text


def test_a_comment_that_one_has_written_stays(clones: list[Clone]) -> None:
    """The comment is beside an update that both have, or at the head."""
    one, other, _ = clones
    text = one.journal.read_bytes()
    one.write(b"# ours to read\n" + text.replace(b"[[update]]", b"# see the minutes\n[[update]]"))
    other.add(update(id='"b"'))
    exchange([other, one], "--no-rebase")
    text = other.journal.read_bytes()
    assert text.startswith(b"# ours to read\n")
    assert b"# see the minutes\n[[update]]" in text
    assert other.ids == ["b", "first"]


def test_what_one_deleted_by_hand_stays(clones: list[Clone]) -> None:
    """The output says so."""
    one, other, _ = clones
    one.write(one.journal.read_bytes().split(b"\n[[update]]")[0] + update(id='"a"').encode())
    other.add(update(id='"b"'))
    other.git("push", "-q")
    said = one.git("pull", "--no-rebase")
    assert "deleted on one side, but kept: first" in said
    assert one.ids == ["a", "b", "first"]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_a_conflict_is_left_to_a_person(clones: list[Clone], bom: bytes) -> None:
    """Both are between the marks, and the rest is merged; once settled, it is a journal again."""
    one, other, _ = clones
    one.write(bom + one.journal.read_bytes() + b"# ours\n")
    other.add(update(id='"same"', note='"other"'))
    other.add(update(id='"b"'))
    other.git("push", "-q")
    one.add(update(id='"same"', note='"one"'))
    said = one.git("pull", "--no-rebase", code=1)
    assert "same" in said
    assert "CONFLICT" in said
    text = one.journal.read_text("utf-8-sig")
    above, _, rest = text.partition("<<<<<<< ours\n")
    ours, _, rest = rest.partition("=======\n")
    theirs, _, below = rest.partition(">>>>>>> theirs\n")
    assert 'note = "one"' in ours
    assert 'note = "other"' in theirs
    one.journal.write_text(above + ours + below, "utf-8")
    one.git("commit", "-qam", "settled")
    assert one.ids == ["b", "first", "same"]


def test_a_journal_that_cannot_be_read_is_left_to_a_person(clones: list[Clone]) -> None:
    """Nothing of either is lost, and the result cannot be read as a journal."""
    one, other, _ = clones
    other.add("\n[[update]\nbroken")
    other.git("push", "-q")
    one.add(update(id='"a"'))
    ours = one.journal.read_text("utf-8")
    said = one.git("pull", "--no-rebase", code=1)
    assert "the journal of theirs cannot be read" in said
    left = one.journal.read_text("utf-8")
    assert ours.rstrip() in left
    assert other.journal.read_text("utf-8").rstrip() in left
    one.git("merge", "--abort")
    assert one.journal.read_text("utf-8") == ours


# The driver, with an update of a colleague's other window right before or after its work.
DURING: Final = """
import os, subprocess, sys, time
from pathlib import Path
when, *sides = sys.argv[1:]
def during():
    assert Path(".git/index.lock").exists()
    words = ["update", "1.1", "--plan", "tiny", "--note", "recorded meanwhile"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    with open(".git/said", "wb") as said:
        subprocess.Popen([sys.executable, "-m", "bptip", *words], env=environment, stderr=said,
                         stdout=open(".git/code", "wb"), start_new_session=True)
    time.sleep(1.5)
if when == "before":
    during()
code = subprocess.call([sys.executable, "-m", "bptip", "merge-driver", *sides])
if when == "after":
    during()
sys.exit(code)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_update_during_a_merge_is_not_lost(
    clones: list[Clone], tmp_path: Path, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for Git, and comes after what the merge has brought."""
    script = tmp_path / "during.py"
    script.write_text(DURING, "utf-8")
    driver = f'"{sys.executable}" "{script}" {when} %O %A %B %P'.replace("\\", "/")
    place = list(SETTINGS).index("merge.bptip.driver")
    monkeypatch.setitem(ENVIRONMENT, f"GIT_CONFIG_VALUE_{place}", driver)
    one, other, _ = clones
    other.add(update(id='"theirs"'))
    other.git("push", "-q")
    one.add(update(id='"ours"'))
    one.git("pull", "-q", "--no-rebase")
    deadline = time.monotonic() + 30
    while b"recorded meanwhile" not in one.journal.read_bytes():
        assert time.monotonic() < deadline, (one.folder / ".git" / "said").read_text()
        time.sleep(0.1)
    assert {"first", "ours", "theirs"} < set(one.ids)
    assert "recorded meanwhile" in one.git("diff", "--", JOURNAL)
