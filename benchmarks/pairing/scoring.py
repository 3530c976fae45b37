"""Precision, recall and F1 of a method on each judged pair of plans."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Final, NamedTuple

from judged import CHOOSING, HALVES, IdPair, Judged
from methods import METHODS, Found, Method

STEPS: Final = tuple(step / 50 for step in range(50))
"""The thresholds that are tried for a tuned method."""


class Score(NamedTuple):
    """The result of a method on one pair of plans.

    `wrong` pairs were found but are not true, `missed` pairs are true but were not found. `trapped`
    are the wrong pairs that are judged traps.
    """

    judged: Judged
    method: str
    right: tuple[IdPair, ...]
    wrong: tuple[IdPair, ...]
    missed: tuple[IdPair, ...]
    trapped: tuple[IdPair, ...]

    @property
    def precision(self) -> float:
        """The share of true pairs among the pairs that were found; 1 if none was found."""
        pairs = len(self.right) + len(self.wrong)
        return len(self.right) / pairs if pairs else 1.0

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


def score(judged: Judged, method: str, pairs: Iterable[IdPair]) -> Score:
    """Returns the score of these pairs; doubtful ones are left out."""
    counted = sorted({*pairs} - {*judged.doubtful})
    return Score(
        judged=judged,
        method=method,
        right=tuple(pair for pair in counted if pair in judged.true),
        wrong=tuple(pair for pair in counted if pair not in judged.true),
        missed=tuple(pair for pair in judged.true if pair not in counted),
        trapped=tuple(pair for pair in counted if pair in judged.traps),
    )


def scores_of(method: Method, every: Sequence[Judged]) -> tuple[list[Score], float | None]:
    """Returns a method's score on each pair of plans, and its threshold, if one was chosen.

    It is the lowest threshold with the highest mean F1 on the choosing half.
    """
    by_plans = [(judged, method.pairs(judged.old, judged.new)) for judged in every]
    if not method.tuned:
        return scores_from(method, by_plans, 0.0), None
    to_choose = [each for each in by_plans if each[0].half == CHOOSING]
    best = max(STEPS, key=lambda least: fmean(s.f1 for s in scores_from(method, to_choose, least)))
    return scores_from(method, by_plans, best), best


def scores_from(
    method: Method, every: Iterable[tuple[Judged, Sequence[Found]]], least: float
) -> list[Score]:
    """Returns the scores of the pairs with at least this likeness."""
    return [
        score(judged, method.name, (each.pair for each in found if each.score >= least))
        for judged, found in every
    ]


def means(scores: Sequence[Score]) -> list[Mean]:
    """Returns the means of every method that has scores, for each half, in the methods' order."""
    return [
        mean(half, method.name, own)
        for half in HALVES
        for method in METHODS
        if (own := [s for s in scores if (s.judged.half, s.method) == (half, method.name)])
    ]


def mean(half: str, method: str, scores: Sequence[Score]) -> Mean:
    """Returns the mean of scores."""
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
    """Returns all figures, as they are printed in JSON."""
    return {
        "thresholds": {name: least for name, least in thresholds.items() if least is not None},
        "means": [each._asdict() for each in means(scores)],
        "pairs": [score_record(score) for score in scores],
    }


def score_record(score: Score) -> dict[str, object]:
    """Returns the figures of one method on one pair of plans."""
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
