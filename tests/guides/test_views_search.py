import pytest
from django.utils.html import escape

from portal.guides.indexing import index_guide
from tests.factories import ask, make_guide

HTMX = {"HX-Request": "true"}


def test_search_answers_htmx_with_the_results_only(learner_client):
    index_guide(make_guide())

    fragment = learner_client.get("/guides/search/?q=widget", headers=HTMX).content.decode()

    assert fragment.strip().startswith('<div id="search-results">')
    assert fragment.count("<mark>widget</mark>") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_search_runs_a_constant_number_of_queries(learner_client, django_assert_num_queries, count):
    index_guide(make_guide(questions=count))

    with django_assert_num_queries(3):
        assert learner_client.get("/guides/search/?q=widget").content.count(b"hit-place") == count


@pytest.mark.parametrize(
    ("query", "sentence"), [("", "Type a word or two"), ("xyzzy", "Nothing you may read says “xyzzy”")]
)
def test_search_says_what_to_do_when_there_is_nothing_to_show(learner_client, query, sentence):
    make_guide()

    assert sentence in learner_client.get("/guides/search/", {"q": query}).content.decode()


def test_search_escapes_what_was_typed_and_what_was_found(learner_client):
    hostile = "<script>alert('widget')</script>"
    guide = make_guide(questions=0)
    ask(guide, title=hostile, points=[escape(hostile)])
    index_guide(guide)

    page = learner_client.get("/guides/search/", {"q": "widget <script>"}).content.decode()

    assert "<script>alert" not in page
    assert "<mark>script</mark>&gt;alert(&#x27;<mark>widget</mark>&#x27;)" in page
