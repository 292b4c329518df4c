"""What an assignment asks, of every kind, from publishing to the grade."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.cohorts.exporting import attempts_csv, learners_csv
from portal.cohorts.gradebook import published_in, rows_of
from portal.cohorts.mastery import attempts_in, question_rates
from portal.cohorts.pinning import pinned, pinned_titles
from portal.cohorts.publishing import difference, refresh
from portal.guides.models import Guide, QuestionRevision, ToolTable
from portal.interviews.models import Attempt, Item, PinnedQuestion, Response
from tests.cohorts.cast import DAY, WHOLE_ANSWER, act_of, join, set_task, sit
from tests.factories import MINUTE, NOON, ask, import_guide_text, make_guide, make_user
from tests.kinds import MAKERS, choice, right_answer, scenario, table

pytestmark = pytest.mark.django_db

EVERY_KIND = ("open", "choice", "ordering", "matching")
TITLES = [
    "What is a widget?",
    "How do you release it? (steps to put in order)",
    "Services: which service is it? (pairs to match)",
    "Which are services?",
]

TABLED = """---
slug: tabled
---

# Services

## Basic

### What is a widget?

A **widget** is small.

## Services

| Service | What it does |
| --- | --- |
| S3 | keeps files |
| SNS | sends messages |
| KMS | keeps keys |
"""


@pytest.fixture
def guide(db: None) -> Guide:
    guide = make_guide(questions=0)
    ask(guide, title="What is a widget?")
    for make in MAKERS.values():
        make(guide)
    return guide


def shown(attempt: Attempt) -> list[tuple[str, str]]:
    return list(attempt.items.order_by("position").values_list("kind", "payload__title"))


def right_answers(attempt: Attempt) -> list[str]:
    items = Item.objects.filter(attempt=attempt).order_by("position")
    return [WHOLE_ANSWER if item.kind == "open" else right_answer(item) for item in items]


def sit_rightly(task, learner, **options) -> Attempt:
    """All of it right, whatever was drawn."""
    asked = sit(task, learner, is_handed_in=False, **options)
    return sit(task, learner, *right_answers(asked), **options)


def test_every_kind_is_pinned_and_named(cohort, guide):
    task = set_task(cohort, count=4, kinds=EVERY_KIND)

    assert sorted(pinned_titles(task.blueprint_revision)) == sorted(TITLES)


def test_same_items_of_every_kind_for_all_are_graded_like_words(cohort, guide):
    task = set_task(cohort, count=4, kinds=EVERY_KIND)
    ada, bob = join(cohort, make_user("ada")).user, join(cohort, make_user("bob")).user

    first, second = sit_rightly(task, ada), sit(task, bob)

    assert shown(first) == shown(second)
    assert {kind for kind, _ in shown(first)} == set(EVERY_KIND)
    grades = {row.membership.user.username: row.places[0].cell.grade for row in rows_of(cohort, NOON + DAY)}
    assert grades == {"ada": 1000, "bob": 0}


def test_drawn_for_each_learner_asks_no_thing_twice(cohort, guide):
    task = set_task(cohort, count=9, kinds=("scenario", "ordering", "matching"), is_same_for_all=False)

    drawn = [shown(sit(task, join(cohort).user, at=NOON + n * MINUTE)) for n in range(3)]

    assert len(pinned(task.blueprint_revision)) == 3  # the scenario in words, its steps, the table
    assert [len(asked) for asked in drawn] == [2, 2, 2]


def test_old_pin_without_a_kind_is_asked_as_its_guide_asks(cohort, guide):
    task = set_task(cohort, count=1, kinds=("choice",))

    assert PinnedQuestion.objects.get(blueprint_revision=task.blueprint_revision).kind == ""
    assert [candidate.kind for candidate in pinned(task.blueprint_revision)] == ["choice"]


def test_pin_is_a_question_or_a_table_never_both_nor_neither(cohort, guide):
    revision = set_task(cohort, count=1, is_draft=True).blueprint_revision
    both = {"question_revision": QuestionRevision.objects.first(), "table": ToolTable.objects.get()}

    for values in ({}, both):
        with pytest.raises(IntegrityError, match="pin_is_a_question_or_a_table"), transaction.atomic():
            revision.pinned_questions.create(position=1, **values)


def test_reading_reads_each_question_once_and_no_table(cohort, guide):
    task = set_task(cohort, form="reading", kinds=("scenario", "ordering", "matching"))

    assert pinned_titles(task.blueprint_revision) == ["How do you release it?"]


def test_new_revision_with_the_same_table_makes_no_difference(cohort):
    import_guide_text(TABLED, slug="tabled")
    task = set_task(cohort, count=1, kinds=("matching",))
    import_guide_text(TABLED.replace("is small", "is a part"), slug="tabled", at=NOON + MINUTE)

    assert not difference(task, act_of(cohort, NOON + DAY)).is_any


def test_changed_table_is_worded_anew_and_asked_anew(cohort):
    import_guide_text(TABLED, slug="tabled")
    task = set_task(cohort, count=1, kinds=("matching",))
    before = sit(task, join(cohort).user)
    import_guide_text(TABLED.replace("keeps keys", "guards keys"), slug="tabled", at=NOON + MINUTE)

    found = difference(task, act_of(cohort, NOON + DAY))
    refresh(task, act_of(cohort, NOON + DAY))
    after = sit(task, join(cohort).user, at=NOON + 2 * DAY)

    title = "Services: which service is it? (pairs to match)"
    assert (found.reworded, found.added, found.removed) == ([title], [], [])
    prompts = [{prompt["text"] for prompt in sat.items.get().payload["prompts"]} for sat in (before, after)]
    assert [texts & {"keeps keys", "guards keys"} for texts in prompts] == [{"keeps keys"}, {"guards keys"}]


def test_table_that_is_gone_is_replaced_and_said_to_be(cohort):
    import_guide_text(TABLED, slug="tabled")
    task = set_task(cohort, count=1, kinds=("matching", "open"))
    was = pinned_titles(task.blueprint_revision)
    set_to_table = set_task(cohort, title="Pairs", count=2, kinds=("matching", "open"))
    import_guide_text(TABLED.split("## Services", maxsplit=1)[0], slug="tabled", at=NOON + MINUTE)

    found = difference(set_to_table, act_of(cohort, NOON + DAY))

    assert len(was) == 1
    assert (found.added, found.removed) == ([], ["Services: which service is it? (pairs to match)"])


def test_changed_steps_are_worded_anew(cohort, guide):
    task = set_task(cohort, count=1, kinds=("ordering",))
    asked = QuestionRevision.objects.get(kind="scenario")
    fields = {field.attname: getattr(asked, field.attname) for field in QuestionRevision._meta.concrete_fields}
    newer = QuestionRevision.objects.create(**fields | {"id": None, "sha256": "0" * 64, "steps_html": ["a", "b", "c"]})
    asked.placements.update(question_revision=newer)

    found = difference(task, act_of(cohort, NOON + DAY))

    assert found.reworded == ["How do you release it? (steps to put in order)"]


def test_scenario_kept_by_its_steps_is_not_asked_in_words_as_well(cohort, guide):
    task = set_task(cohort, count=2, kinds=("scenario", "ordering"))

    refresh(task, act_of(cohort, NOON + DAY))

    assert len(pinned(task.blueprint_revision)) == 1


@pytest.mark.parametrize("kind", MAKERS)
def test_marking_page_shows_what_was_chosen_and_a_person_may_mark_it(cohort, guide, owner_client, kind):
    task = set_task(cohort, count=1, kinds=(kind,))
    sit_rightly(task, join(cohort).user)
    said = Response.objects.get()
    url = f"/cohorts/assignments/{task.pk}/marking/{said.pk}/"

    page = owner_client.get(url).content.decode()
    owner_client.post(url, {"per_cent": "50", "reason": "Half of it", "seen": said.current_score_id})

    said.refresh_from_db()
    assert ("You chose" in page, "Key points" in page) == (False, False)
    assert ("follows rightly" if kind == "ordering" else "Chosen:") in page
    assert (said.current_score.earned, said.current_score.possible) == (500, 1000)


def test_results_of_every_kind_show_once_they_are_released(cohort, guide):
    task = set_task(cohort, count=4, kinds=EVERY_KIND)
    learner = join(cohort).user
    attempt = sit_rightly(task, learner)
    client = Client()
    client.force_login(learner)

    before = client.get(f"/interviews/{attempt.pk}/result/").content.decode()
    Attempt.objects.update(results_open_at=NOON, answers_open_at=NOON)
    after = client.get(f"/interviews/{attempt.pk}/result/").content.decode()

    told = ("follows rightly", "You chose:", "The right order", "100 %")
    assert [words in before for words in told] == [False] * 4
    assert [words in after for words in told] == [True] * 4


def test_rates_and_exports_count_every_kind(cohort, guide):
    sit_rightly(set_task(cohort, count=4, kinds=EVERY_KIND), join(cohort).user)
    rows = rows_of(cohort, NOON + DAY)

    rates = question_rates(attempts_in(cohort))
    by_learner, by_attempt = learners_csv(published_in(cohort), rows), attempts_csv(rows)

    assert sorted((rate.title, rate.square.per_cent) for rate in rates) == sorted((title, 100) for title in TITLES)
    assert "100.0" in by_learner
    assert "5.0,5.0,100.0" in by_attempt


def test_form_offers_every_kind_and_its_page_names_what_is_asked(cohort, guide, owner_client):
    form = {
        "title": "Mixed",
        "form": "assessed",
        "guides": ["widgets"],
        "kinds": EVERY_KIND,
        "count": "4",
        "kept_score": "best",
        "late_rule": "mark",
        "results": "by_hand",
        "answers": "by_hand",
        "is_same_for_all": "on",
        "version": "1",
    }
    owner_client.post(f"/cohorts/{cohort.pk}/assignments/new/", form)
    task = cohort.assignments.get()
    owner_client.post(f"/cohorts/assignments/{task.pk}/publish/")

    page = owner_client.get(f"/cohorts/assignments/{task.pk}/manage/").content.decode()

    assert [title in page for title in TITLES] == [True] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_pins_take_as_many_queries_for_three_of_a_kind_as_for_one(cohort, db, count, django_assert_num_queries):
    guide = make_guide(questions=0)
    for number in range(count):
        for make in (choice, scenario):
            make(guide)
        table(guide, key=f"services-{number}", position=number)
    task, act = set_task(cohort, count=9, kinds=EVERY_KIND), act_of(cohort, NOON + DAY)

    with django_assert_num_queries(17):
        found = difference(task, act)

    assert (found.is_any, len(pinned(task.blueprint_revision))) == (False, 3 * count)
