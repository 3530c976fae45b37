"""Statuses in cells: the map's words, the office's, ours, and their near synonyms."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_figures import figure_in
from bptip.exchange.tables.cell_statuses import LONGEST_WORD
from bptip.plan.model import Status
from bptip.plan.parties import Parties
from exchange.tables import Text, activities, cell, codes, only, preview, roles, table

DAY = date(2026, 6, 30)
TODAY = date(2026, 11, 24)


def stated(
    text: str, mapped: str = "", office: dict[str, Status] | None = None
) -> tuple[object, object]:
    """Returns the status and the word of the only row of a tracker."""
    rows = table([["Activity", "Status"], ["a", text], ["b", "Done"]])
    made = preview(rows, mapped=mapped, on=DAY, office=Parties({}, office or {}))
    first = [e.statement for e in made.entries if e.statement.item.endswith(".1")]
    return (first[0].status, first[0].said) if first else (None, None)


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("Completed", Status.COMPLETED, None),
        ("in_progress", Status.IN_PROGRESS, None),
        ("done", Status.COMPLETED, None),
        ("Delivered", Status.COMPLETED, "Delivered"),
        ("Under way", Status.IN_PROGRESS, "Under way"),
        ("Not yet started", Status.NOT_STARTED, "Not yet started"),
        ("Postponed", Status.DELAYED, "Postponed"),
        ("CANCELLED", Status.DISCONTINUED, "CANCELLED"),
        ("dropped", Status.DISCONTINUED, "dropped"),
        ("Not delivered", Status.NOT_ACHIEVED, "Not delivered"),
        ("Selesai", Status.COMPLETED, "Selesai"),
    ],
)
def test_our_words_and_their_near_synonyms_are_known(text: str, status: Status, said: str) -> None:
    """The word is kept where it isn't ours."""
    assert stated(text) == (status, said)


@pytest.mark.parametrize("text", ["", "-", "–", "n/a"])
def test_blank_is_never_not_started(text: str) -> None:
    """Nothing is stated."""
    assert stated(text) == (None, None)


@pytest.mark.parametrize(
    "text", ["no information", "Unknown", "Not known", "No report", "TBC", "?", "Not reported"]
)
def test_a_word_that_says_that_nothing_is_known_states_no_status(text: str) -> None:
    """It is counted, and the remark beside it is a note all the same."""
    rows = f"Activity | Status | Remarks\na | {text} | Ask again\nb | {text} |\nc | Done |"
    made = preview(rows, on=DAY)
    assert made.errors == ()
    stated = [(each.statement.status, each.statement.note) for each in made.entries]
    assert stated == [(None, "Ask again"), (Status.COMPLETED, None)]
    counted = [tuple(each) for each in made.cells.statuses]
    assert (text, Status.NOT_REPORTED, 2) in counted


def test_the_map_can_say_that_a_word_states_no_status() -> None:
    """The word is neither a status nor what somebody said."""
    rows = "Activity | Status | Remarks\na | Ministry silent | Ask again\nb | Done |"
    made = preview(rows, mapped='status = { "Ministry silent" = "not-reported" }', on=DAY)
    first = made.entries[0].statement
    assert (made.errors, first.status, first.said, first.note) == ((), None, None, "Ask again")


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Running", Status.IN_PROGRESS),
        ("Finalised", Status.COMPLETED),
        ("Finalized", Status.COMPLETED),
        ("Late", Status.DELAYED),
        ("Off track", Status.DELAYED),
    ],
)
def test_an_ordinary_word_with_one_reading_is_known(word: str, status: Status) -> None:
    """The word is kept beside the status."""
    assert stated(word) == (status, word)


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("On going", ("in-progress", "continuous")),
        ("OK", ("completed", "in-progress")),
        ("Stopped for lack of money", ("on-hold", "discontinued")),
    ],
)
def test_a_word_with_two_readings_is_offered_with_both(
    word: str, readings: tuple[str, str]
) -> None:
    """The command to type has neither: whoever copies it must choose."""
    made = preview(f"Activity | Status\na | {word}\nb | Done", on=DAY)
    (finding,) = made.errors
    first, second = (f'--word "{word}={each}"' for each in readings)
    assert finding.hint.startswith(f"Add {first} or {second}. In the map: ")
    assert f"{word}=?" in made.command


