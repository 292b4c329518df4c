"""A document becomes a guide's current revision, or changes nothing."""

import pytest

from portal.guides.importing import (
    Aim,
    Document,
    GuideChanged,
    ImportedGuide,
    import_guide,
)
from portal.guides.importing.applying import ABANDONED
from portal.guides.models import (
    CodeSample,
    Diagram,
    Guide,
    GuideRevision,
    KeyPoint,
    Placement,
    PointAlias,
    Question,
    QuestionRevision,
    RevisionPoint,
    SearchEntry,
    ToolTable,
)
from tests.factories import NOON, SECOND, make_instructor, make_user

pytestmark = pytest.mark.django_db

WIDGETS = """---
title: Widgets
slug: widgets
---

Small things.

| Tool | Use |
| ---- | --- |
| Saw  | Cut |

## Basic

### 1. What is a widget? {#what minutes=3 topics=parts,names}

A **widget** is a small part. It turns left.

**Key points**

- A small part (also: a little piece)
- Any 1 of:
  - Turns left
  - Hums (weight 2)
- Is blue (optional)

Source: [Widgets](https://example.com/widgets)

### 2. Which is right?

- [x] This
- [ ] That

## Scenarios

### 3. It broke. What now?

1. Look
2. Mend

## Cheat sheet

### Flow

```mermaid
flowchart LR
  A --> B
```

### Sample

```yaml
a: 1
```
"""


def import_text(text: str, **flags: bool) -> ImportedGuide:
    return import_guide(Document(text.encode(), "file", GuideRevision.Origin.REPOSITORY, NOON), **flags)


def titles() -> list[str]:
    return list(Placement.objects.current().values_list("question_revision__title", flat=True).order_by("position"))


def test_import_writes_the_guide_and_its_revision():
    import_text(WIDGETS)

    guide = Guide.objects.get()
    revision = guide.current_revision
    assert (guide.slug, revision.title, revision.number, revision.question_count) == ("widgets", "Widgets", 1, 3)
    assert (bytes(revision.original), revision.applied_at) == (WIDGETS.encode(), NOON)
    assert revision.intro_html == "<p>Small things.</p>"


def test_import_places_each_question_in_its_section():
    import_text(WIDGETS)

    rows = Placement.objects.values_list("section__title", "level", "number", "question_revision__kind")
    assert list(rows.order_by("position")) == [
        ("Basic", "basic", 1, "open"),
        ("Basic", "basic", 2, "choice"),
        ("Scenarios", "scenario", 3, "scenario"),
    ]


def test_import_writes_answer_points_topics_and_sources_of_a_question():
    import_text(WIDGETS)

    question = Question.objects.get(external_id="what")
    written = question.revisions.get()
    assert written.answer_html == "<p>A <strong>widget</strong> is a small part. It turns left.</p>"
    assert (written.minutes, written.topics) == (3, ["parts", "names"])
    assert written.sources == [["Widgets", "https://example.com/widgets"]]
    assert sorted(question.topics.values_list("slug", flat=True)) == ["names", "parts"]


def test_import_writes_key_points_with_their_group_weight_and_aliases():
    import_text(WIDGETS)

    points = RevisionPoint.objects.filter(question_revision__question__external_id="what")
    rows = points.values_list("text", "is_required", "weight", "group__need").order_by("position")
    assert list(rows) == [
        ("A small part", True, 1, None),
        ("Turns left", True, 1, 1),
        ("Hums", True, 2, 1),
        ("Is blue", False, 1, None),
    ]
    assert list(PointAlias.objects.values_list("key_point__key", "text")) == [("a-small-part", "a little piece")]


def test_import_keeps_which_words_of_a_point_are_bold():
    import_text(WIDGETS.replace("- A small part", "- A **small** part").replace("- Turns left", "- __Turns__ **left**"))

    rows = RevisionPoint.objects.exclude(bold=[]).values_list("text", "bold").order_by("position")
    assert list(rows) == [("A small part", [[2, 7]]), ("Turns left", [[0, 5], [6, 10]])]


def test_a_word_made_bold_makes_a_new_revision_with_the_same_points():
    import_text(WIDGETS)
    import_text(WIDGETS.replace("- A small part", "- A **small** part"))

    wordings = RevisionPoint.objects.filter(key_point__key="a-small-part").order_by("pk")
    assert [wording.bold for wording in wordings] == [[], [[2, 7]]]


def test_import_renders_key_points_as_a_list_with_the_group_inside():
    import_text(WIDGETS)

    assert QuestionRevision.objects.get(question__external_id="what").points_html == (
        '<ul class="points"><li>A small part</li><li>Any 1 of these:<ul><li>Turns left</li><li>Hums</li></ul></li>'
        '<li>Is blue <small class="optional">optional</small></li></ul>'
    )


