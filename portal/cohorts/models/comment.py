"""What an instructor says about a response."""

from django.conf import settings
from django.db import models

from portal.interviews.models import Response


class Comment(models.Model):
    """A remark beside a response; the learner reads it once results are open. Append-only."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"comment on {self.response}"
