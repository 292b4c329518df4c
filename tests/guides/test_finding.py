from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from portal.accounts.models import User
from portal.guides.finding import get_guide, get_placement, guide_at, placement_at
from portal.guides.models import Guide, Mark, Placement, Progress
from tests.factories import NOON, make_administrator, make_guide, make_instructor, make_user, revision_of

CAST: list[Callable[[], User | AnonymousUser]] = [make_user, make_instructor, make_administrator, AnonymousUser]
SHOWN = ["pk", "mark", "is_changed", "previous", "next", "options", "topics"]
GUIDES = {
    "published": {},
    "draft": {"status": Guide.Status.DRAFT},
    "pool": {"audience": Guide.Audience.INSTRUCTORS},
}


def shown(placement: Placement | None) -> list[object]:
    return [getattr(placement, name) for name in SHOWN] if placement else []


@pytest.mark.django_db
@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("make", CAST)
def test_prepared_query_finds_what_the_plain_one_finds(settings, make, is_public):
    settings.PUBLIC_GUIDES = is_public
    for slug, fields in GUIDES.items():
        make_guide(slug, **fields)
    user = make()

    for slug in GUIDES:
        plain = placement_at(slug, "q-2", user).first() if user.is_authenticated or is_public else None
        assert shown(get_placement(slug, "q-2", user)) == shown(plain)
        assert get_guide(slug, user) == guide_at(slug, user).first()


def test_prepared_query_shows_everyone_their_own(db):
    guide = make_guide("mine", status=Guide.Status.DRAFT, owner=make_user("owner"))
    owner, editor, outsider = User.objects.get(username="owner"), make_user("editor"), make_user("outsider")
    guide.editors.add(editor)
    written = Placement.objects.get(guide_revision=revision_of(guide), position=0).question_revision
    Progress.objects.mark(editor, written, Mark.KNOWN, NOON)

    found = {user.username: get_placement("mine", "q-1", user) for user in (owner, editor, outsider)}

    assert {name: placement and placement.mark for name, placement in found.items()} == {
        "owner": "unread",
        "editor": "known",
        "outsider": None,
    }


@pytest.mark.parametrize(("slug", "question"), [("widgets", "(question)"), ("(guide)", "q-1"), ("widgets", "q-9")])
def test_prepared_query_finds_nothing_at_an_address_that_is_not(learner, slug, question):
    make_guide()

    assert get_placement("widgets", "q-1", learner)
    assert get_placement(slug, question, learner) is None


def find_title(reader: User) -> str | None:
    try:
        placement = get_placement("widgets", "q-1", reader)
        return placement.question_revision.title if placement else None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_prepared_query_belongs_to_its_thread():
    make_guide()
    reader = make_user()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(find_title, [reader] * 8))

    assert found == ["What is widget 1?"] * 8
