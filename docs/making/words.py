"""The words of the pages: statuses, outlooks, rules and reasons, with their meanings."""

from __future__ import annotations

from bptip.plan import vocabulary
from bptip.plan.model import REPORTABLE, STALE_AFTER
from bptip.progress.flags import DUE_SOON_DAYS
from bptip.progress.outlook import OUTLOOKS
from bptip.progress.rollup import NO_ACTIVITIES_RULE, ROLL_UP, STATED_RULE
from making.markdown import code, sentence, table


def statuses() -> str:
    """Returns the table of the statuses with their meanings."""
    rows = (
        (
            f"**{vocabulary.STATUS[status]}**",
            code(status.value) + ("" if status in REPORTABLE else ", never in files"),
            sentence(meaning),
        )
        for status, meaning in vocabulary.STATUS_MEANING.items()
    )
    return table(("On pages", "In files and data", "Meaning"), rows)


def outlooks() -> str:
    """Returns the table of the outlooks with their rules, in the order of the rules."""
    limits = {"soon": DUE_SOON_DAYS, "stale": f"{STALE_AFTER} (or as many as the plan says)"}
    rows = (
        (
            str(number),
            f"**{vocabulary.OUTLOOK[outlook]}**",
            code(outlook.value),
            sentence(vocabulary.OUTLOOK_MEANING[outlook].format(**limits)),
        )
        for number, (_, outlook) in enumerate(OUTLOOKS, 1)
    )
    return table(("", "On pages", "In data", "An item is that, if it is"), rows)


def roll_up() -> str:
    """Returns the table of the rules for an objective's status, in their order."""
    made = {
        STATED_RULE: "as stated",
        NO_ACTIVITIES_RULE: "as last stated, else not reported",
    }
    made |= {rule.name: vocabulary.STATUS[rule.status] for rule in ROLL_UP}
    rows = ((code(name), sentence(vocabulary.RULE[name]), status) for name, status in made.items())
    return table(("Rule", "When it fits", "The objective is then"), rows)


def reasons() -> str:
    """Returns the table of the reasons for being late or waiting."""
    rows = ((code(reason.value), said) for reason, said in vocabulary.REASON.items())
    return table(("In files and data", "On pages"), rows)


def endings() -> str:
    """Returns the list of the results of a promise at the plan's end."""
    return "".join(f"- {said}\n" for said in vocabulary.ENDING.values())
