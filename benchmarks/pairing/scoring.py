"""How good a method's pairs are: precision, recall and F1 on each judged pair of plans."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Final, NamedTuple

from judged import CHOOSING, HALVES, IdPair, Judged
from methods import METHODS, Found, Method

STEPS: Final = tuple(step / 50 for step in range(50))
"""The thresholds that are tried for a tuned method."""


class Score(NamedTuple):
    """What a method made of one pair of plans.

    `wrong` pairs were found and aren't true, `missed` ones are true and weren't found; `trapped`
    are those of the wrong ones that are judged traps.
    """

    judged: Judged
    method: str
    right: tuple[IdPair, ...]
    wrong: tuple[IdPair, ...]
    missed: tuple[IdPair, ...]
    trapped: tuple[IdPair, ...]

    @property
    def precision(self) -> float:
        """The share of right ones among the pairs that were found; 1 where none was."""
        found = len(self.right) + len(self.wrong)
        return len(self.right) / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of the true pairs that were found."""
        return len(self.right) / (len(self.right) + len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * len(self.right) / (2 * len(self.right) + len(self.wrong) + len(self.missed))


class Mean(NamedTuple):
    """A method's means over the plans of one half, each counting the same; its traps are a sum."""

    half: str
    method: str
    precision: float
    recall: float
    f1: float
    trapped: int
    traps: int


def score(judged: Judged, method: str, found: Iterable[IdPair]) -> Score:
    """What these pairs are worth; doubtful ones are left out."""
    said = sorted({*found} - {*judged.doubtful})
    return Score(
        judged=judged,
        method=method,
        right=tuple(pair for pair in said if pair in judged.true),
        wrong=tuple(pair for pair in said if pair not in judged.true),
        missed=tuple(pair for pair in judged.true if pair not in said),
        trapped=tuple(pair for pair in said if pair in judged.traps),
    )


def scores_of(method: Method, every: Sequence[Judged]) -> tuple[list[Score], float | None]:
    """A method's score on each pair of plans, and the threshold where one was chosen.

    It is chosen on the choosing half: the one of the highest mean F1, of equal ones the lowest.
    """
    found = [(judged, method.pairs(judged.old, judged.new)) for judged in every]
    if not method.tuned:
        return scores_from(method, found, 0.0), None
    to_choose = [each for each in found if each[0].half == CHOOSING]
    best = max(STEPS, key=lambda least: fmean(s.f1 for s in scores_from(method, to_choose, least)))
    return scores_from(method, found, best), best


def scores_from(
    method: Method, every: Iterable[tuple[Judged, Sequence[Found]]], least: float
) -> list[Score]:
    """The scores of what was found with at least this likeness."""
    return [
        score(judged, method.name, (each.pair for each in found if each.score >= least))
        for judged, found in every
    ]


def means(scores: Sequence[Score]) -> list[Mean]:
    """The means of every method that has scores, for each half, in the order of the methods."""
    return [
        mean(half, method.name, own)
        for half in HALVES
        for method in METHODS
        if (own := [s for s in scores if (s.judged.half, s.method) == (half, method.name)])
    ]


def mean(half: str, method: str, scores: Sequence[Score]) -> Mean:
    """The mean of some scores."""
    return Mean(
        half=half,
        method=method,
        precision=fmean(score.precision for score in scores),
        recall=fmean(score.recall for score in scores),
        f1=fmean(score.f1 for score in scores),
        trapped=sum(len(score.trapped) for score in scores),
        traps=sum(len(score.judged.traps) for score in scores),
    )


def record(scores: Sequence[Score], thresholds: Mapping[str, float | None]) -> dict[str, object]:
    """All figures, as they go out as JSON."""
    return {
        "thresholds": {name: least for name, least in thresholds.items() if least is not None},
        "means": [each._asdict() for each in means(scores)],
        "pairs": [score_record(score) for score in scores],
    }


def score_record(score: Score) -> dict[str, object]:
    """The figures of one method on one pair of plans."""
    return {
        "name": score.judged.name,
        "half": score.judged.half,
        "method": score.method,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "trapped": len(score.trapped),
        "traps": len(score.judged.traps),
        "wrong": score.wrong,
        "missed": score.missed,
    }
