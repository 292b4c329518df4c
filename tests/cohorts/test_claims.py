"""Claims: decided one by one, beside what is typed; an accepted wording goes into the guide of who may edit it."""

from datetime import datetime

import pytest

from portal.cohorts.act import Act
from portal.cohorts.actions import ChangedMeanwhile
from portal.cohorts.claims import accept, decline
from portal.cohorts.marking import Mark, mark, neighbours, responses_to, to_look_at
from portal.cohorts.models import Assignment, Cohort
from portal.guides.authoring.tasks import apply_draft
from portal.guides.models import Draft, Guide, GuideRevision, PointAlias
from portal.interviews.models import Claim, Response, Score
from tests.cohorts.cast import DAY, act_of, join, set_task, sit
from tests.factories import NOON, import_guide_text

pytestmark = pytest.mark.django_db
LATER = NOON + DAY
SAID = "It spins to the west; [really] <script>alert(1)</script>"
WEST = (3, 20)
WIDGETS = """# Widgets

## Basic

### What is a widget?

A **widget** is a small part.

- It turns left
- It hums
"""


@pytest.fixture
def guide(owner) -> Guide:
    return import_guide_text(WIDGETS, owner=owner)


@pytest.fixture
def task(cohort, guide):
    return set_task(cohort, count=1)


@pytest.fixture
def said(cohort, task) -> Response:
    attempt = sit(task, join(cohort).user, SAID)
    return Response.objects.select_related("item__attempt__learner", "current_score").get(item__attempt=attempt)


@pytest.fixture
def claim(said) -> Claim:
    said.claim(said.current_score.point_results.order_by("pk")[0].key_point_id, WEST, NOON)
    return said.claims.get()


def act(at: datetime = NOON, reason: str = "because") -> Act:
    return act_of(Cohort.objects.get(), at, reason)


def page_of(said: Response) -> str:
    return f"/cohorts/assignments/{Assignment.objects.get().pk}/marking/{said.pk}/"


def url_of(claim: Claim, more: str = "") -> str:
    return f"{page_of(claim.response)}claims/{claim.key_point_id}/{more}"


def test_accepted_claim_counts_with_its_words_as_evidence_and_the_scorers_score_stays(said, claim):
    old = said.current_score

    new = accept(said, claim, old.pk, act(LATER, ""))

    claim.refresh_from_db()
    result = new.point_results.get(key_point=claim.key_point_id)
    assert (result.verdict, result.credit, result.spans) == ("hit", 1000, [list(WEST)])
    assert (old.earned < new.earned, new.reason) == (True, "Accepted: said in other words.")
    assert (claim.decision, claim.decided_at) == ("accepted", LATER)
    assert Score.objects.filter(pk=old.pk, earned=old.earned).exists()


def test_accepting_one_claim_leaves_another_open(said, claim):
    other = said.current_score.point_results.exclude(key_point=claim.key_point_id).first()
    assert other
    said.claim(other.key_point_id, (0, 2), NOON)

    accept(said, claim, said.current_score_id, act())

    assert said.claims.get(key_point=other.key_point_id).decision == ""


def test_declined_claim_changes_no_score_and_is_decided_once(said, claim):
    assert [decline(claim, act(LATER)), decline(claim, act())] == [True, False]

    claim.refresh_from_db()
    assert (claim.decision, claim.decided_at, said.scores.count()) == ("declined", LATER, 1)


def test_claim_accepted_on_an_older_score_is_refused(said, claim):
    seen = said.current_score_id
    mark(Response.objects.get(pk=said.pk), Mark({}, seen, 10), act())

    with pytest.raises(ChangedMeanwhile):
        accept(said, claim, seen, act())


@pytest.mark.parametrize(("then", "outcome"), [("accept", ("accepted", 2)), ("decline", ("declined", 1))])
def test_instructor_decides_with_one_button(said, claim, owner_client, then, outcome):
    answer = owner_client.post(url_of(claim), {"then": then, "seen": said.current_score_id})

    claim.refresh_from_db()
    assert answer["Location"] == page_of(said)
    assert (claim.decision, said.scores.count()) == outcome


