"""Responses that people judged, scored: the gold set with its labels, and lines with a mark."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.guides.markdown.parser import load
from portal.interviews.scoring import PointScore, Vocabulary, score
from portal.interviews.scoring.lines import Line, read_line, vocabularies
from portal.interviews.scoring.scorer import coverage

CONTENT = Path(__file__).parents[2] / "content"
GOLD = Path(__file__).parent / "gold"
WORTH = {"hit": 1.0, "partly": 0.5}
"""What a label or a verdict is worth; all others nothing."""
REFUSED = {"denied", "wrong number"}


@dataclass(frozen=True)
class Judged:
    """A scored response beside what people said of it. ``mark`` is on the scale of its set; ``labels`` may be empty."""

    question: str
    mark: float
    coverage: float
    milliseconds: float
    kind: str = ""
    labels: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    labelled_coverage: float = 0.0


def read_gold(path: Path = GOLD, *, is_set_aside: bool = False) -> list[Judged]:
    """The responses to the questions that are set aside, or to the others. Vocabularies are one for each subject."""
    questions = {row["id"]: row for row in _rows(path / "questions.jsonl")}
    responses = [
        row for row in _rows(path / "responses.jsonl") if questions[row["question"]]["set_aside"] == is_set_aside
    ]
    words = _vocabularies(questions.values())
    return [_judged(questions[row["question"]], row, words) for row in responses]


def read_marked(path: Path) -> list[Judged]:
    """Lines as the scorer's command takes them, each with a “mark”."""
    rows = list(_rows(path))
    lines = [read_line(json.dumps(row).encode()) for row in rows]
    words = vocabularies(lines)
    found = []
    for row, line in zip(rows, lines, strict=True):
        began = time.perf_counter()
        result = score(line.question, line.points, line.response, words[line.language], groups=line.groups)
        spent = (time.perf_counter() - began) * 1000
        found.append(Judged(line.question, float(row["mark"]), result.coverage, spent))
    return found


def second_labels(path: Path = GOLD) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each response as it was labelled first and later."""
    yield from zip(_rows(path / "responses.jsonl"), _rows(path / "second.jsonl"), strict=True)


def _judged(question: dict[str, Any], row: dict[str, Any], words: dict[str, Vocabulary]) -> Judged:
    line = _line(question, row["response"])
    began = time.perf_counter()
    result = score(line.question, line.points, line.response, words[question["subject"]], groups=line.groups)
    spent = (time.perf_counter() - began) * 1000
    labelled = [
        PointScore(point.key, WORTH.get(label, 0.0), "hit", ())
        for point, label in zip(line.points, row["labels"], strict=True)
    ]
    return Judged(
        question["id"],
        row["mark"],
        result.coverage,
        spent,
        row["kind"],
        tuple(row["labels"]),
        tuple(point.verdict for point in result.points),
        coverage(line.points, labelled, line.groups),
    )


def _line(question: dict[str, Any], response: str) -> Line:
    given = {name: question[name] for name in ("id", "question", "model_answer", "key_points", "groups")}
    return read_line(json.dumps({**given, "response": response}).encode())


def _vocabularies(questions: Iterable[dict[str, Any]]) -> dict[str, Vocabulary]:
    """The guide's questions make one vocabulary, the questions on other subjects together another."""
    rows = list(questions)
    main = rows[0]["subject"]
    texts: dict[bool, list[str]] = {True: [], False: []}
    for row in rows:
        texts[row["subject"] == main].append(f"{row['question']}\n{row['model_answer']}")
    built = {
        is_main: Vocabulary.build(found, aliases=_aliases() if is_main else {}) for is_main, found in texts.items()
    }
    return {row["subject"]: built[row["subject"] == main] for row in rows}


def _aliases() -> dict[str, tuple[str, ...]]:
    """Those of the guide that most questions are taken from."""
    guide = CONTENT / "aws-codepipeline.md"
    return dict(load(guide.read_bytes(), name=guide.stem).guide.aliases)


def _rows(path: Path) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
