"""A prepared query is built once, and again where the one it has cannot serve."""

import pytest
from django.db import connections

from portal.guides.models import Guide, GuideQuerySet
from portal.prepared.queries import PreparedQueries
from tests.factories import make_guide

pytestmark = pytest.mark.django_db


class Builder:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> GuideQuerySet:
        self.times += 1
        return Guide.objects.filter(slug="(slug)")


def test_query_is_built_once_and_filled_in_each_time():
    first, second = make_guide("first", questions=0), make_guide("second", questions=0)
    queries, build = PreparedQueries(), Builder()

    rows = [queries.get("guide", build).rows({"(slug)": slug}) for slug in ("first", "second", "third")]

    assert (rows, build.times) == ([[first], [second], []], 1)


def test_query_is_built_anew_when_the_thread_speaks_by_another_connection():
    queries, build = PreparedQueries(), Builder()
    queries.get("guide", build)
    before = connections["default"]
    connections["default"] = connections.create_connection("default")
    try:
        queries.get("guide", build)
    finally:
        connections["default"] = before

    assert build.times == 2


def test_postgresql_keeps_the_plan_of_a_prepared_query_and_of_no_other():
    if connections["default"].vendor != "postgresql":
        pytest.skip("SQLite plans a query in less time than it takes to ask for it")
    make_guide("first", questions=0)
    queries, build = PreparedQueries(), Builder()

    for _ in range(3):
        queries.get("guide", build).rows({"(slug)": "first"})
        list(Guide.objects.filter(slug="first", pk__gt=0))

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%guides_guide%'")
        statements = [statement for (statement,) in cursor.fetchall()]
    assert [("$1" in statement, "> 0" in statement) for statement in statements] == [(True, False)]
