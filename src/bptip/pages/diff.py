"""The changes between two editions: a comparison that can be read out to a minister."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from bptip.comparison.diff import ChangeKind, Diff, FieldChange, ItemChange, Kind, Side
from bptip.comparison.suggestions import Candidate
from bptip.pages import document as doc
from bptip.pages.parts import lines, pair_words, records
from bptip.pages.parts.changed_items import group_blocks, groups
from bptip.pages.parts.dropped_items import dropped_blocks
from bptip.pages.parts.redlines import field_lines, plain_value
from bptip.pages.view import MainList, Record, View, item_name
from bptip.plan import vocabulary
from bptip.plan.model import Source
from bptip.plan.references import declaration, reference_from, written_references
from bptip.progress.plan_progress import Progress


class DiffSheet(NamedTuple):
    """Two editions compared; `detailed` adds the unchanged items and the evidence of all pairs.

    `names` are the names of two files that hold the same version.
    """

    diff: Diff
    source: Source
    detailed: bool = False
    names: tuple[str, str] | None = None


def page(sheet: DiffSheet) -> doc.Document:
    """Returns the page: counts, the plan itself, objective by objective, dropped items."""
    blocks = (*head(sheet), *diff_blocks(sheet.diff, detailed=sheet.detailed))
    return lines.plan_page("", sheet.diff.new.plan, blocks, sheet.source)


def tracked_page(sheet: DiffSheet) -> doc.Document:
    """Returns the page with every changed text whole, to accept and to reject.

    The changes are dated by the day on which the new edition took effect.
    """
    blocks = (*head(sheet), *diff_blocks(sheet.diff, detailed=sheet.detailed, tracked=True))
    plan = sheet.diff.new.plan
    return page(sheet)._replace(blocks=blocks, revised=plan.released or plan.start)


def head(sheet: DiffSheet) -> Iterator[doc.Block]:
    """Yields the names, dates and notices of the editions compared."""
    diff = sheet.diff
    old, new = sheet.names or (lines.edition(diff.old.plan), lines.edition(diff.new.plan))
    title = f"What changed from {old} to {new}"
    yield doc.heading(title, 1, doc.plain(f"statuses as of {vocabulary.day(diff.new.as_of)}"))
    titles = dict.fromkeys((diff.old.plan.title, diff.new.plan.title))
    yield doc.muted_paragraph(" → ".join(titles))
    for notice in dict.fromkeys((diff.old.plan.notice, diff.new.plan.notice)):
        if notice:
            yield doc.Notice(doc.plain(notice))


def diff_blocks(diff: Diff, *, detailed: bool, tracked: bool = False) -> Iterator[doc.Block]:
    """Yields the counts, and all changes."""
    yield counts_block(diff)
    if diff.is_within_one_plan and any(each.is_renumbered for each in diff.changes):
        yield doc.muted_paragraph(vocabulary.BY_NUMBER)
    if by_number := [each for each in diff.changes if each.pair and each.pair.is_by_number]:
        ids = ", ".join(each.new.item.id for each in by_number if each.new)
        yield doc.muted_paragraph(vocabulary.TWINS.format(ids))
    if diff.is_empty and not detailed:
        return
    yield from plan_blocks(diff, tracked=tracked)
    for group in groups(diff):
        yield from group_blocks(group, detailed=detailed, tracked=tracked)
    yield from perhaps_blocks(diff)
    yield from dropped_blocks(diff, doc.Link, with_candidates=True)


def counts_block(diff: Diff) -> doc.Block:
    """Returns the numbers of items added, removed, changed and unchanged."""
    if diff.is_empty:
        return doc.paragraph((doc.Text("Nothing changed.", doc.Role.STRONG),))
    is_partial = diff.old.plan.partial or diff.new.plan.partial
    activities = "Known activities" if is_partial else "Activities"
    counts = (
        (doc.Text(f"{heading}: "), doc.Text(", ".join(counts_of(diff, kind)), doc.Role.STRONG))
        for kind, heading in ((Kind.ACTIVITY, activities), (Kind.OBJECTIVE, "Objectives"))
    )
    return doc.Paragraph(tuple(counts))


def counts_of(diff: Diff, kind: Kind) -> Iterator[str]:
    """Yields the number of items of a kind by their change, and how many of these have moved."""
    moved = sum(each.kind is kind and each.is_moved for each in diff.changes)
    for change, number in diff.summary[kind].items():
        of_these = (
            f" ({moved} {vocabulary.MOVED})" if change is ChangeKind.CHANGED and moved else ""
        )
        yield f"{number} {change}{of_these}"


def plan_blocks(diff: Diff, *, tracked: bool = False) -> Iterator[doc.Block]:
    """Yields the changes of the plan as a whole."""
    if diff.plan_fields:
        changes = field_lines(diff.plan_fields, tracked=tracked)
        yield doc.heading("The plan itself")
        yield doc.Table(
            (doc.Column("What"), doc.Column("Change", wrapping=True)),
            tuple(doc.row(doc.muted(name), line) for name, line in changes),
            titled=False,
        )


def perhaps_blocks(diff: Diff) -> Iterator[doc.Block]:
    """Yields the pairs by likeness alone, with the line that would declare each of them."""
    if not diff.unconfirmed or diff.is_of_one_version:
        return
    yield doc.heading("Perhaps carried on")
    yield doc.text_paragraph(vocabulary.PERHAPS)
    columns = (
        doc.Column("Was", kept=True),
        doc.Column("Now", kept=True),
        doc.Column("Alike"),
        doc.Column("Both say", wrapping=True, priority=1),
        doc.Column(
            f"If it is true, paste this into {lines.edition(diff.later.plan)}", wrapping=True
        ),
    )
    rows = (
        doc.row(
            doc.plain(each.old.item.id),
            doc.plain(each.new.item.id),
            doc.plain(pair_words.match_of(each.pair)),
            doc.plain(pair_words.both_say(each.pair)),
            (doc.Text(line_to_paste(diff, each.old, each.new), doc.Role.CODE),),
        )
        for each in diff.unconfirmed
        if each.old and each.new and each.pair
    )
    yield doc.Table(columns, tuple(rows))


def line_to_paste(diff: Diff, old: Side, new: Side) -> str:
    """Returns the line of TOML by which the later item continues the earlier one.

    It keeps what the later item declares already.
    """
    earlier, later = (new, old) if diff.is_backwards else (old, new)
    plans = (diff.new.plan, diff.old.plan) if diff.is_backwards else (diff.old.plan, diff.new.plan)
    reference = reference_from(plans[1], plans[0], earlier.item)
    return declaration((*written_references(later.item), reference))


def record(sheet: DiffSheet) -> Record:
    """Returns both editions, the changes of the plan, the counts, and every pair."""
    diff = sheet.diff
    return records.answer(
        sheet.source,
        old=edition_record(diff.old),
        new=edition_record(diff.new),
        plan_fields=[field_record(each) for each in diff.plan_fields],
        summary={
            kind.value: {change.value: number for change, number in counts.items()}
            for kind, counts in diff.summary.items()
        },
        changes=[change_record(each) for each in diff.changes],
    )


def edition_record(progress: Progress) -> Record:
    """Returns the plan, version and title of an edition."""
    plan = progress.plan
    return records.record_of(("plan", "version", "title"), plan, plan=plan.id)


def field_record(change: FieldChange) -> Record:
    """Returns a field before and after."""
    return {"field": change.field, "old": plain_value(change.old), "new": plain_value(change.new)}


def change_record(change: ItemChange) -> Record:
    """Returns an item in both editions, and how the pair was found."""
    pair = change.pair
    return {
        "kind": change.kind.value,
        "change": change.change.value,
        "old": side_record(change.old),
        "new": side_record(change.new),
        "match": pair.match.value if pair else None,
        "similarity": pair.similarity if pair else None,
        "by_number": pair.is_by_number if pair else False,
        "candidates": [candidate_record(each) for each in change.candidates],
        "fields": [field_record(each) for each in change.fields],
        "old_status": change.old.progress.status.value if change.old else None,
        "new_status": change.new.progress.status.value if change.new else None,
    }


def candidate_record(candidate: Candidate) -> Record:
    """Returns a suggestion for an item without a partner."""
    return records.record_of(("id", "similarity", "words"), candidate, candidate.item)


def side_record(side: Side | None) -> Record | None:
    """Returns an item of one edition."""
    if side is None:
        return None
    return {"id": side.item.id, "title": side.item.title, "objective": side.parent}


def sides_named(record: Record) -> Iterator[Record]:
    """Yields the changes with the ids of both sides as rows name them.

    Between two versions of one plan, an item is named with its version.
    """
    within_one_plan = record["old"]["plan"] == record["new"]["plan"]
    for change in record["changes"]:
        yield {
            **change,
            **{
                side: _named(change[side], record[side], with_version=within_one_plan)
                for side in ("old", "new")
            },
        }


def _named(item: Record | None, edition: Record, *, with_version: bool) -> Record | None:
    """Returns an item of one edition with its ids as rows name them."""
    if item is None:
        return None
    plan = f"{edition['plan']}@v{edition['version']}" if with_version else edition["plan"]
    return {**item, **{key: item_name(plan, item[key]) for key in ("id", "objective")}}


VIEW: Final = View(
    page,
    record,
    MainList(
        (
            "kind", "change", "old.id", "old.title", "old.objective", "new.id", "new.title",
            "new.objective", "match", "similarity", "fields", "old_status", "new_status",
        ),
        sides_named,
        kind="pairs",
    ),
    tracked_page,
)  # fmt: skip
