"""What the scorer says of a guide itself: whether model answers earn their own points, and only their own."""

from collections import Counter
from collections.abc import Iterator, Sequence

from portal.guides.markdown.document import ParsedGuide, ParsedQuestion
from portal.guides.markdown.problems import Finding
from portal.guides.markdown.titles import fold
from portal.interviews.scoring import Group, Point, Vocabulary, emphasised, score

OWN = 99.5
"""Least coverage, in %, that a model answer has of its own points."""

FOREIGN = 67.0
"""From this coverage on another question's answer is too good for this one."""

COMPARED = 12
"""Other answers that each question is compared with: those that share most words with its points."""


def lint(guide: ParsedGuide) -> list[Finding]:
    """All that is odd, in the order of questions. Scores each answer against a dozen questions at most."""
    asked = [question for question in guide.questions if question.points and question.answer_markdown]
    texts = [f"{question.title}\n{question.answer_markdown}" for question in guide.questions]
    vocabulary = Vocabulary.build(texts, language=guide.language, aliases=dict(guide.aliases))
    findings = [finding for question in asked for finding in _own(question, vocabulary)]
    foreign = {
        (one, other): share
        for one, question in enumerate(asked)
        for other in _nearest(one, asked)
        if (share := _coverage(question, asked[other].answer_markdown, vocabulary)) >= FOREIGN
    }
    for (one, other), share in foreign.items():
        findings += _foreign(asked[one], asked[other], share, is_mutual=(other, one) in foreign, is_first=one < other)
    return sorted(findings, key=lambda finding: finding.line)


def _own(question: ParsedQuestion, vocabulary: Vocabulary) -> Iterator[Finding]:
    share = _coverage(question, question.answer_markdown, vocabulary)
    if share < OWN:
        message = f"The model answer of “{question.title}” covers {share:.0f} % of its own key points."
        yield Finding("OWN-ANSWER", question.line, message)


def _foreign(
    one: ParsedQuestion, other: ParsedQuestion, share: float, *, is_mutual: bool, is_first: bool
) -> Iterator[Finding]:
    if not is_mutual:
        message = f"The answer of line {other.line} covers {share:.0f} % of the key points of “{one.title}”."
        yield Finding("FOREIGN-ANSWER", one.line, message)
    elif is_first:
        message = f"“{one.title}” and “{other.title}” (line {other.line}) overlap: each answer earns both."
        yield Finding("OVERLAPPING", one.line, message)


def _coverage(question: ParsedQuestion, response: str, vocabulary: Vocabulary) -> float:
    points = [
        Point(
            f"p{index}",
            emphasised(point.text, point.bold),
            point.is_required,
            point.weight,
            point.group,
            point.aliases,
        )
        for index, point in enumerate(question.points)
    ]
    groups = [Group(group.key, group.need) for group in question.groups]
    return score(question.title, points, response, vocabulary, groups=groups).coverage


def _words(text: str) -> set[str]:
    return set(fold(text.replace("*", " ")).split())


def _nearest(index: int, asked: Sequence[ParsedQuestion]) -> list[int]:
    """The questions whose answers share most words with the points of this one."""
    words = {word for point in asked[index].points for word in _words(point.text)}
    shared = Counter(
        {other: len(words & _words(question.answer_markdown)) for other, question in enumerate(asked) if other != index}
    )
    return [other for other, count in shared.most_common(COMPARED) if count]
