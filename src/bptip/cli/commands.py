"""The table of commands: their groups and summaries, so that help imports none of them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Command(NamedTuple):
    """A command as the overview lists it: its group, and the first line of its docstring.

    A `hidden` command is in no list: it is for programs, or is another way to do the same.
    """

    group: str
    summary: str
    hidden: bool = False


COMMANDS: Final = {
    "status": Command("Read", "Show how a plan stands: the main screen."),
    "show": Command("Read", "Show everything about one objective or activity."),
    "find": Command("Read", "Find words in a plan and in its updates."),
    "log": Command("Read", "List a plan's updates, oldest first."),
    "changes": Command("Read", "Show what changed in a period."),
    "trend": Command("Read", "Show how a plan has developed, date by date."),
    "diff": Command("Read", "Compare two plans, or two versions of one."),
    "trace": Command("Read", "Follow an item through every plan and version."),
    "report": Command("Read", "Write the progress report: a page to send, with an annex."),
    "verify": Command("Read", "Check whether the plans still give the report in a file."),
    "plans": Command("Read", "List the plans and their versions."),
    "help": Command("Read", "Show the help of bptip, or of one command.", hidden=True),
    "update": Command("Record", "Record what is true of items, and show before and after."),
    "retract": Command("Record", "Take a mistaken update back."),
    "redact": Command("Record", "Take the texts of an update off the record."),
    "new": Command("Plan", "Start a new plan: a file with comments that teach the format."),
    "amend": Command("Plan", "Start the next version of a plan, to be edited."),
    "check": Command("Plan", "Find every problem in the files, with its line."),
    "init": Command("Plan", "Copy the plans into a folder of your own, for editing."),
    "import": Command(
        "Exchange", "Take in a plan, its next version, or progress, from an office's own table."
    ),
    "request": Command("Exchange", "Write a form for each party, to be filled in and sent back."),
    "collect": Command("Exchange", "Read the forms that came back, and take in what is sound."),
    "round": Command("Exchange", "Show who has answered in a reporting round, and what is open."),
    "merge": Command("Exchange", "Take in another copy of a journal."),
    "merge-driver": Command("Exchange", "Merge two journals for Git.", hidden=True),
    "schema": Command("Exchange", "Print the JSON Schema of a plan file, for editors."),
}

FROM_ELSEWHERE: Final = {
    other: ours
    for ours, others in {
        "amend": "rename",
        "check": "validate",
        "collect": "returns",
        "diff": "compare",
        "find": "search",
        "import": "load upload",
        "init": "copy",
        "log": "history",
        "new": "create start",
        "plans": "list",
        "report": "docx export pdf print save send word",
        "request": "ask email forms mail",
        "retract": "delete remove undo",
        "round": "remind",
        "show": "open view",
        "status": "activities countries dashboard excel late members objectives overdue parties"
        " progress summary",
        "update": "add close complete completed done edit mark note record set",
    }.items()
    for other in others.split()
}
"""Commands of other programs, each with the command of bptip for the same."""

FIRST_STEPS: Final = (
    ("see", "bptip status", "how the plan in force stands"),
    ("look closer", "bptip show 1.1", "one item, and the reason for its status"),
    ("record", "bptip update 1.1 --status done", "a new status (first, once: bptip init)"),
    ("compare", "bptip diff 2022 2024-2026", "what changed, and what was dropped"),
    ("report", "bptip report -o report.md", "a report to send (.docx for Word)"),
)
"""The first things that a user does, with the command for each."""
