import pytest

from portal.accounts.models import User
from portal.guides.indexing import index_guide
from portal.guides.models import Choice, CodeSample, Diagram, Placement, Section, ToolTable
from portal.guides.outline import PAGE_SIZE
from tests.factories import ask, make_guide, revision_of

HTMX = {"HX-Request": "true"}


def test_guide_list_says_what_to_do_when_there_is_none(learner_client):
    page = learner_client.get("/guides/").content.decode()

    assert "There is no guide for you to read yet." in page


def test_guide_list_counts_what_the_reader_knows(learner_client):
    make_guide(questions=3)
    learner_client.post("/guides/widgets/q-1/progress/", {"mark": "known"})
    learner_client.post("/guides/widgets/q-2/progress/", {"mark": "read"})

    page = learner_client.get("/guides/").content.decode()

    assert "1 known · 0 unsure · 1 read, of 3 questions" in page


@pytest.mark.parametrize("count", [1, 3])
def test_guide_list_runs_a_constant_number_of_queries(learner_client, django_assert_num_queries, count):
    for number in range(count):
        make_guide(f"widgets-{number}", questions=count)

    with django_assert_num_queries(4):
        assert learner_client.get("/guides/").content.count(b"guide-card-progress") == count


@pytest.mark.parametrize("count", [1, 3])
def test_guide_detail_runs_a_constant_number_of_queries(learner_client, django_assert_num_queries, count):
    guide = make_guide(questions=0)
    for number in range(count):
        ask(guide, topics=[f"topic-{number}"])
        section = Section.objects.create(guide_revision=revision_of(guide), position=number + 1, title="More")
        ToolTable.objects.create(
            guide_revision=revision_of(guide),
            section=section,
            key=f"t{number}",
            position=number,
            header=[],
            rows=[],
        )

    with django_assert_num_queries(11):
        assert learner_client.get("/guides/widgets/").content.count(b'class="question"') == count
    with django_assert_num_queries(3):
        assert learner_client.get("/guides/widgets/").content.count(b'class="question"') == count


def test_guide_detail_shows_questions_tables_pictures_and_code_in_place(learner_client):
    guide = make_guide(questions=1)
    place = {
        "guide_revision": revision_of(guide),
        "section": revision_of(guide).sections.get(position=0),
        "position": 0,
    }
    ToolTable.objects.create(**place, key="services", title="Services", header=[], rows=[], html="<table><tr><td>X")
    Diagram.objects.create(**place, key="flow", title="Flow", description="A to B", sha256="ab12", svg="<svg/>")
    CodeSample.objects.create(**place, key="pipe", title="Pipe", html="<pre>stages</pre>", source="stages")

    page = learner_client.get("/guides/widgets/").content.decode()

    assert '<figure class="tool-table" id="table-services">' in page
    assert '<img src="/guides/widgets/diagrams/ab12.svg" alt="Flow"' in page
    assert 'data-copy-target="#code-text-pipe"' in page
    assert '<details class="question" id="question-q-1">' in page


def test_guide_detail_opens_every_answer_without_javascript(learner_client):
    make_guide(questions=2)

    page = learner_client.get("/guides/widgets/?open=1").content.decode()

    assert [f'id="question-q-{number}" open>' in page for number in (1, 2)] == [True, True]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["q-1", "q-2", "q-3", "q-4"]),
        ("level=advanced", ["q-3"]),
        ("kind=scenario", ["q-4"]),
        ("topic=security", ["q-2", "q-4"]),
        ("topic=security&kind=scenario", ["q-4"]),
        ("mark=known", ["q-2"]),
        ("mark=unread", ["q-1", "q-3", "q-4"]),
        ("q=turnips", ["q-3"]),
        ("q=TURNIP&level=basic", []),
        ("level=nonsense", ["q-1", "q-2", "q-3", "q-4"]),
    ],
)
def test_guide_detail_shows_what_the_filter_agrees_on(learner_client, query, slugs):
    guide = make_guide(questions=1)
    advanced = Section.objects.create(guide_revision=revision_of(guide), position=1, title="Advanced", level="advanced")
    ask(guide, topics=["security"])
    ask(guide, section=advanced, points=["Grow turnips"])
    ask(guide, kind="scenario", topics=["security"])
    index_guide(guide)
    learner_client.post("/guides/widgets/q-2/progress/", {"mark": "known"})

    page = learner_client.get(f"/guides/widgets/?{query}").content.decode()

    assert [slug for slug in ("q-1", "q-2", "q-3", "q-4") if f'id="question-{slug}"' in page] == slugs
    assert ("No question of this guide is like that." in page) == (not slugs)


