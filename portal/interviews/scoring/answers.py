"""Key points for a question that has none of its own: read out of its model answer."""

import re
from collections.abc import Iterable

from portal.guides.markdown.keypoints import Points, propose
from portal.guides.markdown.parser import parse
from portal.interviews.scoring.points import Group, Point

_LISTED = re.compile(r"^(?:#{4} +|\*\*|__)\s*key points?\b", re.IGNORECASE | re.MULTILINE)
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,200}?)(?<=\S)\*\*|__(?=\S)([^_\n]{1,200}?)(?<=\S)__")


_MOST_TERMS = 200
"""Most bold terms looked for in the points: no answer has more, and looking for each takes time."""


def points_of(model_answer: str, *, question: str = "") -> tuple[tuple[Point, ...], tuple[Group, ...]]:
    """The key points an answer in Markdown lists, else those a guide's import would propose for it.

    Keys are ``p1``, ``p2`` … in order; what is bold in the answer is so in the points. An empty answer has none.
    """
    points, groups = _listed(model_answer) if _LISTED.search(model_answer) else propose(model_answer, title=question)
    bold = list(dict.fromkeys(first or second for first, second in _BOLD.findall(model_answer)))[:_MOST_TERMS]
    return (
        tuple(
            Point(
                f"p{number}",
                emphasised(point.text, bold),
                point.is_required,
                point.weight,
                point.group,
                point.aliases,
            )
            for number, point in enumerate(points, 1)
        ),
        tuple(Group(group.key, group.need) for group in groups),
    )


def emphasised(text: str, terms: Iterable[str]) -> str:
    """The text with the longest of the terms that it holds in bold; not where that would make all of it bold."""
    held = sorted({term.strip(" .:") for term in terms if term.strip(" .:") in text}, key=len, reverse=True)
    held = [term for term in held if term and len(term) < len(text.strip(" ."))]
    if not held:
        return text
    pattern = "|".join(rf"(?<!\w){re.escape(term)}(?!\w)" for term in held)
    return re.sub(pattern, lambda match: f"**{match[0]}**", text)


def _listed(model_answer: str) -> Points:
    guide = parse(f"# Guide\n\n## Questions\n\n### Question\n\n{model_answer}", name="answer")
    return (guide.questions[0].points, guide.questions[0].groups) if guide.questions else ((), ())
