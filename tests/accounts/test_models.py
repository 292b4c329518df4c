"""Who someone is, what they may, and how they leave."""

from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import Session, User
from tests.factories import NOON, PASSWORD, SECOND, make_administrator, make_instructor, make_user


@pytest.mark.parametrize(
    ("make", "role", "is_instructor"),
    [
        (make_user, User.Role.LEARNER, False),
        (make_instructor, User.Role.INSTRUCTOR, True),
        (make_administrator, User.Role.ADMINISTRATOR, True),
    ],
)
def test_role_follows_group_and_rights(make, role, is_instructor, db):
    user = make()

    assert (user.role, user.is_instructor) == (role, is_instructor)


def test_role_asks_the_database_once_a_request(learner, django_assert_num_queries):
    user = User.objects.get(pk=learner.pk)

    with django_assert_num_queries(1):
        assert [user.is_instructor, user.is_instructor, user.role] == [False, False, "learner"]


@pytest.mark.parametrize(("first", "second"), [("anna", "ANNA"), ("änne", "ÄNNE")])
def test_name_is_unique_whatever_its_case(first, second, db):
    User.objects.create_user(first, "one@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(second, "two@example.com")


def test_address_is_unique_whatever_its_case_and_may_be_absent(db):
    User.objects.create_user("one", "A@example.com")
    User.objects.create_user("two", "")
    User.objects.create_user("three", "")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("four", "a@EXAMPLE.com")


@pytest.mark.parametrize("name", ["a@b.example", "with space", "", "semi;colon", "x" * 151, "İ" * 80])
def test_name_is_refused_when_it_could_be_taken_for_something_else(name, db):
    with pytest.raises(ValidationError) as refused:
        User(username=name, password="x").full_clean()

    assert list(refused.value.message_dict) == ["username"]


def test_address_taken_is_said_beside_its_field(learner, db):
    other = make_user("other")
    EmailAddress.objects.create(user=other, email="second@example.com", verified=True)

    for taken in ("Learner@Example.com", "SECOND@example.com"):
        with pytest.raises(ValidationError) as refused:
            User(username="new", email=taken, password="x").full_clean()
        assert refused.value.message_dict == {"email": ["An account with this e-mail address exists."]}


@pytest.mark.parametrize(("factor", "is_allowed"), [("0.99", False), ("1", True), ("10", True), ("10.01", False)])
def test_time_factor_lies_between_1_and_10(factor, is_allowed, learner):
    update = User.objects.filter(pk=learner.pk).update

    if is_allowed:
        assert update(time_factor=Decimal(factor)) == 1
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            update(time_factor=Decimal(factor))


def test_may_manage_reaches_equals_and_lesser_never_more(db):
    administrator, learner = make_administrator(), make_user("learner")
    clerk, peer, more = (make_user(name, is_staff=True) for name in ("clerk", "peer", "more"))
    change, add = (Permission.objects.get(codename=f"{verb}_user") for verb in ("change", "add"))
    clerk.user_permissions.add(change)
    peer.user_permissions.add(change)
    more.user_permissions.add(change, add)
    closed = make_user("closed", is_active=False)
    closed.user_permissions.add(add)

    people = [learner, peer, more, administrator, closed]
    assert [clerk.may_manage(person) for person in people] == [True, True, False, False, False]
    assert [administrator.may_manage(person) for person in people] == [True] * 5


def test_replace_address_makes_the_new_one_primary_and_unverified(learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    EmailAddress.objects.create(user=learner, email="second@example.com", verified=True)

    learner.email = "new@example.com"
    learner.replace_address()

    assert sorted(learner.emailaddress_set.values_list("email", "primary", "verified")) == [
        ("new@example.com", True, False),
        ("second@example.com", False, True),
    ]


@pytest.fixture
def leaver(learner: User) -> User:
    """Someone with every trace a person can leave in accounts."""
    learner.first_name, learner.last_name, learner.time_factor = "Lea", "Learner", Decimal("1.5")
    learner.time_zone = "Europe/Berlin"
    learner.save()
    make_instructor().groups.get().user_set.add(learner)
    address = EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    Authenticator.objects.create(user=learner, type=Authenticator.Type.TOTP, data={"secret": "x"})
    LogEntry.objects.log_actions(learner.pk, [learner, address], action_flag=2)
    for recipient in (learner.email, "other@example.com"):
        DBTaskResult.objects.create(
            task_path="portal.accounts.mail.send_mail_message",
            args_kwargs={"args": [], "kwargs": {"recipient": recipient}},
            run_after=NOON,
        )
    return learner


def test_anonymise_scrubs_the_account(leaver):
    leaver.anonymise(NOON)

    user = User.objects.get(pk=leaver.pk)
    assert (user.username, user.email, user.get_full_name()) == (f"anonymous {user.pk}", "", "")
    assert (user.is_active, user.is_staff, user.is_superuser, user.has_usable_password()) == (False,) * 4
    assert (user.time_zone, user.time_factor, user.last_login, user.anonymised_at) == ("UTC", Decimal(1), None, NOON)
    assert user.groups.count() == 0


def test_anonymise_erases_the_traces_of_that_person_only(leaver):
    other = make_user("other")
    EmailAddress.objects.create(user=other, email=other.email)

    leaver.anonymise(NOON)

    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["other@example.com"]
    assert list(Authenticator.objects.all()) == []
    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {f"anonymous {leaver.pk}"}
    letters = DBTaskResult.objects.values_list("args_kwargs__kwargs__recipient", flat=True)
    assert list(letters) == ["other@example.com"]


def test_anonymise_signs_the_person_out_everywhere_and_nobody_else(leaver):
    browsers = [Client(), Client()]
    for browser, user in zip(browsers, [leaver, make_user("other")], strict=True):
        browser.force_login(user)

    leaver.anonymise(NOON)

    assert [browser.get("/accounts/profile/").status_code for browser in browsers] == [302, 200]
    assert Session.objects.count() == 1


def test_anonymise_changes_nothing_when_done_again(leaver):
    leaver.anonymise(NOON)
    leaver.anonymise(NOON + SECOND)

    assert User.objects.get(pk=leaver.pk).anonymised_at == NOON


def test_anonymised_cannot_sign_in_and_frees_name_and_address(leaver, sign_in):
    leaver.anonymise(NOON)
    again = User.objects.create_user("learner", "learner@example.com", PASSWORD)

    assert sign_in("learner").session["_auth_user_id"] == str(again.pk)
