"""``python -m tests.benchmarks.bench_scorer --data PATH --format gold|jsonl``: the scorer beside people's judgement.

``gold`` is a directory like ``tests/benchmarks/gold``; ``jsonl`` are lines as the scorer's command takes them, each
with a “mark” on any scale. The public sets of marked short answers are not part of Viva: they are given by path.
"""

import argparse
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.agreement import calibrated, interval, kappa, pearson, rmse, spearman
from tests.benchmarks.findings import Goal, Report, Row, Section
from tests.benchmarks.judged import GOLD, REFUSED, WORTH, Judged, read_gold, read_marked, second_labels
from tests.benchmarks.runs import Run

PRECISION, RECALL, ERROR = 0.90, 0.80, 12.0


def measure(_run: Run) -> list[Section]:
    """The sets that are part of Viva."""
    return [
        *gold_sections(read_gold()),
        Section("Marks", [*marks("gold", read_gold()), *marks("short answers", read_marked(GOLD / "short.jsonl"))]),
        Section("Public sets", [Row("not run: give each by path to tests.benchmarks.bench_scorer", {})]),
    ]


def gold_sections(judged: Sequence[Judged]) -> list[Section]:
    pairs = list(second_labels())
    labels = [[label for one in side for label in one["labels"]] for side in zip(*pairs, strict=True)]
    again = [[one["mark"] for one in side] for side in zip(*pairs, strict=True)]
    agreement = {"points": len(labels[0]), "kappa": kappa(*labels), "r of marks": pearson(*again)}
    errors = Section("Coverage, by kind of response", [])
    for kind in dict.fromkeys(one.kind for one in judged):
        rows = [one for one in judged if one.kind == kind]
        errors.rows.append(Row(kind, {"responses": len(rows), "mean error": mean_error(rows)}))
    return [
        Section("Gold set labelled twice", [Row("both passes", agreement)]),
        Section("Points shown as hit", [points(judged)]),
        errors,
    ]


def points(judged: Sequence[Judged]) -> Row:
    """Precision and recall of points shown as hit; and, graded, with half a point for what is partly covered."""
    pairs = [pair for one in judged for pair in zip(one.labels, one.verdicts, strict=True)]
    both = sum(label == verdict == "hit" for label, verdict in pairs)
    precision = both / max(1, sum(verdict == "hit" for _, verdict in pairs))
    recall = both / max(1, sum(label == "hit" for label, _ in pairs))
    worth = [(WORTH.get(label, 0.0), WORTH.get(verdict, 0.0)) for label, verdict in pairs]
    shared = sum(min(pair) for pair in worth)
    figures = {
        "points": len(pairs),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(1e-9, precision + recall),
        "graded precision": shared / sum(shown for _, shown in worth),
        "graded recall": shared / sum(meant for meant, _ in worth),
        "mean error": mean_error(judged),
        "refused shown as hit": sum(label in REFUSED and verdict == "hit" for label, verdict in pairs),
    }
    goals = [
        Goal("precision", PRECISION, "", is_most=False),
        Goal("recall", RECALL, "", is_most=False),
        Goal("mean error", ERROR, "points"),
        Goal("refused shown as hit", 0, ""),
    ]
    return Row("key points", figures, goals)


def mean_error(judged: Sequence[Judged]) -> float:
    """Mean absolute difference of coverage as scored and as labelled."""
    return statistics.mean(abs(one.coverage - one.labelled_coverage) for one in judged)


def marks(name: str, judged: Sequence[Judged]) -> list[Row]:
    """Coverage beside marks; intervals are 95 %, questions resampled."""
    covered, given = [one.coverage for one in judged], [one.mark for one in judged]
    questions = [one.question for one in judged]
    guessed = calibrated(covered, given, questions)
    spent = sorted(one.milliseconds for one in judged)
    rows = []
    for figure, value, xs in (("r", pearson, covered), ("rho", spearman, covered), ("RMSE", rmse, guessed)):
        low, high = interval(value, xs, given, questions)
        rows.append(
            Row(f"{name}: {figure}", {"responses": len(judged), "value": value(xs, given), "from": low, "to": high})
        )
    median, high = statistics.median(spent), spent[int(0.95 * (len(spent) - 1))]
    return [*rows, Row(f"{name}: time", {"responses": len(judged), "ms median": median, "ms p95": high})]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    report = Report({"data": str(options.data)})
    if not options.data.exists():
        sys.stdout.write(f"{options.data}: not run, there is no such file or directory.\n")
        return 2
    if options.format == "gold":
        judged = read_gold(options.data, is_set_aside=options.set_aside)
        report.sections += gold_sections(judged)
    else:
        judged = read_marked(options.data)
    report.sections.append(Section("Marks", marks(options.data.stem, judged)))
    sys.stdout.write(report.text() + "\n")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_scorer", description="Judge the scorer.")
    parser.add_argument("--data", type=Path, default=GOLD, metavar="PATH", help="what to score")
    parser.add_argument("--format", choices=["gold", "jsonl"], default="gold", help="what it is (default: gold)")
    parser.add_argument("--set-aside", action="store_true", help="the questions set aside, instead of the others")
    return parser


if __name__ == "__main__":
    sys.exit(main())
