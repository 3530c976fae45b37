"""The request of an import, from what was typed: the table, its map, and the plan it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from bptip.cli.context import CommandContext
from bptip.cli.new_command import plans_root
from bptip.exchange.importing.planning import preview_of
from bptip.exchange.importing.request import ImportRequest
from bptip.exchange.tables.date_orders import ORDERS, is_order
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import NAMED_KEYS, TableMap, with_keys_set, with_typed
from bptip.files.exchange.importing import Target, load_map, read_tracker
from bptip.files.journal.retracting import updates_in
from bptip.files.journal.writable import refuse_version, rounds_of
from bptip.files.reading.locating import shown_path
from bptip.files.workspace.new_plan import refuse_existing, refuse_name
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.workspace.unreadable import refuse_unreadable
from bptip.plan.command_lines import command_line, file_to_type
from bptip.plan.errors import BptipError, ErrorCollector, RefusedError
from bptip.plan.model import Source
from bptip.plan.vocabulary import listing
from bptip.recording.typed_values import day_reported, known_round, reporter, some_text
from bptip.reporting.provenance import following


class TypedImport(NamedTuple):
    """An import as typed: its file, and its options by their names.

    One of `targets` says what the table is. `stated` has the other options of one value, and
    `meanings` those that say what names in the table mean.
    """

    file: Path
    targets: Mapping[str, str | None]
    stated: Mapping[str, str | None]
    meanings: Mapping[str, Sequence[str]]
    map_file: Path | None
    again: bool

    def words(self, kind: str, plan: str, options: Sequence[str]) -> tuple[str, ...]:
        """Returns the words of an import of some kind, with these options."""
        return ("import", file_to_type(self.file.as_posix()), f"--{kind}", plan, *options)

    def options(self) -> Iterator[str]:
        """Yields the options to be typed again, without the one that says what the table is."""
        for name, text in self.stated.items():
            if text is not None:
                yield from (f"--{name}", text)
        if self.map_file:
            yield from ("--map", file_to_type(self.map_file.as_posix()))
        for name, texts in self.meanings.items():
            for text in texts:
                yield from (f"--{name}", text)


KEYS: Final = {named.option.removeprefix("--"): key for key, named in NAMED_KEYS.items()}
"""The key of a map for each option that gives names and their meanings."""


def requested(context: CommandContext, typed: TypedImport) -> tuple[ImportRequest, Target]:
    """Returns the request with the table; raises BptipError for options that do not fit."""
    named = {kind: name for kind, name in typed.targets.items() if name is not None}
    if len(named) != 1:
        raise _no_target(typed)
    ((kind, name),) = named.items()
    purpose, stated = Purpose(kind), typed.stated
    context.begins_plan = purpose is Purpose.NEW
    _refuse_misplaced(purpose, typed)
    errors, title, day = ErrorCollector(), stated["title"], stated["on"]
    if title is not None:
        errors.attempt(lambda: some_text("--title", title))
    start = errors.attempt(lambda: context.first_day(stated["start"], "--start"))
    end = errors.attempt(lambda: context.day(stated["end"], "--end"))
    released = errors.attempt(lambda: context.first_day(stated["released"], "--released"))
    on = errors.attempt(lambda: None if day is None else day_reported(day, context.today))
    errors.raise_any()
    table_map = _map_of(context, typed)
    if start and end and end < start:
        raise BptipError("The plan ends before it begins.", "Correct --start or --end.")
    table = read_tracker(typed.file)
    if purpose is Purpose.NEXT and stated["released"] is None:
        today = context.today.isoformat()
        typed = typed._replace(stated={**stated, "released": today})
    options = (*typed.options(), *(["--again"] if typed.again else []), "--write")
    request = ImportRequest(
        purpose, table, name, context.workspace.source, typed.words(kind, name, options), table_map,
        context.parties, title=title, start=start, end=end, released=released, on=on,
        by=stated["by"], round=stated["round"], again=typed.again, today=context.today,
    )  # fmt: skip
    if purpose is Purpose.NEW:
        return _of_new(context, request)
    return _of_existing(context, request, on)


def _no_target(typed: TypedImport) -> BptipError:
    """Returns the error for an import with no purpose or several, with a line to type for each."""

    def line(kind: str, plan: str) -> str:
        options = _fitting_options([*typed.options()], kind)
        typed_again = command_line(typed.words(kind, plan, options))
        return typed_again or f"bptip import FILE --{kind} {plan}"

    return BptipError(
        "Name what the table is: one of --plan, --next-of and --into.",
        f"A new plan: {line('plan', '2028')}",
        f"The next version of a plan: {line('next-of', 'PLAN')}",
        f"Progress on the items of a plan: {line('into', 'PLAN')}",
    )


def _refuse_misplaced(purpose: Purpose, typed: TypedImport) -> None:
    """Raises BptipError for an option that belongs to another kind of import."""
    given = [name for name, text in typed.stated.items() if text is not None]
    for name in (*given, *(["item"] if typed.meanings["item"] else [])):
        if not _fits(f"--{name}", purpose):
            raise BptipError(f"--{name} has no meaning with --{purpose}.", "Leave it out.")


def _map_of(context: CommandContext, typed: TypedImport) -> TableMap:
    """Returns the map in a file, with what was typed for its keys."""
    table_map = load_map(typed.map_file, context.here)
    for name, texts in typed.meanings.items():
        if name == "set":
            table_map = with_keys_set(table_map, texts)
        else:
            table_map = with_typed(table_map, KEYS[name], texts)
    order = typed.stated["dates"]
    if order is not None and not is_order(order):
        raise BptipError(f'--dates cannot be "{order}".', f"Write {listing([*ORDERS], 'or')}.")
    sheet = typed.stated["sheet"] or table_map.sheet
    return table_map._replace(sheet=sheet, dates=order or table_map.dates)


def _of_new(context: CommandContext, request: ImportRequest) -> tuple[ImportRequest, Target]:
    """Returns the request for a new plan, with the latest version and updates if it exists."""
    refuse_name(request.plan)
    root = plans_root(context)
    source = Source(shown_path(root, context.here), bundled=False)
    request = request._replace(source=source)
    stored = None
    if not context.workspace.source.bundled:
        stored = context.workspace.plans.get(request.plan)
    if stored is not None and stored.is_whole:
        latest = stored.versions[-1]
        request = request._replace(version=latest, updates=tuple(updates_in(stored)))
        if not preview_of(request).is_same:
            raise _existing(request, stored, context.here)
    else:
        refuse_existing(root, request.plan)
    return request, Target(root, stored, context.here)


def _existing(request: ImportRequest, stored: StoredPlan, here: Path) -> BptipError:
    """Returns the error that the plan exists, with the ways from its table to a corrected one."""
    plan = request.plan
    _, file, _, _, *typed = request.command[:-1]
    options = _fitting_options(typed, "next-of")
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


def _fits(option: str, kind: str) -> bool:
    """True if an option has a meaning with this kind of import."""
    return option in FITTING[kind] or all(option not in options for options in FITTING.values())


def _fitting_options(typed: Sequence[str], kind: str) -> tuple[str, ...]:
    """Returns the options of an import, as typed, that fit another kind of import."""
    fitting: list[str] = []
    left = iter(typed)
    for option in left:
        words = (option,) if option == "--again" else (option, next(left))
        fitting += words if _fits(option, kind) else ()
    return tuple(fitting)


def _of_existing(
    context: CommandContext, request: ImportRequest, on: date | None
) -> tuple[ImportRequest, Target]:
    """Returns the request for a plan that exists, with its versions and its journal."""
    is_next = request.purpose is Purpose.NEXT
    if is_next:
        refuse_version(request.plan)
    writable = context.writable(request.plan, on)
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
        request = request._replace(by=by, round=name, updates=tuple(updates_in(stored)))
    return request, Target(stored.folder.path.parent, stored, context.here)
