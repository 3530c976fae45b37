"""Refuses forms of another plan, another round or another party."""

from __future__ import annotations

from collections.abc import Collection

from bptip.exchange.forms.filled_form import FilledForm
from bptip.exchange.forms.form_words import Field
from bptip.plan.parties import Spellings
from bptip.problems.notices import other_plan_hint
from bptip.progress.rounds import RoundState


def refusal_of(
    form: FilledForm,
    plan: str,
    state: RoundState | None,
    spellings: Spellings,
    plans: Collection[str],
) -> tuple[str, str]:
    """Returns the reason for refusing a form, and what to do; two empty texts for a good form.

    `plans` are the plans in the folder.
    """
    head = form.head
    if head.plan != plan:
        return (
            f"This is a form of the plan {head.plan}, not of {plan}.",
            other_plan_hint(head.plan, plans),
        )
    if state is None or head.round != state.round:
        if state is None:
            return (
                f"The plan's journal has no reporting round {head.round}.",
                "If another copy of the journal has this round, merge that copy: bptip merge FILE",
            )
        return (
            f"This is a form of the reporting round {head.round}, not of {state.round}.",
            "Collect the forms of one round at a time.",
        )
    visible = form.text(Field.PARTY)
    party = spellings.name(head.party)
    if visible is not None and spellings.name(visible) != party:
        return (
            f"This form was made for {head.party}, but names {visible}.",
            f"Ask who answered. {visible} has a form of its own.",
        )
    if party not in state.asked:
        return (
            f"{head.party} was not asked in the reporting round {state.round}.",
            f"Asked were {', '.join(state.asked)}.",
        )
    return "", ""
