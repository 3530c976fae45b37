"""The second sheet of a form, which explains how to fill in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.exchange.forms.form import Form
from bptip.exchange.forms.form_guide import TITLE, example, steps
from bptip.exchange.forms.form_words import HEADINGS, LOCKED
from bptip.render.xlsx.cell_text import cell_text
from bptip.render.xlsx.form_style import LOCKING, Styles
from bptip.render.xlsx.growing_rows import height_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_guide(sheet: Worksheet, styles: Styles, form: Form) -> None:
    """Writes the sheet that explains how to fill in the form."""
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    sheet.protect("", LOCKING)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, TITLE, styles.party)
    row = 2
    for step in steps(form.head):
        sheet.write_string(row, 0, step.name, styles.step)
        sheet.write_string(row, 1, cell_text(step.text), styles.text)
        sheet.set_row(row, height_of([(step.name, 32), (step.text, 90)]))
        row += 1
    sheet.write_string(row + 1, 0, "An example", styles.party)
    for place, text in example(form.in_progress).items():
        row += 1
        is_locked = place in LOCKED
        sheet.write_string(row + 1, 0, HEADINGS[place], styles.header_of(place))
        sheet.write_string(row + 1, 1, cell_text(text), styles.locked if is_locked else styles.fill)
