"""The scorer held against every guide that is shipped."""

from functools import cache
from itertools import product
from pathlib import Path
from statistics import mean

import pytest

from portal.guides.markdown.document import ParsedGuide, ParsedQuestion
from portal.guides.markdown.parser import load
from portal.interviews.scoring import Group, Point, Score, Vocabulary, emphasised, score

GUIDES = sorted((Path(__file__).parents[3] / "content").glob("*.md"))

of_each_guide = pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)


@cache
def read(path: Path) -> tuple[ParsedGuide, Vocabulary]:
    guide = load(path.read_bytes(), name=path.stem).guide
    texts = [f"{question.title}\n{question.answer_markdown}" for question in guide.questions]
    return guide, Vocabulary.build(texts, language=guide.language, aliases=dict(guide.aliases))


def scored(question: ParsedQuestion, response: str, vocabulary: Vocabulary) -> Score:
    points = [
        Point(
            str(number), emphasised(point.text, point.bold), point.is_required, point.weight, point.group, point.aliases
        )
        for number, point in enumerate(question.points)
    ]
    groups = [Group(group.key, group.need) for group in question.groups]
    return score(question.title, points, response, vocabulary, groups=groups)


@of_each_guide
def test_model_answer_covers_its_own_question_without_a_flag(path: Path):
    guide, vocabulary = read(path)
    results = {question.title: scored(question, question.answer_markdown, vocabulary) for question in guide.questions}

    assert {
        title: (one.coverage, one.flags) for title, one in results.items() if (one.coverage, one.flags) != (100, ())
    } == {}


@of_each_guide
def test_model_answer_covers_little_of_the_other_questions(path: Path):
    guide, vocabulary = read(path)
    pairs = [(asked, other) for asked, other in product(guide.questions, repeat=2) if asked is not other]
    # Every fourth pair meets every question and every answer, and takes a quarter of the time.
    results = [scored(asked, other.answer_markdown, vocabulary) for asked, other in pairs[::4]]

    assert mean(result.coverage for result in results) < 25


@of_each_guide
def test_repeating_a_question_covers_nothing_of_it(path: Path):
    guide, vocabulary = read(path)

    assert {scored(question, question.title, vocabulary).coverage for question in guide.questions} == {0}
