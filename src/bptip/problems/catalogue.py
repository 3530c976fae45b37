"""Every code that `bptip check` can report."""

from __future__ import annotations

from typing import Final

from bptip.problems import (
    folder,
    parties,
    references,
    reused_ids,
    shape,
    similar_names,
    upkeep,
    version,
)
from bptip.problems.journal import against_plan, by_itself

CODES: Final = (
    *shape.CODES,
    *version.CODES,
    *folder.CODES,
    *parties.CODES,
    *references.CODES,
    *reused_ids.CODES,
    *by_itself.CODES,
    *against_plan.CODES,
    *upkeep.CODES,
    *similar_names.CODES,
)