def test_an_unknown_word_is_an_error_with_its_count_and_the_line_for_the_map() -> None:
    """At the first cell that has it."""
    rows = "Activity | Status\na | Started\nb | Done\nc | Started"
    made = preview(rows, on=DAY)
    (finding,) = made.errors
    assert finding.code == "unknown-status"
    assert (finding.place, finding.value) == ("Plan!B2", "Started")
    assert finding.message == '"Started" is not a status that bptip knows (2 cells).'
    assert finding.hint == (
        'Add --word "Started=in-progress". In the map: status = { "Started" = "in-progress" }'
    )
    made = preview(rows, mapped='status = { "started" = "in-progress" }', on=DAY)
    assert made.errors == ()
    assert [e.statement.said for e in made.entries] == ["Started", None, "Started"]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Held in November", "completed"),
        ("Half done", "in-progress"),
        ("Partially", "in-progress"),
        ("Not yet due", "not-started"),
        ("Planned for May", "not-started"),
        ("Incomplete", "in-progress"),
        ("Undelivered", "?"),
        ("Not delivered yet", "?"),
        ("Done?", "?"),
        ("See the minutes", "?"),
    ],
)
def test_a_meaning_is_suggested_only_where_it_is_likely(word: str, meaning: str) -> None:
    """A line that is copied as it is must not report what nobody said: "?" leaves it unknown."""
    rows = f"Activity | Status\na | {word}\nb | Done"
    (finding,) = preview(rows, on=DAY).errors
    line = f'status = {{ "{word}" = "{meaning}" }}'
    assert finding.hint == f'Add --word "{word}={meaning}". In the map: {line}'
    if meaning == "?":
        assert preview(rows, mapped=line, on=DAY).errors == (finding,)


def test_a_status_and_a_percentage_that_contradict_each_other_are_named() -> None:
    """Both are taken as they are, and the preview says in which rows."""
    rows = "Activity | Status | % done\na | Done | 40 %\nb | Not started | 0 %\nc | Delayed | 100 %"
    made = preview(rows, on=DAY)
    said = "The status and the percentage contradict each other: {}, {}."
    assert made.notes[-1] == said.format(*(made.entries[at].place for at in (0, 2)))
    agreed = rows.replace("40 %", "100 %").replace("Delayed | 100 %", "Delayed | 90 %")
    assert preview(agreed, on=DAY).notes == made.notes[:-1]


def test_completed_work_that_is_expected_later_is_named() -> None:
    """A table may keep the date of the time before the completion, or a word that is wrong."""
    rows = "Activity | Status | Now expected\na | Done | {}\nb | Delayed | 2027-03-31"
    made = preview(rows.format("2027-03-31"), on=DAY)
    said = "The status is completed, and the expected date is later"
    assert made.notes[-1] == f"{said}: {made.entries[0].place}."
    assert preview(rows.format(DAY.isoformat()), on=DAY).notes == made.notes[:-1]


def test_completed_work_that_comes_again_is_named_with_what_to_type() -> None:
    """A status for one year's part would close the work of the whole plan."""
    rows = "Activity | Due | Status\na | Annually | Done\nb | Quarterly | Delayed\nc | 2026 | Done"
    made = preview(rows, on=DAY)
    assert made.notes[-1] == (
        "Completed, although the plan says that it recurs: 1.1 (Annually). "
        "If it continues: bptip update 1.1 continuous --plan 2026"
    )
    assert preview(rows.replace("Annually", "2026"), on=DAY).notes == made.notes[:-1]


@pytest.mark.parametrize(
    ("word", "first"), [("Not completed", "not-achieved"), ("Not yet done", "not-started")]
)
def test_not_completed_has_two_readings(word: str, first: str) -> None:
    """The work failed, or goes on: the table does not say which."""
    (finding,) = preview(f"Activity | Status\na | {word}\nb | Done", on=DAY).errors
    assert finding.message == f'"{word}" can be "{first}" or "in-progress" (1 cell).'
    either = f'Add --word "{word}={first}" or --word "{word}=in-progress". In the map: '
    assert finding.hint.startswith(either)
    assert f"{word}=?" in preview(f"Activity | Status\na | {word}\nb | Done", on=DAY).command


