"""All that is checked before a change is taken in: `python3 .ci/checks.py` on a clean checkout.

Nothing but Python is needed to begin with; the environment .venv is made anew, by the README's own
commands. Every check is run, whatever the others said; the exit code is 1 if one of them failed.
What can't be checked here, because a program isn't here, the tests say in their last lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from zipfile import ZipFile

REPOSITORY: Final = Path(__file__).resolve().parents[1]
WINDOWS: Final = os.name == "nt"

CONSTRAINTS: Final = ".ci/constraints.txt"
"""The README's commands stay as they are; pip itself is told which versions are meant, for what is
installed and for what builds it. Relative, since pip takes a blank for the end of a name."""

Step = Callable[[], None]


class NotRight(Exception):  # noqa: N818  # what a check says, and no error of its own
    """That something is not as it should be, in words."""


def main() -> int:
    """Run every check; gives the exit code."""
    if Path(sys.prefix).resolve() == REPOSITORY / ".venv":
        sys.stderr.write("Run this with another Python than that of .venv, which it makes anew.\n")
        return 2
    os.chdir(REPOSITORY)
    os.environ |= dict.fromkeys(("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"), CONSTRAINTS)
    failed, spent = [], []
    for name, step in STEPS.items():
        print(f"== {name}", flush=True)
        began = time.monotonic()
        try:
            step()
        except (NotRight, subprocess.CalledProcessError) as wrong:
            print(f"NOT RIGHT: {wrong}", flush=True)
            failed.append(name)
        spent.append(f"{time.monotonic() - began:5.0f} s  {name}")
    print("\n".join(["== time", *spent]))
    print("\n".join(["== not right", *failed]) if failed else "== all is right")
    return 1 if failed else 0


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Run a program; raises where it fails."""
    subprocess.run(list(map(str, command)), cwd=cwd, check=True)


def answer(*command: str | Path, code: int = 0) -> str:
    """What a program says on both its streams; raises where it ends with another code."""
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace").replace("\r\n", "\n")
    if done.returncode != code:
        raise NotRight(f"{command} ended with {done.returncode}, not {code}:\n{said}")
    return said


def program(environment: Path, name: str) -> Path:
    """A program of a virtual environment."""
    return environment / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def ours(name: str) -> Path:
    """A program of the environment that the README's second command makes."""
    return program(REPOSITORY / ".venv", name)


def readme_command(mark: str) -> None:
    """Run the README's command of this mark, in an environment that it makes anew."""
    shutil.rmtree(REPOSITORY / ".venv", ignore_errors=True)
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    _, _, below = readme.partition(f"<!-- set-up: {mark} -->")
    above = readme[: len(readme) - len(below)]
    if WINDOWS:
        blocks = [*re.findall(POWERSHELL, above)[-1:], *re.findall(POWERSHELL, below)[:1]]
        line = next(each for each in blocks if ("pytest" in each) is (mark == "tests"))
        run("powershell", "-NoProfile", "-Command", f"{line}; exit $LASTEXITCODE")
    else:
        run("sh", "-euc", re.findall(r"```sh\n(.*?)\n```", below)[0])


POWERSHELL: Final = r"```powershell\n(.*?)\n```"


def style() -> None:
    """Types, style, which way imports run: each is told, whatever the others said."""
    commands: Sequence[Sequence[str]] = (
        ("mypy",),
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("lint-imports",),
    )
    wrong = [
        " ".join(command)
        for command in commands
        if subprocess.run([ours(command[0]), *command[1:]], check=False).returncode
    ]
    if wrong:
        raise NotRight(", ".join(wrong))


def documentation() -> None:
    """What is made from the program is as the program would make it now."""
    for maker in ("make_pages.py", "make_pictures.py"):
        run(ours("python"), Path("docs") / maker, "--check")


def package() -> None:
    """What is released works where it is installed, with the extra and without."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(ours("python"), "-m", "hatchling", "build", "-d", folder / "dist")
        (wheel,) = (folder / "dist").glob("*.whl")
        (sdist,) = (folder / "dist").glob("*.tar.gz")
        same_from_sdist(wheel, sdist, folder)
        installed(wheel, folder)


def same_from_sdist(wheel: Path, sdist: Path, folder: Path) -> None:
    """The sdist gives the very wheel, file for file and byte for byte."""
    shutil.unpack_archive(sdist, folder / "sdist")
    (source,) = (folder / "sdist").iterdir()
    run(
        ours("python"),
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        folder / "again",
        cwd=source,
    )
    (again,) = (folder / "again").glob("*.whl")
    one, other = content(wheel), content(again)
    differ = sorted(each for each in one.keys() | other.keys() if one.get(each) != other.get(each))
    if differ:
        raise NotRight(f"the sdist gives another wheel: {', '.join(differ)}")
    print(f"{sdist.name} gives the same {len(one)} files as {wheel.name}")


def content(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel, by their names."""
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def installed(wheel: Path, folder: Path) -> None:
    """In an environment of its own, the wheel first by itself, then with what writes Word files."""
    environment = folder / "environment"
    venv.create(environment)
    bptip, word = program(environment, "bptip"), folder / "report.docx"
    to_install = (ours("python"), "-m", "pip", "--python", program(environment, "python"))
    run(*to_install, "install", "-q", wheel)
    said = answer(bptip, "--version").strip()
    if not wheel.name.startswith(f"{said.replace(' ', '-')}-"):
        raise NotRight(f"{wheel.name} says that it is {said}")
    print(said)
    answer(bptip, "status")
    refused = answer(bptip, "report", "-o", word, code=2)
    if len(refused.splitlines()) != 1 or "bptip[office]" not in refused:
        raise NotRight(f"without its extra, it says:\n{refused}")
    print(refused.strip())
    run(*to_install, "install", "-q", f"{wheel}[office]")
    answer(bptip, "report", "-o", word)
    if not word.read_bytes().startswith(b"PK"):
        raise NotRight("with its extra, it writes no Word file")
    print("bptip[office] writes a Word file")


STEPS: Final[dict[str, Step]] = {
    "the README's first command": lambda: readme_command("status"),
    "the README's test command": lambda: readme_command("tests"),
    "types, style, imports": style,
    "pages and pictures": documentation,
    "what is released": package,
}

if __name__ == "__main__":
    sys.exit(main())
