"""The meanings of the columns of rows, for workbooks: as docs/json describes the keys.

`tests/pages/test_column_meanings.py` compares both.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

Meanings = Mapping[str, str]


class Element(NamedTuple):
    """A kind of row: the name of its sheet, what it is, and the meanings of its columns."""

    sheet: str
    description: str
    meanings: Meanings


_ITEM: Final[Meanings] = {
    "kind": "the kind of item",
    "id": "its id",
    "title": "its title",
    "objective": "the id of its objective; null for an objective",
}

_ACTIVITY: Final[Meanings] = {
    "id": "the id in the plan",
    "number": "the number that the plan's document prints, if that is not the id",
    "title": "the title in the plan",
    "objective_title": "the title of its objective",
    "status": (
        "the latest status that an update states; with `each`, as it follows from the parties'"
    ),
    "said": "the reporter's own word for the status",
    "said_by": "the party that stated the status",
    "progress": "per cent done, as last stated",
    "outlook": "the outlook, by its rules; with `each`, the worst of its parties'",
    "cause": "why the outlook is unknown; null of any other outlook",
    "lead": "the parties answerable for it; a group as its parties",
    "partners": "parties that help; a group as its parties",
    "themes": "its cross-cutting strands",
    "start": "the day on which it begins, as the plan says; of a span the first",
    "start_words": "the start as the plan has it, if that is not a day: `2025-Q2`",
    "due": "the deadline that the plan states; of a span the last day",
    "due_words": "the deadline as the plan has it, if that is not a day: `2025-Q2`, `ongoing`",
    "standing": "true of a standing commitment: it has no end of its own",
    "expected": "when it is now expected, as last stated",
    "reason": "why it is late or waits, as last stated",
    "challenges": "the difficulties, as last stated",
    "next": "the next step, as last stated",
    "note": "the latest note about it",
    "overdue": "true if it was due before the as-of date and is not finished",
    "due_soon": "true if it is due within 60 days",
    "stale": "true if it is open and its last update is old",
    "last_update": "the day of the latest report on it",
    "updates": "how many updates about it count",
    "each": "true if every one of its leads does it for itself",
    "reported": "how many of its parties have a status; null without `each`",
    "parties": "the part of each lead; an empty list without `each`",
    "continued_by": "the items of other plans that carry it on: `PLAN/ID`",
}

_UPDATE: Final[Meanings] = {
    "id": "the update's own id",
    "item": "the id of the item that it is about",
    "title": "the title of that item; null if no version of the plan has it",
    "on": "the day for which it is true",
    "recorded": "the moment at which it was recorded",
    "by": "the party that reports it",
    "status": "the status that it states",
    "progress": "per cent done",
    "reason": "why it is late or waits",
    "expected": "when it is now expected",
    "next": "the next step",
    "note": "what happened, exactly as it was written",
    "challenges": "the difficulties, in sentences",
    "said": "the reporter's own word for the status",
    "own": "true if it states the party's own part of the item",
    "round": "the reporting round that it answers",
    "taken_from": "the file and the place that it was read from",
    "redacted": "the day and the reason of a redaction, if its texts were removed",
    "evidence": "addresses of evidence",
    "values": "values of indicators, by the indicator's id",
    "retracts": "the id of the update that this one retracts",
    "retracted": "true if it was retracted itself",
}

_COUNTS: Final[Meanings] = {
    "by_status": "how many activities have each status",
    "by_outlook": "how many activities have each outlook",
    "completed": "how many of the countable activities are completed",
    "countable": (
        "how many activities can be completed: the discontinued and the standing ones are left out"
    ),
    "standing": "how many activities are standing commitments; the discontinued are left out",
    "standing_met": "how many standing commitments are met",
    "overdue": "how many activities are overdue",
    "overdue_not_reported": "how many of the overdue activities have an unknown outlook",
    "reported": "how many activities have a status",
}

_EFFECT: Final[Meanings] = {
    **{key: _ACTIVITY[key] for key in ("status", "outlook", "progress", "reason", "challenges",
                                       "expected", "next", "last_update")},
    "said": "the reporter's own word for that status",
}  # fmt: skip


def _within(keys: Mapping[str, str], meanings: Meanings) -> dict[str, str]:
    """Returns the meanings of the keys of records, each within the key of its record."""
    return {
        f"{key}.{inner}": f"{record}: {meaning}"
        for key, record in keys.items()
        for inner, meaning in meanings.items()
    }


ELEMENTS: Final[Mapping[str, Element]] = MappingProxyType({
    "": Element("Answer", "an element of the answer", {}),
    "activities": Element("Activities", "an activity of the plan", _ACTIVITY),
    "reported": Element(
        "Activities",
        "an activity of the plan, with what happened in the period of the report",
        {
            **_ACTIVITY,
            "status_before": "the status before the period; empty if it was not in the plan",
            "notes": "the notes of its updates in the period",
            "evidence": "the addresses of their evidence",
        },
    ),
    "updates": Element("Updates", "an update in the journal", _UPDATE),
    "merged": Element(
        "Updates",
        "an update of the other copy, or both updates of a conflict",
        {"kind": "`new`, or in a conflict `ours` or `theirs`", **_UPDATE},
    ),
    "changes": Element(
        "Changes",
        "an item whose status changed in the period, or that was reported on",
        {
            **_ITEM,
            "from": "the status before the period; null: it was not in the plan",
            "to": "the status at its end; null: it is no longer in the plan",
            "parties": (
                "the parties that each do it for themselves, on both days; else an empty list"
            ),
            "parties_joined": "those that lead it at the end, and did not before",
            "parties_left": "those that led it before, and no longer do",
            "updates": "the ids of its updates in the period",
            "notes": "their notes",
            "evidence": "the addresses of their evidence",
        },
    ),
    "problems": Element(
        "Problems",
        "a problem in a file",
        {
            "severity": "`error` if figures may be wrong, else `warning`",
            "code": "the code of the problem",
            "file": "the file, relative to the working folder",
            "line": "its line, from 1; null if the file has no text to read",
            "column": "its column, from 1; null if the line is",
            "message": "what is wrong",
            "hint": "what is allowed, and what was probably meant",
        },
    ),
    "cells": Element(
        "Problems",
        "a cell that could not be taken as it is",
        {
            "severity": "nothing is written with an `error`",
            "code": "the code of the problem",
            "place": "the cell, `Sheet!D17`, or the line",
            "value": "the text of the cell",
            "message": "what is wrong",
            "hint": "what to add or to correct",
        },
    ),
    "pairs": Element(
        "Comparison",
        "a pair of items, or an item without a partner",
        {
            "kind": "the kind of item",
            "change": "the change of the item",
            **_within(
                {"old": "the item in the old edition", "new": "the item in the new edition"},
                {key: _ITEM[key] for key in ("id", "title", "objective")},
            ),
            "match": "the evidence for the pair; null without a pair",
            "similarity": "the likeness of the pair, if it rests on that",
            "fields": "the fields that differ",
            "old_status": "the status of the old item, as of today",
            "new_status": "the status of the new item, as of today",
        },
    ),
    "matches": Element(
        "Items",
        "an item of the plan that has the words",
        {**_ITEM, "fields": "the fields that have the words"},
    ),
    "versions": Element(
        "Plans",
        "a version of a plan",
        {
            "plan": "the plan's id",
            "version": "the number of its version",
            "title": "the plan's title",
            "start": "the plan's first day",
            "end": "its last day",
            "released": "the day on which the version took effect; null if not stated",
            "in_force": "true if it is in force on the as-of date",
            "objectives": "how many objectives it has",
            "activities": "how many activities it has",
            "completed": _COUNTS["completed"],
            "countable": _COUNTS["countable"],
        },
    ),
    "parties": Element(
        "Parties",
        "a party that is asked",
        {
            "party": "its name",
            "file": "its form, written now or before; null if it has nothing to answer",
            "asked": "the ids of the items that it is asked about",
        },
    ),
    "answers": Element(
        "Parties",
        "a party of a round",
        {
            "party": "its name",
            "asked": "the ids of the items that it was asked about",
            "answered": "those with a statement",
            "no_change": "those for which the last report still holds",
            "open": "those without an answer",
            "state": "the state of its return",
            "received": "the day on which it came, if known",
            "days_late": "the days after the due day on which it came, or by which it is missing",
            "signed": "name, office and day, as the form has them",
            "via": "who filled it in for the party",
        },
    ),
    "returns": Element(
        "Returns",
        "a form that came back",
        {
            "file": "its name",
            "party": "whose return it is",
            "version": "the version of the plan that it was made for",
            "draft": "true if nothing of it is taken in",
            "received": "the day on which it came",
            "signed": "name, office and day",
            "via": "who filled it in for the party",
            "no_change": "the ids of the items for which the last report still holds, as is new",
            "unanswered": "the ids of the items whose rows are empty",
            "same": "the ids of the items whose answers are recorded and in force",
            "replaced": "the ids of the items whose answers are recorded and were replaced since",
            "taken_back": "the ids of the items whose answers were retracted or redacted since",
            "corrections": "what the party corrects",
            "other_activities": "activities that are not in the plan",
            "refused": "why nothing of the file was read; null if it was",
        },
    ),
    "steps": Element(
        "Steps",
        "the item in one edition",
        {
            "plan": "the plan's id",
            "version": "the number of its version",
            "id": "its id there",
            "title": "its title there",
            "match": "the evidence for the step; null for the item named in the command",
            "similarity": "the likeness to the item beside it, if the step rests on that",
            "status": "its last status there; null if the journal cannot be read",
            "last_update": "the day of the latest report on it there",
        },
    ),
    "dates": Element(
        "Trend",
        "the plan on one day",
        {
            "at": "the day",
            **_COUNTS,
            "not_reported": "how many activities have no stated status",
            "joined": "how many activities have joined the plan since the column before",
            "left": "how many activities have left it since the column before",
        },
    ),
    "effects": Element(
        "Items",
        "an item before and after the update",
        {
            "id": "its id",
            "title": "its title",
            "update": "the id of the update about it",
            **_within({"before": "the item before", "after": "the item now"}, _EFFECT),
        },
    ),
    "differences": Element(
        "Differences", "a difference from the report", {"difference": "a line, or its cause"}
    ),
})  # fmt: skip
"""The kinds of rows by the names that views have for them."""


def meaning_of(kind: str, column: str) -> str:
    """Returns the meaning of a column in the words of a workbook; "" if the column has no meaning.

    In a record whose columns have no meanings of their own, each has the meaning of the record.
    """
    meanings = ELEMENTS[kind].meanings
    meaning = meanings.get(column) or meanings.get(column.partition(".")[0], "")
    return meaning.replace("`", "").replace("null", "empty").replace("an empty list", "empty")
