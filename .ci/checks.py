"""All checks that a change must pass: `python3 .ci/checks.py` on a clean checkout.

Only Python is needed at the start. As root on Debian, programs that the tests need are installed
with apt-get; elsewhere the first lines say which are missing. The README's own commands make a new
.venv. Every check is run, even after another has failed; the exit code is 1 if one has failed.
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

import programs

REPOSITORY: Final = Path(__file__).resolve().parents[1]
WINDOWS: Final = os.name == "nt"

CONSTRAINTS: Final = ".ci/constraints.txt"
"""The versions for pip to install and to build with, so that the README's commands need not name
them. A relative path, because pip reads a blank as the end of a file's name."""

Step = Callable[[], None]


class CheckError(Exception):
    """A check has found something wrong; the message says what."""


def main() -> int:
    """Runs every check; returns the exit code."""
    if Path(sys.prefix).resolve() == REPOSITORY / ".venv":
        sys.stderr.write("Run this with another Python: it deletes .venv and makes a new one.\n")
        return 2
    os.chdir(REPOSITORY)
    os.environ |= dict.fromkeys(("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"), CONSTRAINTS)
    failed: list[str] = []
    times: list[str] = []
    began = time.monotonic()
    for name, step in STEPS.items():
        print(f"== {name}", flush=True)
        started = time.monotonic()
        try:
            step()
        except (CheckError, subprocess.CalledProcessError) as error:
            print(f"FAILED: {error}", flush=True)
            failed.append(name)
        times.append(f"{time.monotonic() - started:5.0f} s  {name}")
    print("\n".join(["== time", *times, f"{time.monotonic() - began:5.0f} s  in all"]))
    print("\n".join(["== FAILED", *failed]) if failed else "== all checks passed")
    return 1 if failed else 0


def run(*command: str | Path, cwd: Path | None = None) -> None:
    """Runs a program; raises CalledProcessError where it fails."""
    subprocess.run(list(map(str, command)), cwd=cwd, check=True)


def run_aloud(*command: str) -> str:
    """Runs a program, shows its output line by line, and returns it; raises where it fails."""
    lines: list[str] = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if running.returncode:
        raise CheckError(f"{command[0]} ended with {running.returncode}")
    return "".join(lines)


def output_of(*command: str | Path, code: int = 0) -> str:
    """Returns the output of a program, errors included; raises where its exit code is another."""
    done = subprocess.run(list(map(str, command)), capture_output=True, check=False)
    output = (done.stdout + done.stderr).decode("utf-8", "replace").replace("\r\n", "\n")
    if done.returncode != code:
        raise CheckError(f"{command} ended with {done.returncode}, not {code}:\n{output}")
    return output


def program(environment: Path, name: str) -> Path:
    """Returns the path of a program in a virtual environment."""
    return environment / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def ours(name: str) -> Path:
    """Returns the path of a program in the environment that the README's second command makes."""
    return program(REPOSITORY / ".venv", name)


def needed_programs() -> None:
    """Installs the programs that tests need, or says which tests will be left out."""
    missing = programs.missing()
    if missing and programs.can_install():
        print(f"installing {', '.join(missing)}", flush=True)
        programs.install(missing)
    elif missing:
        print(f"LEFT OUT, because they are not installed: the tests of {', '.join(missing)}")
    else:
        print("all there")


def first_command() -> None:
    """Runs the README's first command, with which a user begins."""
    readme_command("status")


def all_tests() -> None:
    """Runs the README's test command; fails where a test was skipped that could have run."""
    skipped = programs.skipped_tests(readme_command("tests"))
    if wrong := [str(each) for each in skipped if programs.could_have_run(each)]:
        raise CheckError("\n".join(["tests were skipped that could have run:", *wrong]))
    if left_out := [str(each) for each in skipped]:
        print("\n".join(["LEFT OUT:", *left_out]))


def readme_command(mark: str) -> str:
    """Runs the README's command of this mark in a new environment, and returns its output."""
    shutil.rmtree(REPOSITORY / ".venv", ignore_errors=True)
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    _, _, below = readme.partition(f"<!-- set-up: {mark} -->")
    above = readme[: len(readme) - len(below)]
    if WINDOWS:
        blocks = [*re.findall(POWERSHELL, above)[-1:], *re.findall(POWERSHELL, below)[:1]]
        line = next(each for each in blocks if ("pytest" in each) is (mark == "tests"))
        return run_aloud("powershell", "-NoProfile", "-Command", f"{line}; exit $LASTEXITCODE")
    return run_aloud("sh", "-euc", re.findall(r"```sh\n(.*?)\n```", below)[0])


POWERSHELL: Final = r"```powershell\n(.*?)\n```"


def style() -> None:
    """Checks types, style and the direction of imports; each is run even if another fails."""
    commands: Sequence[Sequence[str]] = (
        ("mypy",),
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("lint-imports",),
    )
    failing = [
        " ".join(command)
        for command in commands
        if subprocess.run([ours(command[0]), *command[1:]], check=False).returncode
    ]
    if failing:
        raise CheckError(", ".join(failing))


def documentation() -> None:
    """Checks that the generated parts of the documentation are current."""
    for maker in ("make_pages.py", "make_pictures.py"):
        run(ours("python"), Path("docs") / maker, "--check")


def package() -> None:
    """Builds what would be released, installs it, and runs it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(ours("python"), "-m", "hatchling", "build", "-d", folder / "dist")
        (wheel,) = (folder / "dist").glob("*.whl")
        (sdist,) = (folder / "dist").glob("*.tar.gz")
        same_from_sdist(wheel, sdist, folder)
        installed(wheel, folder)


def same_from_sdist(wheel: Path, sdist: Path, folder: Path) -> None:
    """Checks that the sdist gives the same wheel, file for file and byte for byte."""
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
    built, rebuilt = content(wheel), content(again)
    names = built.keys() | rebuilt.keys()
    if differ := sorted(name for name in names if built.get(name) != rebuilt.get(name)):
        raise CheckError(f"the sdist gives another wheel: {', '.join(differ)}")
    print(f"{sdist.name} gives the same {len(built)} files as {wheel.name}")


def content(wheel: Path) -> dict[str, bytes]:
    """Returns the files of a wheel, by name."""
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def installed(wheel: Path, folder: Path) -> None:
    """Installs the wheel in an environment of its own, and runs it there."""
    environment = folder / "environment"
    venv.create(environment)
    bptip, word = program(environment, "bptip"), folder / "report.docx"
    to_install = (ours("python"), "-m", "pip", "--python", program(environment, "python"))
    run(*to_install, "install", "-q", wheel)
    version = output_of(bptip, "--version").strip()
    if not wheel.name.startswith(f"{version.replace(' ', '-')}-"):
        raise CheckError(f"{wheel.name} says that it is {version}")
    print(version)
    output_of(bptip, "status")
    output_of(bptip, "report", "-o", word)
    if not word.read_bytes().startswith(b"PK"):
        raise CheckError("it writes no Word file")
    print("it writes a Word file")


STEPS: Final[dict[str, Step]] = {
    "programs that the tests need": needed_programs,
    "the README's first command": first_command,
    "the README's test command": all_tests,
    "types, style, imports": style,
    "generated pages and pictures": documentation,
    "the released package": package,
}

if __name__ == "__main__":
    sys.exit(main())
