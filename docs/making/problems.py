"""The problems that `bptip check` finds: for each, its meaning, its reason, and examples."""

from __future__ import annotations

from collections.abc import Iterator

from bptip.problems.fault import Code, Severity
from making.catalogue import CODES
from making.examples import problems_of_example
from making.markdown import block, sentence, table
from making.scenes import SCENES, filled


def codes_of(severity: Severity) -> list[Code]:
    """Returns the codes of a severity, by name."""
    return sorted((code for code in CODES if code.severity is severity), key=lambda code: code.name)


def overview(severity: Severity) -> str:
    """Returns a table with a line for each code, and a link to its section."""
    rows = ((f"[{code.name}](#{code.name})", code.what) for code in codes_of(severity))
    return table(("Code", "What it means"), rows)


def sections(severity: Severity) -> str:
    """Returns a section for each code of a severity."""
    return "\n".join("\n".join(section(code)) for code in codes_of(severity))


def section(code: Code) -> Iterator[str]:
    """Yields the parts of a code's section."""
    (problem,) = problems_of_example(code, wrong=True)
    message = "\n".join(filter(None, (problem.message, problem.hint)))
    yield f"### {code.name}\n"
    yield f"{sentence(code.what)}\n"
    yield f"*Why it matters:* {code.why}\n"
    if code.scene is None:
        yield f"*Wrong:* {sentence(code.wrong)}\n"
    else:
        scene = SCENES[code.scene]
        file, _ = scene
        yield f"*Wrong,* in `{file}`:\n"
        yield block("toml", filled(scene, code.wrong))
    yield "`bptip check` says:\n"
    yield block("text", message)
    if code.scene is None:
        yield f"*Right:* {sentence(code.right)}\n"
    else:
        yield "*Right:*\n"
        yield block("toml", code.right)
