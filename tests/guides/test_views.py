import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.html import escape

from portal.accounts.models import User
from portal.guides.indexing import index_guide
from portal.guides.models import Choice, CodeSample, Diagram, Guide, Placement, Section, ToolTable
from portal.guides.outline import PAGE_SIZE
from tests.factories import add_question, make_administrator, make_guide, make_instructor, make_user, revision_of

HTMX = {"HX-Request": "true"}
PAGES = ["/guides/", "/guides/widgets/", "/guides/widgets/q-1/", "/guides/search/?q=widget"]


def basics(guide: Guide) -> Section:
    return Section.objects.get(guide_revision=revision_of(guide), position=0)


def ask(guide: Guide, **fields) -> None:
    """One more question in the guide, with the number after its last."""
    number = Placement.objects.filter(guide_revision=revision_of(guide)).count() + 1
    add_question(revision_of(guide), fields.pop("section", basics(guide)), number=number, **fields)


# Who may read


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_guide_pages_ask_a_stranger_to_sign_in_when_guides_are_not_public(client, url):
    make_guide()

    response = client.get(url)

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=/guides/")


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_guide_pages_show_a_stranger_published_guides_when_guides_are_public(client, settings, url):
    settings.PUBLIC_GUIDES = True
    index_guide(make_guide())
    index_guide(make_guide("secret-widgets", status=Guide.Status.DRAFT))

    page = client.get(url).content.decode()

    assert "idgets guide" in page
    assert "secret" not in page
    assert "I know it" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reader", "expected"),
    [("owner", 200), ("editor", 200), ("administrator", 200), ("instructor", 404), ("outsider", 404)],
)
def test_draft_is_readable_only_by_its_people(reader, expected):
    people = {
        "owner": make_user("owner"),
        "editor": make_user("editor"),
        "administrator": make_administrator(),
        "instructor": make_instructor(),
        "outsider": make_user("outsider"),
    }
    guide = make_guide(status=Guide.Status.DRAFT, owner=people["owner"])
    guide.editors.add(people["editor"])
    client = Client()
    client.force_login(people[reader])

    answers = [client.get(f"/guides/widgets/{rest}") for rest in ("", "q-1/")]

    assert [answer.status_code for answer in answers] == [expected, expected]
    assert [b"What is widget 1?" in answer.content for answer in answers] == [expected == 200] * 2
    assert (b"The widgets guide" in client.get("/guides/").content) == (expected == 200)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("maker", "titles"), [(make_instructor, ["The pool guide"]), (make_user, []), (AnonymousUser, [])]
)
def test_question_pool_is_readable_by_instructors_only(settings, maker, titles):
    settings.PUBLIC_GUIDES = True
    make_guide("pool", audience=Guide.Audience.INSTRUCTORS)

    readable = Guide.objects.readable_by(maker()).for_reading()

    assert [revision_of(guide).title for guide in readable] == titles


def test_retired_question_has_no_page(learner_client):
    guide = make_guide(questions=2)
    Placement.objects.filter(guide_revision=revision_of(guide), position=1).delete()

    assert learner_client.get("/guides/widgets/q-1/").status_code == 200
    assert learner_client.get("/guides/widgets/q-2/").status_code == 404


# The list of guides


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

    with django_assert_num_queries(5):
        assert learner_client.get("/guides/").content.count(b"guide-card-progress") == count


# A guide


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


def test_guide_detail_shows_questions_tables_pictures_and_code_in_place(learner_client):
    guide = make_guide(questions=1)
    place = {"guide_revision": revision_of(guide), "section": basics(guide), "position": 0}
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


# A question


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

    with django_assert_num_queries(3):
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


# A scenario


@pytest.mark.parametrize(
    ("query", "shown", "is_done"),
    [
        ("", [], False),
        ("?step=1", ["Look"], False),
        ("?step=2", ["Look", "Leap"], True),
        ("?step=99", ["Look", "Leap"], True),
        ("?step=-1", [], False),
        ("?step=²", [], False),
        ("?step=9999999", [], False),
    ],
)
def test_scenario_detail_reveals_as_many_steps_as_the_address_says(learner_client, query, shown, is_done):
    guide = make_guide(questions=0)
    ask(guide, kind="scenario", steps_html=["<p>Look</p>", "<p>Leap</p>"], points=["Look, then leap"])

    page = learner_client.get(f"/guides/widgets/q-1/steps/{query}").content.decode()

    assert [step for step in ("Look", "Leap") if f"<p>{step}</p>" in page] == shown
    assert ("Look, then leap." in page) == is_done


