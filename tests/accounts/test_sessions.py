"""Whoever is signed in is looked up at every request, and in the database only."""

from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.models import Session, User
from portal.accounts.sessions import SessionStore, person_of
from tests.factories import make_administrator, make_instructor, make_user

pytestmark = pytest.mark.django_db


def signed_in(client) -> User | None:
    """Whom the site takes the owner of this browser's session for."""
    request = HttpRequest()
    request.session = SessionStore(client.cookies["sessionid"].value)
    user = person_of(request)
    return user if user.is_authenticated else None


def test_session_knows_its_person(learner, learner_client):
    assert Session.objects.get().person == learner


def test_session_of_nobody_has_no_person(client):
    session = client.session
    session["seen"] = True
    session.save()

    assert Session.objects.get().person is None


def test_session_is_of_whoever_signed_in_last(learner, learner_client):
    other = make_user("other")
    learner_client.force_login(other)

    assert [session.person for session in Session.objects.all()] == [other]
    assert signed_in(learner_client) == other


def test_person_is_found_by_one_query(learner, learner_client, django_assert_num_queries):
    assert signed_in(learner_client) == learner
    with django_assert_num_queries(1):
        assert signed_in(learner_client) == learner


@pytest.mark.parametrize("changed", [{"_auth_user_id": "0"}, {"_auth_user_hash": "x"}, {"_auth_user_backend": "x"}])
def test_session_that_does_not_fit_its_person_is_of_nobody(learner_client, changed):
    session = learner_client.session
    row = Session.objects.get()
    Session.objects.update(session_data=session.encode(dict(session) | changed))

    assert row.person is not None
    assert signed_in(learner_client) is None


def test_person_is_read_anew_each_time(learner, learner_client):
    before = signed_in(learner_client)
    User.objects.filter(pk=learner.pk).update(time_zone="Europe/Berlin")

    assert (before.time_zone, signed_in(learner_client).time_zone) == ("UTC", "Europe/Berlin")


@pytest.mark.parametrize(("left", "is_signed_in"), [(timedelta(seconds=60), True), (timedelta(0), False)])
def test_session_ends_the_moment_it_expires(learner_client, left, is_signed_in):
    Session.objects.update(expire_date=timezone.now() + left)

    assert (signed_in(learner_client) is not None) == is_signed_in


def test_session_ends_at_once_when_it_is_signed_out_elsewhere(learner_client):
    assert signed_in(learner_client)
    Session.objects.all().delete()

    assert signed_in(learner_client) is None


def test_session_ends_at_once_when_the_password_is_changed(learner, learner_client):
    learner.set_password("another quiet study")
    learner.save()

    assert signed_in(learner_client) is None


def test_session_ends_at_once_when_the_account_is_closed(learner, learner_client):
    User.objects.filter(pk=learner.pk).update(is_active=False)

    assert signed_in(learner_client) is None


@pytest.mark.parametrize("make", [make_user, make_instructor, make_administrator])
def test_role_is_read_with_the_person(client, django_assert_num_queries, make):
    person = make("somebody")
    client.force_login(person)
    signed_in(client)

    with django_assert_num_queries(1):
        role = signed_in(client).role

    assert role == User.objects.get().role
