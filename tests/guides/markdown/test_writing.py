"""A guide written as Markdown reads as the same guide."""

import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown.bold import bold_spans
from portal.guides.markdown.document import (
    LEVELS,
    ParsedChoice,
    ParsedGroup,
    ParsedGuide,
    ParsedPoint,
    ParsedQuestion,
    ParsedSection,
    ParsedSource,
)
from portal.guides.markdown.parser import load, parse
from portal.guides.markdown.placing import without_lines
from portal.guides.markdown.questions import MINUTES, MINUTES_BY_LEVEL
from portal.guides.markdown.titles import plain_text
from portal.guides.markdown.writing import write_markdown, write_point

CONTENT = sorted((Path(__file__).parents[3] / "content").glob("*.md"))
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.md"))

WORDS = st.text(string.ascii_letters + string.digits + " *_`[]<>&~!|\\#+-.()“é面", min_size=1, max_size=30).map(
    lambda text: "w" + " ".join(text.split()) + "w"
)
TITLES = st.text(string.ascii_letters + " #{}=?é面", min_size=1, max_size=30).map(
    lambda text: "W" + " ".join(text.split()) + "?"
)
BOLD = [
    ("small part", ((0, 5),)),
    ("a (b): c*d", ((2, 4), (7, 10))),
    ("2. it <is>", ((0, 10),)),
    ("no“marks”can", ((2, 9),)),
]
"""Of the last, no marks can say that it is bold."""
POINTS = st.builds(
    ParsedPoint,
    text=WORDS,
    line=st.just(0),
    is_required=st.booleans(),
    weight=st.integers(1, 5),
    aliases=st.lists(st.sampled_from(["one", "two words", "C++ (new)"]), unique=True, max_size=2).map(tuple),
)


@st.composite
def questions(draw, section):
    level = draw(st.sampled_from([None, *LEVELS]))
    grouped = draw(st.booleans())
    points = tuple(draw(st.lists(POINTS, min_size=1, max_size=3)))
    if grouped:
        points = tuple(ParsedPoint(p.text, 0, points[0].is_required, p.weight, "g1", p.aliases) for p in points)
    letters = "abc"[: draw(st.sampled_from([0, 2, 3]))]
    title = draw(TITLES)
    stem = draw(st.sampled_from(["", "Read this.", "```c\nx++;\n```", "- one\n- two"])) if letters else ""
    answer = draw(st.sampled_from(["", "Yes.", "- a\n- b", "1. a\n2. b", "#### Part\n\n```sh\n# not\n```"]))
    return ParsedQuestion(
        title=title,
        title_markdown=title,
        line=0,
        section=section,
        kind="choice" if letters else "open",
        minutes=draw(st.sampled_from([MINUTES_BY_LEVEL.get(level, MINUTES), 7])),
        number=draw(st.none() | st.integers(1, 99)),
        external_id=draw(st.none() | st.just(f"id-{draw(st.integers(0, 10**6))}")),
        level=level,
        topics=draw(st.sampled_from([(), ("parts", "names")])),
        reviewed_on=draw(st.sampled_from([None, date(2026, 11, 26)])),
        answer_markdown="\n\n".join(filter(None, [stem, answer])),
        stem_markdown=stem,
        points=points,
        groups=(ParsedGroup("g1", draw(st.integers(1, len(points)))),) if grouped else (),
        choices=tuple(ParsedChoice(key, draw(WORDS), draw(st.booleans())) for key in letters),
        sources=draw(st.sampled_from([(), (ParsedSource("A [page]", "https://example.org/a_(b)"),)])),
    )


@st.composite
def guides(draw):
    titles = draw(
        st.lists(st.sampled_from(["Parts", "Names & more", "C#", "2 * 3"]), unique=True, min_size=1, max_size=3)
    )
    sections = tuple(ParsedSection(n, title, 0, None, "Words." if n else "") for n, title in enumerate(titles))
    asked = [q for section in sections for q in draw(st.lists(questions(section.position), max_size=3))]
    return ParsedGuide(
        title=draw(WORDS),
        slug="widgets",
        language=draw(st.sampled_from(["en", "pt-BR"])),
        summary=draw(st.sampled_from(["", "Yes: it is “#1”."])),
        reviewed_on=draw(st.sampled_from([None, date(2026, 11, 26)])),
        aliases=draw(st.sampled_from([(), (("S3", ("Simple Storage: Service", "bucket")),)])),
        intro_markdown=draw(st.sampled_from(["", "An introduction."])),
        sections=sections,
        questions=tuple(asked),
    )


@pytest.mark.parametrize(("text", "bold"), BOLD)
def test_bold_words_of_a_point_stay_so_where_marks_can_say_it(text, bold):
    written = write_point(ParsedPoint(text, 0, bold=bold))

    assert plain_text(written) == text
    assert bold_spans(written) == (() if "“" in text else bold)


@pytest.mark.parametrize("bold", [((3, 1),), ((-5, 4),), ((0, 10**12),), ((2, 4), (0, 1)), ((2, 2),)])
def test_spans_that_are_none_leave_the_words(bold):
    assert write_point(ParsedPoint("small part", 0, bold=bold)) == "small part"


@given(guides())
def test_what_is_written_is_read_as_the_same_guide(guide):
    assert without_lines(parse(write_markdown(guide), name="other")) == guide


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_guides_in_the_base_convention_come_back_whole(path):
    guide = without_lines(load(path.read_bytes(), name=path.stem).guide)

    assert without_lines(parse(write_markdown(guide), name="other")) == guide


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_guides_of_any_shape_keep_their_questions_and_stay_as_they_are_from_then_on(path):
    guide = parse(path.read_text(encoding="utf-8"), name=path.stem)
    written = without_lines(parse(write_markdown(guide), name=path.stem))

    assert [(q.title, q.level, q.kind, q.choices, len(q.points)) for q in written.questions] == [
        (q.title, q.level, q.kind, q.choices, len(q.points)) for q in guide.questions
    ]
    assert without_lines(parse(write_markdown(written), name=path.stem)) == written


@pytest.mark.parametrize(
    "hostile", ["```\nopen", "<!-- open", "<pre>\nopen", "# A heading\n\nUnder\n=====\n\nx", "> ```"]
)
def test_no_answer_takes_in_the_question_after_it(hostile):
    section = ParsedSection(0, "Parts", 0)
    first = ParsedQuestion("One?", "One?", 0, 0, "open", 2, answer_markdown=hostile)
    last = ParsedQuestion("Two?", "Two?", 0, 0, "open", 2, answer_markdown="Fine.")

    guide = parse(write_markdown(ParsedGuide("T", "t", sections=(section,), questions=(first, last))), name="t")

    assert [(q.title, q.answer_markdown) for q in guide.questions][1:] == [("Two?", "Fine.")]
