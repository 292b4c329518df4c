"""JSON out and in."""

import json
from pathlib import Path

import pytest

from portal.guides.markdown.exchange import write_json
from portal.guides.markdown.files import File
from portal.guides.markdown.loading import load_file
from portal.guides.markdown.parser import parse
from portal.guides.markdown.placing import without_lines

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.md"))


def read(found, name="other"):
    return load_file(File(json.dumps(found).encode(), name, "json"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_is_written_comes_back_whole(path):
    text = path.read_text(encoding="utf-8")
    guide = parse(text, name=path.stem)

    loaded = load_file(File(write_json(guide, text).encode(), "other", "json"))

    assert (loaded.guide, loaded.text) == (guide, text)


def test_other_programs_need_not_write_a_document():
    question = {"title": "What?", "answer_markdown": "That it is."}
    loaded = read({"format": "viva-guide", "version": 1, "title": "T", "slug": "t", "questions": [question]})

    assert [(q.title, q.answer_markdown) for q in loaded.guide.questions] == [("What?", "That it is.")]
    assert without_lines(parse(loaded.text, name="t")) == without_lines(loaded.guide)


BARE = {"format": "viva-guide", "version": 1, "title": "T", "slug": "t"}


@pytest.mark.parametrize(
    ("found", "code", "message"),
    [
        ([], "BAD-JSON", "no object with"),
        ({**BARE, "version": 2}, "BAD-JSON", "no object with"),
        ({**BARE, "titel": "x"}, "BAD-JSON", "“guide” has a field “titel”"),
        ({**BARE, "questions": [{"title": 7}]}, "BAD-JSON", "“guide.questions[0].title” is not text."),
        ({**BARE, "questions": [{}]}, "BAD-JSON", "“guide.questions[0]” has no “title”."),
        ({**BARE, "reviewed_on": "soon"}, "BAD-JSON", "“guide.reviewed_on” is not a day such as 2026-11-23."),
        ({**BARE, "title": "a\0"}, "BAD-JSON", "“guide.title” is not text that can be stored."),
        ({**BARE, "document": "### What?\n\nThat.\n"}, "JSON-DISAGREES", "not what its “document” says"),
    ],
)
def test_what_cannot_be_read_says_where(found, code, message):
    (problem,) = read(found).guide.problems

    assert problem.code == code
    assert message in problem.message


def test_what_is_no_json_says_on_which_line():
    (problem,) = load_file(File(b'{\n "a": }', "x", "json")).guide.problems

    assert (problem.line, problem.column, problem.code) == (2, 7, "BAD-JSON")


def test_nesting_without_end_is_refused():
    (problem,) = load_file(File(b"[" * 100_000, "x", "json")).guide.problems

    assert problem.code == "BAD-JSON"
