"""The surroundings of a command: the folder of plans, today, the working folder, the environment.

No other module asks for these, so that a test, or a report made again, can set them.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from bptip.cli.options import date_option
from bptip.cli.output import say
from bptip.files.workspace.finding import Workspace, find_workspace
from bptip.files.workspace.opening import OpenPlan, open_plan
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.command_lines import about_plans, plans_option
from bptip.plan.dates import first_day, last_day, other_calendar
from bptip.plan.errors import BptipError, NotFoundError
from bptip.plan.parties import Parties
from bptip.plan.vocabulary import day as in_words

if TYPE_CHECKING:
    from bptip.files.journal.writable import Writable
    from bptip.files.workspace.contacts_file import ContactsRead
    from bptip.recording.update_ids import Chance, Stamps


class CommandContext:
    """The plans, the day and the folder of a run; `plans` is the folder that the user named.

    `is_screen` is true if the answer is a page for a screen, `is_on_terminal` if only somebody at a
    terminal sees it, and `is_forced` if files that exist may be replaced. `begins_plan` is true if
    the folder that the user named need not hold a plan yet. `date_option` is the command's option
    for a date; None without one.
    """

    def __init__(self, plans: str | None = None, *, is_forced: bool = False) -> None:
        self.plans = plans
        self.is_on_terminal = False
        self.is_screen = False
        self.is_forced = is_forced
        self.begins_plan = False
        self.date_option: str | None = None
        self._opened: list[StoredPlan] = []

    @classmethod
    def from_typer(cls, typer_context: typer.Context) -> CommandContext:
        """Returns the context for the options given before or after the command; the latter win."""
        before = typer_context.find_root().obj or typer_context.find_root().params or {}
        plans = typer_context.params.get("plans") or before.get("plans")
        context = cls(plans, is_forced=bool(typer_context.params.get("force")))
        options = (name for each in typer_context.command.params for name in each.opts)
        context.date_option = date_option(frozenset(options))
        return context

    @property
    def today(self) -> date:
        """Today, in the local time zone."""
        return date.today()  # noqa: DTZ011  # the day on the user's calendar

    @property
    def now(self) -> datetime:
        """The current moment in whole seconds, for an update's `recorded`."""
        return datetime.now(UTC).replace(microsecond=0)

    @property
    def chance(self) -> Chance:
        """The source of the random bits in ids."""
        from secrets import randbits

        return randbits

    @property
    def stamps(self) -> Stamps:
        """The source of the moments and the ids of new updates."""
        from bptip.recording.update_ids import Stamps

        return Stamps(lambda: self.now, self.chance)

    @property
    def reporter(self) -> str | None:
        """The party that reports by default: BPTIP_BY."""
        return os.environ.get("BPTIP_BY") or None

    @property
    def parties(self) -> Parties:
        """The spellings of parties, and the office's own words."""
        return self.workspace.parties_file.parties

    def contacts(self, plan: StoredPlan) -> ContactsRead:
        """Returns whom to call about a plan's parties."""
        from bptip.files.workspace.contacts_file import contacts_of

        return contacts_of(plan.folder.path.parent, plan.spellings, self.here)

    @property
    def here(self) -> Path:
        """The working folder; raises BptipError where it was deleted."""
        try:
            return Path.cwd()
        except FileNotFoundError as error:
            raise NotFoundError(
                "The folder that you are in was deleted.", "Change to another one: cd FOLDER"
            ) from error

    @cached_property
    def workspace(self) -> Workspace:
        """The folder of plans; raises BptipError where a folder that the user named has none."""
        named = os.environ.get("BPTIP_PLANS")
        workspace = find_workspace(self.plans, named, self.here, may_be_empty=self.begins_plan)
        workspace.date_option = self.date_option
        return workspace

    def about_plans(self, line: str) -> str:
        """Returns a line; a command at its end gets the --plans option of this command."""
        return about_plans(line, plans_option(self.plans))

    @property
    def stray_notices(self) -> tuple[str, ...]:
        """A notice for each stray copy of a journal beside the plans that the command looked at."""
        plans = {*self._opened}
        if "workspace" in vars(self) and "plans" in vars(self.workspace):
            plans.update(self.workspace.plans.values())
        with_strays = sorted((plan for plan in plans if plan.listing.strays), key=lambda p: p.id)
        if not with_strays:
            return ()
        from bptip.files.workspace.strays import stray_notices

        notices = (notice for plan in with_strays for notice in stray_notices(plan, self.here))
        return tuple(map(self.about_plans, notices))

    def open(self, name: str | None, as_of: date) -> OpenPlan:
        """Opens a plan; raises BptipError where there is none or it cannot be read."""
        opened = open_plan(self.workspace, name, as_of)
        self._opened.append(opened.plan)
        return opened

    def writable(self, name: str | None, on: date | None = None) -> Writable:
        """Returns the plan for a statement about a day (None: today).

        Raises BptipError if the plan is unclear or read-only.
        """
        from bptip.files.journal.writable import plan_to_write

        return plan_to_write(self.workspace, name, on or self.today, self.today)

    def as_of(self, text: str | None) -> date:
        """Returns the as-of date: the day that was named, else today."""
        return self.day(text) or self.today

    def day(self, text: str | None, writes: str = "") -> date | None:
        """Returns the day that was named, as an end: the last day of a month or a year.

        `writes` is the option with which it was named, if it is written into files.
        """
        return None if text is None else self._of_our_calendar(last_day(text, self.today), writes)

    def first_day(self, text: str | None, writes: str = "") -> date | None:
        """Returns the first day of the date that the user typed: a day, a month or a year.

        `writes` is the option with which it was named, if it is written into files.
        """
        return None if text is None else self._of_our_calendar(first_day(text, self.today), writes)

    def _of_our_calendar(self, day: date, writes: str) -> date:
        """Returns the day; says so if its year is probably of another calendar.

        Raises BptipError for such a day that would be written: a notice would come too late.
        """
        meant = other_calendar(day, self.today)
        if meant and writes:
            raise BptipError(
                f"{writes} would be {in_words(day)}.", f"{meant} Write the date with that year."
            )
        if meant:
            say(meant)
        return day


class Answer(NamedTuple):
    """The answer of a command: a view and its value, notices for the user, and the exit code.

    No screen cuts an answer that `is_whole`.
    """

    view: Any
    value: Any
    notices: tuple[str, ...] = ()
    exit_code: int = 0
    is_whole: bool = False


def refuse_backwards(first: date, last: date, end: str = "--until") -> None:
    """Raises BptipError where a period ends before it begins.

    `end` is the option that names the last day.
    """
    if first > last:
        raise BptipError(
            f"The period ends before it begins: {end} {last.isoformat()} is before "
            f"--since {first.isoformat()}.",
            f"Give an earlier --since, or a later {end}.",
        )
