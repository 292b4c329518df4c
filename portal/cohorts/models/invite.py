"""Ways into a cohort: a code for many, an invitation for one."""

import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from portal.accounts.models import User
from portal.cohorts.models.cohort import Cohort, Membership

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0, 1, I and O, which are read wrong from a board."""
CODE_LENGTH = 10


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_token() -> str:
    return secrets.token_urlsafe(24)


class InviteQuerySet(models.QuerySet["Invite"]):
    def free(self, at: datetime) -> Self:
        """Those that let someone in as far as their own row says: an UPDATE of these asks it again once it has waited.

        With a join, PostgreSQL would choose the rows before it waits, and let two people take the last place.
        """
        in_time = Q(expires_at=None) | Q(expires_at__gt=at)
        has_room = Q(most_uses=None) | Q(uses__lt=F("most_uses"))
        return self.filter(in_time, has_room, revoked_at=None)

    def usable(self, at: datetime) -> Self:
        """Those that still let someone in."""
        return self.free(at).filter(cohort__archived_at=None)


class Invite(models.Model):
    """A code by which learners join. ``most_uses`` and ``expires_at`` null: no cap, no end."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="invites")
    code = models.CharField(max_length=20, unique=True, default=new_code)
    most_uses = models.PositiveIntegerField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = InviteQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(most_uses=None) | Q(uses__lte=F("most_uses")), name="invite_within_its_cap"
            ),
            models.CheckConstraint(condition=Q(most_uses=None) | Q(most_uses__gte=1), name="invite_lets_someone_in"),
        ]

    def __str__(self) -> str:
        return f"{self.code} for {self.cohort}"

    @property
    def url(self) -> str:
        """The whole address, on this site's own origin."""
        return str(settings.ORIGIN) + reverse("cohorts:invite_join", args=[self.code])

    def state(self, at: datetime) -> str:
        """One word: open, revoked, expired or full."""
        if self.revoked_at:
            return "revoked"
        if self.expires_at and self.expires_at <= at:
            return "expired"
        return "full" if self.most_uses is not None and self.uses >= self.most_uses else "open"

    def admit(self, user: User, at: datetime) -> Membership | None:
        """Let this person in; None where it lets nobody in any more. Who is a member already uses nothing up."""
        here = Invite.objects.filter(pk=self.pk)
        with transaction.atomic():
            # Membership first: of two clicks of one person, one is new.
            is_new = self.cohort.take_in(user, at)
            if is_new and not (here.usable(at).exists() and here.free(at).update(uses=F("uses") + 1)):
                transaction.set_rollback(True)
                return None
            return self.cohort.memberships.get(user=user)

    def revoke(self, at: datetime) -> None:
        Invite.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def free(self, at: datetime) -> Self:
        """Those nobody has used, as far as their own row says; see ``InviteQuerySet.free``."""
        return self.filter(expires_at__gt=at, accepted_at=None, revoked_at=None)

    def usable(self, at: datetime) -> Self:
        return self.free(at).filter(cohort__archived_at=None)


class Invitation(models.Model):
    """A letter to one address; whoever opens its secret link and signs in becomes a learner. It makes no account."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["email", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("cohort"),
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.cohort}"

    @property
    def url(self) -> str:
        return str(settings.ORIGIN) + reverse("cohorts:invitation_accept", args=[self.token])

    def accept(self, user: User, at: datetime) -> Membership | None:
        """Let this person in, once; None where the invitation is over. Who is a member already stays one."""
        with transaction.atomic():
            here = Invitation.objects.filter(pk=self.pk)
            if not (here.usable(at).exists() and here.free(at).update(accepted_at=at, accepted_by=user)):
                return self.cohort.memberships.current().filter(user=user).first()
            return self.cohort.admit(user, at)

    def revoke(self, at: datetime) -> None:
        Invitation.objects.filter(pk=self.pk, accepted_at=None, revoked_at=None).update(revoked_at=at)
