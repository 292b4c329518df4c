"""A server killed while people type; the long version is ``make bench``, "faults"."""

from tests.benchmarks.faults import all_killed
from tests.benchmarks.people import Cast
from tests.benchmarks.runs import import_content
from tests.benchmarks.sites import scratch_site


def test_nothing_acknowledged_is_lost_when_everything_is_killed_in_the_middle():
    with scratch_site("killed") as site:
        site.manage("migrate", "--verbosity=0")
        import_content(site)
        cast = Cast.of(site, 8, typing=True)

        found = all_killed(site, cast)

    assert found.faults == []
    assert found.figures["acknowledged"] > 8
    assert found.figures["texts nowhere"] == 0
