"""Values of data as the texts of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any


def value_text(value: Any) -> str:  # noqa: ANN401  # data of any kind
    """Returns a value as text; a record in a list becomes "field: title, old: a, new: b"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {value_text(part)}" for key, part in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(value_text(part) for part in value)
    return str(value)
