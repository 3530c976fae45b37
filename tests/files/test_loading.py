"""A file becomes values, or faults with their places: whatever it holds, and whatever it is."""

from __future__ import annotations

import os
import sys
from ast import literal_eval
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.files.reading.loading import ParsedFile, load_journal, load_version
from bptip.files.reading.locating import located
from bptip.plan.model import Version
from files.journal_blocks import update

if TYPE_CHECKING:
    from bptip.files.reading.loading import Journal
    from conftest import Plans

PLAN: Final = """\
schema = 1

[plan]
id = "2026"
version = 1
title = "Work plan"
start = 2026-01-01
end = 2026-12-31

[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
id = "1.1"
title = "Họp thường niên"
"""

JOURNAL: Final = 'schema = 1\nplan = "2026"\n'


def version_of(folder: Path, text: str | bytes) -> ParsedFile[Version]:
    file = folder / "v1.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_version(file)


def journal_of(folder: Path, text: str) -> ParsedFile[Journal]:
    file = folder / "progress.toml"
    file.write_bytes(text.encode())
    return load_journal(file)


def codes(loaded: ParsedFile[Any]) -> list[str]:
    return [fault.code.name for fault in loaded.faults]


# What is read.


def test_a_version_is_what_its_file_says(tmp_path: Path) -> None:
    version = version_of(tmp_path, PLAN).value
    assert version is not None
    assert (version.plan.id, version.plan.version) == ("2026", 1)
    assert version.plan.start == date(2026, 1, 1)
    assert [item.title for item in version.items] == ["Share information", "Họp thường niên"]


def test_what_is_not_stated_is_nothing_and_no_guess(tmp_path: Path) -> None:
    version = version_of(tmp_path, PLAN).value
    assert version is not None
    (activity,) = version.activities
    assert (activity.due, activity.description, activity.lead) == (None, None, ())
    assert (activity.extra, activity.indicators) == ({}, ())
    assert (version.plan.released, version.plan.stale_after) == (None, 180)
    assert version.plan.partial is False


@pytest.mark.parametrize(
    "text",
    ["\ufeff" + PLAN, PLAN.replace("\n", "\r\n"), "\ufeff" + PLAN.replace("\n", "\r\n")],
    ids=["byte order mark", "lines as on Windows", "both"],
)
def test_marks_of_the_editor_change_nothing(tmp_path: Path, text: str) -> None:
    assert version_of(tmp_path, text).value == version_of(tmp_path, PLAN).value


def test_a_byte_order_mark_is_kept_in_the_text(tmp_path: Path) -> None:
    assert version_of(tmp_path, "\ufeff" + PLAN).text == "\ufeff" + PLAN


@pytest.mark.parametrize("written", ["74", "74.0", "0.5", "-3", "1_000", "1e3", "0"])
def test_a_number_is_kept_as_it_is_written(tmp_path: Path, written: str) -> None:
    """74 stays 74 and doesn't become 74.0; 74.0 stays 74.0."""
    meant = repr(literal_eval(written))
    figures = f"baseline = {written}, target = {written}"
    indicator = f'indicator = [{{ id = "a", title = "b", {figures} }}]'
    version = version_of(tmp_path, f"{PLAN}{indicator}\nextra = {{ Cost = {written} }}\n").value
    assert version is not None
    (activity,) = version.activities
    (counted,) = activity.indicators
    assert [repr(each) for each in (counted.baseline, counted.target)] == [meant, meant]
    assert repr(activity.extra["Cost"]) == meant


@pytest.mark.parametrize("written", ["74", "74.0", "0.5"])
def test_a_figure_is_kept_as_it_is_written(tmp_path: Path, written: str) -> None:
    text = JOURNAL + update(progress=written, values=f"{{ people = {written} }}")
    journal = journal_of(tmp_path, text).value
    assert journal is not None
    (entry,) = journal.updates
    assert [repr(entry.update.progress), repr(entry.update.values["people"])] == [written] * 2


