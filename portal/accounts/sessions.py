"""Sessions, and the people they belong to: in the database as Django keeps them, found by prepared queries.

Every signed-in page asks for both first, and building these two queries anew cost as much as the page's own. Nothing
is remembered between requests: signing out, a changed password and a closed account count at once.
"""

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
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


class AuthenticationBackend(AllauthBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: int) -> User | None:
        people = get_user_model().objects
        found = _prepared.get("person", lambda: people.filter(pk=PERSON)).rows({PERSON: user_id})
        return found[0] if found and self.user_can_authenticate(found[0]) else None
