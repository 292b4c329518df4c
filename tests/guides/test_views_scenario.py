import pytest

from tests.factories import ask, make_guide

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("query", "shown", "is_done"),
    [
        ("", [], False),
        ("?step=1", ["Look"], False),
        ("?step=2", ["Look", "Leap"], True),
        ("?step=99", ["Look", "Leap"], True),
        ("?step=-1", [], False),
        ("?step=²", [], False),
        ("?step=9999999", [], False),
    ],
)
def test_scenario_detail_reveals_as_many_steps_as_the_address_says(learner_client, query, shown, is_done):
    guide = make_guide(questions=0)
    ask(guide, kind="scenario", steps_html=["<p>Look</p>", "<p>Leap</p>"], points=["Look, then leap"])

    page = learner_client.get(f"/guides/widgets/q-1/steps/{query}").content.decode()

    assert [step for step in ("Look", "Leap") if f"<p>{step}</p>" in page] == shown
    assert ("Look, then leap." in page) == is_done


def test_scenario_detail_answers_htmx_with_the_steps_only(learner_client):
    guide = make_guide(questions=0)
    ask(guide, kind="scenario", steps_html=["<p>Look</p>"])

    fragment = learner_client.get("/guides/widgets/q-1/steps/?step=1", headers=HTMX).content.decode()

    assert fragment.strip().startswith('<div id="scenario-steps"')
    assert "<html" not in fragment


def test_scenario_detail_is_not_there_for_a_question_without_steps(learner_client):
    make_guide(questions=1)

    assert learner_client.get("/guides/widgets/q-1/").status_code == 200
    assert learner_client.get("/guides/widgets/q-1/steps/").status_code == 404
