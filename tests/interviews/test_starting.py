"""One start makes one attempt, with exactly what is to be shown and nothing that answers it."""

import json

import pytest
from django.db import IntegrityError, transaction

from portal.guides.models import Choice, Guide
from portal.interviews.models import Attempt, Blueprint, Item, Response
from portal.interviews.spec import Spec
from portal.interviews.starting import NothingToAsk, get_or_create_blueprint, start
from tests.factories import MINUTE, NOON, add_question, ask, make_attempt, make_blueprint, make_guide, make_user

pytestmark = pytest.mark.django_db


def test_same_choice_in_another_order_is_the_same_blueprint():
    make_guide()
    owner = make_user()

    first = get_or_create_blueprint(owner, Spec(("widgets",), 3, 30, levels=("basic", "advanced")), NOON)
    second = get_or_create_blueprint(owner, Spec(("widgets",), 3, 30, levels=("advanced", "basic")), NOON)

    assert first == second
    assert [revision.number for revision in first.revisions.all()] == [1]


def test_blueprint_says_what_it_is_and_how_many_questions_it_really_has():
    guide = make_guide()
    for title in ("One", "Two"):
        ask(guide, title=title, kind="scenario", topics=["failure-handling"])
    spec = Spec(("widgets",), 3, None, topics=("failure-handling",), kinds=("scenario",), levels=("basic", "scenario"))

    blueprint = get_or_create_blueprint(make_user(), spec, NOON)

    assert blueprint.title == "The widgets guide: basic, scenario, failure handling, 2 questions, untimed"
    assert Spec.from_json(blueprint.revisions.get().spec).fingerprint == spec.fingerprint == blueprint.fingerprint


def test_title_follows_the_guide_when_the_same_choice_is_made_again():
    guide = make_guide(questions=1)
    owner, spec = make_user(), Spec(("widgets",), 3, None)
    titles = [get_or_create_blueprint(owner, spec, NOON).title]
    ask(guide)

    titles.append(get_or_create_blueprint(owner, spec, NOON).title)

    assert titles == ["The widgets guide: 1 question, untimed", "The widgets guide: 2 questions, untimed"]


def test_start_clicked_twice_makes_one_attempt():
    learner = make_user()
    revision = make_blueprint(learner).revisions.get()

    starts = [start(learner, revision, start_key="one form", seed=seed, at=NOON) for seed in (1, 2)]

    assert [begun.is_new for begun in starts] == [True, True]
    assert [begun.attempt for begun in starts] == [Attempt.objects.get()] * 2


def test_start_from_another_form_returns_the_open_attempt():
    learner = make_user()
    attempt = make_attempt(learner)

    begun = start(learner, attempt.blueprint_revision, start_key="another form", seed=2, at=NOON)

    assert (begun.attempt, begun.is_new) == (attempt, False)


def test_start_key_of_another_person_is_no_obstacle():
    make_guide()
    people = [make_user(), make_user()]

    starts = [
        start(person, make_blueprint(person).revisions.get(), start_key="same", seed=1, at=NOON) for person in people
    ]

    assert [begun.attempt.learner for begun in starts] == people


def test_finished_attempt_can_be_followed_by_another():
    learner = make_user()
    attempt = make_attempt(learner)
    attempt.finish(NOON + MINUTE, by=learner)

    assert make_attempt(learner, started_at=NOON + 2 * MINUTE) != attempt


def test_start_writes_items_with_empty_responses():
    attempt = make_attempt(count=2)

    items = list(attempt.items.select_related("response"))
    assert [item.position for item in items] == [1, 2]
    assert [(item.response.text, item.response.version) for item in items] == [("", 0), ("", 0)]
    assert {item.guide_revision for item in items} == {Guide.objects.get().current_revision}
    assert [event.kind for event in attempt.events.all()] == ["started"]


def test_payload_holds_the_question_and_its_options_but_nothing_that_answers_it():
    revision = make_guide(questions=0).current_revision
    assert revision
    asked = add_question(revision, revision.sections.get(), number=1, kind="choice", points=("SECRET POINT",))
    for position, key in enumerate("ab"):
        Choice.objects.create(
            question_revision=asked, key=key, position=position, text_html=f"<p>{key}</p>", is_right=key == "a"
        )

    payload = make_attempt(count=1).items.get().payload

    assert payload["choices"] == [{"key": "a", "text_html": "<p>a</p>"}, {"key": "b", "text_html": "<p>b</p>"}]
    assert not payload["has_several"]
    assert "SECRET" not in json.dumps(payload)
    assert "right" not in json.dumps(payload)


def test_same_seed_asks_the_same_questions():
    make_guide(questions=12)
    asked = [
        [item.question_revision_id for item in make_attempt(make_user(), count=4, seed=seed).items.all()]
        for seed in (7, 7, 8)
    ]

    assert asked[0] == asked[1] != asked[2]


def test_nothing_is_started_when_nothing_matches():
    learner = make_user()
    blueprint = make_blueprint(learner)
    Guide.objects.update(status=Guide.Status.DRAFT)

    with pytest.raises(NothingToAsk):
        start(learner, blueprint.revisions.get(), start_key="key", seed=1, at=NOON)

    assert not Attempt.objects.exists()


def test_later_edit_of_the_guide_changes_no_item():
    attempt = make_attempt(count=1)
    before = attempt.items.get().payload

    Guide.objects.get().questions.update(retired_at=NOON)

    assert Item.objects.get().payload == before


@pytest.mark.parametrize(("questions"), [1, 3])
def test_start_takes_as_many_queries_for_three_questions_as_for_one(django_assert_num_queries, questions: int):
    make_guide(questions=3)
    learner = make_user()
    revision = make_blueprint(learner, count=questions).revisions.get()

    with django_assert_num_queries(13):
        start(learner, revision, start_key="key", seed=1, at=NOON)

    assert Response.objects.count() == questions


def test_database_refuses_two_blueprints_of_one_choice():
    blueprint = make_blueprint(make_user())
    blueprint.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        blueprint.save(force_insert=True)

    assert Blueprint.objects.count() == 1
