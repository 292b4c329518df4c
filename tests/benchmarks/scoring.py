"""Scoring: many short answers through the command, and one very long answer."""

import json
import random
import statistics
import time
from collections.abc import Sequence

from portal.guides.markdown.document import ParsedQuestion
from portal.guides.markdown.parser import load
from portal.interviews.scoring import Point, Vocabulary, score
from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.runs import Run
from tests.benchmarks.sites import CONTENT, scratch_site
from tests.interviews.scoring.hostile import hostile_texts

ANSWERS, LENGTH, POINTS = 1_000, 10_000, 20
GUIDE = CONTENT / "aws-codepipeline.md"


def measure(_run: Run) -> list[Section]:
    questions = load(GUIDE.read_bytes(), name=GUIDE.stem).guide.questions
    lines = short_answers(questions)
    with scratch_site("scoring") as site:
        scored = site.run("-m", "portal.interviews.scoring", "--corpus", str(GUIDE), given=lines)
    faults = [] if len(scored.output.splitlines()) == ANSWERS else ["some answers have no score"]
    first, usual = long_answer(questions)
    hostile, worst = slowest_text(questions)
    return [
        Section(
            "Scoring",
            [
                Row(
                    f"{ANSWERS:,} short answers",
                    {"s": scored.seconds, "cpu s": scored.computing},
                    [Goal("s", 3, "s")],
                    faults,
                ),
                Row(
                    f"{LENGTH:,} characters × {POINTS} points", {"ms": usual, "first ms": first}, [Goal("ms", 50, "ms")]
                ),
                Row(f"… of the worst text found ({hostile})", {"ms": worst}, [Goal("ms", 100, "ms")]),
            ],
        )
    ]


def short_answers(questions: Sequence[ParsedQuestion]) -> str:
    """Answers of ten to forty words, each from its question's own model answer, as lines of JSON."""
    chance, lines = random.Random(1), []
    for number in range(ANSWERS):
        question = questions[number % len(questions)]
        words = question.answer_markdown.split()
        begin, length = chance.randrange(max(1, len(words) - 10)), chance.randint(10, 40)
        line = {
            "id": number,
            "question": question.title,
            "key_points": [point.text for point in question.points],
            "response": " ".join(words[begin : begin + length]),
        }
        lines.append(json.dumps(line))
    return "\n".join(lines)


def long_answer(questions: Sequence[ParsedQuestion]) -> tuple[float, float]:
    """Milliseconds for a long answer to very many points: the first time, and the median of many."""
    times = timed(questions, " ".join(question.answer_markdown for question in questions)[:LENGTH], 15)
    return times[0], statistics.median(times[1:])


def slowest_text(questions: Sequence[ParsedQuestion]) -> tuple[str, float]:
    """The text that takes longest of those made to, and its milliseconds at best."""
    best = {name: min(timed(questions, text, 3)) for name, text in hostile_texts(LENGTH).items()}
    return max(best.items(), key=lambda one: one[1])


def timed(questions: Sequence[ParsedQuestion], response: str, times_over: int) -> list[float]:
    """Milliseconds of scoring a response against ``POINTS`` points, each time anew."""
    vocabulary = Vocabulary.build([question.answer_markdown for question in questions], language="en")
    points = [Point(f"p{n}", point.text) for n, point in enumerate(p for q in questions for p in q.points)][:POINTS]
    times = []
    for number in range(times_over):
        answer = response[number:] + "." * number  # never the very same text, so that nothing is remembered
        began = time.process_time()
        score(questions[0].title, points, answer, vocabulary)
        times.append((time.process_time() - began) * 1000)
    return times
