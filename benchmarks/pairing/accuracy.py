"""Measures how well bptip and simple methods find which item became which.

README.md describes the plans, how they were judged, and the limits of the figures.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence

from judged import HALVES, Judged, all_judged
from methods import METHODS
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table
from scoring import Mean, Score, mean, means, record, scores_of
from variants import VARIANTS, variants_of

from bptip.plan.model import Version

VARIED = METHODS[:3]
"""The methods that are measured on variants; others would take long."""

WIDE_ENOUGH = 132
"""Width (columns) of the widest table, so that it is not broken outside a terminal."""


def main() -> int:
    """Measures all methods, prints the figures, and returns the exit code."""
    every = all_judged()
    options = read_options([judged.name for judged in every])
    if options.details is not None:
        every = [judged for judged in every if judged.name == options.details]
        (only,), _ = scores_of(METHODS[0], every)
        print("\n".join(details(only)))
        return 0
    measured = {method.name: scores_of(method, every) for method in METHODS}
    scores = [score for found, _ in measured.values() for score in found]
    thresholds = {name: least for name, (_, least) in measured.items()}
    if options.json:
        print(json.dumps(record(scores, thresholds), indent=2, ensure_ascii=False))
    else:
        show(every, scores, thresholds)
    return 0


def show(
    every: Sequence[Judged], scores: Sequence[Score], thresholds: Mapping[str, float | None]
) -> None:
    """Prints the means of each half, the thresholds that were chosen, and each pair of plans."""
    console = Console(width=None if sys.stdout.isatty() else WIDE_ENOUGH, highlight=False)
    console.print(means_table(means(scores)))
    chosen = {name: least for name, least in thresholds.items() if least is not None}
    said = "; ".join(f"{name} from {least:g}" for name, least in chosen.items())
    console.print(f"Thresholds chosen on the choosing half: {said}.\n")
    console.print("Precision, recall and F1 in per cent, of each pair of plans:")
    console.print(pairs_table(every, scores))
    console.print("\nMean F1, and traps, of the harder variants of all these plans:")
    console.print(variants_table(every))


def means_table(every: Sequence[Mean]) -> Table:
    """Returns a table with a row for each half and method."""
    table = Table("half", "method", box=MARKDOWN)
    for heading in ("precision", "recall", "F1", "traps"):
        table.add_column(heading, justify="right")
    for each in every:
        figures = (f"{figure:.3f}" for figure in (each.precision, each.recall, each.f1))
        table.add_row(each.half, each.method, *figures, f"{each.trapped} of {each.traps}")
    return table


def pairs_table(every: Sequence[Judged], scores: Sequence[Score]) -> Table:
    """Returns a table with a row for each pair of plans and a column for each method."""
    table = Table("half", "plans", box=MARKDOWN)
    for method in METHODS:
        table.add_column(method.name, justify="right", no_wrap=True)
    for judged in sorted(every, key=lambda each: each.half):
        own = {score.method: score for score in scores if score.judged is judged}
        table.add_row(judged.half, judged.name, *(in_per_cent(own[m.name]) for m in METHODS))
    return table


def variants_table(every: Sequence[Judged]) -> Table:
    """Returns a table with a row for each half and kind of variant."""
    table = Table("half", "variant", box=MARKDOWN)
    for method in VARIED:
        table.add_column(method.name, justify="right")
    variants = [variant for judged in every for variant in variants_of(judged)]
    scores = {method.name: scores_of(method, variants)[0] for method in VARIED}
    for half in HALVES:
        for kind in VARIANTS:
            cells = []
            for name, found in scores.items():
                own = [s for s in found if s.judged.half == half and s.judged.name.endswith(kind)]
                each = mean(half, name, own)
                cells.append(f"{each.f1:.3f} ({each.trapped} of {each.traps})")
            table.add_row(half, kind, *cells)
    return table


def in_per_cent(score: Score) -> str:
    """Returns precision, recall and F1 in a few characters."""
    return " ".join(f"{figure:3.0%}"[:-1] for figure in (score.precision, score.recall, score.f1))


def details(score: Score) -> Iterator[str]:
    """Yields the figures of one pair of plans, then each pair that is wrong or missed."""
    judged = score.judged
    yield f"{judged.name} ({judged.half}): precision, recall, F1 {in_per_cent(score)}"
    for old, new in score.wrong:
        yield f"\nwrong   {described(judged.old, old)}\n      → {described(judged.new, new)}"
        if (old, new) in judged.traps:
            yield f"        a trap. {judged.traps[old, new]}".rstrip()
    for old, new in score.missed:
        yield f"\nmissed  {described(judged.old, old)}\n      → {described(judged.new, new)}"


def described(edition: Version, item_id: str) -> str:
    """Returns an item's id, title and description on one line."""
    item = next(item for item in edition.items if item.id == item_id)
    return " · ".join(part for part in (item.id, item.title, item.description) if part)


def read_options(names: Sequence[str]) -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument(
        "--details",
        metavar="NAME",
        choices=names,
        help=f"what bptip got wrong and missed in one pair of plans: {', '.join(names)}",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
