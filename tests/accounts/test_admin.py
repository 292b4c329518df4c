"""Accounts in the admin."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.mail import send_mail_message
from portal.accounts.models import User
from tests.accounts.conftest import links
from tests.factories import NOON, PASSWORD, make_administrator, make_instructor, make_user

USERS = "/admin/accounts/user/"
ADDED = {"username": "New", "time_zone": "UTC", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def clerk_client(db) -> Client:
    """Staff who may change people, and no more."""
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["change_user", "view_user", "add_user"]))
    client = Client()
    client.force_login(clerk)
    return client


def change(user: User, **fields: str) -> dict[str, str]:
    """What the change form of ``user`` posts."""
    joined = timezone.localtime(user.date_joined)
    return {
        "username": user.username,
        "email": user.email,
        "time_zone": "UTC",
        "time_factor": "1",
        "is_active": "on",
        "date_joined_0": f"{joined:%Y-%m-%d}",
        "date_joined_1": f"{joined:%H:%M:%S}",
    } | fields


@pytest.mark.parametrize("people", [1, 3])
def test_user_list_runs_the_same_queries_however_many_rows(people, admin_client, django_assert_num_queries):
    for _ in range(people - 1):
        make_instructor(f"instructor-{User.objects.count()}")

    with django_assert_num_queries(5):
        page = admin_client.get(USERS).content.decode()

    assert page.count('class="field-username"') == people


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=INSTRUCTOR@example", ["instructor"]),
        ("role=instructor", ["instructor"]),
        ("role=administrator", ["administrator"]),
        ("role=learner", ["closed", "learner"]),
        ("is_active__exact=0", ["closed"]),
        ("role=nonsense", ["administrator", "closed", "instructor", "learner"]),
    ],
)
def test_user_list_searches_and_filters(query, found, admin_client, learner):
    make_instructor()
    make_user("closed", is_active=False)

    page = admin_client.get(f"{USERS}?{query}")

    assert [user.username for user in page.context["cl"].queryset] == found


def test_adding_a_user_records_the_address_unverified(admin_client):
    admin_client.post(f"{USERS}add/", ADDED | {"email": "New@Example.com"})

    user = User.objects.get(username="new")
    assert user.email == "new@example.com"
    addresses = EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified")
    assert list(addresses) == [("new@example.com", True, False)]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"username": "LEARNER"}, ["username"]),
        ({"email": "LEARNER@example.com"}, ["email"]),
        ({"time_zone": "Mars/Base"}, ["time_zone"]),
        ({"username": "a@b.example"}, ["username"]),
    ],
)
def test_adding_a_user_that_exists_in_another_case_is_an_error_in_the_form(typed, errors, admin_client, learner):
    page = admin_client.post(f"{USERS}add/", ADDED | typed)

    assert list(page.context["adminform"].form.errors) == errors
    assert User.objects.count() == 2


def test_changing_a_user_to_a_taken_name_or_address_is_an_error_in_the_form(admin_client, learner):
    other = make_user("other")
    typed = change(other, username="LEARNER", email="Learner@example.com")

    page = admin_client.post(f"{USERS}{other.pk}/change/", typed)

    assert sorted(page.context["adminform"].form.errors) == ["email", "username"]


def test_changing_a_user_keeps_addresses_in_step(admin_client, learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)

    admin_client.post(f"{USERS}{learner.pk}/change/", change(learner, email="Moved@example.com", time_factor="1.5"))

    learner.refresh_from_db()
    assert (learner.email, str(learner.time_factor)) == ("moved@example.com", "1.50")
    assert list(learner.emailaddress_set.values_list("email", "verified")) == [("moved@example.com", False)]


def test_reset_link_is_made_on_request_shown_once_and_logged(admin_client, learner):
    page = f"{USERS}{learner.pk}/reset-link/"
    assert page in admin_client.get(f"{USERS}{learner.pk}/change/").content.decode()
    assert links(admin_client.get(page).content.decode()) == []

    response = admin_client.post(page)

    (link,) = links(response.content.decode())
    assert "no-store" in response["Cache-Control"]
    assert "Choose a new password" in Client().get(link, follow=True).content.decode()
    (entry,) = LogEntry.objects.all()
    assert (entry.object_id, entry.change_message) == (str(learner.pk), "Made a one-time reset link.")
    assert link not in entry.change_message


@pytest.mark.parametrize("who", ["anonymous", "learner", "other", "instructor", "viewer"])
def test_reset_link_is_for_those_who_may_change_people(who, client, learner):
    if who != "anonymous":
        user = {"learner": lambda: learner, "instructor": make_instructor}.get(
            who, lambda: make_user(who, is_staff=True)
        )()
        user.user_permissions.add(*Permission.objects.filter(codename="view_user"))
        client.force_login(user)

    response = client.post(f"{USERS}{learner.pk}/reset-link/", follow=True)

    assert links(response.content.decode()) == []
    assert not LogEntry.objects.exists()


def test_staff_make_links_for_learners_never_for_those_with_more_rights(clerk_client, learner):
    boss = make_administrator()

    own, more = (clerk_client.post(f"{USERS}{user.pk}/reset-link/") for user in (learner, boss))

    assert len(links(own.content.decode())) == 1
    assert (more.status_code, links(more.content.decode())) == (403, [])
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(learner.pk)]


def test_staff_change_neither_rights_nor_those_with_more(clerk_client, learner):
    boss = make_administrator()
    clerk_client.post(f"{USERS}{learner.pk}/change/", change(learner, is_staff="on", is_superuser="on"))
    typed = {"password1": "taken over 1", "password2": "taken over 1", "usable_password": "true", "set-password": ""}

    taken = [clerk_client.post(f"{USERS}{boss.pk}/{page}/", change(boss) | typed) for page in ("change", "password")]

    learner.refresh_from_db()
    assert (learner.is_staff, learner.is_superuser) == (False, False)
    assert [response.status_code for response in taken] == [403, 403]
    assert User.objects.get(pk=boss.pk).check_password(PASSWORD)


def test_reset_link_is_not_made_for_a_closed_account(admin_client, learner):
    User.objects.filter(pk=learner.pk).update(is_active=False)

    response = admin_client.post(f"{USERS}{learner.pk}/reset-link/")

    assert (response.status_code, links(response.content.decode())) == (404, [])


def test_anonymise_asks_first_then_scrubs_all_but_oneself(admin_client, administrator, learner):
    chosen = {"action": "anonymise", "_selected_action": [learner.pk, administrator.pk]}

    asked = admin_client.post(USERS, chosen).content.decode()

    assert "Anonymise 1 account?" in asked
    assert User.objects.get(pk=learner.pk).username == "learner"
    admin_client.post(USERS, chosen | {"confirmed": "yes"})
    names = User.objects.order_by("pk").values_list("username", flat=True)
    assert sorted(names) == sorted(["administrator", f"anonymous {learner.pk}"])
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Anonymised."]


def test_anonymise_leaves_those_with_more_rights(clerk_client):
    boss = make_administrator()

    clerk_client.post(USERS, {"action": "anonymise", "_selected_action": [boss.pk], "confirmed": "yes"})

    assert User.objects.get(pk=boss.pk).username == "administrator"


def test_anonymised_account_can_be_seen_but_not_changed(admin_client, learner):
    learner.anonymise(NOON)

    response = admin_client.post(f"{USERS}{learner.pk}/change/", change(learner, username="back"))

    assert response.status_code == 403
    assert admin_client.get(f"{USERS}{learner.pk}/change/").context["has_change_permission"] is False


def test_users_are_never_deleted(admin_client, learner):
    responses = [admin_client.post(f"{USERS}{learner.pk}/delete/", {"post": "yes"})]
    responses.append(
        admin_client.post(USERS, {"action": "delete_selected", "_selected_action": [learner.pk], "post": "yes"})
    )

    assert [response.status_code for response in responses] == [403, 302]
    assert User.objects.filter(pk=learner.pk).exists()


def test_second_factor_is_removed_by_an_administrator_and_its_secret_never_shown(admin_client, learner):
    factor = Authenticator.objects.create(user=learner, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    page = reverse("admin:mfa_authenticator_change", args=[factor.pk])

    shown = admin_client.get(page).content.decode()

    assert "learner" in shown
    assert "JBSWY3DPEHPK3PXP" not in shown
    admin_client.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("model", ["account/emailaddress", "mfa/authenticator"])
def test_rows_that_let_one_sign_in_as_another_are_for_administrators(model, client, administrator):
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(content_type__app_label__in=["account", "mfa"]))
    pages = []
    for user in (clerk, administrator):
        client.force_login(user)
        pages.append(client.get(f"/admin/{model}/"))

    assert [page.status_code for page in pages] == [403, 200]


def test_letters_that_failed_are_shown_in_the_admin(admin_client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    letter = send_mail_message.enqueue(subject="Hello", body="", sender="a@example.com", recipient="b@example.com")
    DBTaskResult.objects.update(status="FAILED", traceback="ConnectionRefusedError")

    page = reverse("admin:django_tasks_database_dbtaskresult_changelist")

    assert "send_mail_message" in admin_client.get(f"{page}?status__exact=FAILED").content.decode()
    assert "ConnectionRefusedError" in admin_client.get(f"{page}{letter.id}/change/").content.decode()
