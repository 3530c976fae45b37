"""The words of a command line as bptip reads them, where Bash cuts them for completion.

Bash cuts words at "=", "@" and ":" too, so "--status=del" comes as three words and "2022@v" as
three. They are joined again here. What Bash has of the last word already is left out of the offers.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence
from typing import Any, Final

BEFORE: Final = "_BPTIP_BEFORE"
"""Variable with the part of the last word that Bash does not replace."""

_BREAKS: Final = ("=", "@", ":")


def join_words(environment: MutableMapping[str, str]) -> None:
    """Joins the words in the variables of Bash again; leaves those of other shells."""
    words = environment.get("COMP_WORDS", "").split("\n")
    place = environment.get("COMP_CWORD", "")
    if environment.get("_BPTIP_COMPLETE") != "complete_bash" or len(words) < 2:
        return
    if not place.isdigit() or int(place) >= len(words):
        return
    joined, before = joined_words(words[: int(place) + 1])
    environment["COMP_WORDS"] = "\n".join(joined)
    environment["COMP_CWORD"] = str(len(joined) - 1)
    environment[BEFORE] = before.partition("=")[2] if before.startswith("--") else before
    _leave_out()


def joined_words(words: Sequence[str]) -> tuple[list[str], str]:
    """Returns the words with their pieces joined, and the part of the last before its last piece.

    "=" belongs to an option alone; after any other word it is a word of its own.
    """
    joined: list[str] = []
    before = ""
    is_open = False
    for word in words:
        is_break = word in _BREAKS and bool(joined) and (word != "=" or joined[-1][:2] == "--")
        if is_break or is_open:
            before = joined[-1] + (word if is_break else "")
            joined[-1] += word
        else:
            joined.append(word)
            before = ""
        is_open = is_break
    return joined, before


def _leave_out() -> None:
    """Makes Typer print completions for Bash without the part that Bash has already."""
    from typer._completion_classes import BashComplete

    def after_break(_: object, item: Any) -> str:  # noqa: ANN401  # Typer's own type
        return str(item.value).removeprefix(os.environ.get(BEFORE, ""))

    setattr(BashComplete, "format_completion", after_break)  # noqa: B010  # of another signature