def test_import_writes_tables_diagrams_and_code_samples():
    import_text(WIDGETS)

    table, diagram, sample = ToolTable.objects.get(), Diagram.objects.get(), CodeSample.objects.get()
    assert (table.header, table.rows) == (["Tool", "Use"], [["Saw", "Cut"]])
    assert (diagram.title, diagram.problem, diagram.svg.startswith("<svg")) == ("Flow", "", True)
    assert (sample.title, sample.language, sample.source) == ("Sample", "yaml", "a: 1")


def test_a_diagram_that_cannot_be_drawn_keeps_its_source_and_says_why():
    import_text(WIDGETS.replace("flowchart LR\n  A --> B", "flowchart LR\n  A --> "))

    diagram = Diagram.objects.get()
    assert (diagram.sha256, diagram.svg, diagram.source.strip()) == ("", "", "flowchart LR\n  A -->")
    assert diagram.problem != ""


def test_a_diagram_in_an_answer_stands_there_as_a_picture_and_in_no_section():
    import_text(WIDGETS.replace("It turns left.", "See:\n\n```mermaid\nflowchart LR\n  X --> Y\n```"))

    picture = Diagram.objects.get(section=None)
    answer = QuestionRevision.objects.get(question__external_id="what").answer_html
    assert f'<img src="/guides/widgets/diagrams/{picture.sha256}.svg"' in answer
    assert "flowchart" not in answer


def test_importing_the_same_text_twice_writes_nothing():
    import_text(WIDGETS)
    again = import_text(WIDGETS)

    assert (again.revision, GuideRevision.objects.count(), QuestionRevision.objects.count()) == (None, 1, 3)


def test_a_check_says_what_would_change_and_writes_nothing():
    imported = import_text(WIDGETS, is_check=True)

    assert imported.plan is not None
    assert imported.plan.counts()["new"] == 3
    assert not Guide.objects.exists()


def test_a_text_with_errors_changes_nothing():
    import_text(WIDGETS)
    imported = import_text(WIDGETS.replace("### 2. Which is right?", "### 2. Which is right? {#what}"))

    assert [problem.code for problem in imported.problems if problem.severity == "error"] == ["DUPLICATE-ID"]
    assert (imported.plan, GuideRevision.objects.count()) == (None, 1)


def test_a_slug_that_is_a_page_of_the_site_is_refused():
    imported = import_text(WIDGETS.replace("slug: widgets", "slug: search"))

    assert [problem.code for problem in imported.problems] == ["RESERVED-SLUG"]
    assert not Guide.objects.exists()


def test_a_mended_answer_makes_one_new_revision_of_the_same_question():
    import_text(WIDGETS)
    before = Question.objects.get(external_id="what").pk
    imported = import_text(WIDGETS.replace("It turns left.", "It turns right."))

    assert imported.plan is not None
    assert {status: n for status, n in imported.plan.counts().items() if n} == {"changed": 1, "unchanged": 2}
    assert Question.objects.get(external_id="what").pk == before
    assert (Question.objects.count(), QuestionRevision.objects.count()) == (3, 4)


def test_a_reworded_point_of_a_changed_question_keeps_the_points_that_stay():
    import_text(WIDGETS)
    import_text(WIDGETS.replace("- A small part (also", "- Made of brass (also"))

    keys = KeyPoint.objects.filter(question__external_id="what").values_list("key", flat=True)
    assert sorted(keys) == ["a-small-part", "hums", "is-blue", "made-of-brass", "turns-left"]


def test_a_question_taken_out_is_retired_and_revived_when_it_returns():
    import_text(WIDGETS)
    shorter = WIDGETS.replace("### 3. It broke. What now?\n\n1. Look\n2. Mend\n", "### 3. Else?\n\nNo.\n")
    import_text(shorter)
    retired = Question.objects.get(slug="it-broke-what-now")
    assert (retired.retired_at, titles()) == (NOON, ["What is a widget?", "Which is right?", "Else?"])

    import_text(WIDGETS)
    retired.refresh_from_db()
    assert (retired.retired_at, Question.objects.filter(slug__startswith="it-broke").count()) == (None, 1)


def test_new_topics_of_a_question_replace_the_old_ones():
    import_text(WIDGETS)
    import_text(WIDGETS.replace("topics=parts,names", "topics=parts,colours"))

    assert sorted(Question.objects.get(external_id="what").topics.values_list("slug", flat=True)) == [
        "colours",
        "parts",
    ]


def test_a_question_without_an_id_adopts_the_one_its_author_adds():
    import_text(WIDGETS)
    import_text(WIDGETS.replace("### 2. Which is right?", "### 2. Which is right? {#right}"))

    assert Question.objects.get(slug="which-is-right").external_id == "right"


