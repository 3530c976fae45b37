"""Conversations with bptip on a terminal: a real terminal (a pty), and a real process."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from conftest import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE: Final = 60.0
"""Maximum wait for a question (seconds)."""


class Conversation:
    """A process on a terminal, and its output there; stdout is a pipe of its own.

    `size` is that of the terminal, in lines and characters.
    """

    def __init__(self, command: list[str], home: Path, size: tuple[int, int] | None = None) -> None:
        self.ours, theirs = os.openpty()
        if size is not None:
            import termios

            termios.tcsetwinsize(theirs, size)
        self.process = subprocess.Popen(
            command,
            cwd=home,
            env=clean_environment({"TERM": "xterm"}),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)
        self.heard = ""

    def hear(self, words: str) -> str:
        """Waits for these words, and returns the output up to them."""
        end = time.monotonic() + PATIENCE
        while words not in self.heard:
            assert time.monotonic() < end, self.heard
            if not select.select([self.ours], [], [], 0.1)[0]:
                continue
            self.heard += os.read(self.ours, 4096).decode().replace("\r\n", "\n")
        said, _, self.heard = self.heard.partition(words)
        return said + words

    def say(self, text: str) -> None:
        """Types a text."""
        os.write(self.ours, text.encode())

    def interrupt(self) -> None:
        """Presses Ctrl-C, and once more where nothing happened.

        A signal that comes after the question is written and before the answer is read sets a
        flag that Python looks at only when the read ends: https://docs.python.org/3/library/
        signal.html#execution-of-python-signal-handlers
        """
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGINT)

    def end(self) -> tuple[int, str]:
        """Waits for the end, and returns the exit code and stdout."""
        out, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out.decode()

    def rest(self) -> str:
        """Returns the rest of the output."""
        with suppress(OSError):
            while chunk := os.read(self.ours, 4096):
                self.heard += chunk.decode()
        return self.heard


def answers(talk: Conversation, *pairs: tuple[str, str]) -> None:
    """Waits for each question, and types its answer."""
    for question, answer in pairs:
        talk.hear(question)
        talk.say(f"{answer}\n")
