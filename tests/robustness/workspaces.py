"""Workspaces with bad files: those of the corpus, and those that no repository can hold."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

CORPUS: Final = Path(__file__).parents[1] / "corpus"

SIZE: Final = int(os.environ.get("BPTIP_SIZE", "20000"))
"""Characters of what is long here: few in every run of the tests, a million by hand."""

MANY: Final = SIZE // 100

CASES: Final = (*sorted((CORPUS / "invalid").glob("*/*")), *sorted((CORPUS / "valid").glob("*")))
"""Every workspace of the corpus."""

OBJECTIVES: Final = '\n[[objective]]\nid = "9"\ntitle = "Share information"\n'

UPDATE: Final = """
[[update]]
id = "{id}"
item = "9"
on = 2025-03-31
recorded = 2025-04-01T09:00:00Z
note = "{note}"
"""


def version(
    plan: str = "2025",
    title: str = "Work plan",
    more: str = OBJECTIVES,
    start: date = date(2025, 1, 1),
) -> bytes:
    """Returns a plan's version, sound as it is."""
    return (
        f'schema = 1\n[plan]\nid = "{plan}"\nversion = 1\ntitle = "{title}"\n'
        f"start = {start}\nend = 2025-12-31\n{more}"
    ).encode()


def journal(*blocks: str, plan: str = "2025") -> bytes:
    """Returns a plan's journal, of these blocks."""
    return "".join((f'schema = 1\nplan = "{plan}"\n', *blocks)).encode()


Making = Callable[[Path], None]
"""Makes the folder of a plan what it is, given its path."""


def files(**content: bytes) -> Making:
    """Returns a folder with these files in it."""

    def make(folder: Path) -> None:
        for name, written in content.items():
            (folder / f"{name}.toml").write_bytes(written)

    return make


def _linked(name: str, to: str) -> Making:
    def make(folder: Path) -> None:
        files(v1=version(), progress=journal())(folder)
        (folder / f"{name}.toml").unlink()
        (folder / f"{name}.toml").symlink_to(to)

    return make


def _pipe(name: str) -> Making:
    def make(folder: Path) -> None:
        files(v1=version(), progress=journal())(folder)
        (folder / f"{name}.toml").unlink()
        if sys.platform != "win32":
            os.mkfifo(folder / f"{name}.toml")

    return make


def _sparse(name: str, size: int) -> Making:
    def make(folder: Path) -> None:
        files(v1=version(), progress=journal())(folder)
        os.truncate(folder / f"{name}.toml", size)

    return make


def _with_a_folder(name: str) -> Making:
    def make(folder: Path) -> None:
        files(v1=version())(folder)
        (folder / name).mkdir()

    return make


def _long(character: str) -> str:
    return character * SIZE


POSIX_ALONE: Final[dict[str, tuple[Making, bool]]] = {
    "version-is-a-pipe": (_pipe("v1"), False),
    "journal-is-a-pipe": (_pipe("progress"), False),
    "version-links-to-itself": (_linked("v1", "v1.toml"), False),
    "journal-links-to-itself": (_linked("progress", "progress.toml"), False),
    "version-links-to-nothing": (_linked("v1", "nowhere.toml"), False),
    "journal-links-to-nothing": (_linked("progress", "nowhere.toml"), False),
    "version-links-to-a-device": (_linked("v1", "/dev/zero"), False),
    "journal-links-to-a-device": (_linked("progress", "/dev/zero"), False),
    "version-links-to-a-folder": (_linked("v1", "."), False),
    "version-links-to-no-toml": (_linked("v1", "/etc/passwd"), False),
    "journal-links-to-what-the-system-says": (_linked("progress", "/proc/self/environ"), False),
}
"""Workspaces that Windows cannot have, each with True if the plan can be read all the same."""

ANYWHERE: Final[dict[str, tuple[Making, bool]]] = {
    "both-are-empty": (files(v1=b"", progress=b""), False),
    "version-of-a-hundred-megabytes": (_sparse("v1", 100_000_000), False),
    "journal-of-a-hundred-megabytes": (_sparse("progress", 100_000_000), False),
    "brackets-ten-thousand-deep": (files(v1=version() + b"x = " + b"[" * 10_000), False),
    "tables-ten-thousand-deep": (files(v1=version() + b"x = " + b"{a=" * 10_000), False),
    "a-long-title": (files(v1=version(title=_long("x"))), True),
    "a-long-title-of-signs": (files(v1=version(title=_long("|"))), True),
    "a-long-note": (
        files(v1=version(), progress=journal(UPDATE.format(id="u1", note=_long("y ")))), True,
    ),
    "a-long-id": (files(v1=version(more=OBJECTIVES.replace("9", _long("9")[:100_000]))), True),
    "a-long-comment": (files(v1=version() + _long("#").encode()), True),
    "many-updates-of-one-id": (
        files(v1=version(), progress=journal(*(
            UPDATE.format(id="u", note=n) for n in range(MANY)
        ))), True,
    ),
    "many-references-to-nothing": (
        files(v1=version(more=OBJECTIVES + "continues = [{}]\n".format(
            ", ".join(f'"2022/{n}"' for n in range(MANY))
        ))), True,
    ),
    "many-unknown-keys": (
        files(v1=version() + "".join(f"k{n} = 1\n" for n in range(MANY)).encode()), False,
    ),
    "a-folder-beside-its-version": (_with_a_folder("v2.toml"), False),
}  # fmt: skip
"""Workspaces that are too large, or too odd, for a repository."""

NAMES: Final = (
    "a b", "-x", "--help", "a;b", "$(touch pwned)", "`x`", "\x1b[31mred", "\x1b]0;owned\x07",
    "x\u202ey", "con", "é", "日本", "a\nb", "a\tb", '"q"', "a|b", "<b>x", "[bold]x",
    "*", "~", "%s", "{x}", "a\\b", "a@v1", "v1", "...", "x" * 200, os.fsdecode(b"caf\xe9"),
    os.fsdecode(b"\xff\xfe"),
)  # fmt: skip
"""Names of plans' folders, some with characters that act on the screen that shows them."""
