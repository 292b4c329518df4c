"""Mail is long work: a page hands its letter to the database worker and answers; the letter waits where none runs.

A letter that could not be sent is a failed result in the admin ("Task Results") and an error in the worker's log.
"""

from django.core.mail import EmailMessage
from django_tasks import task


@task()
def send_mail_message(*, subject: str, body: str, sender: str, recipient: str) -> None:
    """Send one plain text letter. Raises what the mail server's connection raises, for the task's result to show."""
    EmailMessage(subject, body, sender, [recipient]).send()
