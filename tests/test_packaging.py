"""The wheel contains the package, the example, and the public plans byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from email.parser import Parser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import pytest
import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from conftest import Process

REPOSITORY: Final = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source tree without a network."""
    target = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def content(wheel: Path) -> dict[str, bytes]:
    """Every file of the wheel, by its name there."""
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(folder: Path) -> dict[str, bytes]:
    """Returns every file of a folder, by its path there."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and "__pycache__" not in each.parts
    }


def test_the_public_plans_are_in_it_byte_for_byte(content: dict[str, bytes]) -> None:
    """So that `bptip status` works right after an install, anywhere."""
    head = "bptip/plans/"
    there = {
        name.removeprefix(head): each for name, each in content.items() if name.startswith(head)
    }
    here = {name: each for name, each in tree(REPOSITORY / "plans").items()
            if not name.endswith((".lock", ".tmp", "~"))}  # fmt: skip
    assert there == here
    assert {"2022/v1.toml", "2024-2026/v1.toml", "LICENSE"} <= there.keys()


def test_the_package_is_in_it_whole(content: dict[str, bytes]) -> None:
    """Every module, the example, the mark that it is typed; no tests, no benchmarks."""
    source = tree(REPOSITORY / "src" / "bptip")
    assert {f"bptip/{name}" for name in source} <= content.keys()
    assert "bptip/py.typed" in content
    assert any(name.startswith("bptip/example/plans/") for name in content)
    tops = {name.split("/")[0] for name in content}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"bptip"}


def test_its_metadata_say_who_it_is(content: dict[str, bytes]) -> None:
    """The version of the package, both licences, the program's name."""
    from bptip import __version__

    (name,) = [name for name in content if name.endswith(".dist-info/METADATA")]
    metadata = Parser().parsestr(content[name].decode())
    assert metadata["Name"] == "bptip"
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0"
    assert sorted(metadata.get_all("License-File", [])) == ["LICENSE", "plans/LICENSE"]
    (points,) = [text for name, text in content.items() if name.endswith("entry_points.txt")]
    assert b"bptip = bptip.__main__:main" in points


def test_it_works_wherever_it_is_installed(
    wheel: Path, tmp_path: Path, process: Process, elsewhere: Path
) -> None:
    """In a folder without plans it shows its own copy, and says that it does."""
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    env = {"PYTHONPATH": str(tmp_path / "site"), "PATH": os.environ["PATH"]}
    data = process("status", "--as-of", "2026-11-24", "--json", cwd=elsewhere, env=env)
    assert data.code == 0, data.err
    assert data.json["source"]["bundled"] is True
    assert Path(data.json["source"]["folder"]).resolve() == tmp_path / "site" / "bptip" / "plans"
    page = process("status", "--as-of", "2026-11-24", cwd=elsewhere, env=env)
    assert "read-only" in page.out.splitlines()[-1]


def test_nothing_that_runs_by_itself_is_in_it(content: dict[str, bytes]) -> None:
    """Python, plans, licences and what says so: nothing compiled, no script but the program's."""
    kinds = {PurePosixPath(name).suffix or PurePosixPath(name).name for name in content}
    assert kinds == {
        ".py", ".typed", ".toml", ".json", "LICENSE", "METADATA", "WHEEL", ".txt", "RECORD"
    }  # fmt: skip
    points = next(text for name, text in content.items() if name.endswith("entry_points.txt"))
    assert points.split() == [b"[console_scripts]", b"bptip", b"=", b"bptip.__main__:main"]


# What the checks are run with.


def pinned() -> dict[str, str]:
    """Returns the exact version of each package, by its name."""
    lines = (REPOSITORY / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): number for name, number in pairs}


def test_the_checks_run_with_exact_versions_that_fit() -> None:
    """Every dependency has one, and so have the dependencies of these."""
    project = tomli.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
    ]
    versions = pinned()
    for requirement in map(Requirement, asked):
        if requirement.name != "bptip":
            assert versions[canonicalize_name(requirement.name)] in requirement.specifier
