"""A terminal of a size for a run in a process of its own, as a user has it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Process


def on_a_terminal(
    process: Process,
    arguments: tuple[str, ...],
    columns: int,
    env: Mapping[str, str],
    lines: int = 24,
    said: str = "",
) -> str:
    """Returns what a run writes to a terminal of a number of columns and lines.

    On stderr, the run prints what is `said`, and nothing else.
    """
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    running = process.start(
        *arguments, stdout=theirs, env={**kept, "PYTHONIOENCODING": "utf-8", **env}
    )
    os.close(theirs)
    told = bytearray()
    try:
        while piece := os.read(ours, 65536):
            told += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    _, err = running.communicate(timeout=30)
    assert (running.returncode, err.decode("utf-8")) == (0, said)
    return told.decode("utf-8").replace("\r\n", "\n")
