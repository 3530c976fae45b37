"""Writes two made-up editions of a plan, to compare them.

Into FOLDER go `plans/editions/v1.toml` and `v2.toml`. The words are invented, but as often as words
are: the second one half as often as the first, the third a third as often (Zipf). From the first
edition to the second a part of the activities falls out and as many come in, the objectives change
their order, so that all are renumbered, and a part of the rest is reworded: the rarer half of
the words stays, in another order, among new ones. The same options always give the same bytes.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random
from typing import Final

from large_plan import (
    END,
    FIRST_YEARS,
    PARTIES,
    START,
    Keys,
    at_least_one,
    block,
    random_day,
    write,
)

PLAN: Final = "editions"
ACTIVITIES_EACH: Final = 24
"""Number of activities under an objective."""

COME_AND_GO: Final = 0.1
"""Share of activities that are removed, and of those that are added."""

TEXTS: Final = ("title", "description")
"""The part that is reworded."""

DESCRIBED: Final = 0.67
TITLE_WORDS: Final = (5, 12)
DESCRIPTION_WORDS: Final = (10, 24)

SYLLABLES: Final = (
    *("ba", "cor", "den", "fi", "gal", "hum", "jo", "kes", "lin", "mar", "nov", "pel", "quo"),
    *("ras", "sten", "tul", "ver"),
)
VOCABULARY: Final = tuple(map("".join, product(SYLLABLES, repeat=3)))
"""The 4,913 words, the most frequent first."""

AS_OFTEN: Final = tuple(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
RANK: Final = {word: rank for rank, word in enumerate(VOCABULARY)}

Chapter = tuple[Keys, list[Keys]]
"""The keys of an objective, without its id, and of the activities under it."""


def make_editions(items: int, reworded: float, seed: int) -> tuple[list[Chapter], list[Chapter]]:
    """Returns the old and the new edition; each has `items` objectives and activities."""
    rng = Random(f"editions {seed}")
    old = list(make_chapters(rng, items))
    new = [(objective, successors(rng, activities, reworded)) for objective, activities in old]
    rng.shuffle(new)
    return old, new


def make_chapters(rng: Random, items: int) -> Iterator[Chapter]:
    """Returns objectives with activities, up to the number of items."""
    objectives = max(1, items // (ACTIVITIES_EACH + 1))
    for number in range(objectives):
        activities = (items - objectives) // objectives
        activities += number < (items - objectives) % objectives
        yield make_objective(rng), [make_activity(rng) for _ in range(activities)]


def make_objective(rng: Random) -> Keys:
    """Returns the title of an objective."""
    return {"title": text(words(rng, TITLE_WORDS))}


def make_activity(rng: Random) -> Keys:
    """Returns an activity with a lead and a deadline; two of three have a description."""
    keys: Keys = {"title": text(words(rng, TITLE_WORDS))}
    if rng.random() < DESCRIBED:
        keys["description"] = text(words(rng, DESCRIPTION_WORDS))
    due = random_day(rng, START + FIRST_YEARS, END)
    return {**keys, "lead": [rng.choice(PARTIES)], "due": due}


def successors(rng: Random, activities: Sequence[Keys], reworded: float) -> list[Keys]:
    """Returns the activities of the next edition."""
    return [
        make_activity(rng) if rng.random() < COME_AND_GO else successor(rng, each, reworded)
        for each in activities
    ]


def successor(rng: Random, activity: Keys, reworded: float) -> Keys:
    """Returns an activity of the next edition: the same, or half a year later in other words."""
    if rng.random() >= reworded:
        return activity
    said: Keys = {key: reword(rng, str(activity[key])) for key in TEXTS if key in activity}
    later = random_day(rng, START + FIRST_YEARS, END) + timedelta(days=180)
    return {**activity, **said, "due": min(later, END)}


def reword(rng: Random, said: str) -> str:
    """Returns a text in other words: the rarer half of its words, among new ones."""
    own = sorted(said.casefold().split(), key=RANK.__getitem__)
    kept = own[len(own) // 2 :]
    mixed = [*kept, *rng.choices(VOCABULARY, cum_weights=AS_OFTEN, k=len(own) - len(kept))]
    rng.shuffle(mixed)
    return text(mixed)


def words(rng: Random, between: tuple[int, int]) -> list[str]:
    """Returns random words, by their frequency."""
    return rng.choices(VOCABULARY, cum_weights=AS_OFTEN, k=rng.randint(*between))


def text(said: Sequence[str]) -> str:
    """Returns words as a line of a plan."""
    return " ".join(said).capitalize()


def edition_text(number: int, chapters: Sequence[Chapter]) -> str:
    """Returns the text of a version's file."""
    blocks = ["schema = 1\n", block("[plan]", plan_keys(number))]
    for place, (objective, activities) in enumerate(chapters, 1):
        blocks.append(block("[[objective]]", numbered(str(place), objective)))
        for at, activity in enumerate(activities, 1):
            blocks.append(block("[[objective.activity]]", numbered(f"{place}.{at}", activity)))
    return "\n".join(blocks)


def numbered(item: str, keys: Keys) -> Keys:
    """Returns the keys of an item, after its id."""
    return {"id": item, **keys}


def plan_keys(number: int) -> Keys:
    """Returns the `[plan]` table of a version."""
    return {
        "id": PLAN,
        "version": number,
        "title": "A plan in two editions",
        "start": START,
        "end": END,
        "released": START + timedelta(days=365 * (number - 1)),
        "parties": PARTIES,
    }


def write_editions(folder: Path, items: int, reworded: float, seed: int = 1) -> tuple[Path, Path]:
    """Writes both editions into a folder, and returns their files, the old one first."""
    files = (folder / "plans" / PLAN / "v1.toml", folder / "plans" / PLAN / "v2.toml")
    editions = make_editions(items, reworded, seed)
    for number, (file, chapters) in enumerate(zip(files, editions, strict=True), 1):
        write(file, edition_text(number, chapters))
    return files


def read_options() -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--items", metavar="N", type=at_least_one, default=1_000)
    parser.add_argument("--reworded", metavar="SHARE", type=float, default=0.3)
    parser.add_argument("--seed", metavar="N", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    given = read_options()
    write_editions(given.folder, given.items, given.reworded, given.seed)
