import os
import time

import pytest
from allauth.account.models import EmailAddress
from django.contrib.staticfiles.finders import get_finder

from portal.accounts.models import User
from portal.preparing import (
    NameTaken,
    administrator_address,
    build_static_files,
    create_first_administrator,
    pending_migrations,
)
from tests.factories import make_administrator, make_user


@pytest.mark.django_db
def test_first_administrator_signs_in_with_the_password_that_is_shown(client):
    first = create_first_administrator("viva.example")

    user = User.objects.get()
    assert (first.name, user.username, user.email) == ("admin", "admin", "admin@viva.example")
    assert (user.is_superuser, user.is_staff, user.check_password(first.password)) == (True, True, True)
    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (user.pk, "admin@viva.example", True, True)
    ]


@pytest.mark.django_db
def test_first_administrator_has_a_long_password_of_its_own():
    first = create_first_administrator("viva.example").password
    User.objects.all().delete()

    assert len(first) == len("xxxxx-xxxxx-xxxxx-xxxxx")
    assert create_first_administrator("viva.example").password != first


@pytest.mark.django_db
def test_first_administrator_is_made_only_where_there_is_none():
    make_administrator("head")

    assert create_first_administrator("viva.example") is None
    assert list(User.objects.values_list("username", flat=True)) == ["head"]


@pytest.mark.django_db
@pytest.mark.parametrize(("username", "email"), [("Admin", "a@example.com"), ("learner", "ADMIN@viva.example")])
def test_first_administrator_takes_over_nobody_whose_name_or_address_it_would_have(username, email):
    user = make_user("someone")
    User.objects.filter(pk=user.pk).update(username=username, email=email)

    with pytest.raises(NameTaken):
        create_first_administrator("viva.example")

    assert User.objects.filter(is_superuser=True).exists() is False


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("viva.example", "admin@viva.example"),
        ("localhost", "admin@localhost"),
        ("Study", "admin@localhost"),
        ("10.1.2.3", "admin@localhost"),
    ],
)
def test_administrator_has_an_address_that_forms_accept(host, address):
    assert administrator_address(host) == address


@pytest.mark.django_db
def test_no_migration_is_pending_once_all_are_applied():
    assert pending_migrations() == 0


@pytest.fixture
def source(tmp_path, settings):
    """The one static file of a site of its own."""
    settings.STATIC_ROOT = tmp_path / "built"
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    get_finder.cache_clear()  # type: ignore[attr-defined]  # an lru_cache
    (tmp_path / "static").mkdir()
    path = tmp_path / "static" / "a.css"
    path.write_text("a {}")
    yield path
    get_finder.cache_clear()  # type: ignore[attr-defined]  # an lru_cache


def test_static_files_are_built_anew_only_when_a_source_changed(source, settings):
    assert (build_static_files(), build_static_files()) == (True, False)

    source.write_text("b {}")
    os.utime(source, (time.time() + 10, time.time() + 10))

    assert (build_static_files(), (settings.STATIC_ROOT / "a.css").read_text()) == (True, "b {}")


def test_static_files_are_built_anew_when_what_was_built_is_gone(source, settings):
    build_static_files()
    (settings.STATIC_ROOT / ".sources").unlink()

    assert build_static_files() is True
