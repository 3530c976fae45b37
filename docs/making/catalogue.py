"""Every code that `bptip check` can report, from the modules of its room."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import Final

from bptip import problems
from bptip.problems.fault import Code

MODULES: Final = [each.name for each in walk_packages(problems.__path__, "bptip.problems.")]

CODES: Final = tuple(
    dict.fromkeys(
        value
        for name in MODULES
        for value in vars(import_module(name)).values()
        if isinstance(value, Code)
    )
)
