"""The plan that an import is for: a new plan, or an existing plan with its journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from bptip.cli.context import CommandContext
from bptip.cli.new_command import plans_root
from bptip.files.reading.locating import shown_path
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.command_lines import command_line
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.journal import Update
from bptip.plan.model import Source

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.exchange.importing.planning import ImportRequest
    from bptip.files.exchange.importing import Target


def of_new(context: CommandContext, request: ImportRequest) -> tuple[ImportRequest, Target]:
    """Returns the request for a new plan, with the latest version and updates if it exists."""
    from bptip.files.exchange.importing import Target
    from bptip.files.workspace.new_plan import refuse_existing, refuse_name

    refuse_name(request.plan)
    root = plans_root(context)
    source = Source(shown_path(root, context.here), bundled=False)
    request = request._replace(source=source)
    stored = None
    if not context.workspace.source.bundled:
        stored = context.workspace.plans.get(request.plan)
    if stored is not None and stored.is_whole:
        latest = stored.versions[-1]
        request = request._replace(version=latest, updates=_updates_in(stored))
        from bptip.exchange.importing.planning import preview_of

        if not preview_of(request).is_same:
            raise _existing(request, stored, context.here)
    else:
        refuse_existing(root, request.plan)
    return request, Target(root, stored, context.here)


def _existing(request: ImportRequest, stored: StoredPlan, here: Path) -> BptipError:
    """Returns the error that the plan exists, with the ways from its table to a corrected one."""
    plan = request.plan
    _, file, _, _, *typed = request.command[:-1]
    options = fitting_options(typed, "next-of")
    following = command_line(("import", file, "--next-of", plan, *options))
    hints = [f"To make its next version from this table: {following or '--next-of'}"]
    if stored.journal is None and len(stored.versions) == 1:
        folder = shown_path(stored.folder.path, here)
        hints.append(f"To import it from the beginning: delete {folder}, and type this again.")
    return RefusedError(f'The plan "{plan}" exists already; nothing was changed.', *hints)


FITTING: Final[Mapping[str, frozenset[str]]] = {
    "plan": frozenset({"--title", "--start", "--end", "--released", "--on", "--by", "--round"}),
    "next-of": frozenset({"--title", "--start", "--end", "--released", "--item"}),
    "into": frozenset({"--on", "--by", "--round", "--item"}),
}
"""The options that fit each kind of import, of those that do not fit every kind."""


def fits(option: str, kind: str) -> bool:
    """True if an option has a meaning with this kind of import."""
    return option in FITTING[kind] or all(option not in options for options in FITTING.values())


def fitting_options(typed: Sequence[str], kind: str) -> tuple[str, ...]:
    """Returns the options of an import, as typed, that fit another kind of import."""
    fitting: list[str] = []
    left = iter(typed)
    for option in left:
        words = (option,) if option == "--again" else (option, next(left))
        fitting += words if fits(option, kind) else ()
    return tuple(fitting)


def of_existing(
    context: CommandContext, request: ImportRequest, on: date | None
) -> tuple[ImportRequest, Target]:
    """Returns the request for a plan that exists, with its versions and its journal."""
    from bptip.exchange.tables.instructions import Purpose
    from bptip.files.exchange.importing import Target
    from bptip.files.journal.writable import plan_to_write, refuse_version, rounds_of
    from bptip.files.workspace.unreadable import refuse_unreadable
    from bptip.recording.meanings import known_round, reporter
    from bptip.reporting.provenance import following

    is_next = request.purpose is Purpose.NEXT
    if is_next:
        refuse_version(request.plan)
    writable = plan_to_write(context.workspace, request.plan, on or context.today, context.today)
    stored = writable.plan
    refuse_unreadable(stored, context.here)
    request = request._replace(
        plan=stored.id, source=writable.source, versions=stored.versions, version=writable.version
    )
    if is_next:
        latest = stored.versions[-1]
        written = max(
            (each.value for each in stored.written_files if each.value),
            key=lambda each: each.plan.version,
        )
        request = request._replace(version=latest, follows=following(written))
    else:
        listed = writable.version.plan.reporters
        by = reporter(request.by, None, listed, context.parties, ())
        name = request.round and known_round(request.round, rounds_of(stored))
        request = request._replace(by=by, round=name, updates=_updates_in(stored))
    return request, Target(stored.folder.path.parent, stored, context.here)


def _updates_in(stored: StoredPlan) -> tuple[Update, ...]:
    """Returns all updates in a plan's journal, retracted ones included."""
    return tuple(placed.update for placed in stored.journal.updates) if stored.journal else ()
