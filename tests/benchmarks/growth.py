"""Growth: the same page on a small site, on one with very many questions, and on one with very many people."""

import statistics
from collections.abc import Mapping
from contextlib import ExitStack

from tests.benchmarks.bursts import Outcome, Script
from tests.benchmarks.findings import Goal, Row, Section
from tests.benchmarks.people import BY_HTMX, Cast
from tests.benchmarks.runs import Run
from tests.benchmarks.servers import Server, running
from tests.benchmarks.sites import prepared_site

LEARNERS = 10
SECONDS = 0.3
ROUNDS_EACH = 5
SMALL, RATIO = "small ms", "× small"
LIMIT = Goal(RATIO, 1.10, "× small")
UNLIMITED = ("search", "search for what is everywhere")
"""What may grow: there is more to find."""


def measure(run: Run) -> list[Section]:
    with ExitStack() as stack:
        crowded = stack.enter_context(prepared_site("crowded", like=run.site))
        small = stack.enter_context(prepared_site("small", like=run.site))
        questions, people = run.large_import["questions"], run.size.people
        casts = [Cast.of(site, LEARNERS) for site in (small, run.large_site, crowded)]
        people = crowded.ask("crowd", str(people))
        servers = [stack.enter_context(running(site)) for site in (small, run.large_site, crowded)]
        outcomes = ask_in_turn(run, servers, [asked(cast) for cast in casts])
    names = (f"with {questions:,} questions", f"with {people:,} people")
    return [Section(f"Growth, {name}", rows(outcomes, number)) for number, name in enumerate(names, start=1)]


def asked(cast: Cast) -> dict[str, list[Script]]:
    """The pages compared, of the founding guide and of one learner."""
    one = cast.first
    return {
        "question page": [one.get(*cast.questions)],
        "guide page": [one.get(cast.guide)],
        "guide list": [one.get("/guides/")],
        "home": [one.get("/")],
        "interview page": [one.get(f"/interviews/{one.attempt}/")],
        "result page": [one.get(f"/interviews/{one.result}/result/")],
        "list of interviews": [one.get("/interviews/")],
        "autosave": [one.save()],
        "search": [one.get("/guides/search/?q=manual+approval", headers=BY_HTMX)],
        "search for what is everywhere": [one.get("/guides/search/?q=the", headers=BY_HTMX)],
    }


def ask_in_turn(
    run: Run, servers: list[Server], asks: list[dict[str, list[Script]]]
) -> Mapping[str, list[list[Outcome]]]:
    """By page: for each server its bursts, one connection at a time, a burst on each server in turn."""
    outcomes: dict[str, list[list[Outcome]]] = {name: [[] for _ in servers] for name in asks[0]}
    for name in outcomes:
        for number, server in enumerate(servers):  # so that no worker meets a page for the first time
            run.load.burst(server.port, asks[number][name], connections=4, seconds=SECONDS)
        for _ in range(run.size.rounds * ROUNDS_EACH):
            for number, server in enumerate(servers):
                burst = run.load.burst(server.port, asks[number][name], connections=1, seconds=SECONDS, warm=0.05)
                outcomes[name][number].append(burst)
    return outcomes


def rows(outcomes: Mapping[str, list[list[Outcome]]], number: int) -> list[Row]:
    return [row(name, bursts[0], bursts[number]) for name, bursts in outcomes.items()]


def row(name: str, small: list[Outcome], grown: list[Outcome]) -> Row:
    """Compared by the quarter of the answers that came fastest: what else the machine does slows the others."""
    pairs = [(a.percentile(0.25), b.percentile(0.25)) for a, b in zip(small, grown, strict=True)]
    figures = {
        SMALL: statistics.median(a for a, _ in pairs),
        "grown ms": statistics.median(b for _, b in pairs),
        RATIO: statistics.median(b / a for a, b in pairs if a),
    }
    faults = [fault for outcome in (*small, *grown) for fault in outcome.faults("200")]
    return Row(name, figures, [] if name in UNLIMITED else [LIMIT], faults)
