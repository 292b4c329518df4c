"""What stands in a guide beside its questions, and the rows that search reads."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from portal.guides.withholding import is_question_withheld, is_table_withheld

if TYPE_CHECKING:
    from portal.accounts.models import User


class GuideExtra(models.Model):
    """Something of a guide revision that has a name and a place."""

    guide_revision = models.ForeignKey("guides.GuideRevision", models.CASCADE, related_name="%(class)ss")
    section = models.ForeignKey("guides.Section", models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    key = models.SlugField(max_length=100, allow_unicode=True)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)

    class Meta:
        abstract = True
        ordering = ["guide_revision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide_revision", "key"], name="one_%(class)s_per_key"),
            models.UniqueConstraint(fields=["guide_revision", "position"], name="one_%(class)s_per_position"),
        ]

    def __str__(self) -> str:
        return self.title


class ToolTableQuerySet(models.QuerySet["ToolTable"]):
    def open_to(self, user: "User | AnonymousUser") -> "ToolTableQuerySet":
        """Those this person may see now: no open assessed interview of theirs draws from them."""
        return self.exclude(is_table_withheld(user, guide="guide_revision__guide", key="key"))


class ToolTable(GuideExtra):
    """A table outside questions. ``header`` is a list of cell texts, ``rows`` a list of such lists."""

    header = models.JSONField()
    rows = models.JSONField()
    html = models.TextField()

    objects = ToolTableQuerySet.as_manager()


class Diagram(GuideExtra):
    """A Mermaid block, drawn once. ``sha256`` is of the picture; without one, ``problem`` says why."""

    description = models.TextField(blank=True)
    source = models.TextField()
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    svg = models.TextField(blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)


class CodeSample(GuideExtra):
    """A fenced block of the cheat-sheet part; ``html`` is highlighted."""

    language = models.CharField(max_length=40, blank=True)
    source = models.TextField()
    html = models.TextField()


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def open_to(self, user: "User | AnonymousUser") -> "SearchEntryQuerySet":
        """Those this person may find now. Finding one by the words of a withheld answer would tell them too."""
        questions = self.exclude(is_question_withheld(user, "question"))
        return questions.exclude(is_table_withheld(user, guide="guide", key="table_key"))


class SearchEntry(models.Model):
    """One thing that search can find in a guide's current revision: a question, or a tool table.

    ``indexing`` writes these rows; ``search`` reads them through the database's own full-text index. A question's row
    names the revision it was written from, so that the next writing finds what is stale.
    """

    guide = models.ForeignKey("Guide", models.CASCADE, related_name="search_entries")
    question = models.OneToOneField("Question", models.CASCADE, null=True, blank=True, related_name="search_entry")
    question_revision = models.ForeignKey(
        "QuestionRevision", models.CASCADE, null=True, blank=True, related_name="+", editable=False
    )
    table_key = models.CharField(max_length=100, blank=True)
    title = models.TextField()
    body = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "table_key"], condition=~models.Q(table_key=""), name="one_search_entry_per_table"
            ),
            models.CheckConstraint(
                condition=models.Q(question=None, table_key__gt="") | models.Q(question__isnull=False, table_key=""),
                name="search_entry_is_a_question_or_a_table",
            ),
        ]

    def __str__(self) -> str:
        return self.title
