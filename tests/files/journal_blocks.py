"""Blocks of a journal, so that a test states only what it is about."""

from __future__ import annotations


def update(**keys: str) -> str:
    """Returns a block of a journal: a nil return about 1.1, and these keys as TOML has them."""
    stated = {
        "id": '"u1"', "item": '"1.1"', "on": "2026-03-31", "recorded": "2026-04-01T09:00:00Z",
        **keys,
    }  # fmt: skip
    return "\n[[update]]\n" + "".join(f"{key} = {value}\n" for key, value in stated.items())
