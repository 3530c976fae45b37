"""The places of the generated parts in a page: between two marks that no reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

Part = Callable[[str], str]
"""A function that returns a generated part, given the whole page."""

_MARKED: Final = re.compile(
    r"(?<=<!-- made by docs/make_pages\.py: )([\w-]+)( -->\n)(.*?)(?=<!-- end -->)", re.DOTALL
)


def filled(page: str, parts: Mapping[str, Part]) -> str:
    """Returns the page with each generated part filled in; raises KeyError for an unknown name."""
    return _MARKED.sub(lambda match: f"{match[1]}{match[2]}\n{parts[match[1]](page)}\n", page)