def test_an_error_of_the_spreadsheet_is_read_as_empty_and_named() -> None:
    """Whoever types "- held in May" into a cell gets one."""
    made = preview("Activity | Status | Remarks\na | Done | #NAME?\nb | #N/A | #1 of 2", on=DAY)
    assert codes(made) == ["bad-text", "bad-text"]
    assert [each.place for each in made.findings] == ["Plan!C2", "Plan!B3"]
    stated = [(each.statement.status, each.statement.note) for each in made.entries]
    assert stated == [(Status.COMPLETED, None), (None, "#1 of 2")]


def test_a_word_with_a_question_mark_is_a_word_of_its_own() -> None:
    """A meaning of "Done?" in the map says nothing of "Done"."""
    assert stated("Done?", 'status = { "Done?" = "in-progress" }')[0] is Status.IN_PROGRESS
    assert stated("Done", 'status = { "Done?" = "in-progress" }')[0] is Status.COMPLETED


@pytest.mark.parametrize("word", ['Held "in full"', r"Held \ not held", "Held\x7fagain"])
def test_the_line_for_the_map_is_right_whatever_signs_a_word_has(word: str) -> None:
    """A quotation mark or a backslash is escaped, so the line can be copied as it is."""
    rows = f"Activity | Status\na | {word}\nb | Done"
    (finding,) = preview(rows, on=DAY).errors
    line = finding.hint.partition("In the map: ")[2].replace('"?"', '"completed"')
    assert preview(rows, mapped=line, on=DAY).errors == ()


def test_texts_that_are_long_and_occur_once_may_be_remarks() -> None:
    """Then the command for a column of remarks is proposed; never for words that recur."""
    once = [f"Office {place} agreed to the draft" for place in range(3)]
    assert len(once[0]) > LONGEST_WORD
    for texts, remarks in ((once, ("--column", "Status=note")), ([*once, *once], ())):
        rows = "\n".join(f"do {place} | {text}" for place, text in enumerate(texts))
        assert preview(f"Activity | Status\n{rows}", on=DAY).remarks == remarks


def test_ongoing_needs_the_map() -> None:
    """It has two readings."""
    made = preview("Activity | Status\na | Ongoing\nb | Done", on=DAY)
    assert codes(made) == ["unknown-status"]
    assert made.errors[0].message == '"Ongoing" can be "in-progress" or "continuous" (1 cell).'
    assert made.errors[0].hint == (
        'Add --word "Ongoing=in-progress" or --word "Ongoing=continuous". '
        'In the map: status = { "Ongoing" = "?" }'
    )


def test_an_offices_own_word_is_known_by_parties_toml() -> None:
    """It is kept as the table of parties spells it."""
    office = {"Limited progress": Status.IN_PROGRESS}
    assert stated("limited  progress", office=office) == (Status.IN_PROGRESS, "Limited progress")


def test_what_follows_the_word_goes_to_the_note() -> None:
    """ "Completed: report published"."""
    made = preview("Activity | Status\na | Completed: report published\nb | Done", on=DAY)
    first = made.entries[0].statement
    assert (first.status, first.said, first.note) == (
        Status.COMPLETED,
        None,
        "report published",
    )


def test_what_follows_the_word_is_a_sentence_before_the_remark() -> None:
    """Shown on one line, the two must not run into each other."""
    rows = (
        "Activity | Status | Remarks\na | Delayed – waiting for Cabinet | New date: May\nb | Done |"
    )
    first = preview(rows, on=DAY).entries[0].statement
    assert first.note == "waiting for Cabinet.\nNew date: May"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ongoing – delayed", Status.DELAYED),
        ("Ongoing (on schedule)", Status.IN_PROGRESS),
        ("On track - in progress", Status.IN_PROGRESS),
    ],
)
def test_a_second_word_for_a_status_says_what_ongoing_is(text: str, status: Status) -> None:
    """The meaning of "ongoing" in the map changes nothing."""
    assert stated(text)[0] is status
    assert stated(text, 'status = { "Ongoing" = "continuous" }')[0] is status


def test_two_statuses_in_a_cell_are_asked_about() -> None:
    """The whole text is the word: neither status is taken in silence."""
    made = preview("Activity | Status\na | In progress – delayed\nb | Done", on=DAY)
    (finding,) = made.errors
    assert (finding.code, finding.value) == ("unknown-status", "In progress – delayed")
    assert stated("In progress – delayed", 'status = { "In progress – delayed" = "delayed" }') == (
        Status.DELAYED,
        "In progress – delayed",
    )


