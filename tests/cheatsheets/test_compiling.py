"""A sheet holds what its guide holds today, as far as it was chosen, in the order it is printed."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from portal.cheatsheets.choosing import Withheld
from portal.cheatsheets.sheet import Edition
from portal.guides.models import KeyPoint, Section, ToolTable
from tests.cheatsheets.sheets import sheet_of
from tests.factories import NOON, add_question, ask, make_guide, revision_of

pytestmark = pytest.mark.django_db


def test_a_sheet_holds_the_questions_of_each_section_in_order():
    revision = revision_of(guide := make_guide(questions=2))
    advanced = Section.objects.create(guide_revision=revision, position=1, title="Advanced", level="advanced")
    add_question(revision, advanced, number=3)

    sections = sheet_of(guide).sections

    assert [(part.title, [question.number for question in part.questions]) for part in sections] == [
        ("Basic", [1, 2]),
        ("Advanced", [3]),
    ]


def test_a_sheet_leaves_out_what_other_guides_hold():
    make_guide("gadgets", questions=2)

    assert [question.key for question in sheet_of(make_guide("widgets", questions=1)).questions] == ["q-1"]


def test_only_the_sections_chosen_are_on_the_sheet():
    revision = revision_of(guide := make_guide(questions=2))
    add_question(revision, Section.objects.create(guide_revision=revision, position=1, title="More"), number=3)

    assert [question.number for question in sheet_of(guide, "section=1").questions] == [3]


def test_a_question_says_what_its_answer_comes_to():
    guide = make_guide(questions=0)
    ask(guide, title="What turns?", points=["It turns left", "It is small"], topics=["turning"])

    [question] = sheet_of(guide).questions

    assert (question.title, question.sentence, question.first_points) == (
        "What turns?",
        "It turns left. It is small",
        "It turns left; It is small",
    )
    assert [point.text for point in question.points] == ["It turns left", "It is small"]


def test_the_parts_of_the_founding_guide_stand_in_the_order_they_are_printed(founding_guide):
    sheet = sheet_of(founding_guide)

    assert [flow.title for flow in sheet.flows] == ["CodePipeline architecture flow"]
    assert [sample.title for sample in sheet.samples] == ["Example pipeline"]
    assert [table.title for table in sheet.integrations] == ["Key service integrations"]
    assert [table.title for table in sheet.tools] == ["Bonus: common tools at each stage"]
    assert [table.title for table in sheet.tables] == ["Service · Description"]
    assert [table.title for table in sheet.comparisons] == [
        "CodePipeline vs CodeBuild",
        "CodePipeline vs Jenkins",
        "CodePipeline vs CodeDeploy",
    ]
    assert [question.number for question in sheet.questions] == list(range(1, 31))


def test_every_question_of_the_founding_guide_has_a_line_and_points(founding_guide):
    questions = sheet_of(founding_guide).questions

    assert [question.number for question in questions if not (question.one_line and question.points)] == []
    assert max(len(question.one_line) for question in questions) <= 170


def test_parts_that_were_not_chosen_are_empty(founding_guide):
    sheet = sheet_of(founding_guide, "part=tools")

    assert (sheet.flows, sheet.samples, sheet.integrations, sheet.tables) == ((), (), (), ())
    assert len(sheet.tools) == 1


def test_the_days_of_the_sheet_are_those_of_its_revision(founding_guide):
    sheet = sheet_of(founding_guide)

    assert (sheet.revision, sheet.revised_on, sheet.reviewed_on) == (1, NOON.date(), date(2026, 11, 23))
    assert sheet.address == "http://localhost:8000/guides/aws-codepipeline/"


def test_the_same_arguments_give_the_same_sheet_and_nothing_can_change_it(founding_guide):
    sheet = sheet_of(founding_guide)

    assert sheet == sheet_of(founding_guide)
    with pytest.raises(FrozenInstanceError):
        sheet.title = "another"


def test_a_personal_sheet_has_the_most_missed_first_and_only_what_was_missed():
    guide = make_guide(questions=3)
    point = {row.question.slug + row.key: row.pk for row in KeyPoint.objects.select_related("question")}
    misses = {point["q-1point-1"]: 1, point["q-3point-0"]: 1, point["q-3point-1"]: 4}

    sheet = sheet_of(guide, "edition=personal&days=30", misses=misses)

    [section] = sheet.sections
    assert [question.number for question in section.questions] == [3, 1]
    assert [[point.misses for point in question.points] for question in section.questions] == [[4, 1], [1, 0]]
    assert (sheet.edition, sheet.missed_from, sheet.missed_to) == (Edition.PERSONAL, date(2026, 10, 24), NOON.date())


def test_what_is_withheld_shows_no_line_no_point_no_right_choice_and_no_table():
    revision = revision_of(guide := make_guide(questions=0))
    shut = ask(guide, title="Shut?")
    ask(guide, title="Open?")
    shut.choices.create(key="A", position=0, text_html="yes", is_right=True)
    section = revision.sections.get()
    for position, key in enumerate(["shut", "open"]):
        ToolTable.objects.create(
            guide_revision=revision, section=section, key=key, position=position, title=key, header=[], rows=[], html=""
        )
    withheld = Withheld(frozenset({shut.question_id}), frozenset({"shut"}))

    sheet = sheet_of(guide, withheld=withheld)

    question, other = sheet.questions
    assert (question.is_withheld, question.one_line, question.points, question.right_keys) == (True, "", (), ())
    assert (other.is_withheld, bool(other.one_line)) == (False, True)
    assert [table.title for table in sheet.tables] == ["open"]


@pytest.mark.parametrize(("reviewed", "is_stale"), [(date(2025, 11, 22), True), (date(2025, 11, 23), False)])
def test_facts_are_stale_the_day_after_the_last_day_they_may_have(reviewed, is_stale):
    guide = make_guide(questions=0)
    ask(guide, reviewed_on=reviewed)

    assert [question.is_stale for question in sheet_of(guide).questions] == [is_stale]


@pytest.mark.parametrize("questions", [1, 3])
def test_compiling_takes_five_queries_however_many_questions(questions, django_assert_num_queries):
    guide = make_guide(questions=questions)

    with django_assert_num_queries(5):
        sheet_of(guide)