def test_what_was_typed_beside_a_claim_stays(said, claim, owner_client):
    sent = {"then": "accept", "seen": said.current_score_id, "comment": "Well <b>put", "reason": "kind"}

    page = owner_client.post(url_of(claim), sent)

    assert page.status_code == 200
    assert "Well &lt;b&gt;put" in page.text
    assert 'value="kind"' in page.text
    assert f'name="seen" value="{said.scores.latest("pk").pk}"' in page.text


@pytest.mark.parametrize("sent", [{}, {"then": "perhaps", "seen": "1"}, {"then": "accept", "seen": "x"}])
def test_decision_that_is_none_decides_nothing(claim, owner_client, sent):
    page = owner_client.post(url_of(claim), sent, follow=True)

    claim.refresh_from_db()
    assert "Nothing was decided" in page.text
    assert claim.decision == ""


def test_accepted_wording_becomes_an_alias_in_the_guides_markdown(guide, task, said, claim, owner_client):
    page = page_of(said)
    offered = [owner_client.get(page).text]
    accept(said, claim, said.current_score_id, act())
    offered.append(owner_client.get(page).text)

    answer = owner_client.post(url_of(claim, "remember/"))

    draft = Draft.objects.get()
    assert answer["Location"] == f"/write/drafts/{draft.pk}/"
    assert "spins to the west" in bytes(draft.data).decode()
    assert GuideRevision.objects.count() == 1
    draft.ask_for(Draft.Work.APPLY, NOON)
    apply_draft.call(draft.pk)
    guide.refresh_from_db()
    offered.append(owner_client.get(page).text)
    alias = PointAlias.objects.get(guide_revision=guide.current_revision)
    assert (alias.key_point_id, alias.text) == (claim.key_point_id, "spins to the west")
    assert ["Remember this wording" in text for text in offered] == [False, True, False]


def test_wording_that_the_guides_text_would_read_otherwise_is_not_remembered(said, claim, owner_client):
    Claim.objects.update(span=[0, len(SAID)])
    accept(said, claim, said.current_score_id, act())

    page = owner_client.post(url_of(claim, "remember/"), follow=True)

    assert "add a wording by hand" in page.text
    assert GuideRevision.objects.count() == 1


def test_changes_that_were_begun_in_the_guide_are_not_mixed_with_a_wording(guide, said, claim, owner_client):
    accept(said, claim, said.current_score_id, act())
    draft = Draft.objects.create(
        owner=act().by,
        guide=guide,
        based_on=guide.current_revision,
        origin="editor",
        data=b"# Half",
        created_at=NOON,
        saved_at=NOON,
    )

    page = owner_client.post(url_of(claim, "remember/"), follow=True)

    draft.refresh_from_db()
    assert "You have begun to change this guide’s text." in page.text
    assert (bytes(draft.data), draft.decisions) == (b"# Half", {})


def test_who_may_not_edit_the_guide_is_offered_nothing_and_writes_nothing(task, said, claim, owner_client):
    Guide.objects.update(owner=None)
    accept(said, claim, said.current_score_id, act())

    page = owner_client.get(page_of(said))
    answer = owner_client.post(url_of(claim, "remember/"))

    assert "Remember this wording" not in page.text
    assert (answer.status_code, Draft.objects.count()) == (404, 0)


def test_queue_is_ordered_by_confidence_and_what_a_person_looked_at_comes_last(cohort, task, said):
    others = [sit(task, join(cohort).user, SAID).items.get().response for _ in range(3)]
    for response, confidence in zip([said, *others], ["clear", "uncertain", "needs a look", "clear"], strict=True):
        Score.objects.filter(response=response).update(confidence=confidence, flags=[])
    mark(others[2], Mark({}, others[2].current_score_id), act())

    assert list(responses_to(task)) == [others[1], others[0], said, others[2]]


def test_neighbours_are_those_of_the_queue(cohort, task, said):
    others = [sit(task, join(cohort).user, SAID).items.get().response for _ in range(2)]
    Score.objects.filter(response__in=others).update(flags=["possible contradiction"])
    Score.objects.filter(response=said).update(flags=[], confidence="clear")
    first, second = to_look_at(task)

    assert [neighbours(task, response.pk) for response in (first, second, said)] == [
        (None, second.pk),
        (first.pk, None),
        (None, first.pk),
    ]