def test_extra_takes_texts_numbers_and_dates(tmp_path: Path) -> None:
    extra = 'extra = { "Đầu ra" = "Minutes", "" = 12, Rate = 0.5, "=A1" = 2026-01-01 }\n'
    version = version_of(tmp_path, PLAN + extra).value
    assert version is not None
    (activity,) = version.activities
    assert activity.extra == {"Đầu ra": "Minutes", "": 12, "Rate": 0.5, "=A1": date(2026, 1, 1)}


def test_a_note_is_kept_exactly(tmp_path: Path) -> None:
    note = r'"| a | \u001b[31m\u202e\u0000 $(rm) <b>\r\n  end "'
    journal = journal_of(tmp_path, JOURNAL + update(note=note)).value
    assert journal is not None
    assert journal.updates[0].update.note == "| a | \x1b[31m\u202e\0 $(rm) <b>\r\n  end "


def test_values_cannot_be_changed(tmp_path: Path) -> None:
    version = version_of(tmp_path, PLAN).value
    assert version is not None
    with pytest.raises(AttributeError):
        version.plan.title = "Another"  # type: ignore[misc]


# What cannot be read.


def unreadable(loaded: ParsedFile[Any]) -> bool:
    return loaded.text is None and loaded.value is None and codes(loaded) == ["unreadable"]


