"""Edits the keys of one block of a journal in its text; all other text stays byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import tomli_w

from bptip.files.reading.fault_positions import comments, sections, statements
from bptip.plan.dates import moment
from bptip.plan.duplicates import REDACTED_KEYS
from bptip.plan.journal import Update


def redacted_block(block: str, words: str, *, keeps_said: bool = False) -> str:
    """Returns a block without the texts and comments that a redaction removes.

    `words` are the reason, stored under `redacted`. The reporter's own word for the status stays if
    `keeps_said`.
    """
    line = tomli_w.dumps({"redacted": words})
    removed = [key for key in REDACTED_KEYS if not (keeps_said and key == "said")]
    return _with_key(without_comments(block), "redacted", line, removed)


def without_comments(block: str) -> str:
    """Returns a block without its comments and without the lines that only have a comment."""
    parts, at = [], 0
    for start, comment_end in comments(block):
        line = block.rfind("\n", 0, start) + 1
        before = block[line:start].rstrip(" \t")
        end = comment_end - block.endswith("\r", start, comment_end)
        if not before:
            newline = block.find("\n", end) + 1
            end = newline or len(block)
        parts.append(block[at : line + len(before)])
        at = end
    return "".join(parts) + block[at:]


def block_of(winner: object, sides: Iterable[tuple[object, str]]) -> str:
    """Returns the block of the entry that wins among two copies.

    If the winner has one copy's values and the other copy's moment of recording, the block gets
    that moment.
    """
    given = list(sides)
    for value, block in given:
        if value == winner:
            return block
    for value, block in given:
        if (
            isinstance(value, Update)
            and isinstance(winner, Update)
            and value._replace(recorded=winner.recorded) == winner
        ):
            line = f"recorded = {moment(winner.recorded)}\n"
            return _with_key(block, "recorded", line)
    raise AssertionError("the winner is none of the blocks")


def _with_key(block: str, key: str, line: str, removed: Collection[str] = ()) -> str:
    """Returns a block in which one line replaces its key and the removed keys.

    The line is inserted where the first of these keys was, or else after the block's last own key.
    """
    newline = "\r\n" if "\r\n" in block else "\n"
    line = line.replace("\n", newline)
    start, end = _own_keys(block)
    body = block[start:end]
    spans = statements(body)
    gone = [span for span in spans if span[0] == key or span[0] in removed]
    last = max((after for name, _, after in spans if name is not None), default=0)
    place = gone[0][1] if gone else last
    kept = _pieces(body, [(before, after) for _, before, after in gone])
    above, below = "".join(kept(0, place)), "".join(kept(place, len(body)))
    if above and not above.endswith("\n"):
        above += newline
    return block[:start] + above + line + below + block[end:]


def _pieces(text: str, gone: Collection[tuple[int, int]]) -> Callable[[int, int], list[str]]:
    """Returns a function that gives the text between two offsets, without the `gone` spans."""

    def kept(start: int, end: int) -> list[str]:
        parts, at = [], start
        for before, after in gone:
            if start <= before < end:
                parts.append(text[at:before])
                at = after
        return [*parts, text[at:end]]

    return kept


def _own_keys(block: str) -> tuple[int, int]:
    """Returns the start and end of a block's own keys: after its heading, before its tables."""
    spans = sections(block)
    start, end = spans[1]
    line_end = block.find("\n", start)
    return (len(block) if line_end < 0 else line_end + 1), end
