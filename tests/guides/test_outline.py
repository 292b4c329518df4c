import pytest

from portal.accounts.models import User
from portal.guides.marking import read_marks
from portal.guides.models import Guide, Mark, Placement, Progress, Section
from portal.guides.outline import PAGE_SIZE, Tally, read_outline, tallies_of_guides
from tests.factories import NOON, add_question, make_guide, make_user, revision_of


def mark(user: User, guide: Guide, *marks: str) -> None:
    """Mark the first questions of the guide, in order."""
    placements = Placement.objects.filter(guide_revision=revision_of(guide)).order_by("position")
    for placement, name in zip(placements, marks, strict=False):
        Progress.objects.mark(user, placement.question_revision, name, NOON)


def test_read_outline_counts_marks_by_section_and_topic(learner):
    guide = make_guide(questions=2)
    more = Section.objects.create(guide_revision=revision_of(guide), position=1, title="More")
    add_question(revision_of(guide), more, number=3, topics=["security", "triggers"])
    mark(learner, guide, Mark.KNOWN, Mark.READ, Mark.UNSURE)
    mark(make_user(), guide, Mark.KNOWN, Mark.KNOWN, Mark.KNOWN)

    outline = read_outline(revision_of(guide), read_marks(revision_of(guide), learner))

    assert [(outlined.section.title, outlined.tally) for outlined in outline.sections] == [
        ("Basic", Tally(total=2, known=1, read=1)),
        ("More", Tally(total=1, unsure=1)),
    ]
    assert [(outlined.topic.title, outlined.tally) for outlined in outline.topics] == [
        ("Security", Tally(total=1, unsure=1)),
        ("Triggers", Tally(total=1, unsure=1)),
    ]
    assert outline.tally == Tally(total=3, known=1, unsure=1, read=1)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_outline_runs_three_queries_the_first_time_and_none_after_that(django_assert_num_queries, count):
    guide = make_guide(questions=count)

    with django_assert_num_queries(3):
        assert read_outline(revision_of(guide), {}).tally == Tally(total=count)
    with django_assert_num_queries(0):
        assert read_outline(revision_of(guide), {}).tally == Tally(total=count)


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "pages"), [(PAGE_SIZE - 1, [1, 1, 1]), (PAGE_SIZE, [1, 1, 2]), (0, [1, 1, 1])])
def test_section_begins_on_the_page_of_its_first_question_or_of_the_one_before(count, pages):
    guide = make_guide(questions=count)
    empty, last = (
        Section.objects.create(guide_revision=revision_of(guide), position=position, title="") for position in (1, 2)
    )
    add_question(revision_of(guide), last, number=count + 1)

    outline = read_outline(revision_of(guide), {})

    assert [outlined.page for outlined in outline.sections] == pages
    assert outline.sections[1].section == empty


def test_tallies_of_guides_leave_retired_questions_out(learner):
    guide, other = make_guide(questions=2), make_guide("gadgets", questions=1)
    mark(learner, guide, Mark.KNOWN, Mark.UNSURE)
    gone = Placement.objects.get(guide_revision=revision_of(guide), position=1).question_revision.question
    gone.retired_at = NOON
    gone.save(update_fields=["retired_at"])

    assert tallies_of_guides([other, guide], learner) == [Tally(total=1), Tally(total=2, known=1)]
