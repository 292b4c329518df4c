"""The scorer: how much of a question's key points a response covers, and with which words.

Scorer L: for each key point the share of its words that the response holds, weighted by how rare they are in the
guide. Measured on three public sets of short answers marked by people (computing, networking, physics; about 8,000
answers, folds cut by question), this beats the likeness of sentence embeddings, because everyone who answers a
question is on its topic. Coverage is not a mark: people mark more kindly than any coverage.
"""

from collections.abc import Sequence

from portal.interviews.scoring import flags as flag
from portal.interviews.scoring.denials import contrast, denial, has_counterpart
from portal.interviews.scoring.matching import Match, match
from portal.interviews.scoring.points import Confidence, Group, Point, PointScore, Score, Span, Verdict
from portal.interviews.scoring.responses import ResponseText, read_response
from portal.interviews.scoring.text import Token
from portal.interviews.scoring.vocabulary import Vocabulary
from portal.interviews.scoring.wordings import Question, read_question, wordings

HIT = 0.67
PARTLY = 0.33
"""Least credit of a verdict."""

UNCLEAR = 0.66
"""Most credit of a point that may be denied, though that is not clear, or to which a limit is set that it has not.

It is no hit, and so close to one that a person should look.
"""

NEAR = 0.07
"""A credit this close to the threshold of a verdict might as well have been the other."""

OPTIONAL = 0.5
"""Share of its weight that an optional point adds: it makes up for a gap, but not for two."""

_DIGITS = 4
"""Decimals kept, so that stored and computed scores are the same number."""


def score(
    question: str, points: Sequence[Point], response: str, vocabulary: Vocabulary, *, groups: Sequence[Group] = ()
) -> Score:
    """Score a response, point by point. Pure and total: the same input gives the same output, no text makes it raise.

    The time grows with the length of the response times the number of points, no faster.
    """
    asked = read_question(question, vocabulary)
    text = read_response(response, asked, vocabulary)
    judged = [_judge(point, asked, text, vocabulary) for point in points]
    scored = tuple(result for result, _ in judged)
    raised = {reason for _, reason in judged if reason}
    raised |= {flag.TERMS_ONLY} if flag.has_terms_only(text, vocabulary) else set()
    raised |= {flag.PASTED} if flag.is_pasted(text, vocabulary) else set()
    covered = coverage(points, scored, groups)
    if raised & {flag.TERMS_ONLY, flag.PASTED}:
        covered = min(covered, flag.CAP)
    return Score(scored, round(covered, _DIGITS), tuple(sorted(raised)), _confidence(scored, bool(raised)))


def coverage(points: Sequence[Point], scored: Sequence[PointScore], groups: Sequence[Group] = ()) -> float:
    """The weight earned of the weight required, 0 to 100.

    A group counts as its ``need`` heaviest points, and earns by its ``need`` best ones. Optional points add half their
    weight, up to the whole; where all are optional, they are what is asked.
    """
    needs = {group.key: group.need for group in groups}
    rows: dict[str, list[tuple[Point, float]]] = {}
    for index, (point, result) in enumerate(zip(points, scored, strict=True)):
        key = f"group {point.group}" if point.group in needs else f"point {index}"
        rows.setdefault(key, []).append((point, result.credit))
    earned = possible = extra = extra_possible = 0.0
    for row in rows.values():
        need = max(1, needs.get(row[0][0].group or "", 1))
        got = sum(sorted((max(1, point.weight) * credit for point, credit in row), reverse=True)[:need])
        full = sum(sorted((max(1, point.weight) for point, _ in row), reverse=True)[:need])
        if row[0][0].is_required:
            earned, possible = earned + got, possible + full
        else:
            extra, extra_possible = extra + got, extra_possible + full
    if not possible:
        return 100.0 * extra / extra_possible if extra_possible else 0.0
    return min(100.0, 100.0 * (earned + OPTIONAL * extra) / possible)


def _judge(point: Point, asked: Question, text: ResponseText, vocabulary: Vocabulary) -> tuple[PointScore, str]:
    """A point's result, and the flag it raises or nothing."""
    matches = [match(wording, text, vocabulary) for wording in wordings(point, asked, vocabulary)]
    best = max(matches, key=lambda one: one.credit, default=None)
    if best is None or best.credit == 0:
        return PointScore(point.key, 0.0, "missed", ()), ""
    if denied := denial(matches, text) or contrast(best, text):
        credit = round(min(best.credit, flag.DENIED_CREDIT), _DIGITS)
        return PointScore(point.key, credit, "denied", spans(denied)), flag.CONTRADICTION
    if wrong := flag.wrong_numbers(best, text):
        return PointScore(point.key, 0.0, "missed", spans(wrong)), flag.WRONG_NUMBER
    credit = best.credit
    if credit >= HIT and _is_doubtful(best, matches, text):
        credit = UNCLEAR
    credit = round(credit, _DIGITS)
    return PointScore(point.key, credit, _verdict(credit), spans(best.shown)), ""


def _is_doubtful(best: Match, matches: Sequence[Match], text: ResponseText) -> bool:
    """Whether the point may be denied, or a part of it is, or a limit is set to it."""
    denied = denial(matches, text, is_clear=False) or denial(matches, text, share=0.0)
    return bool(denied) or has_counterpart(best, text) or flag.is_limited(best, text)


def spans(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The stretches the tokens cover, in order; those that touch or have one character between them are one."""
    merged: list[Span] = []
    for start, end in sorted({(token.start, token.end) for token in tokens}):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _verdict(credit: float) -> Verdict:
    if credit >= HIT:
        return "hit"
    return "partly" if credit >= PARTLY else "missed"


def _confidence(scored: Sequence[PointScore], is_flagged: bool) -> Confidence:  # noqa: FBT001
    close = sum(min(abs(one.credit - HIT), abs(one.credit - PARTLY)) <= NEAR for one in scored)
    if is_flagged or not scored or close * 3 >= len(scored):
        return "needs a look"
    return "uncertain" if close else "clear"
