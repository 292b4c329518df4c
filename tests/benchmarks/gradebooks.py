"""The gradebook: thirty learners with twenty assignments, and five hundred with forty."""

from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.runs import Run
from tests.benchmarks.sites import prepared_site

SIZES = {(30, 20): 300, (500, 40): 2_000}
"""Learners and assignments, and the most milliseconds that a page of them may take."""


def measure(run: Run) -> list[Section]:
    rows = []
    for (learners, assignments), limit in SIZES.items():
        with prepared_site("classroom", like=run.site) as site:
            found = site.ask("classroom", str(learners), str(assignments))
        for name, figures in found.items():
            goal = [] if name == "as CSV" else [Goal("ms", limit, "ms")]
            rows.append(Row(f"{learners} × {assignments}, {name}", figures, goal))
    return [Section("Gradebook", rows)]
