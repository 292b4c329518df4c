"""A sheet holds what its guide holds today, in the guide's order."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.cheatsheets.sheet import compile_sheet
from portal.guides.models import Guide, GuideRevision, Section, ToolTable
from tests.factories import add_question, make_guide

pytestmark = pytest.mark.django_db


def current(guide: Guide) -> GuideRevision:
    assert guide.current_revision is not None
    return guide.current_revision


def add_table(revision: GuideRevision, section: Section, key: str, position: int) -> None:
    ToolTable.objects.create(
        guide_revision=revision, section=section, key=key, position=position, title=key, header=[], rows=[], html=""
    )


def test_sheet_holds_the_questions_of_each_section_in_order():
    revision = current(make_guide(questions=2))
    advanced = Section.objects.create(guide_revision=revision, position=1, title="Advanced", level="advanced")
    add_question(revision, advanced, number=3)

    sheet = compile_sheet(revision, AnonymousUser())

    assert [(part.section.title, [p.number for p in part.placements]) for part in sheet.sections] == [
        ("Basic", [1, 2]),
        ("Advanced", [3]),
    ]


def test_sheet_leaves_out_what_other_guides_hold():
    make_guide("gadgets", questions=2)
    revision = current(make_guide("widgets", questions=1))

    placements = [
        placement for part in compile_sheet(revision, AnonymousUser()).sections for placement in part.placements
    ]

    assert [placement.guide_revision_id for placement in placements] == [revision.pk]


def test_tables_of_the_cheat_sheet_part_come_first():
    revision = current(make_guide(questions=0))
    plain = Section.objects.get(guide_revision=revision)
    part = Section.objects.create(guide_revision=revision, position=1, title="Cheat sheet", is_cheat_sheet=True)
    for position, (section, key) in enumerate([(plain, "services"), (part, "integrations"), (plain, "tools")]):
        add_table(revision, section, key, position)

    assert [table.key for table in compile_sheet(revision, AnonymousUser()).tables] == [
        "integrations",
        "services",
        "tools",
    ]


@pytest.mark.parametrize("questions", [1, 3])
def test_compiling_takes_four_queries_however_many_questions(questions, django_assert_num_queries):
    revision = current(make_guide(questions=questions))

    with django_assert_num_queries(4):
        compile_sheet(revision, AnonymousUser())
