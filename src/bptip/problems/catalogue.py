"""Every code of `bptip check`, in the order of its documentation."""

from __future__ import annotations

from typing import Final

from bptip.problems import folder, journal, lineage, references, shape, upkeep, version

CODES: Final = (
    *shape.CODES,
    *version.CODES,
    *folder.CODES,
    *references.CODES,
    *lineage.CODES,
    *journal.CODES,
    *upkeep.CODES,
)
