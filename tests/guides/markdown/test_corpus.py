"""One short guide for each shape, with what it must be read as beside it."""

import json
from pathlib import Path

import pytest

from portal.guides.markdown.document import ParsedGuide
from portal.guides.markdown.parser import parse

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.md"))


def outline(guide: ParsedGuide) -> dict[str, object]:
    """What a person would note of a guide: its questions with level, key and answer, and its problems."""
    return {
        "title": guide.title,
        "sections": [section.title for section in guide.sections],
        "questions": [
            {
                "line": question.line,
                "number": question.number,
                "title": question.title,
                "level": question.level,
                "kind": question.kind,
                "right": "".join(choice.key for choice in question.choices if choice.is_right),
                "options": len(question.choices),
                "answer": question.answer_markdown,
            }
            for question in guide.questions
        ],
        "problems": [f"{problem.line} {problem.code}" for problem in guide.problems],
    }


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_guide_of_each_shape_is_read_as_its_author_meant_it(path):
    guide = parse(path.read_text(encoding="utf-8"), name=path.stem)

    assert outline(guide) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
