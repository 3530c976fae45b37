"""The way of one word through the program, as docs/architecture.md shows it, stays short."""

from __future__ import annotations

from making import trace


def test_an_update_is_in_the_journal_after_six_hops() -> None:
    """From the command that takes the option to the function that writes the file."""
    stations = trace.to_journal()
    assert [station.function.rpartition(".")[2] for station in stations] == [
        "command", "statements_of", "append", "with_entries", "try_to_replace", "prepared",
    ]  # fmt: skip


def test_a_cell_is_reached_from_the_journal_in_few_stations() -> None:
    """The word is read once, folded once, put on a page once, and drawn once."""
    stations = trace.to_cell()
    assert len(stations) <= 21
    rooms = list(dict.fromkeys(station.function.split(".")[0] for station in stations))
    assert {"files", "progress", "pages", "render", "cli"} == set(rooms)
    assert stations[0].function == "files.reading.contents.plan_content"
    assert stations[-1].function == "cli.output.write"


def test_what_only_checks_the_word_is_no_station() -> None:
    """The journal is parsed again before it is written, and nothing of that is on the way."""
    functions = [station.function for station in trace.to_journal()]
    assert not any(name.startswith(("problems.", "files.reading.")) for name in functions)
