"""The numbered list of the addresses that a page cites; each is listed once."""

from __future__ import annotations

from bptip.pages.document import Citation, Inline


class Evidence:
    """Addresses, numbered from 1 in the order in which a page first cites them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, address: str) -> Inline:
        """Returns a reference to an address in the page's list, and adds it there if it is new."""
        return Citation(self._numbers.setdefault(address, len(self._numbers) + 1))

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses cited so far, in the order of their numbers."""
        return tuple(self._numbers)
