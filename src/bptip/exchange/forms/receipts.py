"""Makes the receipts for returns: for a form, or for a return by telephone or e-mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bptip.exchange.cells import SheetCell
from bptip.exchange.forms.answers import Answers
from bptip.exchange.forms.filled_form import FilledForm
from bptip.exchange.forms.form_words import ANSWERS, Field
from bptip.exchange.forms.requesting import NOT_YET
from bptip.exchange.statement_ids import FORMAT, digest_of, id_of
from bptip.plan.journal import Receipt


def receipt_of(answers: Answers, plan: str, received: date | None) -> Receipt | None:
    """Returns the receipt for a form; None if the form has no answer."""
    if answers.is_blank:
        return None
    form, came = answers.form, received or answers.form_date
    said = [
        form.head.round, form.head.party, came, answers.signed, form.text(Field.VIA),
        answers.is_draft, digest_of(_answered(form)),
    ]  # fmt: skip
    return Receipt(
        id=id_of([FORMAT, "receipt", plan, *said]),
        round=form.head.round,
        party=form.head.party,
        recorded=NOT_YET,
        received=came,
        draft=answers.is_draft,
        signed=answers.signed,
        via=form.text(Field.VIA),
    )


def _answered(form: FilledForm) -> Mapping[str, object]:
    """Returns all answers of a form that may be published, by their keys."""
    cells: dict[str, SheetCell] = {
        f"{row.key} {place}": row.cell(place) for row in form.rows for place in ANSWERS
    }
    fields = (Field.NOTHING, Field.CORRECTIONS, Field.OTHER)
    cells |= {str(field): form.field(field) for field in fields}
    return {
        key: cell.text if isinstance(cell.value, str) else cell.value
        for key, cell in sorted(cells.items())
        if not cell.is_empty
    }


def receipt_by_hand(
    plan: str, round_name: str, party: str, day: date, excused: str | None
) -> Receipt:
    """Returns the receipt for a return by telephone or e-mail, or for an excused party."""
    said = [round_name, party, day, None, None, False, digest_of([excused])]
    made = id_of([FORMAT, "receipt", plan, *said])
    return Receipt(made, round_name, party, NOT_YET, received=day, excused=excused)
