"""Letters go out by the worker."""

import json
import logging

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core import mail
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.accounts.mail import send_mail_message

LETTER = {
    "subject": "[Viva] Hello",
    "body": "A line.",
    "sender": "viva@example.com",
    "recipient": "learner@example.com",
}
IN_DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_mail_is_sent_as_plain_text():
    send_mail_message.enqueue(**LETTER)

    (letter,) = mail.outbox
    assert (letter.subject, letter.body, letter.from_email, letter.to) == (
        LETTER["subject"],
        LETTER["body"],
        LETTER["sender"],
        [LETTER["recipient"]],
    )
    assert letter.message().get_content_type() == "text/plain"


def test_mail_waits_in_the_database_when_no_worker_runs(settings, client, learner):
    settings.TASKS = IN_DATABASE

    response = client.post(reverse("account_reset_password"), {"email": learner.email})

    assert response["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []
    (waiting,) = DBTaskResult.objects.all()
    assert (waiting.status, waiting.task_path) == ("READY", "portal.accounts.mail.send_mail_message")
    assert waiting.args_kwargs["kwargs"]["recipient"] == learner.email
    assert json.dumps(waiting.args_kwargs)


def test_mail_that_cannot_be_sent_is_a_failed_result_and_an_error_in_the_log(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # discard: nothing listens

    with caplog.at_level(logging.ERROR, logger="django_tasks"):
        result = send_mail_message.enqueue(**LETTER)

    assert result.status == TaskResultStatus.FAILED
    assert "ConnectionRefusedError" in result.errors[0].traceback
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.parametrize(
    ("prefix", "subject", "words"),
    [
        ("unknown_account", "[Viva] No account with this address", "No account has it"),
        ("account_already_exists", "[Viva] You have an account already", "It has an account already"),
        ("password_changed", "[Viva] Password Changed", "Was it not you?"),
    ],
)
def test_letter_says_what_happened_in_plain_words(prefix, subject, words, rf, db):
    with request_context(rf.get("/", headers={"host": "localhost"})):
        get_adapter().send_mail(
            f"account/email/{prefix}", "a@example.com", {"ip": "::1", "user_agent": "<b>", "timestamp": None}
        )

    (letter,) = mail.outbox
    assert letter.subject == subject
    assert words in letter.body
    assert letter.body.endswith("Viva, http://localhost/")
