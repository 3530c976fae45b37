"""A round that was asked: bptip in its folder, and its forms filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tomli

from bptip.exchange.forms.form_words import Field, Place
from exchange.filling import fill
from exchange.forms import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Bptip, Outcome, Plans

SIGNED: Final = {Field.NAME: "A. Officer, Ministry", Field.DATE: date(2026, 7, 3)}
ROUND: Final = ("request", "--round", "R", "--as-of", "2026-06-30", "--due", "2026-07-31")


class AskedRound:
    """The folder in which a round was asked."""

    def __init__(self, run: Bptip, plans: Plans) -> None:
        written(plans)
        self.run = run
        self.folder = run.home / "returns-R"
        assert run(*ROUND).code == 0

    @property
    def journal(self) -> dict[str, Any]:
        """The journal as it is now."""
        return tomli.loads(self.text)

    @property
    def text(self) -> str:
        """The text of the journal."""
        return (self.run.home / "plans" / "2026" / "progress.toml").read_text("utf-8")

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The updates that answer the round."""
        return [update for update in self.journal["update"] if update.get("round") == "R"]

    def fill(
        self,
        party: str,
        answers: Mapping[str, Mapping[Place, object]],
        fields: Mapping[Field, object] = SIGNED,
        to: str | None = None,
    ) -> Path:
        """Returns the form of a party after filling it in, in place or as another file."""
        form = self.folder / f"R_{party}.xlsx"
        return fill(form, answers, fields, self.folder / to if to else None)

    def collect(self, *arguments: object) -> Any:
        """Returns the answer of `collect --json`, for the whole folder if no file is named."""
        return self.outcome(*arguments).json

    def outcome(self, *arguments: object) -> Outcome:
        """Returns the outcome of `collect --json`."""
        named = [each for each in arguments if isinstance(each, Path)]
        return self.run("collect", *([] if named else [self.folder]), *arguments, "--json")

    def one(self, party: str, *arguments: object) -> Any:
        """Returns the answers in the form of a party."""
        (found,) = [each for each in self.collect(*arguments)["returns"] if each["party"] == party]
        return found
