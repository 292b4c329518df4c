"""Every URL of the site, tried by everybody: the table below must name each one, or the build fails.

Roles: a stranger, the learner whose things they are, another learner, an instructor, an administrator. What the learner
wrote must never show in an answer to somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from portal.guides.models import Diagram
from tests.factories import MINUTE, make_administrator, make_attempt, make_guide, make_instructor, make_user, respond

pytestmark = pytest.mark.django_db

ROLES = ("stranger", "learner", "other", "instructor", "administrator")
SECRET = "what only the learner may read again"
PICTURE = "0" * 64

OPEN = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
OWN = (302, 200, 404, 404, 404)
OWN_FORWARD = (302, 302, 404, 404, 404)
STRANGERS_ONLY = (200, 302, 302, 302, 302)


@dataclass(frozen=True)
class Row:
    """What a plain GET and a plain POST without data answer, role by role; ``None``: nobody may send one (405)."""

    get: tuple[int, ...] | None
    post: tuple[int, ...] | None = None
    args: tuple[str, ...] = ()
