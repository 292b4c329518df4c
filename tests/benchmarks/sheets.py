"""Cheat sheets: made cold, of guides of every size, and served again beside a static file as large."""

import math
import os
import time
from typing import Any

from tests.benchmarks.bursts import Script, Step
from tests.benchmarks.documents import large_guide
from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.pages import CONNECTIONS, RATE
from tests.benchmarks.runs import FULL, Run, import_file
from tests.benchmarks.servers import fetch, running
from tests.benchmarks.sites import Site, prepared_site

WEB_SIZES = (30, 300)
COMMAND_SIZE = 3_000
STATIC = "typeset.bin"
SHARE = 1 / 3
"""A PDF that is kept is served at this part of the rate of a static file at least."""


def measure(run: Run) -> list[Section]:
    sizes = (*WEB_SIZES, COMMAND_SIZE) if run.size == FULL else WEB_SIZES
    with prepared_site("sheets", like=run.site) as site:
        for size in sizes:
            file = site.folder / f"sheet-{size}.md"
            file.write_text(large_guide(size, slug=slug(size)))
            import_file(site, str(file))
        took = {size: site.ask("typesetting", slug(size)) for size in sizes}
        founding = site.ask("typesetting", "aws-codepipeline")
        rows = [cold("the founding guide", founding)]
        rows += [cold(f"{size:,} questions", took[size], growth(took, size)) for size in sizes]
        return [Section("Sheets, cold", rows), Section("Sheets, kept", kept(run, site, founding["bytes"]))]


def slug(size: int) -> str:
    return f"made-up-{size}"


def growth(took: dict[int, dict[str, Any]], size: int) -> float | None:
    """The power of the size that the computing for the PDF grew with, since the size before."""
    before = max((other for other in took if other < size), default=None)
    if before is None:
        return None
    return math.log(took[size]["computing"] / took[before]["computing"]) / math.log(size / before)


def cold(name: str, took: dict[str, Any], exponent: float | None = None) -> Row:
    figures = {
        "compile s": took["compile"],
        "HTML s": took["html"],
        "PDF s": took["pdf"],
        "PDF cpu s": took["computing"],
        "kB": took["bytes"] / 1000,
        "MB, typesetter": took["megabytes"],
        "MB, caller": took["own megabytes"],
    }
    goals = [Goal("exponent", 1.3, "growth exponent")]
    return Row(name, figures if exponent is None else {**figures, "exponent": exponent}, goals)


def kept(run: Run, site: Site, size: int) -> list[Row]:
    """The PDF of the founding guide, and a static file of as many bytes, asked for in turn."""
    (site.folder / "static" / STATIC).write_bytes(os.urandom(size))
    paths = {"static file": f"/static/{STATIC}", "PDF": "/guides/aws-codepipeline/cheat-sheet/pdf/"}
    scripts: dict[str, list[Script]] = {name: [[Step(path)]] for name, path in paths.items()}
    rows = []
    with running(site) as server:
        for asked in scripts.values():
            run.load.burst(server.port, asked, connections=8, seconds=0.7)
        for connections in CONNECTIONS:
            rates: dict[str, list[float]] = {name: [] for name in paths}
            faults: list[str] = []
            for _ in range(run.size.rounds + 1):
                for name, asked in scripts.items():
                    outcome = run.load.burst(server.port, asked, connections=connections, seconds=run.size.seconds)
                    rates[name].append(outcome.rate)
                    faults += outcome.faults("200")
            figures = {name: max(values) for name, values in rates.items()}
            share = figures["PDF"] / figures["static file"]
            row = {RATE: figures["PDF"], "static " + RATE: figures["static file"], "× static": share}
            goals = [Goal("× static", SHARE, "× static", is_most=False)]
            rows.append(Row(f"the founding guide's PDF, {connections} connections", row, goals, faults))
        began = time.perf_counter()
        status, _ = fetch(server.port, f"/guides/{slug(300)}/cheat-sheet/html/", within=60)
        page = {"s": time.perf_counter() - began}
        rows.append(Row("300 questions as HTML", page, [Goal("s", 2, "s")], [] if status == 200 else [f"{status}"]))
    return rows
