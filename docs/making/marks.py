"""Where in a page the made parts stand: between two marks that no reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

Part = Callable[[str], str]
"""What stands between the marks of a name, given the page as it is."""

_MARKED: Final = re.compile(
    r"(?<=<!-- made by docs/make_pages\.py: )([\w-]+)( -->\n)(.*?)(?=<!-- end -->)", re.DOTALL
)


def filled(page: str, parts: Mapping[str, Part]) -> str:
    """The page with each of its made parts as it should be; raises KeyError for a name unknown."""
    return _MARKED.sub(lambda match: f"{match[1]}{match[2]}\n{parts[match[1]](page)}\n", page)
