"""The words that tables use, as the page about importing lists them."""

from __future__ import annotations

from bptip.exchange.tables.column_names import COLUMN_NAMES
from bptip.exchange.tables.table_words import STATUS_WORDS
from making.markdown import code, table


def names() -> str:
    """Returns the table of the names of columns, by the role that they have."""
    rows = ((code(role.value), ", ".join(words)) for role, words in COLUMN_NAMES.items())
    return table(("Role", "Names of the column"), rows)


def statuses() -> str:
    """Returns the table of the words for statuses."""
    rows = ((code(status.value), ", ".join(words)) for status, words in STATUS_WORDS.items())
    return table(("Status", "Words"), rows)
