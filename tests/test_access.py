"""Every URL of the site, tried by everybody: the table below must name each one, or the build fails.

Roles: a stranger, the learner whose things they are, another learner, an instructor, an administrator. What the learner
wrote must never show in an answer to somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import Diagram, Draft, Guide, GuideRevision, KeyPoint, Mistake, QuestionRevision
from portal.interviews.models import Attempt, Rescoring
from tests.factories import (
    MINUTE,
    SMALL_GUIDE,
    make_administrator,
    make_attempt,
    make_draft,
    make_guide,
    make_instructor,
    make_user,
    respond,
)

pytestmark = pytest.mark.django_db

ROLES = ("stranger", "learner", "other", "instructor", "administrator")
SECRET = "what only the learner may read again"
PICTURE = "0" * 64

Statuses = tuple[int, int, int, int, int]
EVERYONE: Statuses = (200, 200, 200, 200, 200)
NOBODY: Statuses = (405, 405, 405, 405, 405)
SIGNED_IN: Statuses = (302, 200, 200, 200, 200)
SENT_ON: Statuses = (302, 302, 302, 302, 302)
OWN: Statuses = (302, 200, 404, 404, 404)
WRONG_METHOD: Statuses = (302, 405, 405, 405, 405)
OWN_SENT_ON: Statuses = (302, 302, 404, 404, 404)

AUTHORS: Statuses = (302, 404, 404, 200, 200)
AUTHORS_SENT_ON: Statuses = (302, 404, 404, 302, 302)
AUTHORS_WRONG_METHOD: Statuses = (302, 404, 404, 405, 405)
AUTHOR: Statuses = (302, 404, 404, 200, 404)
AUTHOR_SENT_ON: Statuses = (302, 404, 404, 302, 404)


@dataclass(frozen=True)
class Row:
    """What a GET and a POST without data answer, role by role in the order of ``ROLES``."""

    get: Statuses
    post: Statuses
    args: tuple[str, ...] = ()


GUIDE, QUESTION, ATTEMPT, DRAFT = ("widgets",), ("widgets", "q-1"), ("attempt",), ("draft",)

MATRIX: dict[str, Row] = {
    "home": Row(EVERYONE, EVERYONE),
    "accounts:profile": Row(SIGNED_IN, SIGNED_IN),
    "guides:guide_list": Row(SIGNED_IN, NOBODY),
    "guides:search": Row(SIGNED_IN, NOBODY),
    "guides:stale_fact_list": Row((302, 404, 404, 200, 200), WRONG_METHOD),
    "guides:guide_detail": Row(SIGNED_IN, NOBODY, GUIDE),
    "guides:question_detail": Row(SIGNED_IN, NOBODY, QUESTION),
    "guides:scenario_detail": Row((302, 404, 404, 404, 404), NOBODY, QUESTION),
    "guides:diagram_image": Row(SIGNED_IN, NOBODY, (*GUIDE, PICTURE)),
    "guides:progress_update": Row(WRONG_METHOD, (302, 400, 400, 400, 400), QUESTION),
    "cheatsheets:sheet_list": Row(SIGNED_IN, NOBODY, GUIDE),
    "guides:mistake_create": Row(SIGNED_IN, (401, 422, 422, 422, 422), QUESTION),
    "authoring:guide_list": Row(AUTHORS, AUTHORS_WRONG_METHOD),
    "authoring:draft_create": Row(AUTHORS, (401, 404, 404, 422, 422)),
    "authoring:draft_detail": Row(AUTHOR, AUTHORS_WRONG_METHOD, DRAFT),
    "authoring:draft_edit": Row(AUTHOR, (401, 404, 404, 422, 404), DRAFT),
    "authoring:draft_aim": Row(AUTHORS_WRONG_METHOD, AUTHOR_SENT_ON, DRAFT),
    "authoring:draft_check": Row(AUTHORS_WRONG_METHOD, AUTHOR_SENT_ON, DRAFT),
    "authoring:draft_rebase": Row(AUTHORS_WRONG_METHOD, AUTHOR_SENT_ON, DRAFT),
    "authoring:draft_apply": Row(AUTHORS_WRONG_METHOD, AUTHOR_SENT_ON, DRAFT),
    "authoring:draft_discard": Row(AUTHORS_WRONG_METHOD, AUTHOR_SENT_ON, DRAFT),
    "authoring:review_detail": Row(AUTHOR, (401, 404, 404, 422, 404), (*DRAFT, "1")),
    "authoring:review_finish": Row(AUTHORS_WRONG_METHOD, AUTHOR_SENT_ON, DRAFT),
    "authoring:guide_detail": Row(AUTHORS, (302, 404, 404, 422, 422), GUIDE),
    "authoring:guide_delete": Row(AUTHORS_WRONG_METHOD, AUTHORS_SENT_ON, GUIDE),
    "authoring:guide_edit": Row(AUTHORS_WRONG_METHOD, AUTHORS_SENT_ON, GUIDE),
    "authoring:review_start": Row(AUTHORS_WRONG_METHOD, AUTHORS_SENT_ON, GUIDE),
    "authoring:mistake_list": Row(AUTHORS, AUTHORS_WRONG_METHOD, GUIDE),
    "authoring:mistake_settle": Row(AUTHORS_WRONG_METHOD, AUTHORS_SENT_ON, (*GUIDE, "mistake")),
    "authoring:revision_detail": Row(AUTHORS, AUTHORS_WRONG_METHOD, (*GUIDE, "1")),
    "authoring:revision_download": Row(AUTHORS, AUTHORS_WRONG_METHOD, (*GUIDE, "1")),
    "authoring:revision_json": Row(AUTHORS, AUTHORS_WRONG_METHOD, (*GUIDE, "1")),
    "authoring:revision_restore": Row(AUTHORS_WRONG_METHOD, AUTHORS_SENT_ON, (*GUIDE, "1")),
    "cheatsheets:sheet_detail": Row(SIGNED_IN, NOBODY, GUIDE),
    "cheatsheets:sheet_pdf": Row(SIGNED_IN, NOBODY, GUIDE),
    "cheatsheets:sheet_file": Row(SIGNED_IN, NOBODY, (*GUIDE, "csv")),
    "interviews:attempt_list": Row(SIGNED_IN, WRONG_METHOD),
    "interviews:blueprint_create": Row(SIGNED_IN, (302, 422, 422, 422, 422)),
    "interviews:attempt_start": Row(OWN, OWN_SENT_ON, ("blueprint",)),
    "interviews:attempt_detail": Row(OWN, WRONG_METHOD, ATTEMPT),
    "interviews:response_save": Row(SENT_ON, (401, 422, 404, 404, 404), ("attempt", "1")),
    "interviews:attempt_clock": Row(OWN, WRONG_METHOD, ATTEMPT),
    "interviews:attempt_pause": Row(OWN_SENT_ON, WRONG_METHOD, ATTEMPT),
    "interviews:attempt_resume": Row(WRONG_METHOD, OWN_SENT_ON, ATTEMPT),
    "interviews:attempt_log": Row((302, 200, 404, 404, 200), WRONG_METHOD, ATTEMPT),
    "interviews:claim_toggle": Row((302, 405, 405, 405, 405), (401, 404, 404, 404, 404), ("attempt", "1", "point")),
    "interviews:attempt_finish": Row(OWN, OWN_SENT_ON, ATTEMPT),
    "interviews:attempt_result": Row(OWN_SENT_ON, WRONG_METHOD, ATTEMPT),
    "interviews:attempt_transcript": Row(OWN_SENT_ON, WRONG_METHOD, ATTEMPT),
    "interviews:point_rates": Row(AUTHORS, WRONG_METHOD, GUIDE),
    "interviews:rescoring_create": Row(AUTHORS, AUTHORS_SENT_ON, GUIDE),
    "interviews:rescoring_detail": Row(AUTHORS, (401, 404, 404, 422, 422), ("batch",)),
    "interviews:attempt_retry": Row(WRONG_METHOD, (302, 404, 404, 404, 404), ATTEMPT),
}


@pytest.fixture
def cast() -> dict[str, User | None]:
    """One person a role, and the learner's own attempt with a secret in it."""
    guide = make_guide()
    Diagram.objects.create(
        guide_revision=guide.current_revision, key="flow", position=0, title="Flow", sha256=PICTURE, svg="<svg/>"
    )
    learner = make_user("learner")
    attempt = make_attempt(learner, started_at=timezone.now() - MINUTE)
    respond(attempt, 1, SECRET, at=timezone.now())
    people = (None, learner, make_user("other"), make_instructor(), make_administrator())
    Guide.objects.update(owner=people[3])
    GuideRevision.objects.update(text=SMALL_GUIDE)
    make_draft(people[3], SMALL_GUIDE, guide=Guide.objects.get(), origin="upload")
    Mistake.objects.report(learner, QuestionRevision.objects.earliest("pk"), "Left?", at=timezone.now())
    Rescoring.objects.create(guide=guide, asked_by=people[3], asked_at=timezone.now(), step="previewed")
    return dict(zip(ROLES, people, strict=True))


