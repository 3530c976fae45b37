"""Where a command works: which plans, which day, and where its answer goes.

Only here is asked for today, for the working folder and for the environment.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bptip.files.workspace.finding import Workspace, find_workspace
from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    import typer

    from bptip.files.workspace.opening import OpenPlan
    from bptip.recording.update_ids import Chance, Stamps


class CommandContext:
    """What a command has at hand: `plans` is the folder that was named, if any."""

    def __init__(self, plans: str | None = None) -> None:
        self.plans = plans

    @classmethod
    def from_typer(cls, typer_context: typer.Context) -> CommandContext:
        """Returns the context for the options given before or after the command; the latter win."""
        before = typer_context.find_root().obj or typer_context.find_root().params or {}
        return cls(plans=typer_context.params.get("plans") or before.get("plans"))

    @property
    def today(self) -> date:
        """Today, here."""
        return date.today()  # noqa: DTZ011  # the day on the user's wall

    @property
    def now(self) -> datetime:
        """This moment, to the second: what an update says of when it was written down."""
        return datetime.now(UTC).replace(microsecond=0)

    @property
    def chance(self) -> Chance:
        """The source of the random bits in ids."""
        from secrets import randbits

        return randbits

    @property
    def stamps(self) -> Stamps:
        """Where new updates get their moment and their ids."""
        from bptip.recording.update_ids import Stamps

        return Stamps(lambda: self.now, self.chance)

    @property
    def reporter(self) -> str | None:
        """The party that reports from here, where nobody says another: BPTIP_BY."""
        return os.environ.get("BPTIP_BY") or None

    @property
    def here(self) -> Path:
        """The working folder; raises BptipError where it is there no more."""
        try:
            return Path.cwd()
        except FileNotFoundError as error:
            raise BptipError(
                "The folder in which you are is there no more.", "Change to another: cd FOLDER."
            ) from error

    @cached_property
    def workspace(self) -> Workspace:
        """The folder of plans; raises BptipError where a named one holds none."""
        return find_workspace(self.plans, os.environ.get("BPTIP_PLANS"), self.here)

    def open(self, name: str | None, as_of: date) -> OpenPlan:
        """The plan that is meant; raises BptipError where there is none or it can't be read."""
        from bptip.files.workspace.opening import open_plan

        return open_plan(self.workspace, name, as_of)

    def as_of(self, text: str | None) -> date:
        """The day on which the question is asked: today, if nothing is said."""
        return self.day(text) or self.today

    def day(self, text: str | None) -> date | None:
        """A day that was named, as an end: of a span its last day."""
        if text is None:
            return None
        from bptip.plan.dates import last_day

        return last_day(text, self.today)

    def first_day(self, text: str | None) -> date | None:
        """A day that was named, as a beginning: of a span its first day."""
        if text is None:
            return None
        from bptip.plan.dates import first_day

        return first_day(text, self.today)


class Answer(NamedTuple):
    """What a command answers: a view and its value, notices for the user, and the exit code.

    `done` is what the user must know where the answer itself can't be given.
    """

    view: Any
    value: Any
    notices: tuple[str, ...] = ()
    exit_code: int = 0
    done: str = ""
