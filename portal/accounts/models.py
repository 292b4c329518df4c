"""Who someone is."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, NullIf


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not hold."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Choose one like Europe/Berlin.")


class User(AbstractUser):
    """A person with an account: learner by default, instructor by group, administrator by ``is_staff``.

    ``time_factor`` stretches every interview's limit (1.25 = a quarter more time). ``email_key`` makes addresses
    unique whatever their case. A person who leaves is anonymised, never deleted: scores stay counted.
    """

    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    time_factor = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(10))],
        help_text="Extra time in every timed interview: 1.25 gives a quarter more.",
    )
    has_shortcuts = models.BooleanField(
        "single-letter shortcuts", default=True, help_text="Keys such as j, k and / work on pages that offer them."
    )
    anonymised_at = models.DateTimeField(null=True, blank=True, editable=False)
    email_key = models.GeneratedField(
        expression=NullIf(Lower(F("email")), Value("")),
        output_field=models.CharField(max_length=254, null=True),
        db_persist=True,
        unique=True,
        error_messages={"unique": "An account with this e-mail address exists."},
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="user_name_unique_whatever_case", violation_error_message="This name is taken."
            ),
            models.CheckConstraint(
                condition=Q(time_factor__gte=1) & Q(time_factor__lte=10), name="user_time_factor_1_to_10"
            ),
        ]

    def anonymise(self, at: datetime) -> None:
        """Scrub the person from the account, and close it; what they did stays, without a name."""
        self.username, self.email = f"anonymous-{self.pk}", ""
        self.first_name = self.last_name = ""
        self.is_active = self.is_staff = self.is_superuser = False
        self.anonymised_at = at
        self.set_unusable_password()
        self.save()
