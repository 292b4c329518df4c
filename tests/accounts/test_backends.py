"""How a signed-in person is read."""

import pytest

from portal.accounts.backends import AccountBackend
from portal.accounts.models import User
from tests.factories import make_administrator, make_instructor, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_user, make_instructor, make_administrator])
def test_the_role_is_read_with_the_person(django_assert_num_queries, make):
    person = make("somebody")

    with django_assert_num_queries(1):
        found = AccountBackend().get_user(person.pk)
        role = found.role

    assert (found, role) == (person, User.objects.get().role)


def test_a_closed_account_is_nobody():
    person = make_user(is_active=False)

    assert [AccountBackend().get_user(pk) for pk in (person.pk, 0)] == [None, None]
