"""Reads the returns in the forms of a round, and compares them with the plan and its journal."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from bptip.exchange.forms.collecting import Return, returns_of_files, with_unread, without_settled
from bptip.exchange.forms.file_names import party_of_file
from bptip.exchange.forms.filled_form import FilledForm
from bptip.exchange.forms.form_context import against
from bptip.exchange.forms.refusals import refusal_of
from bptip.files.exchange.filled_files import CameBack, ReadFile, files_in, shown_names
from bptip.files.exchange.form_files import folder_of_round
from bptip.files.workspace.folders import plan_folders
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import NotFoundError
from bptip.progress.rounds import RoundState


def returns_in(
    plan: StoredPlan,
    state: RoundState | None,
    read: Sequence[ReadFile],
    today: date,
    *,
    received: date | None = None,
    prefer: str | None = None,
    again: bool = False,
) -> tuple[Return, ...]:
    """Returns the return in each file, in order; without a round, no answers are read."""
    returns: dict[str, Return] = {}
    forms: dict[str, FilledForm] = {}
    names = shown_names([each.path for each in read])
    plans = [folder.name for folder in plan_folders(plan.folder.path.parent)]
    for path, form, refused, hint, _ in read:
        why = refusal_of(form, plan.id, state, plan.spellings, plans) if form else (refused, hint)
        if form is None or why[0]:
            party = _party_of(path.name, form, plan, state, {*plans} - {plan.id})
            returns[names[path]] = Return(names[path], party, refused=why[0], hint=why[1])
        else:
            head = form.head._replace(party=plan.spellings.name(form.head.party))
            forms[names[path]] = form._replace(head=head)
    if state is not None:
        history, parties = plan.history, plan.parties_file.parties
        version = history.version_on(today)
        base = against(version, history.updates, parties, state.as_of, today, state.receipts)
        taken = returns_of_files(
            forms, plan.id, base, received=received, prefer=prefer, again=again
        )
        left = without_settled(taken, state, history.updates)
        returns.update(zip(forms, left, strict=True))
    return with_unread([returns[names[each.path]] for each in read])


def own_answers(state: RoundState | None, others: Sequence[Path]) -> Mapping[str, str]:
    """Returns the files beside the forms whose names have a party that was asked, by the party."""
    asked = state.asked if state else ()
    named = ((party_of_file(path.name, asked), path.name) for path in others)
    return {party: file for party, file in named if party is not None}


def _party_of(
    file: str,
    form: FilledForm | None,
    plan: StoredPlan,
    state: RoundState | None,
    others: Collection[str],
) -> str | None:
    """Returns the party of a refused file, from the form's keys or else from the file's name.

    None for a party that was not asked, an empty form, and a form of another plan in the folder.
    """
    if form is not None and (form.is_blank or form.head.plan in others):
        return None
    asked = state.asked if state else ()
    keyed = plan.spellings.name(form.head.party) if form else None
    return keyed if keyed in asked else party_of_file(file, asked)


def files_of_round(state: RoundState, plan: str, named: str | None) -> CameBack:
    """Returns the files in the folder that the user named, or else in the round's folder if any."""
    folder = Path(named) if named else folder_of_round(state.round, plan)
    if not folder.is_dir() and (named is not None or os.path.lexists(folder)):
        raise NotFoundError(f'"{folder}" is not a folder.')
    return files_in(folder) if folder.is_dir() else CameBack(())
