"""The cast of the tests: small, whole things, made by keyword and saved."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from portal.accounts.models import User
from portal.guides.importing import Document, import_guide
from portal.guides.models import (
    Draft,
    Guide,
    GuideRevision,
    KeyPoint,
    Placement,
    Question,
    QuestionRevision,
    RevisionPoint,
    Section,
    Topic,
)
from portal.interviews.models import Attempt, Blueprint, Item
from portal.interviews.saving import Receipt, Save, keep
from portal.interviews.spec import Spec
from portal.interviews.starting import get_or_create_blueprint, start

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
PASSWORD = "a quiet study"
_numbers = count(1)


def make_user(username: str = "", **fields: Any) -> User:
    """A learner, unless ``fields`` say more. Signs in with ``PASSWORD``."""
    username = username or f"learner-{next(_numbers)}"
    return User.objects.create_user(username, email=f"{username}@example.com", password=PASSWORD, **fields)


def make_instructor(username: str = "instructor") -> User:
    user = make_user(username)
    user.groups.add(Group.objects.get_or_create(name="Instructors")[0])
    return user


def make_administrator(username: str = "administrator") -> User:
    return make_user(username, is_staff=True, is_superuser=True)


def make_guide(slug: str = "widgets", *, questions: int = 3, at: datetime = NOON, **fields: Any) -> Guide:
    """A published guide, without the importer: one section a level, ``questions`` open questions of two points each."""
    guide = Guide.objects.create(slug=slug, created_at=at, **fields)
    revision = GuideRevision.objects.create(
        guide=guide,
        number=1,
        sha256=sha256(slug.encode()).hexdigest(),
        origin=GuideRevision.Origin.REPOSITORY,
        created_at=at,
        applied_at=at,
        title=f"The {slug} guide",
        question_count=questions,
        text="",
        original=b"",
    )
    section = Section.objects.create(guide_revision=revision, position=0, title="Basic", level="basic")
    for number in range(1, questions + 1):
        add_question(revision, section, number=number)
    guide.current_revision = revision
    guide.save(update_fields=["current_revision"])
    return guide


def revision_of(guide: Guide) -> GuideRevision:
    """The guide's current revision, which every guide made here has."""
    assert guide.current_revision
    return guide.current_revision


def add_question(
    revision: GuideRevision,
    section: Section,
    *,
    number: int,
    title: str = "",
    points: Sequence[str] = ("It is small", "It turns left"),
    topics: Sequence[str] = (),
    **fields: Any,
) -> QuestionRevision:
    """Place one more question in ``revision``."""
    title = title or f"What is widget {number}?"
    question = Question.objects.create(guide=revision.guide, slug=f"q-{number}", created_at=revision.created_at)
    question.topics.set([Topic.objects.get_or_create(slug=slug)[0] for slug in topics])
    values: dict[str, Any] = {"kind": "open", "minutes": 2, "created_at": revision.created_at, **fields}
    values["topics"] = list(topics)
    answer = ". ".join(points)
    written = QuestionRevision.objects.create(
        question=question,
        sha256=sha256(title.encode()).hexdigest(),
        title=title,
        title_html=title,
        title_markdown=title,
        answer_markdown=answer,
        answer_html=f"<p>{answer}.</p>",
        **values,
    )
    for position, text in enumerate(points):
        key_point = KeyPoint.objects.create(question=question, key=f"point-{position}")
        RevisionPoint.objects.create(question_revision=written, key_point=key_point, position=position, text=text)
    Placement.objects.create(
        guide_revision=revision,
        question_revision=written,
        section=section,
        level=section.level,
        position=number - 1,
        number=number,
    )
    return written


def ask(guide: Guide, **fields: Any) -> QuestionRevision:
    """Place one more question after the guide's last, in its first section unless ``fields`` say another."""
    revision = revision_of(guide)
    section = fields.pop("section", None) or revision.sections.get(position=0)
    return add_question(revision, section, number=revision.placements.count() + 1, **fields)


def reword_question(written: QuestionRevision, *, title: str) -> QuestionRevision:
    """A newer wording of a question, in all the places of the old one."""
    fields = {field.attname: getattr(written, field.attname) for field in QuestionRevision._meta.concrete_fields}
    newer = QuestionRevision.objects.create(
        **fields | {"id": None, "title": title, "title_html": title, "sha256": sha256(title.encode()).hexdigest()}
    )
    Placement.objects.filter(question_revision=written).update(question_revision=newer)
    return newer


SMALL_GUIDE = """---
slug: widgets
---

# Widgets

## Basic

### What is a widget?

A **widget** is a small part.

- It turns left
- It hums

### How is it cleaned?

With **water**.
"""
"""Two questions; the first has its key points proposed from a list, the second from a bold term."""


def import_guide_text(text: str = SMALL_GUIDE, *, slug: str = "widgets", at: datetime = NOON, **fields: Any) -> Guide:
    """A guide as the importer makes it of ``text``, published; ``fields`` are the guide's."""
    document = Document(text.encode(), slug, GuideRevision.Origin.REPOSITORY, at)
    revision = import_guide(document, is_replacing=True).revision
    assert revision
    Guide.objects.filter(pk=revision.guide_id).update(**fields)
    return Guide.objects.get(pk=revision.guide_id)


def make_draft(owner: User, text: str = SMALL_GUIDE, *, guide: Guide | None = None, **fields: Any) -> Draft:
    """A pasted text; for ``guide``, on top of its current revision. Not read yet."""
    values: dict[str, Any] = {"origin": "paste", "created_at": NOON, "saved_at": NOON} | fields
    based_on = guide.current_revision if guide else None
    return Draft.objects.create(owner=owner, guide=guide, data=text.encode(), **{"based_on": based_on} | values)


def make_blueprint(
    owner: User, *, guide: Guide | None = None, count: int = 3, minutes: int | None = 30, **filters: Any
) -> Blueprint:
    """Practice over one guide (made if there is none), asking ``count`` questions."""
    guide = guide or Guide.objects.first() or make_guide(questions=count)
    return get_or_create_blueprint(owner, Spec((guide.slug,), count, minutes, **filters), NOON)


def make_attempt(
    learner: User | None = None, *, started_at: datetime = NOON, seed: int = 1, **blueprint: Any
) -> Attempt:
    """An open attempt on ``make_blueprint(**blueprint)``, begun at ``started_at``."""
    learner = learner or make_user()
    revision = make_blueprint(learner, **blueprint).revisions.get()
    return start(learner, revision, start_key=f"key-{next(_numbers)}", seed=seed, at=started_at).attempt


def respond(attempt: Attempt, position: int, text: str, *, at: datetime = NOON + MINUTE) -> Receipt:
    """Save ``text`` for one item, as a tab that just opened it would."""
    item = Item.objects.select_related("attempt", "response").get(attempt=attempt, position=position)
    save = Save(base_version=item.response.version, writer=f"writer-{next(_numbers)}", seq=1, text=text)
    return keep(item, save, at)
