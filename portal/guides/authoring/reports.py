"""What a draft would become: its problems, a preview, and the plan, as JSON that its page shows.

Reading an author's text may take long, so this runs in the worker and the page shows what it left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from portal.guides.authoring.comparing import compare
from portal.guides.importing import Aim, Document, GuideChanged, ImportedGuide, import_guide
from portal.guides.importing.rendered import TooSlowToRender, render_questions
from portal.guides.importing.snapshot import read_snapshot
from portal.guides.markdown.document import ParsedQuestion, Problem
from portal.guides.markdown.files import Format
from portal.guides.markdown.planning import Entry, Plan, StoredQuestion
from portal.guides.markdown.problems import Finding, in_order
from portal.guides.markdown.rendering import render_inline
from portal.guides.markdown.repair import NotText
from portal.guides.models import Draft, Guide, GuideRevision, Level

PREVIEWED = 5
"""Questions shown as they will look."""

LISTED = 200
"""Most problems, repaired lines, and questions of one fate that are listed; the rest is counted."""

COMPARED = 50
"""Most questions whose change is shown line by line."""

SHOWN_LENGTH = 300
"""Characters of a repaired line that are shown."""

FATES = ("ambiguous", "renamed", "changed", "new", "revived", "moved")

Report = dict[str, Any]


def document_of(draft: Draft, at: datetime, *, revision: int | None) -> Document:
    """The draft as a document aimed at its guide after ``revision``, or at a new guide."""
    guide = draft.guide
    return Document(
        data=bytes(draft.data),
        name=(guide.slug if guide else draft.slug or draft.name) or "guide",
        origin=GuideRevision.Origin(draft.origin),
        at=at,
        author=draft.owner,
        aim=Aim(guide.slug if guide else draft.slug, revision),
        keeps_damage=draft.keeps_damage,
        format=cast("Format", draft.format),
    )


def make_report(draft: Draft, at: datetime) -> Report:
    """Read the draft as if it were applied now. Writes nothing."""
    against = draft.guide.current_revision_id if draft.guide else None
    document = document_of(draft, at, revision=against)
    try:
        imported = import_guide(document, accept_renames=draft.accepted_renames, is_check=True)
    except NotText as error:
        return refusal(Finding("NOT-TEXT", 1, str(error)))
    except GuideChanged as taken:
        return refusal(address_taken(str(taken)), taken=str(taken))
    guide = imported.loaded.guide
    return {
        "title": guide.title,
        "slug": guide.slug,
        "language": guide.language,
        "questions": len(guide.questions),
        "answered": sum(question.is_answered for question in guide.questions),
        "sections": sum(bool(section.title) for section in guide.sections),
        "tables": len(guide.tables),
        **problems_of(imported.problems),
        **_repairs(imported),
        "preview": make_preview(guide.questions[:PREVIEWED]),
        "plan": _plan(imported, draft.guide) if imported.plan else None,
    }


def refusal(finding: Finding, taken: str = "") -> Report:
    """The report of a text that could not be read as a guide; ``taken`` is the guide whose address it wants."""
    return {**problems_of(in_order([finding], [])), "taken": taken}


def address_taken(slug: str) -> Finding:
    return Finding("SLUG-TAKEN", 1, f"There is a guide at the address “{slug}” already.")


def problems_of(problems: Sequence[Problem]) -> Report:
    """The problems, errors first, each with what stands before its caret."""
    ordered = sorted(problems, key=lambda problem: (problem.severity != "error", problem.line, problem.column))
    errors = sum(problem.severity == "error" for problem in problems)
    listed = [asdict(problem) | {"before": _before_caret(problem)} for problem in ordered[:LISTED]]
    return {
        "has_errors": bool(errors),
        "errors": errors,
        "warnings": len(problems) - errors,
        "problems": listed,
        "unlisted": max(0, len(problems) - LISTED),
    }


def _before_caret(problem: Problem) -> str:
    """Blanks as wide as what stands before the place; tabs are kept, so that the caret stands below its letter."""
    return "".join("\t" if letter == "\t" else " " for letter in problem.source[: problem.column - 1])


def _repairs(imported: ImportedGuide) -> Report:
    lines = imported.loaded.repair.lines
    shown = [
        {"line": line.line, "before": line.before[:SHOWN_LENGTH], "after": line.after[:SHOWN_LENGTH]}
        for line in lines[:LISTED]
    ]
    return {"repairs": shown, "repaired": len(lines)}


def make_preview(questions: Sequence[ParsedQuestion]) -> list[Report]:
    """The questions as they will look; one that cannot be rendered in time is among the problems instead."""
    shown = []
    for question in questions:
        try:
            html = render_questions([question])[0]
        except TooSlowToRender:
            continue
        shown.append(
            {
                "line": question.line,
                "number": question.number,
                "title": html.title,
                "level": question.level or "",
                "level_name": Level(question.level).label if question.level else "",
                "answer": html.answer,
                "points": html.points,
                "is_proposed": any(point.is_proposed for point in question.points),
                "choices": [
                    {"html": text, "is_right": choice.is_right}
                    for choice, text in zip(question.choices, html.choices, strict=True)
                ],
            }
        )
    return shown


def _plan(imported: ImportedGuide, guide: Guide | None) -> Report | None:
    plan = imported.plan
    if plan is None:
        return None
    stored = {} if guide is None or plan.is_empty else {each.pk: each for each in read_snapshot(guide)}
    questions = imported.loaded.guide.questions
    changes = {fate: list(_listed(plan, fate, questions, stored)) for fate in FATES}
    return {
        "counts": plan.counts(),
        "is_empty": plan.is_empty,
        "fates": [{"fate": fate, "questions": listed} for fate, listed in changes.items() if listed],
        "retired": [stored[pk].title for pk in _retired(plan)[:LISTED]],
    }


def _retired(plan: Plan) -> list[int]:
    """The records that go, less those that a rename not yet accepted would keep."""
    waiting = {pk for entry in plan.probable_renames for pk in entry.candidates}
    return [pk for pk in plan.retired if pk not in waiting]


def _listed(
    plan: Plan, fate: str, questions: Sequence[ParsedQuestion], stored: dict[int, StoredQuestion]
) -> Iterator[Report]:
    """The first questions of one fate, with what is known of each."""
    entries = [entry for entry in plan.entries if entry.status == fate][:LISTED]
    for count, entry in enumerate(entries):
        question = questions[entry.index]
        before = _before(entry, stored)
        yield {
            "line": question.line,
            "title": render_inline(question.title_markdown),
            "before": before.title if before else "",
            "record": before.pk if before else None,
            "is_waiting": entry.status == "renamed" and entry.record is None,
            "is_moved": entry.is_moved,
            "likeness": int(100 * entry.likeness),
            "candidates": [stored[pk].title for pk in entry.candidates] if fate == "ambiguous" else [],
            "hunks": _difference(before, question) if before and count < COMPARED else [],
        }


def _before(entry: Entry, stored: dict[int, StoredQuestion]) -> StoredQuestion | None:
    """What the question was, where it was one."""
    if entry.record is not None:
        return stored[entry.record]
    return stored[entry.candidates[0]] if entry.status == "renamed" and entry.candidates else None


def _difference(before: StoredQuestion, question: ParsedQuestion) -> list[Any]:
    """How title, answer and key points changed, as runs of lines."""
    points = [point.text for point in question.points]
    new = _as_text(question.title, question.answer_markdown, points)
    old = _as_text(before.title, before.answer_markdown, [point.text for point in before.points])
    return compare(old, new).hunks


def _as_text(title: str, answer: str, points: Sequence[str]) -> str:
    listed = "".join(f"\n- {point}" for point in points)
    return f"{title}\n\n{answer}\n\nKey points{listed}" if points else f"{title}\n\n{answer}"
