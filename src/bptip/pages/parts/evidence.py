"""The addresses that a page cites by number: each once, however often it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.pages.document import Citation

if TYPE_CHECKING:
    from bptip.pages.document import Inline


class Evidence:
    """Addresses, numbered from 1 in the order in which a page first cites them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, address: str) -> Inline:
        """The number of an address, as a reference to the page's list of them."""
        return Citation(self._numbers.setdefault(address, len(self._numbers) + 1))

    @property
    def addresses(self) -> tuple[str, ...]:
        """What has been cited so far, in the order of its numbers."""
        return tuple(self._numbers)
