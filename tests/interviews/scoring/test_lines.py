import json

import pytest

from portal.interviews.scoring.lines import BadLine, Line, read_line, read_lines, vocabularies, write_line
from portal.interviews.scoring.points import VERSION, Group, Point
from portal.interviews.scoring.vocabulary import Vocabulary

ASKED = {
    "id": "a",
    "question": "What is it?",
    "model_answer": "- A row of stages\n- Runs on commit",
    "response": "stages",
}


def written(**changes: object) -> dict[str, object]:
    line = read_line(json.dumps({**ASKED, **changes}).encode())
    result: dict[str, object] = json.loads(write_line(line, vocabularies([line]).__getitem__))
    return result


def test_points_are_read_out_of_the_model_answer_where_none_are_given():
    result = written(response="a row of stages")

    vocabulary = Vocabulary.build([ASKED["question"], ASKED["model_answer"]])
    assert result == {
        "version": f"{VERSION} {vocabulary.version}",
        "id": "a",
        "coverage": 50.0,
        "points": [
            {"label": "A row of stages", "credit": 1.0, "verdict": "hit", "spans": [[2, 5], [9, 15]]},
            {"label": "Runs on commit", "credit": 0.0, "verdict": "missed", "spans": []},
        ],
        "flags": [],
        "confidence": "clear",
    }


def test_given_points_may_be_strings_or_objects():
    given = [
        "stages",
        {"text": "runs", "label": "Runs", "required": False, "weight": 2, "group": "g", "aliases": ["starts"]},
    ]
    line = read_line(json.dumps({**ASKED, "key_points": given, "groups": {"g": 1}, "language": "de-AT"}).encode())

    assert line == Line(
        identity="a",
        question="What is it?",
        model_answer="- A row of stages\n- Runs on commit",
        response="stages",
        language="de",
        points=(Point("p1", "stages"), Point("p2", "runs", False, 2, "g", ("starts",))),
        groups=(Group("g", 1),),
        labels=("stages", "Runs"),
    )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"question": 3}, "“question” is no string"),
        ({"response": None}, "“response” is no string"),
        ({"response": "\ud800"}, "“response” is no string"),
        ({"model_answer": ""}, "no key points, given or in “model_answer”"),
        ({"key_points": []}, "no key points, given or in “model_answer”"),
        ({"key_points": "stages"}, "“key_points” is no list"),
        ({"key_points": [1]}, "a key point is no string and no object"),
        ({"key_points": [{"label": "x"}]}, "“text” is no string"),
        ({"key_points": [{"text": "x", "label": 1}]}, "“label” is no string"),
        ({"key_points": [{"text": "x", "weight": 0}]}, "“weight” is no whole number from 1 to 1000"),
        ({"key_points": [{"text": "x", "weight": True}]}, "“weight” is no whole number from 1 to 1000"),
        ({"key_points": [{"text": "x", "aliases": [1]}]}, "“aliases” is no list of strings"),
        ({"key_points": [{"text": "x", "required": 1}]}, "“required” is no true or false, or “group” no string"),
        ({"key_points": ["x"], "groups": []}, "“groups” is no object"),
        ({"key_points": ["x"], "groups": {"g": 0}}, "“groups” is no whole number from 1 to 1000"),
    ],
)
def test_line_that_cannot_be_scored_says_why_and_keeps_its_id(changes, error):
    (line,) = read_lines([json.dumps({**ASKED, **changes}).encode()])

    assert isinstance(line, BadLine)
    assert (str(line), line.identity) == (f"line 1: {error}", "a")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"nonsense", "no JSON in UTF-8"),
        (b'"\xff"', "no JSON in UTF-8"),
        (b'{"id": NaN}', "no JSON in UTF-8"),
        (b"[" * 100_000, "no JSON in UTF-8"),
        (b"1" * 10_000, "no JSON in UTF-8"),
        (b"[]", "no JSON object"),
        (b"{}", "“id” is no string or whole number"),
        (b'{"id": true}', "“id” is no string or whole number"),
        (b'{"id": "\\ud800"}', "“id” is no string or whole number"),
    ],
)
def test_line_that_is_no_object_with_an_id_says_why(line, error):
    with pytest.raises(BadLine) as raised:
        read_line(line)

    assert (str(raised.value), raised.value.identity) == (error, None)


def test_blank_lines_are_passed_over_but_counted():
    assert [str(line) for line in read_lines([b"\n", b"  \r\n", b"x\n"])] == ["line 3: no JSON in UTF-8"]


def test_bad_line_is_written_as_its_error():
    assert write_line(BadLine("line 3: “id” is missing", identity=7), vocabularies([]).__getitem__) == (
        '{"id": 7, "error": "line 3: \\u201cid\\u201d is missing"}'
    )
