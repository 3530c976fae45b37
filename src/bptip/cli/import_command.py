"""`bptip import`: takes in a plan, its next version, or progress, from the table of an office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.new_command import plans_root
from bptip.cli.options import EndOption, StartOption, TitleOption, argument, flag, option
from bptip.cli.output import say
from bptip.cli.running import reading
from bptip.plan.errors import NO, BptipError

if TYPE_CHECKING:
    from datetime import date

    from bptip.exchange.importing.planning import ImportRequest
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.exchange.tables.instructions import Purpose
    from bptip.files.exchange.importing import Target
    from bptip.files.workspace.stored_plan import StoredPlan
    from bptip.plan.model import Update

EXAMPLES: Final = (
    ("bptip import workplan.xlsx --plan 2028", "a preview: nothing is written"),
    ("bptip import workplan.xlsx --plan 2028 --write", "a new plan"),
    (
        "bptip import amended.xlsx --next-of 2028 --released 2028-03-01 --write",
        "its next version, from an amended table",
    ),
    (
        "bptip import tracker.xlsx --into 2024-2026 --on 2026-06-30",
        "a preview of progress on an existing plan",
    ),
)


@reading
def command(
    context: CommandContext,
    file: Annotated[Path, argument("FILE", "The table: .xlsx, .docx, .csv or .md.")],
    plan: Annotated[str | None, option("ID", "Start a new plan of this id.")] = None,
    next_of: Annotated[
        str | None, option("PLAN", "Make the next version of this plan.", offers=completion.plans)
    ] = None,
    into: Annotated[
        str | None,
        option("PLAN", "Take in progress on the items of this plan.", offers=completion.plans),
    ] = None,
    title: TitleOption = None,
    start: StartOption = None,
    end: EndOption = None,
    released: Annotated[str | None, option("DATE", "Day from which the version counts.")] = None,
    on: Annotated[str | None, option("DATE", "Day for which the statuses are true.")] = None,
    by: Annotated[
        str | None, option("PARTY", "Party that reports, if the table names none.")
    ] = None,
    round_name: Annotated[
        str | None, option("ROUND", "Reporting round that the table answers.", "--round")
    ] = None,
    sheet: Annotated[
        str | None, option("NAME", "Sheet to read (default: each visible one).")
    ] = None,
    map_file: Annotated[
        Path | None, option("MAP.toml", "What the columns and words mean.", "--map")
    ] = None,
    save_map: Annotated[
        Path | None, option("MAP.toml", "Write the map as guessed, to be corrected.")
    ] = None,
    again: Annotated[
        bool, flag("--again", "Write statements again that were replaced or taken back.")
    ] = False,
    write: Annotated[bool, flag("--write", "Write it (default: show a preview only).")] = False,
) -> Answer:
    """Take in a plan, its next version, or progress, from an office's own table.

    Shows how the table is understood, and writes nothing without --write. Columns are found by
    their names, in any order; a map says what bptip cannot know.
    """
    from bptip.exchange.importing.planning import preview_of
    from bptip.files.exchange.importing import write_import
    from bptip.pages.import_table import VIEW

    request, target = _requested(
        context,
        file,
        {"plan": plan, "next-of": next_of, "into": into},
        {"title": title, "start": start, "end": end, "released": released, "on": on, "by": by,
         "round": round_name, "sheet": sheet},
        map_file,
        again=again,
    )  # fmt: skip
    if save_map is not None:
        _save_map(preview_of(request), request, save_map, replace=context.is_forced)
    if write:
        preview = write_import(request, target, context.stamps, say)
        done = f"Written: {', '.join(preview.written)}" if preview.written else ""
        return Answer(VIEW, preview, done=done)
    preview = preview_of(request)
    return Answer(VIEW, preview, exit_code=NO if preview.errors else 0)


def _requested(
    context: CommandContext,
    file: Path,
    targets: dict[str, str | None],
    stated: dict[str, str | None],
    map_file: Path | None,
    *,
    again: bool,
) -> tuple[ImportRequest, Target]:
    """Returns what is asked for, with the table; raises BptipError for what makes no sense."""
    from bptip.exchange.importing.planning import ImportRequest
    from bptip.exchange.tables.instructions import Purpose
    from bptip.files.exchange.importing import load_map, read_tracker
    from bptip.plan.command_lines import command_line
    from bptip.plan.errors import ErrorCollector
    from bptip.recording.meanings import some_text

    named = {option: name for option, name in targets.items() if name is not None}
    if len(named) != 1:
        begin = command_line(("import", str(file))) or "bptip import FILE"
        raise BptipError(
            "Name what the table is: one of --plan, --next-of and --into.",
            f"A new plan: {begin} --plan 2028",
            f"The next version of a plan: {begin} --next-of PLAN",
            f"Progress on the items of a plan: {begin} --into PLAN",
        )
    (option, name), errors = next(iter(named.items())), ErrorCollector()
    purpose = Purpose(option)
    _refuse_misplaced(purpose, stated)
    if stated["title"] is not None:
        errors.attempt(lambda: some_text("--title", str(stated["title"])))
    start = errors.attempt(lambda: context.first_day(stated["start"]))
    end = errors.attempt(lambda: context.day(stated["end"]))
    released = errors.attempt(lambda: context.first_day(stated["released"]))
    on = errors.attempt(lambda: _day_reported(stated["on"], context.today))
    errors.raise_any()
    table_map = load_map(map_file, context.here)
    if stated["sheet"] is not None:
        table_map = table_map._replace(sheet=stated["sheet"])
    if start and end and end < start:
        raise BptipError("The plan ends before it begins.", "Correct --start or --end.")
    table = read_tracker(file)
    words: tuple[str, ...] = ("import", str(file), f"--{option}", name)
    for key, text in stated.items():
        if text is not None:
            words += (f"--{key}", text)
    if purpose is Purpose.NEXT and stated["released"] is None:
        words += ("--released", context.today.isoformat())
    words += ("--map", str(map_file)) if map_file else ()
    words += ("--again",) if again else ()
    request = ImportRequest(
        purpose, table, name, context.workspace.source, (*words, "--write"), table_map,
        context.parties, title=stated["title"], start=start, end=end, released=released, on=on,
        by=stated["by"], round=stated["round"], again=again, today=context.today,
    )  # fmt: skip
    if purpose is Purpose.NEW:
        return _new(context, request)
    return _of_existing(context, request, on)


def _save_map(preview: ImportPreview, request: ImportRequest, file: Path, *, replace: bool) -> None:
    """Writes the map as bptip understood the table."""
    from bptip.exchange.importing.map_text import map_text
    from bptip.files.journal.beside_git import write_beside_git

    text = map_text(preview.draft, preview.cells, request.map)
    write_beside_git(file, text.encode("utf-8", "replace"), replace=replace, tell=say)
    say(f"Written: {file}")


def _refuse_misplaced(purpose: Purpose, stated: dict[str, str | None]) -> None:
    """Raises BptipError for an option that belongs to another kind of import."""
    from bptip.exchange.tables.instructions import Purpose

    fitting = {
        Purpose.NEW: {"title", "start", "end", "released", "on", "by", "round", "sheet"},
        Purpose.NEXT: {"title", "start", "end", "released", "sheet"},
        Purpose.INTO: {"on", "by", "round", "sheet"},
    }
    for key, text in stated.items():
        if text is not None and key not in fitting[purpose]:
            raise BptipError(f"--{key} has no meaning with --{purpose}.", "Leave it out.")


def _day_reported(text: str | None, today: date) -> date | None:
    from bptip.recording.meanings import day_reported

    return None if text is None else day_reported(text, today)


def _new(context: CommandContext, request: ImportRequest) -> tuple[ImportRequest, Target]:
    """Returns the request for a new plan: with what is there already, if it exists."""
    from bptip.files.exchange.importing import Target
    from bptip.files.reading.locating import shown_path
    from bptip.files.workspace.new_plan import refuse_existing, refuse_name
    from bptip.plan.model import Source

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
            refuse_existing(root, request.plan)
    else:
        refuse_existing(root, request.plan)
    return request, Target(root, stored, context.here)


def _of_existing(
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