def url_of(name: str, row: Row) -> str:
    attempt = Attempt.objects.get()
    known = {
        "attempt": attempt.pk,
        "blueprint": attempt.blueprint_id,
        "point": KeyPoint.objects.earliest("pk").pk,
        "batch": Rescoring.objects.earliest("pk").pk,
        "draft": Draft.objects.earliest("pk").pk,
        "mistake": Mistake.objects.get().pk,
    }
    return reverse(name, args=[known.get(arg, arg) for arg in row.args])


def own_names(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The names of all URLs, save those that the libraries bring (their views are tried below)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from own_names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif not str(entry.name).startswith(("account_", "mfa_")):
            yield f"{namespace}{entry.name}"


def client_of(person: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if person:
        client.force_login(person)
    return client


def test_every_url_stands_in_the_matrix():
    """Those of cohorts stand in one of their own, where more roles are told apart: tests/cohorts/test_access.py."""
    assert sorted(name for name in own_names() if not name.startswith("cohorts:")) == sorted(MATRIX)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", MATRIX)
def test_each_role_gets_what_the_matrix_says(cast, name, method, headers):
    url = url_of(name, MATRIX[name])
    answers = {role: getattr(client_of(person), method)(url, headers=headers) for role, person in cast.items()}

    expected = getattr(MATRIX[name], method)
    assert tuple(answer.status_code for answer in answers.values()) == expected
    shown = {role for role, answer in answers.items() if SECRET.encode() in answer.content}
    assert shown <= {"learner"}


def admin_names() -> list[str]:
    """The pages of the admin that need no record: the index, and each model's list and form."""
    return sorted(f"admin:{name}" for name in get_resolver().namespace_dict["admin"][1].reverse_dict if is_plain(name))


def is_plain(name: object) -> bool:
    return isinstance(name, str) and (name == "index" or name.endswith(("_changelist", "_add")))


def test_the_admin_opens_to_administrators_only(cast):
    names = admin_names()
    opened = {
        role: [n for n in names if client_of(who).get(reverse(n)).status_code == 200] for role, who in cast.items()
    }

    assert "admin:interviews_attempt_changelist" in opened["administrator"]
    assert {role: pages for role, pages in opened.items() if role != "administrator"} == {
        "stranger": [],
        "learner": [],
        "other": [],
        "instructor": [],
    }


LIBRARY_ARGS = {
    "account_confirm_email": ["none"],
    "account_reset_password_from_key": ["1", "none"],
    "mfa_remove_webauthn": [1],
    "mfa_edit_webauthn": [1],
}


def library_names() -> list[str]:
    names = get_resolver().reverse_dict
    return sorted(name for name in names if isinstance(name, str) and name.startswith(("account_", "mfa_")))


@pytest.mark.parametrize("name", library_names())
def test_no_page_of_the_accounts_library_fails_for_anybody_or_shows_a_secret(cast, name):
    url = reverse(name, args=LIBRARY_ARGS.get(name, []))
    answers = [getattr(client_of(who), method)(url) for who in cast.values() for method in ("get", "post")]

    assert {answer.status_code for answer in answers} <= {200, 302, 400, 403, 404, 405, 409}
    assert not any(SECRET in answer.content.decode() for answer in answers)
