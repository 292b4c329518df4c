"""Every kind of question, from its draw to its result: one save path, and never a key on the page that asks."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.guides.models import Choice, Guide
from portal.interviews.chosen import words_of
from portal.interviews.models import Attempt, Item, Score
from portal.interviews.results import result_of
from portal.interviews.scorekeeping import score_ended
from portal.interviews.starting import start
from tests.factories import MINUTE, ask, make_attempt, make_blueprint, make_guide, make_user, respond
from tests.kinds import MAKERS, ROWS, STEPS, choice, right_answer, scenario, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(db: None) -> Guide:
    return make_guide(questions=0)


def begin(learner: User, guide: Guide, kind: str) -> Item:
    """An attempt of one item of the kind, begun just now."""
    MAKERS[kind](guide)
    attempt = make_attempt(learner, guide=guide, kinds=(kind,), count=5, started_at=timezone.now())
    return attempt.items.select_related("attempt").get()


def scored(item: Item, text: str) -> tuple[int, int]:
    """Earned and possible for this text, by the one save path."""
    respond(item.attempt, 1, text, at=timezone.now())
    item.attempt.finish(timezone.now(), by=item.attempt.learner)
    score_ended(Attempt.objects.all(), timezone.now())
    score = Score.objects.get()
    return score.earned, score.possible


@pytest.mark.parametrize("kind", MAKERS)
def test_right_answer_earns_all_of_it(guide: Guide, learner: User, kind: str):
    item = begin(learner, guide, kind)

    assert scored(item, right_answer(item)) == (1000, 1000)


@pytest.mark.parametrize("kind", MAKERS)
def test_nothing_chosen_earns_nothing(guide: Guide, learner: User, kind: str):
    assert scored(begin(learner, guide, kind), "") == (0, 1000)


@pytest.mark.parametrize(("kind", "earned"), [("choice", 500), ("ordering", 333), ("matching", 750)])
def test_part_of_it_earns_its_share(guide: Guide, learner: User, kind: str, earned: int):
    item = begin(learner, guide, kind)
    right = right_answer(item).split()
    # One option of two; the first two steps changed places; one pair of four left open.
    part = {"choice": right[:1], "ordering": [right[1], right[0], *right[2:]], "matching": right[1:]}[kind]

    assert scored(item, " ".join(part)) == (earned, 1000)


@pytest.mark.parametrize("kind", MAKERS)
def test_same_seed_shows_the_same(guide: Guide, learner: User, kind: str):
    first = begin(learner, guide, kind)
    again = make_attempt(make_user(), guide=guide, kinds=(kind,), count=5, seed=first.attempt.seed).items.get()
    other = [
        make_attempt(make_user(), guide=guide, kinds=(kind,), count=5, seed=seed).items.get() for seed in range(2, 8)
    ]

    assert again.payload == first.payload
    assert any(item.payload != first.payload for item in other)


@pytest.mark.parametrize("kind", MAKERS)
def test_payload_holds_no_key(guide: Guide, learner: User, kind: str):
    item = begin(learner, guide, kind)
    page = Client()
    page.force_login(learner)
    body = page.get(f"/interviews/{item.attempt_id}/").content.decode()

    assert right_answer(item) not in json.dumps(item.payload)
    assert "is_right" not in body + json.dumps(item.payload)
    assert "earns an equal share" in body


@pytest.mark.parametrize("kind", MAKERS)
def test_plain_form_keeps_the_answer(guide: Guide, learner: User, learner_client: Client, kind: str):
    item = begin(learner, guide, kind)
    right = right_answer(item)
    save = f"/interviews/{item.attempt_id}/items/1/save/"
    form = {"text": [*right.split(), *([""] if kind == "matching" else [])], "base_version": 0, "writer": "w" * 12}

    answer = learner_client.post(save, form | {"then": "next"})

    item.response.refresh_from_db()
    assert (answer.status_code, item.response.text) == (302, right)
    page = learner_client.get(f"/interviews/{item.attempt_id}/?item=1").content.decode()
    assert page.count("checked") + page.count("selected") == {"choice": 2, "ordering": 0, "matching": 4}[kind]
    if kind == "ordering":
        places = [page.index(step) for step in STEPS]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("choice", ["z"]),
        ("ordering", ["a", "b"]),
        ("ordering", ["a", "a", "b", "c"]),
        ("matching", ["1=a", "1=b"]),
        ("matching", ["9=a"]),
    ],
)
def test_what_the_item_does_not_offer_is_refused_and_changes_nothing(guide, learner, learner_client, kind, sent):
    item = begin(learner, guide, kind)
    form = {"text": sent, "base_version": 0, "writer": "w" * 12}

    answer = learner_client.post(f"/interviews/{item.attempt_id}/items/1/save/", form)

    item.response.refresh_from_db()
    assert (answer.status_code, item.response.version) == (422, 0)


def test_arrow_moves_a_step_by_a_plain_form(guide: Guide, learner: User, learner_client: Client):
    item = begin(learner, guide, "ordering")
    form = {"text": ["a", "b", "c", "d"], "base_version": 0, "writer": "w" * 12}

    learner_client.post(f"/interviews/{item.attempt_id}/items/1/save/", form | {"then": "down-a"})

    item.response.refresh_from_db()
    assert item.response.text == "b a c d"


@pytest.mark.parametrize(("then", "text"), [("skip", ""), ("flag", ""), ("finish", ""), ("next", "a b c d")])
def test_untouched_order_is_an_answer_only_when_going_on(guide, learner, learner_client, then: str, text: str):
    item = begin(learner, guide, "ordering")
    form = {"text": ["a", "b", "c", "d"], "base_version": 0, "writer": "w" * 12, "then": then}

    learner_client.post(f"/interviews/{item.attempt_id}/items/1/save/", form)

    item.response.refresh_from_db()
    assert item.response.text == text


@pytest.mark.parametrize("kind", MAKERS)
def test_result_says_line_by_line_what_is_right(guide: Guide, learner: User, kind: str):
    item = begin(learner, guide, kind)
    scored(item, right_answer(item))

    told = {
        with_answers: result_of(item.attempt, reader=learner, with_answers=with_answers).items[0].chosen
        for with_answers in (True, False)
    }

    lines = {with_answers: [*one.options, *one.pairs, *one.steps] for with_answers, one in told.items()}
    word = "follows" if kind == "ordering" else "is_right"
    rights = {with_answers: [getattr(line, word) for line in both] for with_answers, both in lines.items()}
    assert rights[True].count(True) == {"choice": 2, "ordering": 3, "matching": 4}[kind]
    assert set(rights[False]) == {None}
    assert list(told[False].right_steps) == []
    assert list(told[True].right_steps) == (STEPS if kind == "ordering" else [])


@pytest.mark.parametrize("kind", MAKERS)
def test_result_of_a_practice_shows_no_key_that_an_open_assessed_interview_asks_for(guide, learner: User, kind: str):
    item = begin(learner, guide, kind)
    scored(item, right_answer(item))
    assessed = make_attempt(learner, guide=guide, kinds=(kind,), count=5, mode="assessed", started_at=timezone.now())

    (during,) = result_of(item.attempt, reader=learner, with_answers=True).items
    assessed.finish(timezone.now(), by=learner)
    (after,) = result_of(item.attempt, reader=learner, with_answers=True).items

    assert (during.has_answers, after.has_answers) == (False, True)
    assert list(during.chosen.right_steps) == []
    assert {line.is_right for line in during.chosen.options} | {line.is_right for line in during.chosen.pairs} <= {None}


@pytest.mark.parametrize("kind", MAKERS)
def test_text_of_another_tab_is_told_in_words_not_keys(guide: Guide, learner: User, learner_client: Client, kind: str):
    item = begin(learner, guide, kind)
    right = right_answer(item)
    respond(item.attempt, 1, right, at=timezone.now())
    form = {"text": right.split()[::-1] if kind == "ordering" else right.split()[:1], "base_version": 0}

    answer = learner_client.post(f"/interviews/{item.attempt_id}/items/1/save/", form | {"writer": "other-tab-1"})

    told = {
        "choice": {"S3", "SNS"},
        "ordering": {"1. Build", "2. Test", "3. Approve", "4. Deploy"},
        "matching": {f"{does}: {service}" for service, does in ROWS},
    }
    assert answer.status_code == 409
    assert set(words_of(item, right).splitlines()) == told[kind]
    assert all(line in answer.text for line in told[kind])


def test_nothing_chosen_is_told_as_nothing(guide: Guide, learner: User):
    assert [words_of(begin(make_user(), guide, kind), "") for kind in ("choice", "ordering", "matching")] == [""] * 3


def test_choice_without_a_right_option_is_never_asked(guide: Guide, learner: User):
    ask(guide)
    choice(guide, right="")
    attempt = make_attempt(learner, guide=guide, count=5)

    assert [item.kind for item in attempt.items.all()] == ["open"]


def test_choice_whose_key_is_gone_is_worth_nothing_rather_than_wrong(guide: Guide, learner: User):
    item = begin(learner, guide, "choice")
    Choice.objects.update(is_right=False)

    assert scored(item, "a") == (0, 0)


def test_scenario_is_asked_in_words_or_by_its_steps_but_not_both(guide: Guide, learner: User):
    scenario(guide)
    kinds = {
        make_attempt(make_user(), guide=guide, kinds=("scenario", "ordering"), count=5, seed=seed).items.get().kind
        for seed in range(12)
    }

    assert kinds == {"scenario", "ordering"}


@pytest.mark.parametrize("count", [1, 3])
def test_mixed_start_takes_as_many_queries_for_three_of_a_kind_as_for_one(
    guide: Guide, learner: User, django_assert_num_queries, count: int
):
    for number in range(count):
        for make in (choice, scenario):
            make(guide)
        table(guide, key=f"services-{number}", position=number)
    revision = make_blueprint(learner, guide=guide, count=9, kinds=tuple(MAKERS)).revisions.get()

    with django_assert_num_queries(15):
        begun = start(learner, revision, start_key="k" * 12, seed=1, at=timezone.now())

    assert begun.attempt.items.count() == 3 * count


def test_interview_may_mix_all_kinds(guide: Guide, learner: User):
    ask(guide)
    for make in MAKERS.values():
        make(guide)
    attempt = make_attempt(learner, guide=guide, kinds=("open", "choice", "ordering", "matching"), count=9)

    assert sorted(item.kind for item in attempt.items.all()) == ["choice", "matching", "open", "ordering"]
    attempt.finish(attempt.started_at + MINUTE, by=learner)
    assert score_ended(Attempt.objects.all(), attempt.started_at + MINUTE)