def test_a_status_without_a_day_is_an_error() -> None:
    """The band, the column or the option states it."""
    made = preview("Activity | Status\na | Done\nb | Done", today=TODAY)
    (finding,) = made.errors
    assert (finding.code, finding.place) == ("no-day", "Plan!B2")
    assert finding.message.startswith("On which day was this true? 2 rows")
    assert finding.hint == "Add the day: --on 2026-11-24"
    assert made.command[:2] == ("--on", "2026-11-24")
    titled = "Tracker, updated 15 November 2026\n\nActivity | Status\na | Done\nb | Done"
    assert preview(titled, today=TODAY).errors[0].hint == "Add the day: --on 2026-11-15"
    month = titled.replace("15 November", "October")
    assert preview(month, today=TODAY).errors[0].hint == "Add the day: --on 2026-10-31"
    month = titled.replace("15 November", "December")
    assert preview(month, today=TODAY).command[1] == "2026-11-24"
    made = preview("Activity | Status | Last news\na | Done | 30 June 2026\nb | Done | 1 May 2026")
    assert made.errors[0].hint.endswith('--column "Last news=on"')
    made = preview("Activity | Status | Date of update\na | Done | 30 June 2026")
    assert [entry.statement.on for entry in made.entries] == [DAY]
    assert made.entries[0].statement.taken_from == "table.xlsx, Plan!B2"


def test_remarks_are_the_note_and_their_addresses_the_evidence() -> None:
    """The rest of the text is kept exactly."""
    rows = table(
        [
            ["Activity", "Status", "Comments", "Evidence"],
            ["a", "Done", "Report at https://example.org/a.pdf.\nTwo  blanks", ""],
            ["b", "Done", "", "https://example.org/1 | https://example.org/2"],
            ["c", "Done", "", "Minutes of May; www.example.org/x"],
        ]
    )
    made = preview(rows, on=DAY)
    notes = [(e.statement.note, e.statement.evidence) for e in made.entries]
    assert notes[1] == (None, ("https://example.org/1", "https://example.org/2"))
    assert notes[2] == ("Minutes of May", ("https://www.example.org/x",))
    assert notes[0][1] == ("https://example.org/a.pdf",)


def test_each_column_of_a_report_has_its_field() -> None:
    """Percentage, reason, expected date, challenges, next step, reporter."""
    rows = table(
        [
            ["Activity", "Status", "% done", "Reason", "Revised date", "Challenges", "Next steps",
             "Reported by"],
            ["a", "Delayed", "62.5 %", "Funding", "March 2027", "No cash", "Ask", "Fiji"],
        ]
    )  # fmt: skip
    (entry,) = preview(rows, on=DAY).entries
    told = entry.statement
    assert (told.status, told.progress, told.reason) == (Status.DELAYED, 62.5, "funding")
    assert (told.expected, told.challenges, told.next, told.by) == (
        date(2027, 3, 31),
        "No cash",
        "Ask",
        "Fiji",
    )


def test_a_percentage_that_is_none_is_told() -> None:
    """And stops nothing."""
    made = preview(
        "Activity | Status | % complete\na | Done | 80\nb | Done | 140\nc | Done | 70", on=DAY
    )
    assert codes(made) == ["bad-number"]
    assert [e.statement.progress for e in made.entries] == [80, None, 70]


def test_a_percentage_with_a_mark_for_a_footnote_is_not_a_greater_one() -> None:
    """5 with a raised 1 is a text, whatever its digits are."""
    made = preview("Activity | Status | % complete\na | Done | 80\nb | Done | 5¹", on=DAY)
    assert codes(made) == ["bad-number"]
    assert [e.statement.progress for e in made.entries] == [80, None]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("80 % done", (None, None, 80)),
        ("In progress (62,5 %)", (Status.IN_PROGRESS, None, 62.5)),
        ("Delivered, 100%", (Status.COMPLETED, "Delivered, 100%", None)),
        ("๗๕%", (None, None, 75)),
        ("0 %", (None, None, 0)),
    ],
)
def test_a_percentage_in_a_status_is_read_as_in_a_form(
    text: str, stated: tuple[object, object, object]
) -> None:
    """It is not asked for; an empty column of percentages does not take it away."""
    made = preview(table([["Activity", "Status", "%"], ["a", text, ""], ["b", "Done", ""]]), on=DAY)
    first = made.entries[0].statement
    assert (first.status, first.said, first.progress) == stated
    assert not made.errors


