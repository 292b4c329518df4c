"""Moving assignments about: to another cohort, into a template, along the calendar."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from portal.accounts.zones import zone
from portal.cohorts.act import Act
from portal.cohorts.actions import ChangedMeanwhile, as_json
from portal.cohorts.forms.assignments import DATES, VALUES
from portal.cohorts.models import Assignment, AssignmentTemplate, Change, Cohort
from portal.cohorts.openings import reach_openings
from portal.cohorts.publishing import Draft, make_assignment
from portal.cohorts.wall_time import NoSuchTime, OutOfReach, shifted
from portal.interviews.spec import Spec

TIMELESS = tuple(name for name in VALUES if name not in DATES)


class NoSuchDate(Exception):
    """A shift would land on a time that the clocks skip; the exception's text names the assignment."""


def copy_assignment(assignment: Assignment, cohort: Cohort, act: Act, form_key: str | None = None) -> Assignment:
    """A draft of the same in another cohort, without its dates and persons; one for each ``form_key``."""
    values = {name: getattr(assignment, name) for name in TIMELESS} | {"form_key": form_key}
    spec = Spec.from_json(assignment.blueprint_revision.spec)
    return make_assignment(cohort, Draft(assignment.title, spec, values), act)


def save_template(assignment: Assignment, act: Act) -> AssignmentTemplate:
    values = as_json({name: getattr(assignment, name) for name in TIMELESS})
    return act.by.assignment_templates.create(
        title=assignment.title, spec=assignment.blueprint_revision.spec, values=values, created_at=act.at
    )


def from_template(template: AssignmentTemplate, cohort: Cohort, act: Act, form_key: str | None = None) -> Assignment:
    """A draft made from a template; one for each ``form_key``."""
    values = {**template.values, "form_key": form_key}
    values["limit"] = timedelta(seconds=values["limit"]) if values["limit"] else None
    spec = Spec.from_json(template.spec)
    return make_assignment(cohort, Draft(template.title, spec, values), act)


def shift_dates(cohort: Cohort, chosen: Iterable[tuple[int, int]], days: int, act: Act) -> int:
    """Move all dates of the ``chosen`` (key and version) by ``days``, on the cohort's wall clock; return how many.

    All or none: raise ``NoSuchDate`` or ``ChangedMeanwhile``.
    """
    versions, own_zone = dict(chosen), zone(cohort.time_zone)
    with transaction.atomic():
        assignments = list(cohort.assignments.filter(pk__in=versions).select_related("blueprint_revision"))
        for assignment in assignments:
            before = {name: moment for name in DATES if (moment := getattr(assignment, name))}
            try:
                after = {name: shifted(moment, timedelta(days=days), own_zone) for name, moment in before.items()}
            except (NoSuchTime, OutOfReach):
                raise NoSuchDate(assignment.title) from None
            if not assignment.rewrite(versions[assignment.pk], after):
                raise ChangedMeanwhile
            reach_openings(assignment)
            assignment.changes.create(
                kind=Change.Kind.SHIFTED, before=as_json(before), after=as_json(after), by=act.by, at=act.at
            )
    return len(assignments)
