"""A name has one spelling, however it was typed."""

import pytest

from portal.accounts.fields import fold_name
from portal.accounts.models import User


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("anna", "anna"),
        ("ANNA", "anna"),
        ("ÄNNE", "änne"),
        ("a\u0308nne", "änne"),  # two characters that look like one
        ("ﬁona", "fiona"),  # a ligature
        ("Ａｎｎａ", "anna"),  # full width
    ],
)
def test_fold_name_gives_one_spelling(typed, kept):
    assert fold_name(typed) == kept
    assert fold_name(fold_name(typed)) == kept


def test_user_name_and_address_are_kept_and_found_folded(db):
    user = User.objects.create_user("ÄNNE", "Änne@Example.COM", "x")

    assert (user.username, user.email) == ("änne", "änne@example.com")
    user.refresh_from_db()
    assert (user.username, user.email, user.email_key) == ("änne", "änne@example.com", "änne@example.com")
    assert User.objects.get(username="Änne") == User.objects.get(email="ÄNNE@example.com") == user


def test_user_name_and_address_are_folded_by_bulk_writes_too(db):
    User.objects.bulk_create([User(username="Bulk", email="B@X.org")])
    User.objects.filter(username="BULK").update(email="C@X.org")

    assert list(User.objects.values_list("username", "email")) == [("bulk", "c@x.org")]
