"""What a draft would become, as its page shows it."""

import pytest

from portal.guides.authoring.reports import LISTED, PREVIEWED, make_report
from portal.guides.models import Draft, Guide, GuideRevision
from tests.factories import NOON, SMALL_GUIDE, import_guide_text, make_draft, make_instructor

pytestmark = pytest.mark.django_db


def report(text: str, *, guide: Guide | None = None, **fields):
    return make_report(make_draft(make_instructor(), text, guide=guide, **fields), NOON)


def codes(found) -> list[str]:
    return [problem["code"] for problem in found["problems"]]


def test_a_new_guide_is_reported_with_its_first_questions_and_written_nowhere():
    found = report(SMALL_GUIDE)

    assert {name: found[name] for name in ("title", "slug", "questions", "answered", "has_errors")} == {
        "title": "Widgets",
        "slug": "widgets",
        "questions": 2,
        "answered": 2,
        "has_errors": False,
    }
    assert [question["title"] for question in found["preview"]] == ["What is a widget?", "How is it cleaned?"]
    assert "<strong>widget</strong>" in found["preview"][0]["answer"]
    assert found["plan"]["counts"]["new"] == 2
    assert not Guide.objects.exists()


def test_a_problem_stands_beside_its_line_with_a_caret():
    problem = report(SMALL_GUIDE + "\n### Why? {level=hard}\n\nBecause **so**.\n")["problems"][0]

    assert (problem["code"], problem["source"]) == ("UNKNOWN-LEVEL", "### Why? {level=hard}")
    assert problem["source"][len(problem["before"]) :].startswith("level=hard")
    assert problem["remedy"]


def test_the_preview_and_the_lists_of_a_long_guide_are_cut_and_counted():
    questions = "".join(f"### Question {number}?\n\nBecause of {number}.\n\n" for number in range(LISTED + 5))

    found = report(f"# Long\n\n## Basic\n\n{questions}")

    assert (len(found["preview"]), len(found["plan"]["fates"][0]["questions"])) == (PREVIEWED, LISTED)
    assert found["plan"]["counts"]["new"] == LISTED + 5


def test_a_changed_question_shows_what_changes_in_it():
    guide = import_guide_text()

    found = report(SMALL_GUIDE.replace("With **water**.", "With **oil**."), guide=guide)

    (group,) = found["plan"]["fates"]
    lines = [(line["mark"], line["text"]) for line in group["questions"][0]["hunks"][0]]
    assert (group["fate"], found["plan"]["counts"]["unchanged"]) == ("changed", 1)
    assert [line for line in lines if line[0] != " "] == [
        ("-", "With **water**."),
        ("+", "With **oil**."),
        ("-", "- water"),
        ("+", "- oil"),
    ]


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_probable_rename_waits_until_it_is_accepted(is_accepted):
    guide = import_guide_text(SMALL_GUIDE.replace("With **water**.", "With **water**, and with nothing else at all."))
    renamed = SMALL_GUIDE.replace("How is it cleaned?", "What cleans one?").replace(
        "With **water**.", "With **water**, and nothing else at all."
    )
    first = report(renamed, guide=guide)
    record = first["plan"]["fates"][0]["questions"][0]["record"]
    draft = Draft.objects.get()
    draft.accepted_renames = [record] if is_accepted else [record + 1]

    question = make_report(draft, NOON)["plan"]["fates"][0]["questions"][0]

    assert (question["before"], question["is_waiting"]) == ("How is it cleaned?", not is_accepted)


def test_a_question_left_out_is_listed_as_retired():
    guide = import_guide_text()

    found = report(SMALL_GUIDE.split("### How")[0], guide=guide)

    assert (found["plan"]["retired"], found["plan"]["counts"]["retired"]) == (["How is it cleaned?"], 1)


def test_the_same_text_again_changes_nothing():
    assert report(SMALL_GUIDE, guide=import_guide_text())["plan"]["is_empty"]


def test_repaired_lines_are_listed_before_and_after_unless_repairing_was_declined():
    damaged = SMALL_GUIDE.replace("With **water**.", "With **water** â€“ warm.")

    found = report(damaged)
    kept = make_report(make_draft(make_instructor("other"), damaged, keeps_damage=True), NOON)

    line = SMALL_GUIDE.split("\n").index("With **water**.") + 1
    assert found["repairs"] == [{"line": line, "before": "With **water** â€“ warm.", "after": "With **water** – warm."}]
    assert (kept["repairs"], "â€“" in kept["preview"][1]["answer"]) == ([], True)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xff\xfe\xfa", "NOT-TEXT"), (b"# A readme\n\nInstall it.\n", "NO-QUESTIONS"), (b"a\0b", "NOT-TEXT")],
)
def test_what_is_no_guide_is_refused_with_a_reason(data, code):
    draft = make_draft(make_instructor(), "")
    draft.data = data

    found = make_report(draft, NOON)

    assert found["has_errors"]
    assert code in codes(found)


def test_an_address_that_is_taken_is_told_with_the_guide_that_has_it():
    import_guide_text()

    found = report(SMALL_GUIDE)

    assert (codes(found), found["taken"]) == (["SLUG-TAKEN"], "widgets")


def test_a_text_that_names_another_guide_cannot_become_this_one():
    guide = import_guide_text(SMALL_GUIDE.replace("slug: widgets", "slug: gadgets"), slug="gadgets")

    assert codes(report(SMALL_GUIDE, guide=guide)) == ["OTHER-SLUG"]


def test_a_text_that_renders_too_slowly_is_stopped_and_told_by_its_line():
    text = SMALL_GUIDE.replace("With **water**.", "[" * 80_000)

    found = report(text)

    line = SMALL_GUIDE.split("\n").index("### How is it cleaned?") + 1
    slow = [problem for problem in found["problems"] if problem["code"] == "TOO-SLOW"]
    assert [problem["line"] for problem in slow] == [line]
    assert [question["title"] for question in found["preview"]] == ["What is a widget?"]


def test_a_table_of_questions_is_read_as_a_guide():
    found = report("question,answer\nWhat is a widget?,A small part.\n", format="csv", name="widgets", origin="upload")

    assert (found["questions"], found["slug"], GuideRevision.objects.count()) == (1, "widgets", 0)
