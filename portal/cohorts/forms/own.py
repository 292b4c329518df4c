"""Which letters someone wants."""

from django import forms

from portal.cohorts.models import MailChoice


class MailForm(forms.ModelForm[MailChoice]):
    class Meta:
        model = MailChoice
        fields = ["wants_new_assignments", "wants_reminders", "wants_results"]