@pytest.mark.parametrize("load", [load_version, load_journal])
def test_a_folder_is_no_file(tmp_path: Path, load: Any) -> None:
    (tmp_path / "v1.toml").mkdir()
    assert unreadable(load(tmp_path / "v1.toml"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert unreadable(load_version(tmp_path / "v1.toml"))


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "v1.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert unreadable(load_version(tmp_path / "v1.toml"))


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "v1.toml").symlink_to(tmp_path / "v1.toml")
    assert unreadable(load_version(tmp_path / "v1.toml"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "v1.toml")
    assert unreadable(load_version(tmp_path / "v1.toml"))


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, since an administrator may read everything."""

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "v1.toml").write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr("bptip.files.reading.contents.os.open", refused)
    loaded = load_version(tmp_path / "v1.toml")
    assert unreadable(loaded)
    assert loaded.faults[0].message == "The file cannot be read: permission denied."


def test_an_unreadable_file_has_neither_line_nor_column(tmp_path: Path) -> None:
    loaded = load_version(tmp_path / "v1.toml")
    (problem,) = located(loaded, tmp_path)
    assert (problem.file, problem.line, problem.column) == ("v1.toml", None, None)


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"\xff\xfea\x00", 1, 1),
        (b"a = 1\r\nb = '\xc3\xa9\xe9'\n", 2, 7),
        (b"a = 1\n\xe9", 2, 1),
        (b"# \xe2\x82", 1, 3),
        (b"\xef\xbb\xbfa = '\xe9'\n", 1, 6),
        (b"# \xf0\x9f\x98\x80\xff\n", 1, 4),
    ],
)
def test_a_byte_that_is_no_utf8_is_found(
    tmp_path: Path, raw: bytes, line: int, column: int
) -> None:
    """Columns count characters before the byte; a byte order mark is none of them."""
    loaded = version_of(tmp_path, raw)
    (problem,) = located(loaded, tmp_path)
    assert (problem.code.name, problem.line, problem.column) == ("not-utf8", line, column)


@pytest.mark.parametrize(
    "text",
    [
        PLAN + "extra = " + "[" * 10_000 + "]" * 10_000,
        PLAN + "extra = " + "{a=" * 10_000 + "1" + "}" * 10_000,
        "[" * 10_000,
        PLAN + "due = " + "9" * 10_000,
        PLAN.replace("Work", "\0"),
        PLAN + 'description = "\\ud800"\n',
    ],
    ids=["lists", "tables", "headings", "digits", "NUL", "half a character"],
)
def test_a_text_made_to_break_readers_is_one_fault(tmp_path: Path, text: str) -> None:
    assert codes(version_of(tmp_path, text)) == ["toml-syntax"]


def test_a_key_of_ten_thousand_parts_is_one_fault(tmp_path: Path) -> None:
    loaded = version_of(tmp_path, PLAN + ".".join(["a"] * 10_000) + " = 1\n")
    assert codes(loaded) in (["unknown-key"], ["toml-syntax"])


def test_a_fault_of_syntax_has_its_place(tmp_path: Path) -> None:
    loaded = version_of(tmp_path, "\ufeffschema = 1\r\n\"nhãn\" = 'é' 'é'\r\n")
    (problem,) = located(loaded, tmp_path)
    assert (problem.line, problem.column) == (2, 14)


@pytest.mark.parametrize("schema", ["2", "9" * 30])
def test_a_newer_file_is_not_read_as_if_it_were_known(tmp_path: Path, schema: str) -> None:
    newer = PLAN.replace("schema = 1", f"schema = {schema}") + "unheard_of = 1\n"
    assert codes(version_of(tmp_path, newer)) == ["newer-schema"]


@pytest.mark.parametrize("schema", ["0", "-1", "1.0", "true", '"1"', "[1]", "nan"])
def test_a_schema_that_is_none_is_a_fault_of_its_value(tmp_path: Path, schema: str) -> None:
    loaded = version_of(tmp_path, PLAN.replace("schema = 1", f"schema = {schema}"))
    assert codes(loaded) in (["wrong-type"], ["bad-value"])


# Faults of form: all of them, where they are.


def test_all_faults_of_a_file_are_found_at_once(tmp_path: Path) -> None:
    text = PLAN.replace("version = 1", 'version = "1"').replace("end =", "ende =") + "due = 1\n"
    loaded = version_of(tmp_path, text)
    assert loaded.value is None
    problems = located(loaded, tmp_path)
    assert [(each.line, each.code.name) for each in problems] == [
        (3, "missing-key"),
        (5, "wrong-type"),
        (8, "unknown-key"),
        (17, "wrong-type"),
    ]


def test_faults_of_form_hide_no_fault_of_values(tmp_path: Path) -> None:
    """`check`: every problem in every file, at once."""
    twice = '\n[[objective.activity]]\nid = "1.1"\ntitle = "Another"\nnote = "misplaced"\n'
    assert sorted(codes(version_of(tmp_path, PLAN + twice))) == ["duplicate-id", "unknown-key"]


@pytest.mark.parametrize("written", ["nan", "inf", "-inf"])
@pytest.mark.parametrize(
    "key", ["extra = {{ Cost = {} }}", 'indicator = [{{ id = "a", title = "b", target = {} }}]']
)
def test_what_cannot_be_counted_is_a_bad_value(tmp_path: Path, written: str, key: str) -> None:
    assert codes(version_of(tmp_path, PLAN + key.format(written) + "\n")) == ["bad-value"]


@pytest.mark.parametrize("written", ["nan", "inf", "-inf"])
def test_a_figure_that_cannot_be_counted_is_a_bad_value(tmp_path: Path, written: str) -> None:
    text = JOURNAL + update(progress=written, values=f"{{ people = {written} }}")
    journal = journal_of(tmp_path, text).value
    assert journal is not None
    assert [fault.code.name for fault in journal.faults] == ["bad-value", "bad-value"]


@pytest.mark.parametrize(
    "recorded", ["2026-04-01T09:00:00", "2026-04-01", "09:00:00", '"2026-04-01T09:00:00Z"']
)
def test_a_moment_without_an_offset_is_of_the_wrong_type(tmp_path: Path, recorded: str) -> None:
    journal = journal_of(tmp_path, JOURNAL + update(recorded=recorded)).value
    assert journal is not None
    assert [fault.code.name for fault in journal.faults] == ["wrong-type"]


@pytest.mark.parametrize(
    "status", ["ongoing", "In progress", "in_progress", "done", "not-reported", "Completed", ""]
)
def test_what_is_stored_is_exact(tmp_path: Path, status: str) -> None:
    """Input is forgiving, storage is not; `not-reported` is silence, and is never stored."""
    journal = journal_of(tmp_path, JOURNAL + update(status=f'"{status}"')).value
    assert journal is not None
    assert [fault.code.name for fault in journal.faults] == ["bad-value"]


def test_silence_is_not_taken_for_not_started(tmp_path: Path) -> None:
    journal = journal_of(tmp_path, JOURNAL + update(status='"not-reported"')).value
    assert journal is not None
    assert all("Did you mean" not in (fault.hint or "") for fault in journal.faults)


@pytest.mark.parametrize("written", ['[["2026", 1]]', '[{ id = "2026" }]', "[]", '"2026"', "1"])
def test_a_table_is_nothing_else(tmp_path: Path, written: str) -> None:
    assert codes(version_of(tmp_path, f"schema = 1\nplan = {written}\n")) == ["wrong-type"]


# A journal is used without the updates that have faults.


def test_a_faulty_update_is_passed_by_and_the_rest_are_used(tmp_path: Path) -> None:
    text = JOURNAL + update() + update(id='"u2"', status='"ongoing"') + update(id='"u3"')
    loaded = journal_of(tmp_path, text)
    assert loaded.value is not None
    assert loaded.faults == ()
    assert [entry.update.id for entry in loaded.value.updates] == ["u1", "u3"]
    assert [fault.code.name for fault in loaded.value.faults] == ["bad-value"]
    assert loaded.value.faulty_ids == {"u2"}


def test_updates_keep_their_places_in_the_file(tmp_path: Path) -> None:
    text = JOURNAL + update(on='"today"') + update(id='"u2"') + update(id="3") + update(id='"u4"')
    journal = journal_of(tmp_path, text).value
    assert journal is not None
    assert [(entry.place, entry.update.id) for entry in journal.updates] == [(1, "u2"), (3, "u4")]


def test_an_update_that_is_no_table_is_passed_by(tmp_path: Path) -> None:
    good = '{ id = "u1", item = "1.1", on = 2026-03-31, recorded = 2026-04-01T09:00:00Z }'
    text = f'{JOURNAL}update = [7, {good}, "Held.", [{good}], ["u1", "1.1"]]\n'
    journal = journal_of(tmp_path, text).value
    assert journal is not None
    assert [entry.place for entry in journal.updates] == [1]
    assert {fault.code.name for fault in journal.faults} == {"wrong-type"}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("schema = 1\n", "missing-key"),
        ('plan = "2026"\n', "missing-key"),
        ("schema = 1\nplan = 2026\n", "wrong-type"),
        ('schema = 1\nplan = "2026"\nversion = 1\n', "unknown-key"),
        ('schema = 2\nplan = "2026"\n', "newer-schema"),
        ('schema = 1\nplan = "2026"\nupdate = "none"\n', "wrong-type"),
    ],
)
def test_a_fault_above_the_updates_makes_it_no_journal(
    tmp_path: Path, head: str, code: str
) -> None:
    loaded = journal_of(tmp_path, head)
    assert loaded.value is None
    assert codes(loaded) == [code]


def test_a_fault_above_the_updates_hides_none_of_theirs(tmp_path: Path) -> None:
    loaded = journal_of(tmp_path, 'schema = 1\nplan = "2026"\nx = 1\n' + update(status='"late"'))
    assert sorted(codes(loaded)) == ["bad-value", "unknown-key"]


# Where a problem is said to be.


def test_files_are_named_from_the_working_folder(plans: Plans) -> None:
    folder = plans.add(id="2026", version=0)
    loaded = load_version(folder / "v0.toml")
    for here, shown in (
        (plans.folder.parent, "plans/2026/v0.toml"),
        (folder, "v0.toml"),
        (plans.folder.parent / "other", (folder / "v0.toml").as_posix()),
    ):
        (problem,) = located(loaded, here)
        assert problem.file == shown


def test_problems_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    text = 'x = 1\nschema = "1"\ny = 2\n'
    loaded = version_of(tmp_path, text)
    found = located(loaded, tmp_path, reversed(loaded.faults))
    assert [each.line for each in found] == [1, 1, 2, 3]


def test_a_name_is_stored_in_one_spelling(tmp_path: Path) -> None:
    """Accents typed apart, no-break spaces and double spaces do not make another party."""
    names = 'lead = ["T\u00fcrkiye", "Tu\u0308rkiye", "Viet\u00a0Nam", " Viet  Nam"]\n'
    version = version_of(tmp_path, PLAN + names).value
    assert version is not None
    (activity,) = version.activities
    assert set(activity.lead) == {"T\u00fcrkiye", "Viet Nam"}