@pytest.mark.parametrize(
    ("cells", "percentages"),
    [
        ((1, 0.5, 0.3), (100, 50, 30)),
        (("1", "0.5", "0"), (100, 50, 0)),
        (("60 %", 0.75, "5 %"), (60, 75, 5)),
        ((1, 80, 5), (1, 80, 5)),
        ((0.5, 80, 1), (None, 80, None)),
        ((1, 1, 0), (None, None, 0)),
        (("1 %", "0.5 %", "80 %"), (1, 0.5, 80)),
    ],
)
def test_plain_numbers_of_a_column_are_shares_or_percentages_together(
    cells: tuple[object, ...], percentages: tuple[float | None, ...]
) -> None:
    """Where they can be either, each that is unclear is kept as a text, with both readings."""
    rows: list[list[Any]] = [["Activity", "Status", "Progress (%)"]]
    rows += [[name, "Started", each] for name, each in zip("abc", cells, strict=True)]
    made = preview(table(rows), mapped='status = { "Started" = "in-progress" }', on=DAY)
    assert tuple(entry.statement.progress for entry in made.entries) == percentages
    unclear = [each for each in made.findings if each.code == "bad-number"]
    assert len(unclear) == percentages.count(None)
    assert all(" % or " in each.message for each in unclear)


@pytest.mark.parametrize("text", ["1.234", "1,234"])
def test_a_figure_that_may_have_its_thousands_apart_is_a_text_with_both_readings(
    text: str,
) -> None:
    """The value and the target of an indicator; a number that a workbook stores has one reading."""
    head = "Activity | Indicator | Target | Actual | % done\n"
    made = preview(f"{head}a | People | {text} | {text} | {text}\nb | | | | 40 %", on=DAY)
    said = f'"{text}" may contain separators for thousands; it is kept as a text.'
    hint = "Write 1234 without separators. For a fraction, write 1.2340."
    assert [(each.code, each.message, each.hint) for each in made.findings] == [
        ("bad-number", said, hint),
        ("bad-number", f'"{text}" is not a percentage; it is kept as a text.', PERCENTAGE_HINT),
        ("bad-number", said, hint),
    ]
    assert [entry.statement.progress for entry in made.entries] == [None, 40]
    assert not made.entries[0].statement.values
    stored = preview(table([head[:-1].split(" | "), ["a", "People", 1.234, 1.234, 33.333]]), on=DAY)
    (entry,) = stored.entries
    assert (entry.statement.progress, entry.statement.values) == (33.333, {"people": 1.234})
    assert not stored.findings


PERCENTAGE_HINT: Final = "Write a number from 0 to 100."


def test_remarks_without_any_status_are_kept_as_a_column() -> None:
    """A plan has remarks too."""
    made = preview("Activity | Remarks\na | Subject to funding")
    assert (made.entries, codes(made)) == ((), [])
    assert next(made.version.activities).extra == {"Remarks": "Subject to funding"}


def test_a_cell_of_another_kind_is_read_as_it_is_shown() -> None:
    """A share that a workbook shows as a percentage."""
    rows = table([["Activity", "Progress"], ["a", cell("80%")], ["b", 0.5]])
    made = preview(rows, on=DAY)
    assert [e.statement.progress for e in made.entries] == [80, 50]


def test_a_day_of_the_report_with_two_readings_is_shown_where_it_is() -> None:
    """A day for all rows does not replace it: only the map settles it."""
    rows = "Activity | Status | Date of update\na | Done | 03.04.2026"
    for made in (preview(rows), preview(rows, on=DAY)):
        assert [(each.code, each.place) for each in made.errors] == [("ambiguous-date", "Plan!C2")]
        assert made.errors[0].hint == 'Add --dates day-first. In the map: dates = "%d.%m.%Y"'
        assert not made.entries
    made = preview(f"{rows}\nb | Done |\nc | Done | soon\nd | | 04.05.2026", on=DAY)
    assert [(each.severity, each.code, each.place) for each in made.findings] == [
        ("error", "ambiguous-date", "Plan!C2"),
        ("warning", "bad-date", "Plan!C4"),
        ("warning", "ambiguous-date", "Plan!C5"),
    ]
    assert [entry.statement.on for entry in made.entries] == [DAY, DAY]
    made = preview(rows, mapped='dates = "%d.%m.%Y"')
    assert [entry.statement.on for entry in made.entries] == [date(2026, 4, 3)]


