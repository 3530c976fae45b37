"""Measures what bptip's mean F1 would be if one of the pairing's tuned numbers were another.

Each number is changed alone, to three quarters and to five quarters of its value (a whole number by
1). Numbers that only save time are set to the value that switches them off: the figures must stay
the same.
"""

import sys
from statistics import fmean
from types import ModuleType
from typing import Final

from judged import CHOOSING, HELD_OUT, all_judged
from methods import METHODS
from scoring import scores_of

from bptip.comparison import (
    near_twins,
    neighbours,
    pairing,
    resemblance,
    thresholds,
    wording,
)

TUNED: Final = (
    (thresholds, ("SURE", "QUIET", "LOUD", "WORDS", "NOISE", "ABOVE_NOISE")),
    (neighbours, ("SAME_NEIGHBOURS",)),
    (pairing, ("NOTHING_IN_COMMON", "SAME_ID_WITHIN_PLAN", "CLEAR", "FEW", "TELLING_LEADS")),
    (
        resemblance,
        (
            "SAME_OBJECTIVE", "SAME_LEADS", "OTHER_LEADS", "SAME_DATES", "SAME_ID", "ENOUGH_WORDS",
            "NOT_THIS_TWIN", "CLAUSE", "ACTIVITIES_SHARE",
        ),
    ),
    (near_twins, ("TWINS", "HALF_SHARED_TWINS")),
    (wording, ("PLAN_WORD", "TITLE_SHARE", "TITLE_TIMES", "ENDING")),
)  # fmt: skip

SWITCHED_OFF: Final = {
    "COMMON_SHARE": 1.0, "COMMON_TEXTS": 1_000_000, "PAIRS_SHARE": 0.0, "BEGINNING": 0,
}  # fmt: skip
"""The numbers of `wording` that save time, with the value at which they save none."""


def main() -> int:
    """Prints a line for each number."""
    print("| number | value | choosing, less | more | held-out, less | more |")
    print("|---|---:|---:|---:|---:|---:|")
    for module, names in TUNED:
        for name in names:
            value = getattr(module, name)
            is_whole = isinstance(value, int)
            values = (value - 1, value + 1) if is_whole else (value * 0.75, value * 1.25)
            less, more = (mean_f1(module, name, tried) for tried in values)
            figures = (less[CHOOSING], more[CHOOSING], less[HELD_OUT], more[HELD_OUT])
            print(f"| `{name}` | {value:g} | {' | '.join(f'{f1:.3f}' for f1 in figures)} |")
    for name, value in SWITCHED_OFF.items():
        print(f"`{name}` switched off: {mean_f1(wording, name, value)}")
    return 0


def mean_f1(module: ModuleType, name: str, value: float) -> dict[str, float]:
    """Returns bptip's mean F1 on each half while a number has another value."""
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        scores, _ = scores_of(METHODS[0], all_judged())
    finally:
        setattr(module, name, kept)
    return {
        half: round(fmean(score.f1 for score in scores if score.judged.half == half), 3)
        for half in (CHOOSING, HELD_OUT)
    }


if __name__ == "__main__":
    sys.exit(main())