def test_guide_detail_answers_htmx_with_the_list_only(learner_client):
    make_guide(questions=1)

    whole = learner_client.get("/guides/widgets/").content.decode()
    fragment = learner_client.get("/guides/widgets/?level=basic", headers=HTMX).content.decode()

    assert fragment.strip().startswith('<div id="question-list">')
    assert "<html" in whole
    assert "<html" not in fragment


def test_guide_detail_is_cut_into_pages_when_it_is_large(learner_client):
    guide = make_guide(questions=PAGE_SIZE + 1)
    sheet = Section.objects.create(guide_revision=revision_of(guide), position=1, title="Sheet")
    ToolTable.objects.create(
        guide_revision=revision_of(guide), section=sheet, key="last", position=0, header=[], rows=[]
    )

    first = learner_client.get("/guides/widgets/").content.decode()
    second = learner_client.get("/guides/widgets/?page=2").content.decode()
    found = learner_client.get("/guides/widgets/?table=last").content.decode()

    assert [page.count('class="question"') for page in (first, second)] == [PAGE_SIZE, 1]
    assert ['id="table-last"' in page for page in (first, second, found)] == [False, True, True]
    assert 'href="/guides/widgets/?page=2#section-1"' in first
    assert "continued" in second


@pytest.mark.parametrize(("has_shortcuts", "expected"), [(True, 1), (False, 0)])
def test_guide_detail_offers_keys_only_to_those_who_want_them(learner, learner_client, has_shortcuts, expected):
    User.objects.filter(pk=learner.pk).update(has_shortcuts=has_shortcuts)
    make_guide()

    page = learner_client.get("/guides/widgets/").content.decode()

    assert page.count("data-shortcuts") == page.count("<kbd>j</kbd>") == expected


@pytest.mark.parametrize("count", [1, 3])
def test_question_detail_runs_three_queries_session_and_user_included(learner_client, django_assert_num_queries, count):
    guide = make_guide(questions=count)
    Choice.objects.create(
        question_revision=Placement.objects.get(guide_revision=revision_of(guide), position=0).question_revision,
        key="A",
        position=0,
        text_html="One",
        is_right=True,
    )

    with django_assert_num_queries(2):
        assert b"What is widget 1?" in learner_client.get("/guides/widgets/q-1/").content


def test_question_detail_links_its_neighbours(learner_client):
    make_guide(questions=3)

    pages = [learner_client.get(f"/guides/widgets/q-{number}/").content.decode() for number in (1, 2, 3)]

    assert ['rel="prev" href="/guides/widgets/q-1/"' in page for page in pages] == [False, True, False]
    assert ['rel="next" href="/guides/widgets/q-3/"' in page for page in pages] == [False, True, False]


def test_question_detail_shows_choices_before_it_tells_the_right_one(learner_client):
    guide = make_guide(questions=1)
    written = Placement.objects.get(guide_revision=revision_of(guide)).question_revision
    for position, (key, text) in enumerate([("A", "Left"), ("B", "Right")]):
        Choice.objects.create(
            question_revision=written, key=key, position=position, text_html=text, is_right=key == "B"
        )

    page = learner_client.get("/guides/widgets/q-1/").content.decode()

    assert '<ol class="choices"><li>Left</li><li>Right</li></ol>' in page
    assert '<p class="choices-right">Right: B</p>' in page


def test_question_detail_says_so_when_there_is_no_model_answer(learner_client):
    guide = make_guide(questions=0)
    ask(guide, is_answered=False, points=[])

    page = learner_client.get("/guides/widgets/q-1/").content.decode()

    assert "The guide has no model answer to this question yet." in page
