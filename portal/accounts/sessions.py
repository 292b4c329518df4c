"""Sessions, and the people they belong to: kept as Django keeps them, both found by one prepared query.

Every signed-in page asks for both first, and building two queries anew cost as much as the page's own. Nothing is
remembered between requests: signing out, a changed password and a closed account count at once.
"""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.accounts.models import Session, User
from portal.prepared.queries import PreparedQueries

KEY = "(key)"
"""Stands in for the key of a session, which holds no brackets."""

_prepared = PreparedQueries()


class SessionStore(db.SessionStore):
    """Django's own; it has to bear that name, which is part of what a session is signed with.

    ``person`` is who the session belonged to when it was read, whether or not they may still come in by it.
    """

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast("Session", super().create_model_instance(data))
        session.person_id = data.get(SESSION_KEY)
        return session

    def _get_session_from_db(self) -> Session | None:
        found = _prepared.get("session", _session).rows({KEY: self.session_key})
        if found and found[0].expire_date > timezone.now():
            self.person = found[0].person
            if self.person:
                self.person.teaches = found[0].teaches
            return found[0]
        self._session_key = None
        return None


def _session() -> QuerySet[Session]:
    """The session, its person, and whether they teach: the navigation of every page asks for that."""
    memberships = User.groups.through.objects.filter(user=OuterRef("person"), group__name=settings.INSTRUCTORS_GROUP)
    fields: dict[str, Any] = {"teaches": Exists(memberships)}
    return Session.objects.select_related("person").annotate(**fields).filter(session_key=KEY)


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Who is signed in. Where anything about the session is unusual, Django is asked, and ends what has to end."""
    session = cast("SessionStore", request.session)
    key, person = session.get(SESSION_KEY), session.person
    if (
        person
        and str(person.pk) == key
        and person.is_active
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    ):
        return person
    return get_user(request)
