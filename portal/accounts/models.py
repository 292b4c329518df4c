"""Who someone is."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AbstractUser, Permission
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, NullIf
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from portal.accounts.fields import LowerCaseEmailField, UserNameField
from portal.accounts.traces import erase_above, erase_traces
from portal.accounts.zones import is_time_zone

if TYPE_CHECKING:
    from portal.accounts.sessions import SessionStore

NAME_HELP = "Letters, digits and . + - _ only; capitals make no difference."
ADDRESS_TAKEN = "An account with this e-mail address exists."


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not hold."""
    if not is_time_zone(name):
        raise ValidationError(f"“{name}” is not a time zone. Choose one like Europe/Berlin.")


class User(AbstractUser):
    """A person with an account.

    ``time_factor`` stretches every interview's limit (1.25 = a quarter more time). Names and addresses are kept in one
    spelling, and ``email_key`` makes addresses unique. A person who leaves is anonymised, never deleted: scores stay
    counted.
    """

    class Role(models.TextChoices):
        LEARNER = "learner", "Learner"
        INSTRUCTOR = "instructor", "Instructor"
        ADMINISTRATOR = "administrator", "Administrator"

    username = UserNameField(
        "user name",
        max_length=150,
        unique=True,
        # No @: a name that looks like an address could be taken for another person's.
        validators=[RegexValidator(r"^[\w.+-]+\Z", "A user name has letters, digits and . + - _ only.")],
        help_text=NAME_HELP,
        error_messages={"unique": "An account with this user name exists."},
    )
    email = LowerCaseEmailField("e-mail address", blank=True)
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
        error_messages={"unique": ADDRESS_TAKEN},
    )

    teaches: bool | None = None
    """Whether they are in the group of instructors; None where that was not read with the account."""

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(time_factor__gte=1) & Q(time_factor__lte=10), name="user_time_factor_1_to_10"
            ),
        ]

    @cached_property
    def role(self) -> Role:
        """What this person is on the whole site. At most one query, the first time; none for the signed-in person."""
        if self.is_staff and self.is_superuser:
            return self.Role.ADMINISTRATOR
        teaches = self.teaches
        if teaches is None:
            teaches = any(group.name == settings.INSTRUCTORS_GROUP for group in self.groups.all())
        return self.Role.INSTRUCTOR if teaches else self.Role.LEARNER

    @property
    def is_instructor(self) -> bool:
        """Whether this person may write guides and teach: instructors, and administrators, who may do everything."""
        return self.role != self.Role.LEARNER

    def may_manage(self, other: "User") -> bool:
        """Whether ``other`` has no more rights than this person, who so gains none by signing in as them."""
        return self.is_superuser or (not other.is_superuser and other.granted() <= self.granted())

    def granted(self) -> set[int]:
        """The keys of all permissions given to this person or their groups, also while the account is closed."""
        given = Permission.objects.filter(Q(user=self) | Q(group__user=self))
        return set(given.values_list("pk", flat=True))

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Say of a taken address in words, beside its field, what the constraint on ``email_key`` refuses."""
        errors: dict[str, Any] = {}
        try:
            # Django 5.2 cannot check a generated column of an unsaved row, so the address is looked up by hand.
            super().validate_unique(exclude={*(exclude or ()), "email_key"})
        except ValidationError as refused:
            refused.update_error_dict(errors)
        if self.email and "email" not in (exclude or ()) and self.is_address_taken():
            errors["email"] = [ValidationError(ADDRESS_TAKEN, code="unique")]
        if errors:
            raise ValidationError(errors)

    def is_address_taken(self) -> bool:
        """Whether another account has, or has verified, the address of this one."""
        others = User.objects.exclude(pk=self.pk).filter(email_key=self.email)
        verified = EmailAddress.objects.exclude(user_id=self.pk).filter(email=self.email, verified=True)
        return bool(others.exists() or verified.exists())

    def replace_address(self) -> None:
        """Make ``email`` the primary address in place of the former one; verified only if it was so before."""
        with transaction.atomic():
            EmailAddress.objects.filter(user=self, primary=True).exclude(email=self.email).delete()
            if self.email:
                EmailAddress.objects.update_or_create(user=self, email=self.email, defaults={"primary": True})

    def anonymise(self, at: datetime) -> None:
        """Scrub the person from the account, and close it; what they did stays, without a name.

        The stand-in name holds a space, which nobody can sign up with.
        """
        if self.anonymised_at:
            return
        with transaction.atomic():
            erase_above(self, at)
            self.sessions.all().delete()
            erase_traces(self.pk, stand_in=f"anonymous {self.pk}")
            self.groups.clear()
            self.user_permissions.clear()
            self.username, self.email = f"anonymous {self.pk}", ""
            self.first_name = self.last_name = ""
            self.is_active = self.is_staff = self.is_superuser = False
            self.time_zone, self.time_factor, self.has_shortcuts = "UTC", Decimal(1), True
            self.last_login = None
            self.anonymised_at = at
            self.set_unusable_password()
            self.save()


class Session(AbstractBaseSession):
    """A browser's session, as Django keeps it, with the person who is signed in in it: both are read by one query."""

    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="sessions")

    teaches: bool

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        store: type[SessionStore] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store
