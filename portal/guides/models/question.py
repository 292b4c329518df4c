"""A question and its key points: the stable records, and the immutable revisions that are versions of them."""

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    OPEN = "open", "Open question"
    CHOICE = "choice", "Multiple choice"
    SCENARIO = "scenario", "Scenario"


class Topic(models.Model):
    """A label across the library: artifacts, security, triggers … What an instructor assigns."""

    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The slug as words: ``failure-handling`` reads “Failure handling”."""
        words = self.slug.replace("-", " ")
        return words[:1].upper() + words[1:]


class Question(models.Model):
    """The stable record of a question in a guide. ``slug`` is its address, made once and kept through renames."""

    guide = models.ForeignKey("Guide", models.PROTECT, related_name="questions")
    slug = models.SlugField(max_length=100, allow_unicode=True)
    external_id = models.CharField(max_length=100, null=True, blank=True)
    topics = models.ManyToManyField(Topic, through="QuestionTopic", related_name="questions")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guide", "slug"], name="one_question_per_slug_in_a_guide"),
            models.UniqueConstraint(fields=["guide", "external_id"], name="one_question_per_id_in_a_guide"),
        ]

    def __str__(self) -> str:
        return self.slug


class QuestionTopic(models.Model):
    question = models.ForeignKey(Question, models.CASCADE)
    topic = models.ForeignKey(Topic, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "topic"], name="one_label_per_question_and_topic")]

    def __str__(self) -> str:
        return f"{self.question}: {self.topic}"


class QuestionRevision(models.Model):
    """A question exactly as it was written at some time; immutable, shared by all guide revisions that agree on it.

    ``sha256`` is of its content (``planning.question_sha256``). ``steps_html`` holds a scenario's steps in order.
    ``points_html`` is the list of its key points, rendered once like the answer. ``stem_html``, the answer's beginning,
    is what has to be read before one can answer. ``sources`` holds [title, url] pairs,
    ``topics`` the slugs its author gave it.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="revisions")
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=500)
    title_html = models.TextField()
    title_markdown = models.TextField()
    kind = models.CharField(max_length=20, choices=Kind)
    minutes = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField(null=True, blank=True)
    is_answered = models.BooleanField(default=True)
    sources = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    steps_html = models.JSONField(default=list, blank=True)
    points_html = models.TextField(blank=True)
    answer_html = models.TextField(blank=True)
    answer_markdown = models.TextField(blank=True)
    created_at = models.DateTimeField()
    stem_html = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "sha256"], name="one_question_revision_per_content"),
            models.CheckConstraint(condition=Q(minutes__gte=1) & Q(minutes__lte=60), name="question_minutes_1_to_60"),
        ]

    def __str__(self) -> str:
        return self.title


class KeyPoint(models.Model):
    """The stable record of one thing a full answer says; its wording lives in ``RevisionPoint``."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="key_points")
    key = models.SlugField(max_length=80, allow_unicode=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="one_key_point_per_key")]

    def __str__(self) -> str:
        return self.key


class PointGroup(models.Model):
    """Points of a question revision of which any ``need`` earn the whole."""

    question_revision = models.ForeignKey(QuestionRevision, models.CASCADE, related_name="point_groups")
    key = models.CharField(max_length=20)
    need = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_revision", "key"], name="one_point_group_per_key"),
            models.CheckConstraint(condition=Q(need__gte=1), name="point_group_needs_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"any {self.need} of {self.key}"


class RevisionPoint(models.Model):
    """A key point as one question revision words it. ``bold`` holds [start, end] of each bold stretch of ``text``."""

    question_revision = models.ForeignKey(QuestionRevision, models.CASCADE, related_name="points")
    key_point = models.ForeignKey(KeyPoint, models.PROTECT, related_name="wordings")
    group = models.ForeignKey(PointGroup, models.CASCADE, null=True, blank=True, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_required = models.BooleanField(default=True)
    is_proposed = models.BooleanField(default=False)
    weight = models.PositiveSmallIntegerField(default=1)
    bold = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["question_revision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question_revision", "key_point"], name="one_wording_per_revision"),
            models.CheckConstraint(condition=Q(weight__gte=1) & Q(weight__lte=5), name="point_weight_1_to_5"),
        ]

    def __str__(self) -> str:
        return self.text


class PointAlias(models.Model):
    """Another wording that earns a key point, as one guide revision gives it."""

    guide_revision = models.ForeignKey("GuideRevision", models.CASCADE, related_name="point_aliases")
    key_point = models.ForeignKey(KeyPoint, models.PROTECT, related_name="aliases")
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guide_revision", "key_point", "text"], name="one_alias_per_wording")
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """One option of a multiple-choice question revision."""

    question_revision = models.ForeignKey(QuestionRevision, models.CASCADE, related_name="choices")
    key = models.CharField(max_length=3)
    position = models.PositiveSmallIntegerField()
    text_html = models.TextField()
    is_right = models.BooleanField()

    class Meta:
        ordering = ["question_revision", "position"]
        constraints = [models.UniqueConstraint(fields=["question_revision", "key"], name="one_choice_per_key")]

    def __str__(self) -> str:
        return self.key
