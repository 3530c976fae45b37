"""A declaration is inserted into a version's file, and every other byte stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from bptip.comparison.review import with_declared
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.review_answers import NoPlaceError, VersionFile
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import BptipError, ErrorCode

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.plan.model import Item, Version

HEAD: Final = """schema = 1
[plan]
id = "2025"
version = 1
title = "A plan"
start = 2025-01-01
end = 2025-12-31
released = 2025-01-01
"""

ONE: Final = ("2022/2.1",)


class Plan:
    """A plan in a folder, and the file of its only version."""

    def __init__(self, folder: Path, content: bytes) -> None:
        self.folder = folder / "2025"
        self.folder.mkdir()
        self.path = self.folder / "v1.toml"
        self.path.write_bytes(content)
        self.stored = StoredPlan(PlanFolder(self.folder))
        self.version: Version = self.stored.versions[0]
        self.file = VersionFile(self.stored, self.version, folder)

    def item(self, name: str) -> Item:
        """Returns an item by its id."""
        return next(item for item in self.version.items if item.id == name)

    def now(self) -> Version:
        """Returns the version as the file has it now."""
        return StoredPlan(PlanFolder(self.folder)).versions[0]


LAYOUTS: Final = {
    "a table": (
        '[[objective]]\nid = "1" # the first\ntitle = "One"\n',
        '[[objective]]\nid = "1" # the first\n+\ntitle = "One"\n',
    ),
    "the last line of a file": (
        '[[objective]]\ntitle = "One"\nid = "1"',
        '[[objective]]\ntitle = "One"\nid = "1"\n+',
    ),
    "an indented table with a quoted key": (
        "[[objective]]\n  'id' = '1'\n  title = \"One\"\n",
        "[[objective]]\n  'id' = '1'\n  +\n  title = \"One\"\n",
    ),
    "Windows line ends": (
        '[[objective]]\r\nid = "1"\r\ntitle = "One"\r\n',
        '[[objective]]\r\nid = "1"\r\n+\r\ntitle = "One"\r\n',
    ),
    "both line ends": (
        '[[objective]]\r\nid = "1"\r\ntitle = "One"\n',
        '[[objective]]\r\nid = "1"\r\n+\r\ntitle = "One"\n',
    ),
    "an inline table": (
        'objective = [{ id = "1", title = "One" }]\n',
        'objective = [{ id = "1", +, title = "One" }]\n',
    ),
    "an inline table that ends with the id": (
        'objective = [{title="One", id="1"}] # all\n',
        'objective = [{title="One", id="1", +}] # all\n',
    ),
    "an inline table on several lines": (
        'objective = [{ id = "1"\n  , title = "One" }]\n',
        'objective = [{ id = "1", +\n  , title = "One" }]\n',
    ),
    "an id in three quotes": (
        '[[objective]]\nid = """1"""\ntitle = "id = 1"\n',
        '[[objective]]\nid = """1"""\n+\ntitle = "id = 1"\n',
    ),
    "a quoted heading": (
        '[[objective]]\nid = "0"\ntitle = "id = 1"\n[["objective"]]\nid = "1"\ntitle = "1"',
        '[[objective]]\nid = "0"\ntitle = "id = 1"\n[["objective"]]\nid = "1"\n+\ntitle = "1"',
    ),
}
"""The end of a file with an objective 1, and the same with a mark where its `continues` comes."""


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["", "with a byte order mark"])
@pytest.mark.parametrize("declared", [ONE, ()], ids=["carries on", "new work"])
def test_a_line_is_inserted(tmp_path: Path, name: str, bom: str, declared: tuple[str, ...]) -> None:
    """A `continues` is inserted beside the id, and every other byte stays."""
    before, after = LAYOUTS[name]
    head = "" if before.startswith("objective") else HEAD
    tail = HEAD.partition("\n")[2] if before.startswith("objective") else ""
    first = "schema = 1\n" if tail else ""
    plan = Plan(tmp_path, f"{bom}{first}{head}{before}{tail}".encode())
    written = plan.file.declare(plan.version, plan.item("1"), declared)
    line = 'continues = ["2022/2.1"]' if declared else "continues = []"
    assert plan.path.read_bytes() == (
        f"{bom}{first}{head}{after.replace('+', line)}{tail}".encode()
    )
    assert written.version == plan.now() == with_declared(plan.version, "1", declared)


LISTS: Final = {
    "on one line": ('continues = ["2022/1"] # so', 'continues = ["2022/1", "2022/2.1"] # so'),
    "with a last comma": ("continues = ['2022/1', ]", "continues = ['2022/1', \"2022/2.1\", ]"),
    "on several lines": (
        'continues = [\n  # as agreed\n  "2022/1", # the ] first\n]',
        'continues = [\n  # as agreed\n  "2022/1",\n  "2022/2.1", # the ] first\n]',
    ),
    "of three quotes": (
        'continues = ["""2022/1"""]',
        'continues = ["""2022/1""", "2022/2.1"]',
    ),
}
"""A `continues` that names an item already, and the same with another one."""


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_extended(tmp_path: Path, name: str) -> None:
    """The references that an item has stay in their layout; the new one comes last."""
    before, after = LISTS[name]
    rest = f'{HEAD}[[objective]]\nid = "1"\n@\ntitle = "One"\n'
    plan = Plan(tmp_path, rest.replace("@", before).encode())
    plan.file.declare(plan.version, plan.item("1"), ("2022/1", "2022/2.1"))
    assert plan.path.read_bytes() == rest.replace("@", after).encode()


def test_activities_of_every_objective_are_found(tmp_path: Path) -> None:
    """An activity is found under its objective, in tables and in inline tables."""
    text = (
        f'{HEAD}[[objective]]\nid = "1"\ntitle = "One"\n'
        'activity = [{ id = "1.1", title = "A" },\n'
        '  { title = "B", id = "1.2" }]\n[[objective]]\nid = "2"\ntitle = "Two"\n'
        '  [[objective.activity]]\n  id = "2.1"\n  title = "C"\n'
    )
    plan = Plan(tmp_path, text.encode())
    version = plan.version
    for name in ("1.2", "2.1"):
        version = plan.file.declare(version, plan.item(name), ONE).version
    assert plan.path.read_text("utf-8") == text.replace(
        'id = "1.2" }', 'id = "1.2", continues = ["2022/2.1"] }'
    ).replace('  id = "2.1"\n', '  id = "2.1"\n  continues = ["2022/2.1"]\n')


def test_an_answer_is_taken_back(tmp_path: Path) -> None:
    """An answer that is taken back leaves no byte; after another change it is refused."""
    text = f'{HEAD}[[objective]]\nid = "1"\ntitle = "One"\n'.encode()
    plan = Plan(tmp_path, text)
    item = plan.item("1")
    insertion = plan.file.declare(plan.version, item, ONE).insertion
    assert insertion is not None
    plan.file.take_back(insertion, item)
    assert plan.path.read_bytes() == text
    with pytest.raises(BptipError) as refused:
        plan.file.take_back(insertion, item)
    assert refused.value.code is ErrorCode.CONFLICT
    assert plan.path.read_bytes() == text


def test_the_answer_of_another_stays(tmp_path: Path) -> None:
    """If the item was answered or reworded meanwhile, nothing is written."""
    text = f'{HEAD}[[objective]]\nid = "1"\ntitle = "One"\n'
    for change in ('id = "1"\ncontinues = []', 'id = "1"\ndescription = "Else"', 'id = "7"'):
        folder = tmp_path / change[-3:].strip('"')
        folder.mkdir()
        plan = Plan(folder, text.encode())
        theirs = text.replace('id = "1"', change).encode()
        plan.path.write_bytes(theirs)
        written = plan.file.declare(plan.version, plan.item("1"), ONE)
        assert written.insertion is None
        assert not written.is_as_known
        assert written.version == plan.now()
        assert plan.path.read_bytes() == theirs


def test_an_answer_beside_that_of_another_is_written(tmp_path: Path) -> None:
    """If another item was changed meanwhile, both changes are in the file."""
    text = f'{HEAD}[[objective]]\nid = "1"\ntitle = "A"\n[[objective]]\nid = "2"\ntitle = "B"\n'
    plan = Plan(tmp_path, text.encode())
    theirs = text.replace('id = "2"', 'id = "2"\ncontinues = []')
    plan.path.write_text(theirs, "utf-8")
    written = plan.file.declare(plan.version, plan.item("1"), ONE)
    assert written.insertion is not None
    assert not written.is_as_known
    assert plan.path.read_text("utf-8") == theirs.replace(
        'id = "1"', 'id = "1"\ncontinues = ["2022/2.1"]'
    )


def test_a_layout_without_a_place_is_refused(tmp_path: Path) -> None:
    """Where a line beside the id would break the file, it says what to write by hand."""
    text = HEAD.replace(
        "schema = 1\n", 'schema = 1\nobjective = [{ id = "1" # the first\n  , title = "One" }]\n'
    )
    plan = Plan(tmp_path, text.encode())
    with pytest.raises(NoPlaceError) as refused:
        plan.file.declare(plan.version, plan.item("1"), ONE)
    assert refused.value.hints == ('Write it yourself, with the id of 1: continues = ["2022/2.1"]',)
    assert plan.path.read_text("utf-8") == text


def test_a_file_with_errors_is_refused(tmp_path: Path) -> None:
    """A file that has become faulty is left as it is."""
    plan = Plan(tmp_path, f'{HEAD}[[objective]]\nid = "1"\ntitle = "One"\n'.encode())
    plan.path.write_text("schema = ", "utf-8")
    with pytest.raises(BptipError) as refused:
        plan.file.declare(plan.version, plan.item("1"), ONE)
    assert refused.value.code is ErrorCode.BROKEN_FILE
    assert plan.path.read_text("utf-8") == "schema = "


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    """A file that is marked read-only is refused before any question."""
    plan = Plan(tmp_path, f'{HEAD}[[objective]]\nid = "1"\ntitle = "One"\n'.encode())
    plan.path.chmod(0o444)
    with pytest.raises(BptipError) as refused:
        VersionFile(plan.stored, plan.version, tmp_path)
    assert "is read-only" in refused.value.message
