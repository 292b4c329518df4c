"""Ways in: who is let in, how often, and until when."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from portal.cohorts.joining import VALID_FOR, invite_all, preview
from portal.cohorts.models import Membership
from tests.cohorts.cast import join, make_cohort, make_invitation, make_invite
from tests.factories import MINUTE, NOON, SECOND, make_instructor, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("at", "is_let_in"), [(NOON + HOUR - SECOND, True), (NOON + HOUR, False)])
def test_code_lets_in_until_it_expires(cohort, at, is_let_in):
    invite = make_invite(cohort, expires_at=NOON + HOUR)

    assert (invite.admit(make_user(), at) is not None) == is_let_in
    assert invite.state(at) == ("open" if is_let_in else "expired")


def test_code_lets_in_no_more_people_than_its_cap_and_counts_a_member_once(cohort):
    invite = make_invite(cohort, most_uses=1)
    first = make_user()
    invite.admit(first, NOON)
    invite.admit(first, NOON)

    assert invite.admit(make_user(), NOON) is None
    invite.refresh_from_db()
    assert (invite.uses, invite.state(NOON), cohort.memberships.learners().get().user) == (1, "full", first)


def test_revoked_code_and_code_of_an_archived_cohort_let_nobody_in(cohort):
    revoked, other = make_invite(cohort), make_invite(cohort)
    revoked.revoke(NOON)
    cohort.archive(NOON)

    assert [invite.admit(make_user(), NOON) for invite in (revoked, other)] == [None, None]


def test_instructor_who_opens_the_code_stays_an_instructor(cohort, owner):
    assert make_invite(cohort).admit(owner, NOON).role == Membership.Role.OWNER


def test_someone_who_left_comes_back_as_a_learner_with_their_history(cohort):
    former = join(cohort, role="instructor")
    former.leave(NOON + MINUTE)

    back = make_invite(cohort).admit(former.user, NOON + HOUR)

    assert (back.pk, back.role, back.left_at) == (former.pk, "learner", None)


def test_invitation_lets_one_person_in_once(cohort):
    invitation = make_invitation(cohort, expires_at=NOON + HOUR)
    person = make_user()

    assert invitation.accept(person, NOON).user == person
    assert invitation.accept(make_user(), NOON) is None


@pytest.mark.parametrize(("at", "is_let_in"), [(NOON + HOUR - SECOND, True), (NOON + HOUR, False)])
def test_invitation_ends(cohort, at, is_let_in):
    invitation = make_invitation(cohort, expires_at=NOON + HOUR)

    assert (invitation.accept(make_user(), at) is not None) == is_let_in


def test_list_invites_those_who_can_be_and_makes_no_account(cohort, owner):
    join(cohort, make_user("grace"))
    make_invitation(cohort, "old@example.com", expires_at=NOON)
    users = type(owner).objects.count()
    people = preview(cohort, "ada@example.com\ngrace@example.com\nold@example.com", NOON)

    made = invite_all(cohort, people, by=owner, at=NOON)

    assert {invitation.email for invitation in made} == {"ada@example.com", "old@example.com"}
    assert {invitation.expires_at for invitation in made} == {NOON + VALID_FOR}
    assert type(owner).objects.count() == users
    assert invite_all(cohort, preview(cohort, "ada@example.com", NOON), by=owner, at=NOON + MINUTE) == []


def test_preview_changes_nothing_and_inviting_sends_a_letter_with_a_link(cohort, owner_client):
    url = f"/cohorts/{cohort.pk}/members/invite/"
    owner_client.post(url, {"people": "ada@example.com, Ada", "sends_mail": "on"})
    before = (cohort.invitations.count(), len(mail.outbox))
    owner_client.post(url, {"people": "ada@example.com, Ada", "sends_mail": "on", "then": "invite"})

    assert before == (0, 0)
    letter, invitation = mail.outbox[0], cohort.invitations.get()
    assert (letter.to, invitation.url in letter.body, "Hello Ada," in letter.body) == (["ada@example.com"], True, True)


def test_refused_list_comes_back_as_it_was_typed(cohort, owner_client):
    answer = owner_client.post(f"/cohorts/{cohort.pk}/members/invite/", {"people": " "})

    assert (answer.status_code, cohort.invitations.count()) == (422, 0)


def test_invited_stranger_may_sign_up_where_sign_up_is_closed_and_comes_back(cohort):
    invitation = make_invitation(cohort, expires_at=NOON + timedelta(days=36500))
    client, path = Client(), f"/cohorts/invitations/{invitation.token}/"
    closed = client.get("/accounts/signup/").content.decode()
    client.get(path)
    fields = {"email": "ada@example.com", "username": "ada", "password1": "a quiet study", "password2": "a quiet study"}
    answer = client.post(f"/accounts/signup/?next={path}", fields)

    assert "password1" not in closed
    assert (answer.status_code, answer["Location"]) == (302, path)
    client.post(path)
    assert cohort.memberships.learners().get().user.username == "ada"


def test_stranger_with_a_code_learns_the_name_of_the_cohort_and_nothing_else(cohort):
    join(cohort, make_user("grace"))
    page = Client().get(f"/cohorts/join/{make_invite(cohort).code}/").content.decode()

    assert ("Evening class" in page, "grace" in page, "Sign in" in page) == (True, False, True)


def test_typed_code_is_found_in_any_case_and_spacing(cohort, learner_client, learner):
    invite = make_invite(cohort)
    typed = f" {invite.code[:5].lower()}-{invite.code[5:]} "

    answer = learner_client.post("/cohorts/join/", {"code": typed}, follow=True)

    assert answer.request["PATH_INFO"] == f"/cohorts/join/{invite.code}/"
    learner_client.post(f"/cohorts/join/{invite.code}/")
    assert cohort.memberships.get(user=learner).role == "learner"


def test_page_of_a_code_shows_its_qr_picture(cohort, owner_client):
    invite = make_invite(cohort)

    page = owner_client.get(f"/cohorts/{cohort.pk}/codes/{invite.pk}/").content.decode()

    assert ("data:image/svg+xml" in page, invite.url in page) == (True, True)


def test_code_of_another_cohort_is_not_revoked_through_ones_own(cohort):
    foreign = make_instructor("foreign")
    theirs, invite = make_cohort(foreign, name="Other"), make_invite(cohort)
    client = Client()
    client.force_login(foreign)

    assert client.post(f"/cohorts/{theirs.pk}/codes/{invite.pk}/").status_code == 404
    invite.refresh_from_db()
    assert invite.revoked_at is None
