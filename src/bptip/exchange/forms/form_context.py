"""The plan and the journal that the forms of a round are read against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.exchange.forms import form_cells as cells
from bptip.exchange.forms.form import FormHead
from bptip.plan.dates import days_of
from bptip.plan.errors import BptipError
from bptip.plan.journal import Receipt, Update
from bptip.plan.model import EMPTY, Version
from bptip.plan.parties import Parties
from bptip.plan.vocabulary import day
from bptip.progress.fold import in_order, not_retracted, retracted_ids


class Against(NamedTuple):
    """The plan and the journal that forms are read against, with the receipts of the round.

    `version` is in force today. `updates` has all updates of the journal, by id; `counting` has
    the updates that are not retracted, by item. `from_forms` has the updates from rows of forms,
    by item, without those that a person retracted. `as_of` is the day for which the round asks.
    """

    version: Version
    updates: Mapping[str, Update]
    counting: Mapping[str, Sequence[Update]]
    parties: Parties
    as_of: date
    today: date
    receipts: Sequence[Receipt] = ()
    from_forms: Mapping[str, Sequence[Update]] = EMPTY

    def day_in(self, cell: SheetCell) -> date | None:
        """Returns the day in a cell of a form; raises CellFaultError for a faulty one."""
        return cells.day_in(cell, self.version.plan, self.today)

    def given(self, head: FormHead, item: str, is_own: bool) -> list[Update]:
        """Returns a party's updates on an item in the form's round, oldest first."""
        return in_order(
            update
            for update in self.counting.get(item, ())
            if (update.round, update.by, update.own) == (head.round, head.party, is_own)
        )

    def signed_on(self, update: Update) -> date | None:
        """Returns the signing day of an update's form: the last form received before the update."""
        came = [
            receipt
            for receipt in self.receipts
            if (receipt.round, receipt.party, receipt.draft) == (update.round, update.by, False)
            if receipt.recorded <= update.recorded
        ]
        return day_signed(max(came, key=lambda receipt: receipt.recorded)) if came else None


def against(
    version: Version,
    updates: Sequence[Update],
    parties: Parties,
    as_of: date,
    today: date,
    receipts: Sequence[Receipt] = (),
) -> Against:
    """Returns the plan and the journal that forms are read against."""
    counting: dict[str, list[Update]] = {}
    for update in not_retracted(updates, retracted_ids(updates)):
        counting.setdefault(update.item, []).append(update)
    by_id = {update.id: update for update in updates}
    by_hand = {update.retracts for update in updates if not is_from_row(update)}
    from_forms: dict[str, list[Update]] = {}
    for update in updates:
        if is_from_row(update) and update.retracts is None and update.id not in by_hand:
            from_forms.setdefault(update.item, []).append(update)
    return Against(version, by_id, counting, parties, as_of, today, receipts, from_forms)


def is_from_row(update: Update) -> bool:
    """True if an update comes from a row of a form; False if it was typed or imported."""
    _, row, number = (update.taken_from or "").rpartition(ROW)
    return bool(row) and number.isdecimal()


ROW: Final = ", row "
"""The words before the number of a row in the provenance of an answer."""


def day_signed(receipt: Receipt) -> date | None:
    """Returns the day beside the name that signs a form; None for a receipt without a day."""
    last = (receipt.signed or "").rpartition(", ")[2]
    try:
        days = days_of(last, date.max)
    except BptipError:
        return None
    return days.first if day(days.first) == last else None
