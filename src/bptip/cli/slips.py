"""Slips of typing that the reader of a command line would take for something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from bptip.plan.errors import BptipError

_LONG_DASH: Final = re.compile(r"[–—]-?([A-Za-z][\w-]*)(=.*)?", re.DOTALL)
"""What Word makes of two hyphens before an option's name."""

_SHORT_WITH_SIGN: Final = re.compile(r"(-[A-Za-z])=(.+)", re.DOTALL)

TEXTS: Final = ("--note", "--next")
"""The options whose texts have several words."""


def refuse_slips(arguments: Sequence[str], options: Collection[str]) -> None:
    """Raise BptipError for the first slip, with what to type; `options` are the command's own."""
    for slip in (*long_dashes(arguments, options), *signs(arguments), *cut_texts(arguments)):
        raise slip


def long_dashes(arguments: Sequence[str], options: Collection[str]) -> Iterator[BptipError]:
    """Options that begin with a long dash; what is no option's name may be a text."""
    for each in arguments:
        match = _LONG_DASH.fullmatch(each)
        name = match[1] if match else ""
        meant = f"-{name}" if len(name) == 1 else f"--{name}"
        if match and meant in options:
            yield BptipError(
                f'"{each}" begins with a long dash, which no option does.',
                f"Type hyphens: {meant}{match[2] or ''}",
            )


def signs(arguments: Sequence[str]) -> Iterator[BptipError]:
    """A short option with a sign behind it, which would be the first letter of its value."""
    for each in arguments:
        if match := _SHORT_WITH_SIGN.fullmatch(each):
            yield BptipError(
                f'"{each}" has a "=" behind a short option.', f"Type {match[1]} {match[2]}"
            )


def cut_texts(arguments: Sequence[str]) -> Iterator[BptipError]:
    """A text of one word that others follow, where items stand before it: no quotes, most likely.

    Its other words would be taken for items, and be recorded about what they happen to name.
    """
    begun_with_item = bool(arguments) and not arguments[0].startswith("-")
    for option, text, following in zip(arguments, arguments[1:], arguments[2:], strict=False):
        one_word = option in TEXTS and " " not in text.strip()
        if begun_with_item and one_word and not following.startswith("-"):
            yield BptipError(
                f'{option} has one word, "{text}", and "{following}" behind it would be an item.',
                f'A text of several words stands in quotes: {option} "{text} {following} …"',
                f"Items stand before the options: bptip update {arguments[0]} ITEM {option} …",
            )
