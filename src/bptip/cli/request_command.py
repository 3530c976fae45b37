"""`bptip request`: a form for each party, and the messages to send them with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import DryRunOption, PlanArgument, option
from bptip.cli.output import say
from bptip.cli.running import writing
from bptip.files.journal.writable import Writable
from bptip.files.reading.locating import shown_path
from bptip.plan.characters import same_name
from bptip.plan.errors import BptipError, ErrorCollector
from bptip.plan.journal import Returns
from bptip.render.formats import FORMATS
from bptip.render.layout.canvas import Canvas

if TYPE_CHECKING:
    from bptip.exchange.forms.requesting import Request, Wanted
    from bptip.files.exchange.form_files import FormFiles
    from bptip.pages.request import RequestSheet

EXAMPLES: Final = (
    (
        "bptip request --round 2026 --as-of 2026-06-30 --due 2026-07-31",
        "a form for every party that has something to answer",
    ),
)


@writing
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    round_: Annotated[
        str | None, option("ROUND", "The name of the round: 2026, 2026-H1.", "--round")
    ] = None,
    due: Annotated[str | None, option("DATE", "The day by which to answer.")] = None,
    as_of: Annotated[
        str | None, option("DATE", "The day for which to answer (default: today).")
    ] = None,
    party: Annotated[
        list[str] | None,
        option("PARTY", "Ask only these parties. Repeatable.", offers=completion.listed_parties),
    ] = None,
    folder: Annotated[
        str | None,
        option("FOLDER", "The folder of the forms (default: returns-R).", "--output", "-o"),
    ] = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Write a form for each party, to be filled in and sent back.

    A form never replaces a file: asked again, bptip makes only the forms that are missing. The
    round is noted in the plan's journal.
    """
    from bptip.exchange.forms.requesting import request_of
    from bptip.files.exchange.form_files import (
        folder_of_round,
        form_files,
        kept_forms,
        refuse_other_forms,
    )
    from bptip.files.exchange.office_extra import need_library
    from bptip.pages.request import VIEW

    need_library("xlsxwriter", "This command")
    writable, wanted = _wanted(context, plan, (round_, due, as_of), party or ())
    request = request_of(writable.plan.history, wanted, context.today)
    target = Path(folder) if folder else folder_of_round(request.round, writable.plan.id)
    files = form_files(target, request.round, request.asked, request.asking.parties)
    kept = kept_forms(files)
    refuse_other_forms(files, kept, request, writable.plan)
    contacts, left_out = context.contacts(writable.plan)
    sheet = _written(context, writable, request, files, contacts, dry_run=dry_run)
    sheet = sheet._replace(kept=kept)
    return Answer(VIEW, sheet, (*writable.notices, *left_out))


def _wanted(
    context: CommandContext,
    plan: str | None,
    typed: tuple[str | None, str | None, str | None],
    parties: Sequence[str],
) -> tuple[Writable, Wanted]:
    """Returns the plan and the round that are meant; raises BptipError with every mistake."""
    from bptip.cli.filters import parties_named
    from bptip.exchange.forms.requesting import Wanted
    from bptip.recording.typed_values import some_text

    errors, (name, due, as_of) = ErrorCollector(), typed
    for name_typed, text, example in (("--round", name, "2026"), ("--due", due, "2026-07-31")):
        if text is None:
            errors.add(
                BptipError(f"{name_typed} is missing.", f"For example: {name_typed} {example}")
            )
        else:
            errors.attempt(partial(some_text, name_typed, text))
    day = errors.attempt(lambda: context.day(as_of, "--as-of"))
    until = errors.attempt(lambda: context.day(due, "--due"))
    writable = errors.attempt(lambda: context.writable(plan, day))
    named: tuple[str, ...] = ()
    if writable is not None:
        version, spellings = writable.version, writable.plan.spellings
        named = errors.attempt(lambda: parties_named(version, spellings, parties)) or ()
    errors.raise_any()
    assert writable is not None
    assert name is not None
    assert until is not None
    number = writable.version.plan.version if plan and "@" in plan else None
    return writable, Wanted(same_name(name), until, day, number, named)


def _written(
    context: CommandContext,
    writable: Writable,
    request: Request,
    files: FormFiles,
    contacts: Mapping[str, tuple[str, ...]],
    *,
    dry_run: bool,
) -> RequestSheet:
    """Writes the missing forms with their messages, and the round into the journal."""
    from bptip.exchange.forms.messages import requests
    from bptip.files.exchange.form_files import write_forms
    from bptip.files.journal.taking_in import Entries, append_entries
    from bptip.pages import messages
    from bptip.pages.request import RequestSheet
    from bptip.render.xlsx.form import render

    plan, here = writable.plan, context.here
    rounds = (request.block,) if request.block else ()
    entries = Entries(returns=Returns(rounds))
    append_entries(plan, entries, context.stamps, here, dry_run=True)
    names = {party: path.name for party, path in files.forms.items()}
    sent = messages.MessagesSheet(
        f"Requests of the reporting round {request.round}",
        INTRO,
        tuple(requests(request, files.missing, names, contacts)),
    )
    paths = [*(files.forms[party] for party in files.missing)]
    paths += [files.messages] if files.missing else []
    forms = {party: render(request.form(party, context.parties)) for party in files.missing}
    if not dry_run:
        if forms:
            page = FORMATS["markdown"].drawer()(messages.page(sent), Canvas())
            write_forms(files, forms, page)
        append_entries(plan, entries, context.stamps, here, tell=say)
    return RequestSheet(
        request=request,
        forms={party: shown_path(path, here) for party, path in files.forms.items()},
        folder=shown_path(files.folder, here),
        written=tuple(shown_path(path, here) for path in paths),
        dry_run=dry_run,
        source=writable.source,
    )


INTRO: Final = (
    "A message for each party, to paste into an e-mail. Attach the form that is named above it."
)
