"""Make a written revision the guide's current one: one short transaction, or nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from portal.guides.importing.incoming import Incoming
from portal.guides.models import Guide, GuideRevision, Question, QuestionTopic, Topic

BATCH = 200


class GuideChanged(Exception):
    """Somebody gave the guide a newer revision since the plan was made; nothing of this import was applied."""


def switch(guide: Guide, revision: GuideRevision, incoming: Sequence[Incoming], at: datetime) -> None:
    """Show ``revision`` from now on. Raises ``GuideChanged`` if the guide is no longer the one that was planned for."""
    questions = Question.objects.filter(guide=guide)
    placed = revision.placements.values("question_revision__question")
    with transaction.atomic():
        as_planned = Guide.objects.filter(pk=guide.pk, current_revision=guide.current_revision_id)
        if not as_planned.update(current_revision=revision):
            raise GuideChanged
        GuideRevision.objects.filter(pk=revision.pk).update(applied_at=at)
        questions.filter(retired_at=None).exclude(pk__in=placed).update(retired_at=at)
        questions.filter(pk__in=placed).exclude(retired_at=None).update(retired_at=None)
        _relabel([one for one in incoming if one.is_known and one.has_new_content])
        _adopt_ids(guide, [one for one in incoming if one.is_known and one.parsed.external_id])


def _relabel(changed: Sequence[Incoming]) -> None:
    """Give each changed question exactly the topics that its author gives it now."""
    topics = dict(Topic.objects.values_list("slug", "pk"))
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        wanted = {(one.question_pk, topics[slug]) for one in batch for slug in one.parsed.topics}
        stored = QuestionTopic.objects.filter(question__in=[one.question_pk for one in batch])
        labels = {(label.question_id, label.topic_id): label.pk for label in stored}
        QuestionTopic.objects.filter(pk__in=[pk for label, pk in labels.items() if label not in wanted]).delete()
        QuestionTopic.objects.bulk_create(
            QuestionTopic(question_id=question, topic_id=topic) for question, topic in wanted - labels.keys()
        )


def _adopt_ids(guide: Guide, identified: Sequence[Incoming]) -> None:
    """Let a question that had no explicit id take the one its author gives it now."""
    nameless = Question.objects.filter(guide=guide, external_id=None).in_bulk()
    adopting = []
    for one in identified:
        if question := nameless.get(one.question_pk):
            question.external_id = one.parsed.external_id
            adopting.append(question)
    Question.objects.bulk_update(adopting, ["external_id"], batch_size=BATCH)
