"""An author's desk on the stage: a guide of their own, and something on every page of writing."""

from django.urls import reverse

from portal.accounts.models import User
from portal.guides.authoring.tasks import ask_for_check
from portal.guides.models import Guide, Mistake, Placement
from tests.factories import NOON, import_guide_text, make_draft, make_user

WORKSHOP = """---
slug: workshop
title: Workshop machines
summary: What stands in a workshop, and what it is for.
---

# Workshop machines

## Basic

### 1. What is a lathe? {#lathe topics=machines}

A **lathe** turns a workpiece round its axis, so that a tool shapes it evenly.

- It turns the workpiece
- The tool stands still

### 2. How is a lathe cleaned?

With a **brush**, never with compressed air: chips fly further than you see.

### 3. Which machine makes a slot?

- [x] A milling machine
- [ ] A lathe

## Advanced

### 4. Why does a tool chatter, and what helps?

It swings with the workpiece. Helpful are a **shorter overhang**, a **lower speed** and a **sharper edge**.
"""

CHANGED = (
    WORKSHOP.replace("never with compressed air", "never â€“ with compressed air")
    .replace("### 4. Why does a tool chatter, and what helps?", "### 4. What makes a tool chatter? {level=expert}")
    .replace("a **sharper edge**", "a **sharp edge**")
    .replace("- It turns the workpiece\n", "- It turns the workpiece, thousands of times a minute\n")
    .split("### 3. Which")[0]
    + "### 3. What is a chuck?\n\n## Advanced\n\n"
    + WORKSHOP.split("## Advanced\n\n")[1]
    .replace("### 4. Why does a tool chatter, and what helps?", "### 4. What makes a tool chatter? {level=expert}")
    .replace("a **sharper edge**", "a **sharp edge**")
)


def set_desk(author: User) -> dict[str, str]:
    """Lay out the author's work, and return the paths of its pages."""
    guide = import_guide_text(WORKSHOP.replace("brush", "cloth"), slug="workshop", owner=author, status="draft")
    behind = make_draft(author, WORKSHOP.replace("brush", "vacuum"), guide=guide, origin="upload")
    guide = import_guide_text(WORKSHOP, slug="workshop")
    mistake(guide, "The tool may move as well: it is fed along the bed.")
    report = make_draft(author, CHANGED, guide=guide, origin="upload", name="workshop")
    broken = make_draft(author, "# Notes\n\nInstall it, then run it.\n", name="Notes")
    review = make_draft(author, WORKSHOP, guide=guide, origin="editor")
    waiting = make_draft(author, WORKSHOP, origin="paste", name="waiting", work="check", asked_at=NOON)
    for draft in (behind, report, broken, review):
        ask_for_check(draft, NOON)
    drafts = {"report": report, "refusal": broken, "collision": behind, "waiting": waiting}
    return {
        **{name: reverse("authoring:draft_detail", args=[draft.pk]) for name, draft in drafts.items()},
        "editor": reverse("authoring:draft_edit", args=[report.pk]),
        "key points": reverse("authoring:review_detail", args=[review.pk, 1]),
    }


def mistake(guide: Guide, text: str) -> None:
    written = Placement.objects.filter(guide_revision=guide.current_revision).earliest("position").question_revision
    Mistake.objects.report(make_user("reader"), written, text, at=NOON)