def test_a_long_text_is_shortened_in_the_message_alone() -> None:
    """The data keeps all of it."""
    text = "Waiting for word from the ministry about the rooms, the money and the staff of both"
    rows = f"Activity | Status | % complete\na | Done | 80\nb | Done | {text}\nc | Done | 70"
    made = preview(rows, on=DAY)
    (finding,) = made.findings
    assert finding.message == f'"{text[:59]}…" is not a percentage; it is kept as a text.'
    assert finding.value == text


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1 234", 1234, None),
        ("1 234 567.5", 1234567.5, None),
        ("1’234 people", 1234, "people"),
        ("1,234,567", 1234567, None),
        ("12.5 %", 12.5, "%"),
        ("- 5", -5, None),
        ("১২", 12, None),
    ],
)
def test_a_figure_is_read_with_its_thousands_apart_and_its_unit(
    text: str, number: float, unit: str | None
) -> None:
    """Digits of any script are digits."""
    assert figure_in(cell(text)) == (number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "2024 2025", "12 5", "1 2", "1234 567", "1,234", "1.234", "-๑.๒๓๔", "1.234 km",
        "1.234.567", "60 or 70", "5/8", "-",
    ],
)  # fmt: skip
def test_two_figures_in_a_cell_are_none(text: str) -> None:
    """A year beside another, a pair of figures, or a sign with two meanings."""
    assert figure_in(cell(text)) is None


@pytest.mark.parametrize(
    ("text", "status", "note"),
    [
        ("Completed (12 May 2026)", Status.COMPLETED, "12 May 2026"),
        ("Completed 28 March 2026", Status.COMPLETED, "28 March 2026"),
        ("Completed in June 2026", Status.COMPLETED, "in June 2026"),
        ("Delayed until Q2 2027", Status.DELAYED, "until Q2 2027"),
        ("Postponed to the next meeting", Status.DELAYED, "to the next meeting"),
        ("Not started due to lack of funds", Status.NOT_STARTED, "due to lack of funds"),
        ("✅ Done", Status.COMPLETED, None),
        ("✅", Status.COMPLETED, None),
        ("[x]", Status.COMPLETED, None),
        ("Belum dilaksanakan", Status.NOT_STARTED, None),
        ("อยู่ระหว่างดำเนินการ", Status.IN_PROGRESS, None),
        ("Completed pending approval", None, None),
        ("Completed 80 %", None, None),
        ("☐", None, None),
    ],
)
def test_when_and_why_are_no_part_of_the_word(
    text: str, status: Status | None, note: str | None
) -> None:
    """They are the note; a completion that is doubted is not one."""
    made = preview(table([["Activity", "Status"], ["a", text], ["b", "Done"]]), on=DAY)
    first = [e.statement for e in made.entries if e.statement.item.endswith(".1")]
    assert [(each.status, each.note) for each in first if each.status] == (
        [(status, note)] if status else []
    )


def test_an_unknown_word_is_its_cell_up_to_the_first_sign() -> None:
    """So that one line of the map serves all cells; a meaning is suggested only if it is near."""
    made = preview(
        "Activity | Status\na | Ongoing. One was held\nb | Ongoing\nc | Initiated", on=DAY
    )
    assert [(each.word, each.cells) for each in made.cells.statuses] == [
        ("Ongoing", 2), ("Initiated", 1)
    ]  # fmt: skip
    assert made.findings[1].hint.endswith('{ "Initiated" = "in-progress" }')
    odd = preview("Activity | Status\na | A\nb | R\nc | Green", on=DAY)
    assert all(each.hint.endswith('= "?" }') for each in odd.findings)


