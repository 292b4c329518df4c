"""No text keeps the scorer busy. How fast it is, the benchmarks say; the limits here are too wide to depend on that."""

import json
import time

import pytest

from portal.interviews.scoring.answers import points_of
from portal.interviews.scoring.lines import read_line, vocabularies, write_line
from tests.interviews.scoring.hostile import hostile_texts
from tests.interviews.scoring.test_content import GUIDES, read, scored

LENGTH = 10_000
SECONDS = 2.0


@pytest.mark.parametrize("name", hostile_texts(1))
def test_hostile_response_takes_no_longer_than_its_length_allows(name: str):
    guide, vocabulary = read(GUIDES[0])
    began = time.process_time()

    scored(guide.questions[0], hostile_texts(LENGTH)[name], vocabulary)

    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "unit", ["**x** ", "(a ", "(a) ", "for example ", "a b c d, and it ", "a; ", "a - ", "- **b** c\n"]
)
def test_hostile_model_answer_takes_no_longer_than_its_length_allows(unit: str):
    answer = unit * (3 * LENGTH // len(unit))
    line = json.dumps({"id": 1, "question": "Why?", "model_answer": answer, "key_points": ["x"], "response": "x"})
    began = time.process_time()

    points_of(answer)
    read = read_line(line.encode())
    write_line(read, vocabularies([read]).__getitem__)

    assert time.process_time() - began < 2 * SECONDS
