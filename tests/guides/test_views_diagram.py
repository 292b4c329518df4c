from portal.guides.models import Diagram, Guide
from tests.factories import make_guide, revision_of

HEADERS = {
    "Content-Type": "image/svg+xml",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}


def test_diagram_image_carries_its_own_policy(learner_client):
    guide = make_guide(questions=0)
    Diagram.objects.create(
        guide_revision=revision_of(guide),
        section=revision_of(guide).sections.get(position=0),
        key="f",
        position=0,
        title="F",
        sha256="ab12",
        svg="<svg/>",
    )

    response = learner_client.get("/guides/widgets/diagrams/ab12.svg")

    assert response.content == b"<svg/>"
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_diagram_image_of_a_draft_is_hidden_from_outsiders(learner_client):
    guide = make_guide(questions=0, status=Guide.Status.DRAFT)
    Diagram.objects.create(
        guide_revision=revision_of(guide), key="f", position=0, title="F", sha256="ab12", svg="<svg/>"
    )
    make_guide("other", questions=0)

    answers = [learner_client.get(f"/guides/{slug}/diagrams/ab12.svg") for slug in ("widgets", "other")]

    assert [(answer.status_code, b"<svg/>" in answer.content) for answer in answers] == [(404, False)] * 2
