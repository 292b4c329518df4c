"""What may not be shown to a reader now: the answers of questions, and the tables, of their open assessed interviews.

Guides know no interviews. Who decides stands above them, a module that ``settings.WITHHOLDER`` names; here it is asked.
Pages do not ask it themselves: they read ``PlacementQuerySet.with_withholding`` (``for_reading`` has it) or
``open_to``, ``ToolTable.objects.open_to``, and for what can be searched ``SearchEntry.objects.open_to``.
"""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

if TYPE_CHECKING:
    from portal.accounts.models import User

Reader: TypeAlias = "User | AnonymousUser"
NOTHING = Q(pk__in=[])


class Withholder(Protocol):
    """What the module has."""

    withheld: "Callable[[User], QuerySet[Any, Any]]"
    """What is withheld from someone: rows with ``guide`` and either ``question`` or ``table_key``, the other null.

    It is a piece of SQL that depends on the person's key alone, on no clock.
    """

    settle: "Callable[[User, datetime], bool]"
    """End what is over by some time; whether anything ended."""


def is_question_withheld(user: Reader, path: str) -> Q:
    """The condition that the answer of the question at ``path``, a field lookup, is withheld from this reader."""
    return Q(**{f"{path}__in": _withheld(user).exclude(question=None).values("question")}) if _may(user) else NOTHING


def is_table_withheld(user: Reader, *, guide: str, key: str) -> Q:
    """The same of the table whose guide and key are at these lookups."""
    if not _may(user):
        return NOTHING
    return Q(Exists(_withheld(user).filter(guide=OuterRef(guide), table_key=OuterRef(key))))


def withholding_stamp(user: Reader, guide: str) -> Subquery | None:
    """A value that changes whenever something else of the guide at this lookup is withheld; null if nothing is."""
    if not _may(user):
        return None
    here = _withheld(user).filter(guide=OuterRef(guide)).values("guide")
    return Subquery(here.annotate(stamp=JSONObject(count=Count("pk"), last=Max("pk"))).values("stamp"))


def has_settled(user: Reader, at: datetime) -> bool:
    """Whether something that was withheld is over by now, so that what was read as withheld has to be read again."""
    return _may(user) and _withholder().settle(cast("User", user), at)


def _may(user: Reader) -> bool:
    """Whether anything can be withheld at all: not from strangers, who sit no interviews."""
    return user.is_authenticated


def _withheld(user: Reader) -> QuerySet[Any, Any]:
    return _withholder().withheld(cast("User", user))


def _withholder() -> Withholder:
    return cast("Withholder", import_module(settings.WITHHOLDER))
