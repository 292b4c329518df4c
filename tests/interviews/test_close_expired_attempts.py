import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.interviews.models import Attempt, Response
from tests.factories import make_attempt, make_user, respond


@pytest.mark.django_db
def test_command_closes_and_scores_what_nobody_came_back_to(capsys):
    forgotten = make_attempt(make_user(), minutes=30)
    respond(forgotten, 1, "It is small")
    running = make_attempt(make_user(), minutes=30, started_at=timezone.now())

    call_command("close_expired_attempts")

    assert capsys.readouterr().out == "1 closed; all responses that ended are scored.\n"
    assert list(Attempt.objects.unfinished()) == [running]
    assert not Response.objects.filter(item__attempt=forgotten, current_score=None).exists()