def test_a_question_named_like_a_page_of_the_guide_gets_another_address():
    import_text(WIDGETS.replace("{#what minutes", "{#cheat-sheet minutes"))

    assert Question.objects.get(external_id="cheat-sheet").slug == "cheat-sheet-2"


def test_of_two_imports_at_once_the_second_is_refused_and_leaves_nothing(monkeypatch):
    import_text(WIDGETS)
    second = WIDGETS.replace("It turns left.", "It turns second.")

    def first_finishes_meanwhile(done: int, total: int) -> None:
        monkeypatch.undo()
        import_text(WIDGETS.replace("It turns left.", "It turns first."))

    document = Document(second.encode(), "file", GuideRevision.Origin.REPOSITORY, NOON)
    with pytest.raises(GuideChanged):
        import_guide(document, on_progress=first_finishes_meanwhile)

    assert "first" in Placement.objects.current().get(number=1).question_revision.answer_html
    assert GuideRevision.objects.filter(applied_at=None).count() == 0


def test_rows_that_a_crash_left_are_swept_once_they_are_old():
    import_text(WIDGETS)
    guide = Guide.objects.get()
    for number, age in ((8, ABANDONED + SECOND), (9, ABANDONED)):
        GuideRevision.objects.create(guide=guide, number=number, created_at=NOON - age, title="", text="", original=b"")
    import_text(WIDGETS + "\n")

    assert sorted(guide.revisions.values_list("number", flat=True)) == [1, 9, 10]


def test_search_rows_follow_the_guide():
    import_text(WIDGETS)
    import_text(
        WIDGETS.replace("### 3. It broke. What now?", "### 3. It fell over. And?").replace("It turns left.", "So.")
    )

    entries = SearchEntry.objects.values_list("title", "body").order_by("pk")
    assert set(entries) == {
        ("What is a widget?", "A widget is a small part. So."),
        ("Which is right?", ""),
        ("It fell over. And?", "Look\nMend"),
        ("Widgets: overview", "Tool · Use\nSaw · Cut"),
    }


def edited(text: str, revision: GuideRevision | None, *, slug: str = "widgets", **fields) -> ImportedGuide:
    aim = Aim(slug, revision.pk if revision else None)
    origin = GuideRevision.Origin.EDITOR
    return import_guide(Document(text.encode(), slug, origin, NOON, aim=aim, **fields))


def test_what_was_edited_in_the_browser_is_kept_from_a_newer_file_unless_that_is_to_replace_it():
    first = import_text(WIDGETS).revision
    written = edited(WIDGETS.replace("Small things.", "By hand."), first).revision
    newer = WIDGETS.replace("Small things.", "From the file.")

    refused = import_text(newer)
    kept = GuideRevision.objects.get(pk=Guide.objects.get().current_revision_id)
    replaced = import_text(newer, is_replacing=True)

    assert [problem.code for problem in refused.problems if problem.severity == "error"] == ["EDITED-IN-BROWSER"]
    assert kept == written
    assert Guide.objects.get().current_revision == replaced.revision


@pytest.mark.parametrize("is_new", [True, False])
def test_a_document_aimed_at_another_revision_than_the_current_one_changes_nothing(is_new):
    first = import_text(WIDGETS).revision
    edited(WIDGETS.replace("Small things.", "By hand."), first)

    with pytest.raises(GuideChanged):
        edited(WIDGETS.replace("Small things.", "Too late."), None if is_new else first)

    assert GuideRevision.objects.count() == 2


def test_a_document_aimed_at_one_guide_must_not_name_another():
    imported = edited(WIDGETS, None, slug="gadgets")

    assert [problem.code for problem in imported.problems if problem.severity == "error"] == ["OTHER-SLUG"]
    assert not Guide.objects.exists()


def test_a_new_guide_of_the_browser_is_a_draft_of_its_author():
    author = make_instructor()

    guide = edited(WIDGETS, None, author=author).revision.guide

    assert (guide.owner, guide.status) == (author, Guide.Status.DRAFT)


def test_a_guide_that_no_import_finished_belongs_to_whoever_brings_it_next():
    Guide.objects.create(slug="widgets", owner=make_user(), created_at=NOON)
    author = make_instructor()

    guide = edited(WIDGETS, None, author=author).revision.guide

    assert (guide.owner, guide.status) == (author, Guide.Status.DRAFT)


def test_damaged_letters_stay_when_their_repair_is_declined():
    damaged = WIDGETS.replace("Small things.", "Small â€“ things.")

    kept = edited(damaged, None, keeps_damage=True)

    assert "Small â€“ things." in kept.revision.text
    assert "REPAIRED-ENCODING" not in {problem.code for problem in kept.problems}
