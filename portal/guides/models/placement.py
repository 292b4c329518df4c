"""Where a guide revision places its questions, and what a page reads of them."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Aggregate, Case, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from portal.guides.models.guide import Guide, GuideRevision, Level, Section
from portal.guides.models.progress import CHANGED, Mark
from portal.guides.models.question import Choice, QuestionTopic, Topic
from portal.guides.withholding import is_question_withheld

if TYPE_CHECKING:
    from portal.accounts.models import User


QUESTION = "question_revision__question"


class JsonList(Aggregate):
    """All values of a group as one JSON list, in no order."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


class PlacementQuerySet(models.QuerySet["Placement"]):
    def current(self) -> "PlacementQuerySet":
        """Only what the current revision of each guide places."""
        return self.filter(guide_revision=F("guide_revision__guide__current_revision"))

    def readable_by(self, user: "User | AnonymousUser") -> "PlacementQuerySet":
        """What stands, today, in guides this person may read."""
        return self.current().filter(guide_revision__guide__in=Guide.objects.readable_by(user))

    def for_reading(self, user: "User | AnonymousUser") -> "PlacementQuerySet":
        """Those, with all that a page shows of a question and this person's own marks.

        Every page that shows a model answer comes through here, so this is where an answer is withheld: what is
        ``is_withheld`` shows neither its answer nor its points, steps and right choices.
        """
        placements = self.select_related("guide_revision__guide", "section", "question_revision__question")
        return (
            placements.with_marks_of(user)
            .with_withholding(user)
            .with_choices()
            .defer(
                "guide_revision__text",
                "guide_revision__original",
                "guide_revision__intro_html",
                "guide_revision__aliases",
                "section__intro_html",
                "question_revision__answer_markdown",
                "question_revision__title_markdown",
            )
        )

    def with_withholding(self, user: "User | AnonymousUser") -> "PlacementQuerySet":
        """Each with ``is_withheld``: an open assessed interview of this person asks the question."""
        withheld = When(is_question_withheld(user, QUESTION), then=True)
        annotation: dict[str, Any] = {"is_withheld": Case(withheld, default=False, output_field=models.BooleanField())}
        return self.annotate(**annotation)

    def open_to(self, user: "User | AnonymousUser") -> "PlacementQuerySet":
        """Those whose answers this person may see now."""
        return self.exclude(is_question_withheld(user, QUESTION))

    def with_marks_of(self, user: "User | AnonymousUser") -> "PlacementQuerySet":
        """Each with ``mark`` (a ``Mark``), and ``is_changed``: there is a newer text than the one marked as known."""
        if not user.is_authenticated:
            nobody: dict[str, Any] = {"mark": Value(Mark.UNREAD.value), "is_changed": Value(value=False)}
            return self.annotate(**nobody)
        path = "question_revision__question__progress"
        mine = FilteredRelation(path, condition=Q(**{f"{path}__user": user}))
        changed = When(Q(mine__rating=Mark.KNOWN) & ~Q(mine__revision_seen=F("question_revision")), then=True)
        marks: dict[str, Any] = {
            "mark": Case(
                When(mine__pk=None, then=Value(Mark.UNREAD.value)),
                When(mine__rating="", then=Value(Mark.READ.value)),
                default=F("mine__rating"),
            ),
            "is_changed": Case(changed, default=False, output_field=models.BooleanField()),
        }
        return self.annotate(mine=mine).annotate(**marks)

    def marked(self, mark: str) -> "PlacementQuerySet":
        """Those with this mark, or those ``CHANGED``; after ``with_marks_of``."""
        return self.filter(Q(is_changed=True) if mark == CHANGED else Q(mark=mark))

    def on_topic(self, slug: str) -> "PlacementQuerySet":
        labels = QuestionTopic.objects.filter(topic__slug=slug).values("question")
        return self.filter(question_revision__question__in=labels)

    def with_choices(self) -> "PlacementQuerySet":
        """Each with ``choices``: the options of a multiple-choice question, or None; see ``Placement.options``."""
        option = JSONObject(position="position", key="key", html="text_html", is_right="is_right")
        choices = Choice.objects.filter(question_revision=OuterRef("question_revision")).order_by()
        listed = choices.values("question_revision").annotate(listed=JsonList(option)).values("listed")
        annotation = {"choices": Subquery(listed)}
        return self.annotate(**annotation)

    def with_neighbours(self) -> "PlacementQuerySet":
        """Each with ``previous`` and ``next``: the slug and title of the question before and after it, or None."""
        link = JSONObject(slug="question_revision__question__slug", title="question_revision__title")
        same_guide = Placement.objects.filter(guide_revision=OuterRef("guide_revision"))
        before = same_guide.filter(position__lt=OuterRef("position")).order_by("-position")
        after = same_guide.filter(position__gt=OuterRef("position")).order_by("position")
        neighbours = {"previous": Subquery(before.values(link=link)[:1]), "next": Subquery(after.values(link=link)[:1])}
        return self.annotate(**neighbours)


class Placement(models.Model):
    """Where a guide revision shows a question revision.

    ``number`` is the author's own, for reading only; ``line`` is where the question begins in the document (0 where it
    was written before lines were kept). Fields without a column are there after the queryset method that names them.
    """

    guide_revision = models.ForeignKey(GuideRevision, models.CASCADE, related_name="placements")
    question_revision = models.ForeignKey("QuestionRevision", models.PROTECT, related_name="placements")
    section = models.ForeignKey(Section, models.CASCADE, related_name="placements")
    level = models.CharField(max_length=20, choices=Level, blank=True)
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(default=0)

    mark: str
    is_changed: bool
    is_withheld: bool
    choices: list[dict[str, Any]] | None
    previous: dict[str, str] | None
    next: dict[str, str] | None

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["guide_revision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide_revision", "position"], name="one_placement_per_position"),
            models.UniqueConstraint(fields=["guide_revision", "question_revision"], name="one_placement_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question_revision}"

    @property
    def options(self) -> list[dict[str, Any]]:
        """The choices in their order: ``key``, ``html``, ``is_right``."""
        return sorted(self.choices or [], key=lambda choice: choice["position"])

    @property
    def topics(self) -> list[Topic]:
        """The topics of the question as it is worded here."""
        return [Topic(slug=slug) for slug in self.question_revision.topics]

    @property
    def right_keys(self) -> list[str]:
        """The letters of the choices that are right."""
        return [choice["key"] for choice in self.options if choice["is_right"]]
