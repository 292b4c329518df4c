"""Forms about an assignment: what it asks, how it counts, and its dates."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.accounts.models import User
from portal.accounts.zones import zone
from portal.cohorts.forms.fields import WallTimeField
from portal.cohorts.models import Assignment, Cohort
from portal.guides.models import Guide, Topic
from portal.guides.models.guide import Level
from portal.interviews.kinds import CHOOSABLE
from portal.interviews.spec import Spec

BY_HAND, AT_ONCE, AT_A_DATE = "by_hand", "at_once", "at_a_date"
OPENINGS = [
    (BY_HAND, "When I release them"),
    (AT_ONCE, "As soon as an attempt is handed in"),
    (AT_A_DATE, "On a date"),
]
RELEASES = [(BY_HAND, "Withheld"), (AT_ONCE, "Now"), (AT_A_DATE, "On a date")]
DATES = ("opens_at", "due_at", "closes_at", "results_open_at", "answers_open_at")
VALUES = (
    "form",
    "opens_at",
    "due_at",
    "closes_at",
    "limit",
    "attempts_allowed",
    "kept_score",
    "late_rule",
    "late_percent_a_day",
    "results_open_at",
    "answers_open_at",
    "is_same_for_all",
)
"""The fields of an assignment that this form fills."""


class AssignmentForm(forms.Form):
    """``version`` is that of the assignment the form was filled from. What a published one asks stays as it is."""

    title = forms.CharField(max_length=200)
    form = forms.ChoiceField(choices=Assignment.Form.choices, label="Form", initial=Assignment.Form.PRACTICE)
    guides = forms.MultipleChoiceField(
        error_messages={"required": "Choose at least one guide."}, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    levels = forms.MultipleChoiceField(choices=Level.choices, required=False, widget=forms.CheckboxSelectMultiple)
    kinds = forms.MultipleChoiceField(choices=CHOOSABLE, required=False, widget=forms.CheckboxSelectMultiple)
    count = forms.IntegerField(label="Number of questions", min_value=1, max_value=100, initial=5)
    is_same_for_all = forms.BooleanField(
        label="The same questions for everyone (else each learner's are drawn)", required=False, initial=True
    )
    minutes = forms.IntegerField(
        label="Minutes (empty: no limit)", min_value=1, max_value=480, required=False, initial=20
    )
    attempts_allowed = forms.IntegerField(
        label="Attempts allowed (empty: any number)", min_value=1, max_value=100, required=False
    )
    kept_score = forms.ChoiceField(label="Which score counts", choices=Assignment.KeptScore.choices)
    late_rule = forms.ChoiceField(
        label="After the due date", choices=Assignment.LateRule.choices, initial=Assignment.LateRule.MARK
    )
    late_percent_a_day = forms.IntegerField(
        label="Per cent a day to deduct", min_value=0, max_value=100, required=False, initial=0
    )
    results = forms.ChoiceField(label="Results show", choices=OPENINGS, initial=BY_HAND)
    answers = forms.ChoiceField(label="Model answers show", choices=OPENINGS, initial=BY_HAND)
    persons = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)

    def __init__(self, *args: Any, cohort: Cohort, user: User, is_published: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_published = is_published
        own_zone = zone(cohort.time_zone)
        labels = ("Opens", "Due", "Closes", "Results on", "Model answers on")
        for name, label in zip(DATES, labels, strict=True):
            self.fields[name] = WallTimeField(zone=own_zone, label=label)
        guides = Guide.objects.readable_by(user).order_by("current_revision__title")
        self._offer("guides", list(guides.values_list("slug", "current_revision__title")))
        topics = Topic.objects.filter(questions__guide__in=guides, questions__retired_at=None).distinct()
        self._offer("topics", [(topic.slug, topic.title) for topic in topics])
        learners = cohort.memberships.current().learners().order_by("user__username")
        self._offer("persons", [(str(key), name) for key, name in learners.values_list("user", "user__username")])
        if is_published:
            for name in ("form", "guides", "topics", "levels", "kinds", "count", "is_same_for_all"):
                del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, due, closes = data.get("opens_at"), data.get("due_at"), data.get("closes_at")
        if opens and due and due <= opens:
            self.add_error("due_at", "It has to be due after it opens.")
        if due and closes and closes < due:
            self.add_error("closes_at", "It has to close when it is due, or later.")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "It has to close after it opens.")
        for choice, moment in (("results", "results_open_at"), ("answers", "answers_open_at")):
            if data.get(choice) == AT_A_DATE and moment not in self.errors and not data.get(moment):
                self.add_error(moment, "Say on which date.")
        if data.get("late_rule") == Assignment.LateRule.DEDUCT and not data.get("late_percent_a_day"):
            self.add_error("late_percent_a_day", "Say how many per cent a day.")
        return data

    def values(self, at: datetime) -> dict[str, Any]:
        """Its fields as the assignment has them. “At once” is a moment that has passed: ``at``."""
        data = self.cleaned_data
        minutes = data["minutes"]
        values = {name: data[name] for name in VALUES if name in data}
        values["late_percent_a_day"] = data["late_percent_a_day"] or 0
        values["limit"] = timedelta(minutes=minutes) if minutes else None
        for choice, moment in (("results", "results_open_at"), ("answers", "answers_open_at")):
            values[moment] = {BY_HAND: None, AT_ONCE: at}.get(data[choice], data[moment])
        return values

    def spec(self) -> Spec:
        data = self.cleaned_data
        is_assessed = data["form"] == Assignment.Form.ASSESSED
        return Spec(
            guides=tuple(data["guides"]),
            count=data["count"],
            minutes=None,
            topics=tuple(data["topics"]),
            levels=tuple(data["levels"]),
            kinds=tuple(data["kinds"]),
            mode="assessed" if is_assessed else "practice",
            unlike_last=0,
        )


def assignment_initial(assignment: Assignment) -> dict[str, Any]:
    """What the form shows of an assignment."""
    spec = Spec.from_json(assignment.blueprint_revision.spec)
    initial: dict[str, Any] = {name: getattr(assignment, name) for name in ("title", "version", *VALUES)}
    initial |= {name: list(getattr(spec, name)) for name in ("guides", "topics", "levels", "kinds")}
    initial["count"] = spec.count
    initial["minutes"] = int(assignment.limit.total_seconds()) // 60 if assignment.limit else None
    initial["persons"] = [str(key) for key in assignment.persons.values_list("pk", flat=True)]
    for choice, moment in (("results", "results_open_at"), ("answers", "answers_open_at")):
        initial[choice] = BY_HAND if initial[moment] is None else AT_A_DATE
    return initial


class ShiftForm(forms.Form):
    """Move the dates of several assignments by days; the time of day stays, also over a change of the clocks."""

    days = forms.IntegerField(label="Days", min_value=-3650, max_value=3650)
    assignments = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignments"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(f"{a.pk}:{a.version}", a.title) for a in cohort.assignments.all()]

    def clean_days(self) -> int:
        days: int = self.cleaned_data["days"]
        if not days:
            raise ValidationError("Nothing would move.")
        return days

    def chosen(self) -> list[tuple[int, int]]:
        """Keys of assignments, each with the version it had when the form was made."""
        pairs = (choice.split(":") for choice in self.cleaned_data["assignments"])
        return [(int(key), int(version)) for key, version in pairs]


class CopyForm(forms.Form):
    """Where to copy an assignment; its dates are left behind."""

    cohort = forms.ChoiceField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cohorts = Cohort.objects.taught_by(user).active()
        field = self.fields["cohort"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(cohort.pk), cohort.name) for cohort in cohorts]


class ReleaseForm(forms.Form):
    """When results and model answers open to the learners; ``version`` is that of the assignment the form shows."""

    results = forms.ChoiceField(label="Results", choices=RELEASES)
    answers = forms.ChoiceField(label="Model answers", choices=RELEASES)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["results_open_at"] = WallTimeField(zone=zone(cohort.time_zone), label="Results on")
        self.fields["answers_open_at"] = WallTimeField(zone=zone(cohort.time_zone), label="Model answers on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for choice, moment in (("results", "results_open_at"), ("answers", "answers_open_at")):
            if data.get(choice) == AT_A_DATE and moment not in self.errors and not data.get(moment):
                self.add_error(moment, "Say on which date.")
        return data

    def moment(self, name: str, at: datetime) -> datetime | None:
        data = self.cleaned_data
        chosen: datetime | None = {BY_HAND: None, AT_ONCE: at}.get(data[name], data[f"{name}_open_at"])
        return chosen
