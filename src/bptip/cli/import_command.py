"""`bptip import`: takes in a plan, its next version, or progress, from an office's own table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import (
    EndOption,
    StartOption,
    TitleOption,
    argument,
    flag,
    option,
)
from bptip.cli.output import say
from bptip.cli.running import reading
from bptip.plan.command_lines import command_line, file_to_type
from bptip.plan.errors import NO, BptipError, ErrorCollector
from bptip.plan.vocabulary import listing

if TYPE_CHECKING:
    from bptip.exchange.importing.planning import ImportRequest
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.exchange.tables.instructions import Purpose
    from bptip.exchange.tables.maps import TableMap
    from bptip.files.exchange.importing import Target

EXAMPLES: Final = (
    ("bptip import workplan.xlsx --plan 2028", "a preview: nothing is written"),
    ("bptip import workplan.xlsx --plan 2028 --write", "a new plan"),
    (
        'bptip import workplan.xlsx --plan 2028 --word "Held=completed" --write',
        "with the meaning of a word that bptip does not know",
    ),
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
    word: Annotated[
        list[str] | None, option("WORD=STATUS", 'What a word for a status means: "Held=completed".')
    ] = None,
    column: Annotated[
        list[str] | None, option("NAME=ROLE", 'What a column is: "Pillar=objective".')
    ] = None,
    colour: Annotated[
        list[str] | None,
        option("COLOUR=STATUS", 'What a colour without text means: "green=completed".'),
    ] = None,
    dates: Annotated[
        list[str] | None,
        option("ORDER", 'Order in 03/04/2026: day-first; or what words mean: "mid-2026=2026-06".'),
    ] = None,
    party: Annotated[
        list[str] | None, option("NAME=PARTY", 'Another spelling of a party: "Vietnam=Viet Nam".')
    ] = None,
    item: Annotated[
        list[str] | None,
        option("TEXT=NUMBER", 'Item that a row is about: "Train local staff=2.1".'),
    ] = None,
    key: Annotated[
        list[str] | None,
        option("KEY=VALUE", "Another key of a map: seasons=north, fiscal-year=04.", "--set"),
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
    from bptip.cli.import_words import with_words_asked
    from bptip.exchange.importing.planning import preview_of
    from bptip.files.exchange.importing import checked_preview, write_import
    from bptip.files.workspace.kept_files import refuse_kept
    from bptip.pages.import_table import VIEW

    request, target = _requested(
        context,
        file,
        {"plan": plan, "next-of": next_of, "into": into},
        {"title": title, "start": start, "end": end, "released": released, "on": on, "by": by,
         "round": round_name, "sheet": sheet, "dates": _order_in(dates or ())},
        (map_file, {
            "status": word or (), "columns": column or (), "colours": colour or (),
            "periods": [text for text in dates or () if "=" in text],
            "parties": party or (), "items": item or (), "set": key or (),
        }),
        again=again,
    )  # fmt: skip
    request = with_words_asked(context, request)
    if save_map is not None:
        refuse_kept(save_map, "--save-map NAME.toml", rewritten=map_file)
        _save_map(preview_of(request), request, save_map, replace=context.is_forced)
        request = request._replace(saved_map=str(save_map))
    if write:
        preview = write_import(request, target, context.stamps, say)
        return Answer(VIEW, preview)
    preview = checked_preview(request, target)
    return Answer(VIEW, preview, exit_code=NO if preview.errors else 0)


def _requested(
    context: CommandContext,
    file: Path,
    targets: dict[str, str | None],
    stated: dict[str, str | None],
    meanings: tuple[Path | None, dict[str, Sequence[str]]],
    *,
    again: bool,
) -> tuple[ImportRequest, Target]:
    """Returns the request with the table; raises BptipError for options that do not fit."""
    from bptip.cli.import_targets import of_existing, of_new
    from bptip.exchange.importing.planning import ImportRequest
    from bptip.exchange.tables.instructions import Purpose
    from bptip.files.exchange.importing import read_tracker
    from bptip.recording.meanings import some_text

    named = {option: name for option, name in targets.items() if name is not None}
    if len(named) != 1:
        raise _no_target(file, _words_of(stated, meanings))
    (option, name), errors = next(iter(named.items())), ErrorCollector()
    purpose = Purpose(option)
    context.begins_plan = purpose is Purpose.NEW
    _refuse_misplaced(purpose, {**stated, "item": " ".join(meanings[1]["items"]) or None})
    if stated["title"] is not None:
        errors.attempt(lambda: some_text("--title", str(stated["title"])))
    start = errors.attempt(lambda: context.first_day(stated["start"], "--start"))
    end = errors.attempt(lambda: context.day(stated["end"], "--end"))
    released = errors.attempt(lambda: context.first_day(stated["released"], "--released"))
    on = errors.attempt(lambda: _day_reported(stated["on"], context.today))
    errors.raise_any()
    table_map = _map_of(context, meanings, stated)
    if start and end and end < start:
        raise BptipError("The plan ends before it begins.", "Correct --start or --end.")
    table = read_tracker(file)
    words: tuple[str, ...] = ("import", file_to_type(file.as_posix()), f"--{option}", name)
    if purpose is Purpose.NEXT:
        stated = {**stated, "released": stated["released"] or context.today.isoformat()}
    words += _words_of(stated, meanings)
    words += ("--again",) if again else ()
    request = ImportRequest(
        purpose, table, name, context.workspace.source, (*words, "--write"), table_map,
        context.parties, title=stated["title"], start=start, end=end, released=released, on=on,
        by=stated["by"], round=stated["round"], again=again, today=context.today,
    )  # fmt: skip
    if purpose is Purpose.NEW:
        return of_new(context, request)
    return of_existing(context, request, on)


def _no_target(file: Path, typed: Sequence[str]) -> BptipError:
    """Returns the error for an import with no purpose or several, with a line to type for each."""
    from bptip.cli.import_targets import fitting_options

    def line(kind: str, plan: str) -> str:
        options = fitting_options(typed, kind)
        begin = command_line(("import", file_to_type(file.as_posix()), f"--{kind}", plan, *options))
        return begin or f"bptip import FILE --{kind} {plan}"

    return BptipError(
        "Name what the table is: one of --plan, --next-of and --into.",
        f"A new plan: {line('plan', '2028')}",
        f"The next version of a plan: {line('next-of', 'PLAN')}",
        f"Progress on the items of a plan: {line('into', 'PLAN')}",
    )


def _map_of(
    context: CommandContext,
    meanings: tuple[Path | None, dict[str, Sequence[str]]],
    stated: dict[str, str | None],
) -> TableMap:
    """Returns the map in a file, with what was typed for its keys."""
    from bptip.exchange.tables.date_orders import ORDERS, is_order
    from bptip.exchange.tables.maps import with_keys_set, with_typed
    from bptip.files.exchange.importing import load_map

    file, typed = meanings
    table_map = load_map(file, context.here)
    for key, texts in typed.items():
        if key == "set":
            table_map = with_keys_set(table_map, texts)
        else:
            table_map = with_typed(table_map, key, texts)
    if stated["dates"] is not None and not is_order(stated["dates"]):
        raise BptipError(
            f'--dates cannot be "{stated["dates"]}".', f"Write {listing([*ORDERS], 'or')}."
        )
    return table_map._replace(
        sheet=stated["sheet"] or table_map.sheet, dates=stated["dates"] or table_map.dates
    )


def _order_in(typed: Sequence[str]) -> str | None:
    """Returns the order of dates among what was typed for dates; None without one."""
    return next((text for text in reversed(typed) if "=" not in text), None)


def _words_of(
    stated: dict[str, str | None], meanings: tuple[Path | None, dict[str, Sequence[str]]]
) -> tuple[str, ...]:
    """Returns the options, to be typed again."""
    file, typed = meanings
    options = [(f"--{key}", text) for key, text in stated.items() if text is not None]
    options += [("--map", file_to_type(file.as_posix()))] if file else []
    options += [(TYPED_BY[key], text) for key, texts in typed.items() for text in texts]
    return tuple(part for option in options for part in option)


TYPED_BY: Final = {
    "status": "--word",
    "columns": "--column",
    "colours": "--colour",
    "periods": "--dates",
    "parties": "--party",
    "items": "--item",
    "set": "--set",
}
"""The option for each key of a map whose names and meanings can be typed."""


def _save_map(preview: ImportPreview, request: ImportRequest, file: Path, *, replace: bool) -> None:
    """Writes the map as bptip understood the table."""
    from bptip.exchange.importing.map_text import map_text
    from bptip.files.journal.git_working_tree import write_beside_git

    text = map_text(preview.draft, preview.cells, request.map)
    write_beside_git(file, text.encode("utf-8", "replace"), replace=replace, tell=say)
    say(f"Written: {file}")


def _refuse_misplaced(purpose: Purpose, stated: dict[str, str | None]) -> None:
    """Raises BptipError for an option that belongs to another kind of import."""
    from bptip.cli.import_targets import fits

    for key, text in stated.items():
        if text is not None and not fits(f"--{key}", purpose):
            raise BptipError(f"--{key} has no meaning with --{purpose}.", "Leave it out.")


def _day_reported(text: str | None, today: date) -> date | None:
    from bptip.recording.meanings import day_reported

    return None if text is None else day_reported(text, today)
