"""The officials' own words, as `report` takes them in and as `verify` finds them in a report.

Both have the same rules: a report's words are held to what `--words` accepts and bptip writes.
Words that hide the figures behind an open comment or an open code block are neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.pages.document import Block
    from bptip.reporting.verification import OwnWords

REFUSALS_SHOWN: Final = 20
"""Maximum number of lines of a report's own words that the verdict names."""


def load_words(file: Path) -> tuple[tuple[Block, ...], str]:
    """Reads the officials' own words; returns them with the digest of their lines in Markdown."""
    from bptip.files.reading.own_words import load_own_words
    from bptip.reporting.verification import words_digest

    words = load_own_words(file)
    return words, words_digest(words_lines(words))


def words_lines(words: tuple[Block, ...]) -> list[str]:
    """Returns the lines of own words in a report."""
    from bptip.pages.document import Document
    from bptip.render.layout.canvas import Canvas
    from bptip.render.markdown.page import draw
    from bptip.reporting.verification import lines_of

    return lines_of(draw(Document(words), Canvas()).decode())


def checked(words: OwnWords) -> OwnWords:
    """Returns a report's own words, with what bptip would not have written as further causes."""
    from bptip.files.reading.own_words import own_words

    if not words.lines:
        return words
    # In Markdown that bptip writes, every line break within a paragraph is a hard one, and editors
    # remove the two blanks that make it one.
    blocks, refusals = own_words("  \n".join(words.lines))
    causes = [
        f"Line {words.start + line}, in your own words, is not accepted by --words: {why}."
        for line, why in refusals[:REFUSALS_SHOWN]
    ]
    if not causes and [*words_lines(blocks), ""] != list(words.lines):
        causes = ["Your own words are not in the form in which bptip writes them."]
    return words._replace(causes=(*words.causes, *causes))
