"""Sessions, and the people they belong to: in the database as Django keeps them, found by prepared queries.

Every signed-in page asks for both first, and building these two queries anew cost as much as the page's own. Nothing
is remembered between requests: signing out, a changed password and a closed account count at once.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.prepared.queries import PreparedQueries

KEY, PERSON = "(key)", -(2**60)
"""Stand-ins for the key of a session, which holds no brackets, and that of a person, which is positive."""

_prepared = PreparedQueries()


class SessionStore(db.SessionStore):
    """Django's own; it has to bear that name, which is part of what a session is signed with."""

    def _get_session_from_db(self) -> Session | None:
        found = _prepared.get("session", lambda: Session.objects.filter(session_key=KEY)).rows({KEY: self.session_key})
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None


def _person() -> QuerySet[User]:
    """The person, and whether they teach: the navigation of every page asks for that."""
    memberships = User.groups.through.objects.filter(user=OuterRef("pk"), group__name=settings.INSTRUCTORS_GROUP)
    fields: dict[str, Any] = {"teaches": Exists(memberships)}
    return User.objects.annotate(**fields).filter(pk=PERSON)


class AuthenticationBackend(AllauthBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: int) -> User | None:
        found = _prepared.get("person", _person).rows({PERSON: user_id})
        return found[0] if found and self.user_can_authenticate(found[0]) else None
