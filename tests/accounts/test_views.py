"""The profile."""

import pytest

from portal.accounts.forms import ProfileForm
from portal.accounts.models import User
from tests.factories import NOON, make_user

PROFILE = "/accounts/profile/"
FILLED = {"first_name": "Lea", "last_name": "Learner", "time_zone": "Europe/Berlin"}


def test_profile_saves_and_redirects(learner, learner_client):
    response = learner_client.post(PROFILE, FILLED)

    assert (response.status_code, response["Location"]) == (302, PROFILE)
    learner.refresh_from_db()
    assert learner.get_full_name() == "Lea Learner"
    assert (learner.time_zone, learner.has_shortcuts) == ("Europe/Berlin", False)
    assert "Your profile is saved." in learner_client.get(PROFILE).content.decode()


def test_profile_keeps_what_was_typed_when_the_zone_is_wrong(learner, learner_client):
    response = learner_client.post(PROFILE, FILLED | {"time_zone": "Mars/Base", "has_shortcuts": "on"})

    page = response.content.decode()
    assert "“Mars/Base” is not a time zone." in page
    assert 'value="Learner"' in page
    learner.refresh_from_db()
    assert (learner.first_name, learner.time_zone) == ("", "UTC")


@pytest.mark.parametrize(
    "extra",
    [{"time_factor": "3"}, {"is_superuser": "on", "is_staff": "on"}, {"username": "x"}, {"email": "x@y.example"}],
)
def test_profile_never_changes_what_others_grant(extra, learner, learner_client):
    before = (
        User.objects.filter(pk=learner.pk).values("time_factor", "is_superuser", "is_staff", "username", "email").get()
    )

    learner_client.post(PROFILE, FILLED | extra)

    assert User.objects.filter(pk=learner.pk).values(*before).get() == before


def test_profile_writes_its_own_columns_only(learner, learner_client):
    """What an administrator changes between the read and the write of a profile stays changed."""
    form = ProfileForm(FILLED, instance=User.objects.get(pk=learner.pk))
    User.objects.filter(pk=learner.pk).update(is_active=False, last_login=NOON)
    assert form.is_valid()
    form.instance.save(update_fields=list(form.fields))

    assert not User.objects.get(pk=learner.pk).is_active


@pytest.mark.parametrize(
    ("factor", "words"), [("1", "standard"), ("1.25", "1.25 × the standard"), ("10", "10 × the standard")]
)
def test_profile_shows_the_persons_own_time_factor_only(factor, words, learner, learner_client):
    make_user("other", time_factor="7.5")
    User.objects.filter(pk=learner.pk).update(time_factor=factor)

    page = learner_client.get(PROFILE).content.decode()

    assert f"<dd>{words}</dd>" in page
    assert "7.50 ×" not in page


def test_profile_asks_for_session_and_user_only(learner_client, django_assert_num_queries):
    with django_assert_num_queries(1):
        learner_client.get(PROFILE)
