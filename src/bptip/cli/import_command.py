"""`bptip import`: takes in a plan, its next version, or progress, from an office's own table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import EndOption, StartOption, TitleOption, argument, flag, option
from bptip.cli.output import say
from bptip.cli.questions import is_answered
from bptip.cli.running import reading
from bptip.plan.errors import NO

if TYPE_CHECKING:
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.exchange.importing.request import ImportRequest

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
    from bptip.cli.import_request import TypedImport, requested
    from bptip.exchange.importing.planning import preview_of
    from bptip.files.exchange.importing import checked_preview, write_import
    from bptip.files.exchange.kept_files import refuse_kept
    from bptip.pages.import_table import VIEW

    orders = [text for text in dates or () if "=" not in text]
    typed = TypedImport(
        file,
        {"plan": plan, "next-of": next_of, "into": into},
        {"title": title, "start": start, "end": end, "released": released, "on": on, "by": by,
         "round": round_name, "sheet": sheet, "dates": orders[-1] if orders else None},
        {"word": word or (), "column": column or (), "colour": colour or (),
         "dates": [text for text in dates or () if "=" in text], "party": party or (),
         "item": item or (), "set": key or ()},
        map_file,
        again,
    )  # fmt: skip
    request, target = requested(context, typed)
    if context.is_screen and is_answered():
        from bptip.cli.import_words import with_words_asked

        request = with_words_asked(request)
    if save_map is not None:
        refuse_kept(save_map, "--save-map NAME.toml", rewritten=map_file)
        _save_map(preview_of(request), request, save_map, replace=context.is_forced)
        request = request._replace(saved_map=str(save_map))
    if write:
        preview = write_import(request, target, context.stamps, say)
        return Answer(VIEW, preview)
    preview = checked_preview(request, target)
    return Answer(VIEW, preview, exit_code=NO if preview.errors else 0)


def _save_map(preview: ImportPreview, request: ImportRequest, file: Path, *, replace: bool) -> None:
    """Writes the map as bptip understood the table."""
    from bptip.exchange.importing.map_text import map_text
    from bptip.files.journal.git_working_tree import write_beside_git

    text = map_text(preview.draft, preview.cells, request.map)
    write_beside_git(file, text.encode("utf-8", "replace"), replace=replace, tell=say)
    say(f"Written: {file}")
