"""``python -m tests.benchmarks``: measure, and print one table. Exits with 1 where something went wrong.

A goal that is not held is no error, unless ``--strict`` says so: machines differ, and a busy one tells little.
"""

import argparse
import json
import os
import platform
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import (
    bench_scorer,
    faults,
    gradebooks,
    growth,
    importing,
    pages,
    recovery,
    saving,
    scoring,
    sheets,
)
from tests.benchmarks.findings import Report
from tests.benchmarks.runs import FULL, QUICK, USUAL, begun
from tests.benchmarks.sites import DATABASE_URL, execute

MEASUREMENTS = {
    "scoring": scoring.measure,
    "scorer": bench_scorer.measure,
    "import": importing.measure,
    "pages": pages.measure,
    "gradebook": gradebooks.measure,
    "growth": growth.measure,
    "sheets": sheets.measure,
    "recovery": recovery.measure,
    "saving": saving.measure,
    "faults": faults.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    options = read_options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that servers and databases are cleared away
    report = Report(machine())
    size = QUICK if options.quick else FULL if options.full else USUAL
    with begun(size) as run:
        for name in options.only or MEASUREMENTS:
            began = time.perf_counter()
            report.sections += MEASUREMENTS[name](run)
            sys.stderr.write(f"{name}: measured in {time.perf_counter() - began:.0f} s\n")
    sys.stdout.write(report.text() + "\n")
    if options.json:
        options.json.write_text(json.dumps(report.as_json(), indent=1) + "\n")
    return int(bool(report.faults or (options.strict and report.missed)))


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure Viva on this machine.")
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="measure only this; may be repeated")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", action="store_true", help="less of everything, in a minute")
    sizes.add_argument("--full", action="store_true", help="100,000 questions and people, in half an hour")
    parser.add_argument("--strict", action="store_true", help="fail where a goal is not held")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file as well")
    return parser.parse_args(arguments)


def machine() -> dict[str, str]:
    """What the figures depend on."""
    url = os.environ.get(DATABASE_URL, "")
    versions = {"PostgreSQL": execute(url, "SHOW server_version")} if url else {"SQLite": sqlite3.sqlite_version}
    load = f"{os.getloadavg()[0]:.1f}"
    return {"cores": str(os.cpu_count()), "load before": load, "Python": platform.python_version(), **versions}


if __name__ == "__main__":
    sys.exit(main())
