"""A class from its first day to its grades, and every page of it looked over."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.cohorts.demo import seed
from portal.cohorts.models import Assignment, Cohort
from portal.guides.models import Guide
from portal.interviews.models import Attempt, Response
from tests.browser.browsing import DESKTOP, PHONE, write
from tests.factories import make_guide, make_instructor, make_user


def test_class_from_its_first_day_to_its_grades(open_page):
    make_guide(questions=1)
    teacher, learner, foreign = make_instructor("teacher"), make_user("learner"), make_instructor("foreign")
    desk, seat = open_page(teacher), open_page(learner)

    link = found_a_cohort(desk)
    seat.goto(link)
    seat.get_by_role("button", name="Join as learner").click()
    expect(seat.get_by_text("You are in Evening class.")).to_be_visible()
    set_an_assignment(desk)
    sit_it(seat)
    expect(seat.get_by_text("Results are not open yet")).to_be_visible()

    mark_it(desk)
    release_it(desk)
    seat.goto(f"/cohorts/assignments/{Assignment.objects.get().pk}/")
    expect(seat.get_by_text("50 % → 100 %")).to_be_visible()
    expect(seat.get_by_text("Said in other words")).to_be_visible()
    assert exported(desk) == [["learner", "100.0", "submitted", "100.0"]]

    stranger = open_page(foreign)
    for path in addresses():
        assert stranger.request.get(path).status == 404


def found_a_cohort(desk: Page) -> str:
    """A new cohort with a code; the path of its link."""
    desk.goto("/cohorts/")
    desk.get_by_role("button", name="New cohort").click()
    desk.get_by_label("Name").fill("Evening class")
    desk.get_by_role("button", name="Make it").click()
    desk.get_by_role("link", name="Let learners in").click()
    desk.get_by_role("button", name="Make a code").click()
    expect(desk.get_by_role("img", name="QR code")).to_be_visible()
    return f"/cohorts/join/{Cohort.objects.get().invites.get().code}/"


def set_an_assignment(desk: Page) -> None:
    desk.get_by_role("link", name="Assignments").click()
    desk.get_by_role("button", name="New assignment").click()
    desk.get_by_label("Title").fill("First assessment")
    desk.get_by_label("Form").select_option("assessed")
    desk.get_by_label("The widgets guide").check()
    desk.get_by_label("Number of questions").fill("1")
    due = timezone.now() + timedelta(days=3)
    desk.get_by_label("Due", exact=True).fill(due.strftime("%Y-%m-%dT%H:%M"))
    desk.get_by_role("button", name="Make a draft").click()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("Published: its learners see it now")).to_be_visible()


def sit_it(seat: Page) -> None:
    seat.goto("/")
    seat.get_by_role("link", name="First assessment").click()
    seat.get_by_role("button", name="Start").click()
    write(seat, "It is small, and I cannot say more")
    seat.get_by_role("button", name="Finish").first.click()
    seat.locator("form[action$='/finish/'] button").click()
    expect(seat.get_by_text("Your responses are handed in")).to_be_visible()
    seat.goto(f"/cohorts/assignments/{Assignment.objects.get().pk}/")


def mark_it(desk: Page) -> None:
    desk.get_by_role("button", name="Mark", exact=True).click()
    desk.get_by_role("link", name="What is widget 1?").click()
    desk.locator(".rubric li").nth(1).get_by_label("Hit").check()
    desk.get_by_label("Reason").fill("Said in other words")
    desk.get_by_role("button", name="Save and go on").click()
    expect(desk.get_by_text("is marked")).to_be_visible()


def release_it(desk: Page) -> None:
    desk.get_by_role("link", name="First assessment").click()
    desk.get_by_text("Release or withhold").click()
    desk.get_by_label("Results", exact=True).select_option("at_once")
    desk.get_by_label("Model answers", exact=True).select_option("at_once")
    desk.get_by_role("button", name="Set it").click()
    expect(desk.get_by_text("Results are open now")).to_be_visible()


def exported(desk: Page) -> list[list[str]]:
    """Name, mean, state and grade of each learner in the file that the gradebook gives."""
    desk.get_by_role("link", name="Gradebook").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="CSV, one row a learner").click()
    rows = list(csv.reader(StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    return [[row[0], row[4], row[5], row[6]] for row in rows[1:]]


def addresses() -> list[str]:
    """Pages of the class that teach, mark or tell."""
    cohort, task, said = Cohort.objects.get(), Assignment.objects.get(), Response.objects.get()
    return [
        f"/cohorts/{cohort.pk}/",
        f"/cohorts/{cohort.pk}/gradebook/",
        f"/cohorts/{cohort.pk}/gradebook.csv",
        f"/cohorts/{cohort.pk}/members/",
        f"/cohorts/assignments/{task.pk}/manage/",
        f"/cohorts/assignments/{task.pk}/marking/{said.pk}/",
    ]


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["wide", "phone"])
def test_no_page_of_a_full_class_hinders_anybody(open_page, founding_guide, axe, size, scheme):
    cohort = seed(timezone.now(), learners=6)
    cohort.guides.add(founding_guide)
    Guide.objects.update(audience=Guide.Audience.COHORTS)
    page = open_page(cohort.memberships.get(role="owner").user, viewport=size, color_scheme=scheme)
    task = cohort.assignments.get(title="First assessment")
    said = Response.objects.filter(item__attempt__blueprint=task.blueprint_id).exclude(text="").earliest("pk")
    attempt = said.item.attempt_id
    paths = [
        "/cohorts/",
        f"/cohorts/{cohort.pk}/",
        f"/cohorts/{cohort.pk}/gradebook/",
        f"/cohorts/{cohort.pk}/topics/",
        f"/cohorts/{cohort.pk}/topics/people/{said.item.attempt.learner_id}/",
        f"/cohorts/{cohort.pk}/settings/",
        f"/cohorts/{cohort.pk}/members/",
        f"/cohorts/{cohort.pk}/dates/",
        f"/cohorts/{cohort.pk}/assignments/new/",
        f"/cohorts/assignments/{task.pk}/manage/",
        f"/cohorts/assignments/{task.pk}/marking/",
        f"/cohorts/assignments/{task.pk}/marking/{said.pk}/",
        f"/cohorts/assignments/{task.pk}/attempts/{attempt}/",
        f"/cohorts/assignments/{task.pk}/people/{said.item.attempt.learner_id}/",
        "/cohorts/letters/",
    ]

    assert hindrances(page, axe, paths) == {}


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["wide", "phone"])
def test_no_page_of_a_class_hinders_its_learner(open_page, founding_guide, axe, size, scheme):
    cohort = seed(timezone.now(), learners=6)
    task = cohort.assignments.get(title="First assessment")
    learner = Attempt.objects.filter(blueprint=task.blueprint_id, results_open_at__isnull=False).earliest("pk").learner
    page = open_page(learner, viewport=size, color_scheme=scheme)
    tasks = [f"/cohorts/assignments/{pk}/" for pk in cohort.assignments.values_list("pk", flat=True)]

    assert hindrances(page, axe, ["/", f"/cohorts/{cohort.pk}/", f"/cohorts/{cohort.pk}/topics/own/", *tasks]) == {}
    page.goto(f"/cohorts/{cohort.pk}/topics/own/")
    expect(page.get_by_role("columnheader", name="First assessment")).to_be_visible()


def hindrances(page: Page, axe: Callable[[Page], list[str]], paths: list[str]) -> dict[str, list[str]]:
    """What axe finds, and what scrolls sideways, by path; only where there is something."""
    found = {}
    for path in paths:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found[path] = [*axe(page), *(["it scrolls sideways"] if wide else [])]
    return {path: problems for path, problems in found.items() if problems}
