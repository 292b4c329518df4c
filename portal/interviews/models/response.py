"""What the learner said."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class Response(models.Model):
    """The text of one item as last saved; made with its item, empty, so that a save is one UPDATE.

    ``version`` counts the accepted texts. ``writer`` names the browser tab that wrote the current one and ``seq`` its
    place in that tab's order (the save rule). Once ``handed_in_at`` is set, nothing is written any more. For a
    multiple-choice item the text is the chosen keys, joined by spaces.
    """

    item = models.OneToOneField("interviews.Item", models.CASCADE, related_name="response")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=64, blank=True)
    seq = models.PositiveBigIntegerField(default=0)
    first_saved_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    is_in_grace = models.BooleanField(default=False)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    current_score = models.ForeignKey("Score", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version=0, saved_at=None) | Q(version__gt=0, saved_at__isnull=False),
                name="response_version_counts_saves",
            )
        ]

    def __str__(self) -> str:
        return f"response to {self.item}"

    def claim(self, key_point: int, span: tuple[int, int], at: datetime) -> None:
        """Note that the learner says they said it, and where. Until someone decides, other words replace the first."""
        claim, is_new = self.claims.get_or_create(key_point_id=key_point, defaults={"at": at, "span": list(span)})
        if not is_new:
            self.claims.filter(pk=claim.pk, decision="").update(span=list(span))

    def unclaim(self, key_point: int) -> None:
        """Take a claim back, unless someone has decided on it."""
        self.claims.filter(key_point=key_point, decision="").delete()


class ConflictingText(models.Model):
    """A text that lost: written on an old base by another tab or device. Kept, so that nothing typed is lost."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="conflicting_texts")
    writer = models.CharField(max_length=64)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"conflicting text of {self.response}"
