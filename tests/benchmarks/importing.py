"""Importing: the founding guide, a very large one, and the same again."""

from typing import Any

from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.runs import Run, import_content

SECONDS, COMPUTING, MEMORY = "s", "cpu s", "MB"
MEMORY_GOAL = Goal(MEMORY, 300, "MB")
LINEAR = "× linear"
FEW = 5
"""A guide of one in so many questions shows how the time grows."""


def measure(run: Run) -> list[Section]:
    many = run.size.questions
    with run.empty_site() as site:
        first, again = import_content(site), import_content(site)
    with run.empty_site() as site:
        few = run.import_made_up(site, many // FEW)
    large = run.large_import
    unchanged = run.import_made_up(run.large_site, many)
    growth = large["computing"] / (few["computing"] * FEW)
    per_question = Goal(SECONDS, 60 * many / 10_000, "s")
    rows = [
        row("import of content/", first, Goal(SECONDS, 0.3, "s"), MEMORY_GOAL),
        row("unchanged, again", again, Goal(SECONDS, 1, "s")),
        row(f"import of {many // FEW:,} questions", few),
        row(
            f"import of {many:,} questions",
            large,
            per_question,
            MEMORY_GOAL,
            Goal(LINEAR, 1.2, "× linear"),
            growth=growth,
        ),
        row("unchanged, again", unchanged, Goal(SECONDS, 1, "s")),
    ]
    return [Section("Import", rows)]


def row(name: str, took: dict[str, Any], *goals: Goal, growth: float | None = None) -> Row:
    figures = {SECONDS: took["seconds"], COMPUTING: took["computing"], MEMORY: took["megabytes"]}
    return Row(name, figures if growth is None else {**figures, LINEAR: growth}, goals)
