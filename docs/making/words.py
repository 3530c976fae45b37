"""The words of the pages: statuses, outlooks, rules and reasons, with their meanings."""

from __future__ import annotations

from bptip.plan import vocabulary
from bptip.plan.model import REPORTABLE, STALE_AFTER
from bptip.progress.outlook import DUE_SOON_DAYS, OUTLOOKS
from bptip.progress.rollup import NO_ACTIVITIES_RULE, ROLL_UP, STATED_RULE
from making.markdown import code, sentence, table


def statuses() -> str:
    """What each status means."""
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
    """The rule of each outlook, in the order in which they are tried."""
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
    """The rules that make an objective's status, in the order in which they are tried."""
    made = {
        STATED_RULE: "as stated",
        NO_ACTIVITIES_RULE: "as last stated, else not reported",
    }
    made |= {rule.name: vocabulary.STATUS[rule.status] for rule in ROLL_UP}
    rows = ((code(name), sentence(vocabulary.RULE[name]), status) for name, status in made.items())
    return table(("Rule", "When it fits", "The objective is then"), rows)


def reasons() -> str:
    """Why something is late or waits."""
    rows = ((code(reason.value), said) for reason, said in vocabulary.REASON.items())
    return table(("In files and data", "On pages"), rows)


def endings() -> str:
    """What became of each promise by the plan's end, the first that fits."""
    return "".join(f"- {said}\n" for said in vocabulary.ENDING.values())
