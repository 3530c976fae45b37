"""The programs that some tests need: installing those that are missing, and judging skipped tests.

Only on Debian and its relatives, and only as root, is anything installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple


class Program(NamedTuple):
    """A program: the names under which it may be found, and the Debian packages that have it."""

    names: tuple[str, ...]
    packages: tuple[str, ...]


PROGRAMS: Final[Mapping[str, Program]] = {
    "pandoc": Program(("pandoc",), ("pandoc",)),
    "Chromium": Program(
        ("chromium", "chromium-browser", "google-chrome", "chrome"), ("chromium", "fonts-noto-core")
    ),
    "LibreOffice": Program(
        ("soffice", "libreoffice"),
        ("libreoffice-writer", "libreoffice-calc", "fonts-crosextra-carlito"),
    ),
    "Git": Program(("git",), ("git",)),
    "bash": Program(("bash",), ("bash",)),
    "zsh": Program(("zsh",), ("zsh",)),
    "fish": Program(("fish",), ("fish",)),
}
"""The programs by the name that a skipped test gives: "needs pandoc"."""

_SKIPPED: Final = re.compile(r"^SKIPPED \[(\d+)\] (.+?): (.*)$", re.MULTILINE)


class Skipped(NamedTuple):
    """Tests that were skipped for one reason in one place."""

    number: int
    place: str
    reason: str

    def __str__(self) -> str:
        """The tests on one line."""
        return f"{self.number} in {self.place}: {self.reason}"


def has(program: Program) -> bool:
    """True if a program is installed."""
    return any(map(shutil.which, program.names))


def missing() -> list[str]:
    """Returns the names of the programs that are not installed."""
    return [name for name, program in PROGRAMS.items() if not has(program)]


def can_install() -> bool:
    """True if missing programs can be installed: as root, with apt-get."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def can_mount() -> bool:
    """True if a test can mount a file system of its own."""
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def can_be_another() -> bool:
    """True if a test can act as another account: as root, without the powers of root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None:
        return False
    command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--groups=64000", "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def keeps_case() -> bool:
    """True if two files of a folder can have names that differ by case alone."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a").touch()
        return not (Path(folder) / "A").exists()


def keeps_attributes() -> bool:
    """True if a file that a test makes can have extended attributes, and a list of access."""
    if not hasattr(os, "setxattr"):
        return False
    with tempfile.NamedTemporaryFile() as file:
        try:
            os.setxattr(file.name, "user.test", b"")
        except OSError:
            return False
    return True


SYSTEM: Final[Mapping[str, Callable[[], bool]]] = {
    "POSIX": lambda: os.name != "nt",
    "/dev/full": lambda: os.path.exists("/dev/full"),  # noqa: PTH110  # the same on Windows
    "named pipes": lambda: hasattr(os, "mkfifo"),
    "a file system to mount": can_mount,
    "extended attributes": keeps_attributes,
    "another account": can_be_another,
    "names that differ by case": keeps_case,
}
"""The reasons for a skip that the system can give: a name, and True if the system has it."""


def install(names: Iterable[str]) -> None:
    """Installs programs with apt-get; raises CalledProcessError where that fails."""
    packages = [package for name in names for package in PROGRAMS[name].packages]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    options = ("install", "-y", "-qq", "--no-install-recommends")
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
    subprocess.run(
        ["apt-get", *options, *packages], env=environment, check=True, stdout=subprocess.DEVNULL
    )


def skipped_tests(output: str) -> list[Skipped]:
    """Returns the tests that were skipped, from the summary that pytest prints with -ra."""
    return [
        Skipped(int(number), place, reason) for number, place, reason in _SKIPPED.findall(output)
    ]


def could_have_run(skipped: Skipped) -> bool:
    """True if nothing that a test needs is missing here: its skip is a fault."""
    name = skipped.reason.removeprefix("needs ")
    if name in PROGRAMS:
        return has(PROGRAMS[name]) or can_install()
    return name not in SYSTEM or SYSTEM[name]()
