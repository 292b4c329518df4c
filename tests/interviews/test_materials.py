"""What the scorer is given in the portal is what it is given at the command line."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal.guides.markdown.parser import load
from portal.interviews.models import Attempt, PointResult, Score
from portal.interviews.scorekeeping import score_ended
from portal.interviews.scoring.__main__ import read_corpus
from portal.interviews.scoring.lines import Line, read_line, write_line
from tests.factories import MINUTE, NOON, import_guide_text, make_attempt, respond

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).parents[2] / "content" / "aws-codepipeline.md"
RESPONSES = Path(__file__).parents[1] / "benchmarks" / "gold" / "responses.jsonl"
KINDS = ["paraphrase", "partial", "wrong"]
ASKED = 8


@cache
def corpus():
    return read_corpus(GUIDE)


@cache
def loaded():
    return load(GUIDE.read_bytes(), name=GUIDE.stem)


def at_the_command_line(question: str, response: str) -> tuple[float, list[Any], str]:
    """Coverage, results and vocabulary of a question of the guide, with the list of points in its author's text."""
    guide = loaded()
    (index,) = (n for n, one in enumerate(guide.guide.questions) if one.external_id == question)
    starts = [one.line - 1 for one in guide.guide.questions] + [None]
    text = "\n".join(guide.text.split("\n")[starts[index] : starts[index + 1]][1:])
    answer = text.split("\n## ")[0].split("\nSource")[0]
    line = {"id": 1, "question": guide.guide.questions[index].title, "model_answer": answer, "response": response}
    read = read_line(json.dumps(line).encode())
    assert isinstance(read, Line)
    out = json.loads(write_line(read, corpus()))
    results = [(one["credit"], one["verdict"], one["spans"]) for one in out["points"]]
    return out["coverage"], results, out["version"]


def in_the_portal(score: Score) -> tuple[float, list[Any], str]:
    rows = PointResult.objects.filter(score=score).order_by("key_point__wordings__position")
    results = [(row.credit, row.verdict, row.spans) for row in rows]
    return score.earned / score.possible, results, f"{score.scorer_version} {score.vocabulary_version}"


@pytest.mark.parametrize("kind", KINDS)
def test_portal_and_command_line_score_the_same(kind: str):
    rows = [json.loads(line) for line in RESPONSES.read_text(encoding="utf-8").splitlines()]
    said = {row["question"]: row["response"] for row in rows if row["kind"] == kind}
    guide = import_guide_text(GUIDE.read_text(encoding="utf-8"), slug=GUIDE.stem)
    attempt = make_attempt(guide=guide, count=ASKED, kinds=("open",))
    names = dict(attempt.items.values_list("position", "question_revision__question__external_id"))
    for position, name in names.items():
        respond(attempt, position, said[name])
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)
    score_ended(Attempt.objects.all(), NOON + 2 * MINUTE)

    assert len(names) == ASKED
    for score in Score.objects.select_related("response__item"):
        name, text = names[score.response.item.position], score.response.text
        coverage, results, version = at_the_command_line(name, text)
        portal_coverage, portal_results, portal_version = in_the_portal(score)
        assert portal_coverage == pytest.approx(coverage / 100, abs=0.001)
        assert portal_results == [(round(credit * 1000), *rest) for credit, *rest in results]
        assert portal_version == version
