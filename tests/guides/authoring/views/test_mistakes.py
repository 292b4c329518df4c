"""What readers reported, where the author sees it."""

import pytest

from portal.guides.models import Mistake, Placement, Question
from tests.factories import NOON, SMALL_GUIDE, import_guide_text, make_guide, make_user

pytestmark = pytest.mark.django_db


def report(text: str = "It turns right.", *, position: int = 0) -> Mistake:
    written = Placement.objects.current().get(position=position).question_revision
    return Mistake.objects.report(make_user(), written, text, at=NOON)


def test_a_report_stands_beside_the_line_of_its_question(desk, guide):
    report()

    page = desk.get("/write/guides/widgets/mistakes/").content.decode()

    line = SMALL_GUIDE.split("\n").index("### What is a widget?") + 1
    assert f"{line}  ### What is a widget?" in page
    assert f'name="line" value="{line}">Edit line {line}</button>' in page
    assert "It turns right." in page


def test_a_report_says_that_its_question_was_changed_or_left_out_since(desk, guide):
    report(position=0)
    report("Also wrong.", position=1)
    import_guide_text(SMALL_GUIDE.replace("It hums", "It sings").split("### How")[0])

    page = desk.get("/write/guides/widgets/mistakes/").content.decode()

    assert page.count("The question was changed since.") == 1
    assert page.count("This question is no longer in the guide.") == 1


def test_a_report_is_marked_as_done_and_can_be_opened_again(desk, guide, author):
    mistake = report()
    url = f"/write/guides/widgets/mistakes/{mistake.pk}/"

    desk.post(url)
    settled = Mistake.objects.get().settled_by
    lists = [desk.get(f"/write/guides/widgets/mistakes/{show}").content.decode() for show in ("", "?show=all")]
    desk.post(url, {"reopen": "1"})

    assert (settled, Mistake.objects.get().settled_at) == (author, None)
    assert ["It turns right." in page for page in lists] == [False, True]


def test_reports_about_another_guide_cannot_be_settled_by_way_of_ones_own(desk, guide):
    make_guide("foreign", questions=1)
    written = Question.objects.get(guide__slug="foreign").revisions.get()
    foreign = Mistake.objects.report(make_user(), written, "Wrong.", at=NOON)

    desk.post(f"/write/guides/widgets/mistakes/{foreign.pk}/")

    assert Mistake.objects.get().settled_at is None
    assert "Wrong." not in desk.get("/write/guides/widgets/mistakes/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_mistake_list_runs_a_constant_number_of_queries(desk, guide, django_assert_num_queries, count):
    for number in range(count):
        report(f"Wrong {number}.")

    with django_assert_num_queries(6):
        assert desk.get("/write/guides/widgets/mistakes/").content.count(b"mistake-card") == count
