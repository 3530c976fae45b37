"""The extra `office`: the library that writes workbooks, which an installation may lack."""

from __future__ import annotations

from importlib.util import find_spec

from bptip.plan.errors import NotFoundError


def need_library(module: str, what: str) -> None:
    """Raises BptipError if a library of the extra is missing; `what` needs it."""
    if find_spec(module) is None:
        raise NotFoundError(
            f'{what} needs the extra "office", which is not installed.',
            'Install bptip again with the line in its README: it has ".[office]".',
        )
