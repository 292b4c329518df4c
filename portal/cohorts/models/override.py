"""What one person is given instead of an assignment's own values."""

from django.conf import settings
from django.db import models

from portal.cohorts.models.assignment import Assignment


class Override(models.Model):
    """What one person is given instead of an assignment's own values; null fields inherit."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="overrides")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="overrides")
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    limit = models.DurationField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(null=True, blank=True)
    is_excused = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "user"], name="one_override_per_person")]

    def __str__(self) -> str:
        return f"override of {self.assignment} for {self.user}"
