"""What tables other than the account's own know of a person, and its erasure."""

from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

if TYPE_CHECKING:
    from portal.accounts.models import User

MAIL_TASK = "portal.accounts.mail.send_mail_message"


def erase_above(user: "User", at: datetime) -> None:
    """Let the apps above scrub what they store of this person; ``settings.ERASERS`` names a module of each."""
    for name in settings.ERASERS:
        import_module(name).erase(user, at)


def erase_traces(user_id: int, *, stand_in: str) -> None:
    """Delete addresses, second factors and letters of this person; the log speaks of ``stand_in``."""
    addresses = EmailAddress.objects.filter(user_id=user_id)
    about = Q(content_type=ContentType.objects.get_by_natural_key("accounts", "user"), object_id=str(user_id))
    about_addresses = Q(
        content_type=ContentType.objects.get_for_model(EmailAddress),
        object_id__in=[str(pk) for pk in addresses.values_list("pk", flat=True)],
    )
    LogEntry.objects.filter(about | about_addresses).update(object_repr=stand_in)
    letters = DBTaskResult.objects.filter(task_path=MAIL_TASK)
    letters.filter(args_kwargs__kwargs__recipient__in=list(addresses.values_list("email", flat=True))).delete()
    Authenticator.objects.filter(user_id=user_id).delete()
    addresses.delete()
