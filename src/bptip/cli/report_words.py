"""The officials' own words: `report` takes them in, and `verify` finds them in a report.

Both follow the same rules: `verify` accepts only words that `--words` accepts, in the form in
which bptip writes them. So no words can hide the figures behind an open comment or code block.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from bptip.pages.document import Block, Document
from bptip.pages.own_words import NO_WORDS, OBJECTIVE, PlacedWords, lowered, placed
from bptip.plan.model import Version
from bptip.reporting.verification import OwnWords, WordsPiece, lines_of, pieces_digest, plain_blanks

REFUSALS_SHOWN: Final = 20
"""Maximum number of lines of a report's own words that the verdict names."""


class LoadedWords(NamedTuple):
    """Own words by their place in a report, with their digest and notices about them."""

    words: PlacedWords = NO_WORDS
    digest: str = ""
    notices: tuple[str, ...] = ()


def load_words(file: Path, version: Version) -> LoadedWords:
    """Reads the officials' own words for a report on a version of a plan."""
    from bptip.files.exchange.own_words import load_own_words, objectives_by_name

    parsed = load_own_words(file, objectives_by_name(version))
    words = placed(parsed.blocks, [each.id for each in version.objectives])
    digest = pieces_digest((id_, words_lines(piece)) for id_, piece in words.pieces)
    return LoadedWords(words, digest, parsed.notices)


def words_lines(blocks: tuple[Block, ...]) -> list[str]:
    """Returns the lines of own words in a report."""
    from bptip.render.layout.canvas import Canvas
    from bptip.render.markdown.page import draw

    return lines_of(draw(Document(blocks), Canvas()).decode())


def words_again(written: OwnWords, version: Version) -> tuple[PlacedWords, OwnWords]:
    """Returns the own words of a report by their place, so that the report can be made again.

    Words that `--words` refuses, or that bptip would not write in this form, become causes.
    """
    blocks: list[Block] = []
    refusals: list[str] = []
    for piece in written.pieces:
        taken, refused = _taken_again(piece, version)
        blocks += taken
        refusals += refused
    words = placed(blocks, [each.id for each in version.objectives])
    causes = refusals[:REFUSALS_SHOWN]
    again = [(id_, [*map(plain_blanks, words_lines(piece))]) for id_, piece in words.pieces]
    there = [(p.objective, [*map(plain_blanks, _inside(p))]) for p in written.pieces]
    if not causes and again != there:
        causes = ["Your own words are not in the form in which bptip writes them."]
    return words, written._replace(causes=(*written.causes, *causes))


def _inside(piece: WordsPiece) -> tuple[str, ...]:
    """Returns the lines of a piece without the empty lines beside its two remarks."""
    has_gaps = len(piece.lines) > 1 and not piece.lines[0] and not piece.lines[-1]
    return piece.lines[1:-1] if has_gaps else piece.lines


def _taken_again(piece: WordsPiece, version: Version) -> tuple[list[Block], list[str]]:
    """Returns the blocks of a piece as its file had them, and the lines that are refused."""
    from bptip.files.exchange.own_words import objectives_by_name, own_words

    above = [f"## {OBJECTIVE}{piece.objective}", ""] if piece.objective else []
    # In Markdown that bptip writes, every line break within a paragraph is a hard one, and editors
    # remove the two blanks that make it one.
    text = "  \n".join((*above, *piece.lines))
    parsed = own_words(text, objectives_by_name(version), is_report=True)
    refused = [
        f"Line {piece.start + line - len(above)}, in your own words, is not accepted by --words: "
        f"{why}."
        for line, why in parsed.refusals
    ]
    blocks: Iterator[Block] = iter(parsed.blocks)
    if not piece.objective:
        return list(blocks), refused
    first = next(blocks, None)
    return [*([first] if first else []), *lowered(blocks, -1)], refused
