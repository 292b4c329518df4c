"""Write the questions of a guide revision: new stable records, revisions of content not seen before, placements.

A batch is one short transaction; nothing of it shows until the guide is switched to the revision. Content that is
stored already is found by its hash and only placed.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice

from portal.guides.importing.incoming import Incoming
from portal.guides.importing.pictures import figure_in_answer
from portal.guides.importing.points import write_points
from portal.guides.importing.rendered import RenderedQuestion, render_questions
from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.rendering import place_diagrams
from portal.guides.markdown.titles import slugify
from portal.guides.models import (
    Choice,
    GuideRevision,
    Placement,
    Question,
    QuestionRevision,
    QuestionTopic,
    Section,
    Topic,
)
from portal.turns import transaction_in_turn

BATCH = 100
"""Questions that are looked up and rendered together."""
AT_ONCE = 20
"""Questions of a transaction: it takes some 20 ms, and a learner's save may have to wait for it."""
SLUG_LENGTH = 90
RESERVED_SLUGS = frozenset({"cheat-sheet", "diagrams", "sheets"})
"""Last words of a guide's address that are pages of their own."""


class QuestionWriter:
    """Writes the questions of one guide revision, batch by batch."""

    def __init__(self, revision: GuideRevision, sections: Sequence[Section], at: datetime) -> None:
        self.revision, self.sections, self.at = revision, sections, at
        stored = Question.objects.filter(guide=revision.guide_id)
        self.slugs = {*RESERVED_SLUGS, *stored.values_list("slug", flat=True)}
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}

    def write(self, incoming: Sequence[Incoming]) -> Iterator[int]:
        """Write all, saying after each batch how many are done. Raises ``TooSlowToRender``."""
        for start in range(0, len(incoming), BATCH):
            batch = incoming[start : start + BATCH]
            self._find_stored(batch)
            unseen = [one for one in batch if not one.written_pk]
            html = iter(render_questions([one.parsed for one in unseen]))
            for first in range(0, len(batch), AT_ONCE):
                self._write_few(batch[first : first + AT_ONCE], html)
            yield start + len(batch)

    def _write_few(self, few: Sequence[Incoming], html: Iterator[RenderedQuestion]) -> None:
        """Write these; ``html`` gives what was made of those of them whose content is new."""
        unseen = [one for one in few if not one.written_pk]
        with transaction_in_turn():
            self._ensure_topics(unseen)
            self._write_stable_records([one for one in unseen if not one.is_known])
            self._write_revisions(unseen, list(islice(html, len(unseen))))
            write_points(self.revision, few, unseen)
            Placement.objects.bulk_create(self._placement(one) for one in few)

    def _find_stored(self, batch: Sequence[Incoming]) -> None:
        """Point each question whose very content is stored at that revision."""
        stored = QuestionRevision.objects.filter(
            question__in=[one.question_pk for one in batch if one.is_known],
            sha256__in=[one.sha256 for one in batch],
        )
        by_content = {
            (question, sha256): written for written, question, sha256 in stored.values_list("pk", "question", "sha256")
        }
        for one in batch:
            one.written_pk = by_content.get((one.question_pk, one.sha256), 0)

    def _ensure_topics(self, batch: Sequence[Incoming]) -> None:
        missing = {slug for one in batch for slug in one.parsed.topics} - self.topics.keys()
        if missing:
            Topic.objects.bulk_create([Topic(slug=slug) for slug in sorted(missing)], ignore_conflicts=True)
            self.topics |= {topic.slug: topic for topic in Topic.objects.filter(slug__in=missing)}

    def _write_stable_records(self, new: Sequence[Incoming]) -> None:
        questions = Question.objects.bulk_create(self._question(one.parsed) for one in new)
        for one, question in zip(new, questions, strict=True):
            one.question_pk = question.pk
        QuestionTopic.objects.bulk_create(
            QuestionTopic(question_id=one.question_pk, topic=self.topics[slug])
            for one in new
            for slug in one.parsed.topics
        )

    def _question(self, parsed: ParsedQuestion) -> Question:
        return Question(
            guide_id=self.revision.guide_id,
            slug=self._free_slug(parsed.external_id or parsed.title),
            external_id=parsed.external_id,
            created_at=self.at,
        )

    def _free_slug(self, words: str) -> str:
        stem = slugify(words, fallback="question")[:SLUG_LENGTH].strip("-")
        slug, number = stem, 1
        while slug in self.slugs:
            number += 1
            slug = f"{stem}-{number}"
        self.slugs.add(slug)
        return slug

    def _write_revisions(self, unseen: Sequence[Incoming], html: Sequence[RenderedQuestion]) -> None:
        pairs = list(zip(unseen, html, strict=True))
        written = QuestionRevision.objects.bulk_create(self._question_revision(one, made) for one, made in pairs)
        for one, revision in zip(unseen, written, strict=True):
            one.written_pk = revision.pk
        Choice.objects.bulk_create(choice for one, made in pairs for choice in _choices(one, made))

    def _question_revision(self, one: Incoming, html: RenderedQuestion) -> QuestionRevision:
        parsed = one.parsed
        return QuestionRevision(
            question_id=one.question_pk,
            sha256=one.sha256,
            title=parsed.title,
            title_html=html.title,
            title_markdown=parsed.title_markdown,
            kind=parsed.kind,
            minutes=parsed.minutes,
            reviewed_on=parsed.reviewed_on,
            is_answered=parsed.is_answered,
            sources=[[source.title, source.url] for source in parsed.sources],
            topics=list(parsed.topics),
            steps_html=list(html.steps),
            points_html=html.points,
            stem_html=place_diagrams(html.stem, partial(figure_in_answer, self.revision.guide.slug)),
            answer_html=place_diagrams(html.answer, partial(figure_in_answer, self.revision.guide.slug)),
            answer_markdown=parsed.answer_markdown,
            created_at=self.at,
        )

    def _placement(self, one: Incoming) -> Placement:
        return Placement(
            guide_revision=self.revision,
            question_revision_id=one.written_pk,
            section=self.sections[one.parsed.section],
            level=one.parsed.level or "",
            position=one.position,
            number=one.parsed.number,
            line=one.parsed.line,
        )


def _choices(one: Incoming, html: RenderedQuestion) -> Iterator[Choice]:
    for position, (choice, text) in enumerate(zip(one.parsed.choices, html.choices, strict=True)):
        yield Choice(
            question_revision_id=one.written_pk,
            key=choice.key,
            position=position,
            text_html=text,
            is_right=choice.is_right,
        )
