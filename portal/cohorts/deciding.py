"""From a word an instructor sent to the decision it names."""

from dataclasses import dataclass

from portal.accounts.models import User
from portal.cohorts.act import Act
from portal.cohorts.actions import (
    ChangedMeanwhile,
    Decided,
    Own,
    change_grade,
    extend,
    give_own,
    reopen_attempt,
    set_override,
    void_attempt,
)
from portal.cohorts.forms.cell import GradeForm, MinutesForm, OverrideForm, ReasonForm
from portal.cohorts.models import Assignment
from portal.interviews.models import Attempt

Answer = tuple[bool, str]
"""Whether it was done, and what to say."""


@dataclass(frozen=True)
class Case:
    """Whom it is about; ``attempt`` is the key of one of theirs, as it was sent."""

    assignment: Assignment
    learner: User
    attempt: str = ""

    def found(self) -> Attempt | None:
        if not (self.attempt.isascii() and self.attempt.isdigit() and len(self.attempt) < 19):
            return None
        mine = Attempt.objects.filter(blueprint=self.assignment.blueprint_id, learner=self.learner)
        return mine.filter(pk=self.attempt).first()


def decide(case: Case, then: str, form: ReasonForm, act: Act) -> Answer:
    """Do what ``then`` says with a valid form."""
    if isinstance(form, OverrideForm):
        return _own(case, form, act)
    if isinstance(form, GradeForm):
        return _grade(case, form, act)
    if then in {"excuse", "count"}:
        set_override(case.assignment, case.learner, {"is_excused": then == "excuse"}, act)
        return True, "Excused: nothing is asked here." if then == "excuse" else "It counts again."
    return _about_attempt(case, then, form, act)


def _own(case: Case, form: OverrideForm, act: Act) -> Answer:
    try:
        has_extended = give_own(case.assignment, case.learner, Own(form.values, form.cleaned_data["seen"]), act)
    except ChangedMeanwhile:
        return (
            False,
            "Someone else gave this person own dates or time meanwhile, so yours were not saved. Theirs count now.",
        )
    return True, "Saved. The running interview was given the time that follows." if has_extended else "Saved."


def _grade(case: Case, form: GradeForm, act: Act) -> Answer:
    attempt = case.found()
    decided = Decided(form.grade_in_1000, form.cleaned_data["seen"], attempt.pk if attempt else None)
    try:
        change_grade(case.assignment, case.learner, decided, act)
    except ChangedMeanwhile:
        return (
            False,
            "Someone else decided on this grade meanwhile, so yours was not saved. Theirs is below.",
        )
    return True, "The grade is saved, with who decided it and why."


def _about_attempt(case: Case, then: str, form: ReasonForm, act: Act) -> Answer:
    attempt = case.found()
    if attempt is None:
        return False, "Nothing was changed: choose an attempt."
    if then == "void":
        done = void_attempt(case.assignment, attempt, act)
        return done, "Voided: it does not count." if done else "Nothing was changed: it was voided already."
    if not isinstance(form, MinutesForm):
        return False, "Nothing was changed."
    if then == "extend":
        done = extend(case.assignment, attempt, form.time, act)
        return done, "The running interview has more time." if done else "Nothing was changed: it is not running."
    done = reopen_attempt(case.assignment, attempt, form.time, act)
    return done, "It goes on from now." if done else "Nothing was changed: it runs, was voided, or another one runs."
