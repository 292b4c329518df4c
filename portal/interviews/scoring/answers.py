"""Key points for a question that has none of its own: read out of its model answer."""

import re

from portal.guides.markdown.keypoints import Points, propose
from portal.guides.markdown.parser import parse
from portal.interviews.scoring.points import Group, Point, emphasised

_LISTED = re.compile(r"^(?:#{4} +|\*\*|__)\s*key points?\b", re.IGNORECASE | re.MULTILINE)


def points_of(model_answer: str, *, question: str = "") -> tuple[tuple[Point, ...], tuple[Group, ...]]:
    """The key points an answer in Markdown lists, else those a guide's import would propose for it.

    Keys are ``p1``, ``p2`` … in order; what is bold in a point stays so. An empty answer has none.
    """
    points, groups = _listed(model_answer) if _LISTED.search(model_answer) else propose(model_answer, title=question)
    return (
        tuple(
            Point(
                f"p{number}",
                emphasised(point.text, point.bold),
                point.is_required,
                point.weight,
                point.group,
                point.aliases,
            )
            for number, point in enumerate(points, 1)
        ),
        tuple(Group(group.key, group.need) for group in groups),
    )


def _listed(model_answer: str) -> Points:
    guide = parse(f"# Guide\n\n## Questions\n\n### Question\n\n{model_answer}", name="answer")
    return (guide.questions[0].points, guide.questions[0].groups) if guide.questions else ((), ())