def test_a_number_that_is_shown_as_a_percentage_is_one() -> None:
    """Excel stores 0.45 where 45% is typed; a CSV file of the same table has 45%."""
    assert figure_in(SheetCell("", "45%", 0.45)) == figure_in(cell("45%")) == (45, "%")
    assert figure_in(SheetCell("", "46%", 0.457)) == (45.7, "%")
    assert figure_in(SheetCell("", "0.45", 0.45)) == (0.45, None)


TRACKER: Final = [
    ["Activity", "Situation", "RAG"],
    ["a", "Finished", "Green"],
    ["b", "Going on well", "Green"],
    ["c", "Not begun", "Amber"],
    ["d", "Waiting for money", "Red"],
]
"""A table whose statuses are beside a traffic light for each row."""


def test_words_for_statuses_are_nearer_than_traffic_lights() -> None:
    """The column of lights is kept, and the note has the option that takes it."""
    made = preview(table(TRACKER), on=DAY)
    assert roles(made) == {"Activity": "activity", "Situation": "status", "RAG": "keep"}
    assert [each.status for each in made.cells.statuses if each.status] == [
        Status.COMPLETED, Status.NOT_STARTED
    ]  # fmt: skip
    assert [each.extra for each in activities(made)] == [{"RAG": row[2]} for row in TRACKER[1:]]
    assert only(made.notes) == (
        'The statuses come from "Situation", and not from "RAG". '
        'If "RAG" is the status, add --column "RAG=status".'
    )


def test_traffic_lights_are_the_status_if_somebody_says_so() -> None:
    """As a column, or as the meaning of a word; and where nothing else has known statuses."""
    lights = {"Activity": "activity", "Situation": "keep", "RAG": "status"}
    assert roles(preview(table(TRACKER), mapped='columns = { RAG = "status" }', on=DAY)) == lights
    assert roles(preview(table(TRACKER), mapped='status = { Green = "completed" }')) == lights
    office = Parties({}, {"Green": Status.COMPLETED})
    assert roles(preview(table(TRACKER), office=office, on=DAY)) == lights
    unknown = [TRACKER[0], *([row[0], "Nearly there", row[2]] for row in TRACKER[1:])]
    assert roles(preview(table(unknown), on=DAY)) == lights


def test_lights_that_are_colours_alone_are_named_beside_words() -> None:
    """In a column called progress too."""
    rows: list[list[Text]] = [["Activity", "Progress", "RAG"]]
    for activity, word, _ in TRACKER[1:]:
        rows.append([activity, word, cell(fill="00B050")])
    made = preview(table(rows), on=DAY)
    assert roles(made) == {"Activity": "activity", "Progress": "status", "RAG": "keep"}
    assert made.notes[0] == (
        "Column C has colours and no text: green (00B050) in 4 cells. "
        "The statuses come from column B."
    )


def test_a_stated_column_of_statuses_is_the_only_one() -> None:
    """Another that is called so is kept."""
    made = preview(table(TRACKER), mapped='columns = { Situation = "status" }', on=DAY)
    assert roles(made) == {"Activity": "activity", "Situation": "status", "RAG": "keep"}
    assert activities(made)[0].extra == {"RAG": "Green"}
    assert made.notes == ()


@pytest.mark.parametrize("last_column", [1, 2])
def test_a_status_merged_over_rows_is_that_of_each(last_column: int) -> None:
    """Merged with the remarks beside it, it is right of the titles, so it is not a heading."""
    head = ["Activity", "Status", "Remarks"]
    rows = [head, ["a", "Done", ""], ["b", "", ""], ["c", "", ""], ["d", "Delayed", "Rain"]]
    made = preview(table(rows, merged=[(1, 1, 3, last_column)]), on=DAY)
    assert [each.title for each in activities(made)] == ["a", "b", "c", "d"]
    stated = [each.statement.status for each in made.entries]
    assert stated == [*[Status.COMPLETED] * 3, Status.DELAYED]


def test_a_status_that_is_still_true_is_that_status() -> None:
    """The cell's own words are kept; a word alone says nothing."""
    made = preview("Activity | Status\na | Still on hold\nb | Now complete\nc | Still", on=DAY)
    stated = [(entry.statement.status, entry.statement.said) for entry in made.entries]
    assert stated == [(Status.ON_HOLD, "Still on hold"), (Status.COMPLETED, "Now complete")]
    assert [each.value for each in made.errors] == ["Still"]