def test_scenario_detail_answers_htmx_with_the_steps_only(learner_client):
    guide = make_guide(questions=0)
    ask(guide, kind="scenario", steps_html=["<p>Look</p>"])

    fragment = learner_client.get("/guides/widgets/q-1/steps/?step=1", headers=HTMX).content.decode()

    assert fragment.strip().startswith('<div id="scenario-steps"')
    assert "<html" not in fragment


def test_scenario_detail_is_not_there_for_a_question_without_steps(learner_client):
    make_guide(questions=1)

    assert learner_client.get("/guides/widgets/q-1/").status_code == 200
    assert learner_client.get("/guides/widgets/q-1/steps/").status_code == 404


# A diagram


def test_diagram_image_carries_its_own_policy(learner_client):
    guide = make_guide(questions=0)
    Diagram.objects.create(
        guide_revision=revision_of(guide),
        section=basics(guide),
        key="f",
        position=0,
        title="F",
        sha256="ab12",
        svg="<svg/>",
    )

    response = learner_client.get("/guides/widgets/diagrams/ab12.svg")

    assert response.content == b"<svg/>"
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


HEADERS = {
    "Content-Type": "image/svg+xml",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}


def test_diagram_image_of_a_draft_is_hidden_from_outsiders(learner_client):
    guide = make_guide(questions=0, status=Guide.Status.DRAFT)
    Diagram.objects.create(
        guide_revision=revision_of(guide), key="f", position=0, title="F", sha256="ab12", svg="<svg/>"
    )
    make_guide("other", questions=0)

    answers = [learner_client.get(f"/guides/{slug}/diagrams/ab12.svg") for slug in ("widgets", "other")]

    assert [(answer.status_code, b"<svg/>" in answer.content) for answer in answers] == [(404, False)] * 2


# Progress


@pytest.mark.parametrize(
    "follows", ["", "/guides/widgets/?level=basic", "https://elsewhere.example/", "//elsewhere.example"]
)
def test_progress_update_leads_back_within_the_site_without_javascript(learner_client, follows):
    make_guide()

    response = learner_client.post("/guides/widgets/q-1/progress/", {"mark": "known", "next": follows})

    back = f"{follows}#question-q-1" if follows.startswith("/guides") else "/guides/widgets/q-1/"
    assert (response.status_code, response.url) == (302, back)


def test_progress_update_answers_htmx_with_the_marks_and_the_outline(learner_client):
    make_guide(questions=3)

    page = learner_client.post(
        "/guides/widgets/q-1/progress/", {"mark": "known", "outline": "shown"}, headers=HTMX
    ).content.decode()

    assert 'id="question-marks-q-1"' in page
    assert 'data-mark="known" hx-swap-oob="true">Known</span>' in page
    assert "<strong>1 of 3</strong> known" in page


def test_progress_update_refuses_a_mark_it_does_not_know(learner, learner_client):
    make_guide()

    response = learner_client.post("/guides/widgets/q-1/progress/", {"mark": "loved"})

    assert response.status_code == 400
    assert not learner.progress.exists()


def test_progress_update_writes_nothing_on_a_get(learner, learner_client):
    make_guide()

    assert learner_client.get("/guides/widgets/q-1/progress/").status_code == 405
    assert learner_client.get("/guides/widgets/q-1/").status_code == 200
    assert not learner.progress.exists()


def test_progress_update_asks_a_stranger_to_sign_in_even_when_guides_are_public(client, db, settings):
    settings.PUBLIC_GUIDES = True
    make_guide()

    response = client.post("/guides/widgets/q-1/progress/", {"mark": "known"})

    assert response.url.startswith("/accounts/login/")


# Search


def test_search_answers_htmx_with_the_results_only(learner_client):
    index_guide(make_guide())

    fragment = learner_client.get("/guides/search/?q=widget", headers=HTMX).content.decode()

    assert fragment.strip().startswith('<div id="search-results">')
    assert fragment.count("<mark>widget</mark>") == 3


@pytest.mark.parametrize("count", [1, 3])
def test_search_runs_a_constant_number_of_queries(learner_client, django_assert_num_queries, count):
    index_guide(make_guide(questions=count))

    with django_assert_num_queries(4):
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
