"""Reviewing key points: one question after the other, all of it one revision in the end."""

import pytest
from django.utils import timezone

from portal.guides.models import Draft, Guide, Placement, PointAlias
from tests.factories import SMALL_GUIDE, import_guide_text

pytestmark = pytest.mark.django_db


def rows(*points: dict[str, str | None]) -> dict[str, str]:
    """The form as a browser sends it: each point kept unless it says otherwise, and an empty row at the end."""
    data = {"form-TOTAL_FORMS": str(len(points) + 1), "form-INITIAL_FORMS": str(len(points))}
    empty: dict[str, str | None] = {"text": ""}
    for number, point in enumerate([*points, empty]):
        values: dict[str, str | None] = {"is_kept": "on", "weight": "1", "aliases": "", "group": "", **point}
        data |= {f"form-{number}-{name}": value for name, value in values.items() if value is not None}
    return data


def begin(desk) -> str:
    return desk.post("/write/guides/widgets/key-points/").headers["Location"]


def decided(position: int) -> list[dict[str, object]]:
    return Draft.objects.get().decisions[str(position)]


def point(text: str, **fields) -> dict[str, object]:
    return {"text": text, "is_required": True, "weight": 1, "aliases": [], "group": None} | fields


def test_a_sitting_begins_at_the_first_question_whose_points_were_proposed(desk, guide):
    text = SMALL_GUIDE.replace("- It hums\n", "- It hums\n\n**Key points**\n\n- It turns\n")
    import_guide_text(text)

    page = desk.get(begin(desk)).content.decode()

    assert ("Question 2 of 2" in page, "\nwater</textarea>" in page) == (True, True)


def test_accepting_goes_on_to_the_next_question_and_keeps_what_was_settled(desk, guide):
    first = begin(desk)

    second = desk.post(first, rows({"text": "It turns left"}, {"text": "It hums"})).headers["Location"]

    assert (first[-14:], second[-14:]) == ("/key-points/1/", "/key-points/2/")
    assert decided(0) == [point("It turns left"), point("It hums")]
    assert "1 settled in this sitting" in desk.get(second).content.decode()


def test_points_are_reworded_dropped_made_optional_weighed_and_given_other_wordings(desk, guide):
    desk.post(
        begin(desk),
        rows(
            {"text": " It turns  left, always", "aliases": "left turn; turns ;; left turn", "weight": "3"},
            {"text": "It hums", "is_kept": None},
            {"text": "It is blue", "is_optional": "on"},
        ),
    )

    assert decided(0) == [
        point("It turns left, always", weight=3, aliases=["left turn", "turns"]),
        point("It is blue", is_required=False),
    ]


def test_a_point_merged_into_the_one_above_becomes_another_wording_of_it(desk, guide):
    desk.post(begin(desk), rows({"text": "It turns left"}, {"text": "It hums", "joins": "on", "aliases": "buzzes"}))

    assert decided(0) == [point("It turns left", aliases=["It hums", "buzzes"])]


def test_a_point_can_be_added_in_the_empty_row(desk, guide):
    data = rows({"text": "It turns left"}) | {"form-1-text": "It shines"}

    desk.post(begin(desk), data)

    assert decided(0) == [point("It turns left"), point("It shines")]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([{"text": "typed words", "is_kept": None}], "Keep at least one key point"),
        ([{"text": "typed words (optional)"}], "would be read differently in the guide"),
        ([{"text": "typed words", "weight": "9"}], "Not settled yet."),
        ([{"text": "typed words" + "x" * 2_000}], "Ensure this value has at most 2000 characters"),
        ([{"text": f"typed words {number} " + "x" * 1_500} for number in range(20)], "have at most 30,000 characters"),
    ],
)
def test_points_that_cannot_be_settled_are_given_back(desk, guide, points, words):
    first = begin(desk)

    answer = desk.post(first, rows(*points))

    page = answer.content.decode()
    assert (answer.status_code, words in page, "typed words" in page) == (422, True, True)
    assert Draft.objects.get().decisions == {}


def test_finishing_writes_one_revision_for_the_whole_sitting(desk, guide):
    second = desk.post(begin(desk), rows({"text": "It turns", "aliases": "left"})).headers["Location"]
    desk.post(second, rows({"text": "Water"}))
    draft = Draft.objects.get()

    to_plan = desk.post(f"/write/drafts/{draft.pk}/key-points/finish/").headers["Location"]
    draft.refresh_from_db()
    desk.post(f"{to_plan}apply/", {"version": draft.version})

    current = Guide.objects.get().current_revision
    points = Placement.objects.current().values_list(
        "question_revision__points__text", "question_revision__points__is_proposed"
    )
    assert (current.number, current.origin) == (2, "editor")
    assert list(points.order_by("position")) == [("It turns", False), ("Water", False)]
    assert list(PointAlias.objects.filter(guide_revision=current).values_list("text", flat=True)) == ["left"]
    assert current.text == SMALL_GUIDE.replace(
        "- It hums\n", "- It hums\n\n**Key points**\n\n- It turns (also: left)\n"
    ).replace("With **water**.\n", "With **water**.\n\n**Key points**\n\n- Water\n")


def test_a_guide_whose_text_was_begun_to_change_is_not_reviewed(desk, guide):
    begun = desk.post("/write/guides/widgets/edit/").headers["Location"]
    desk.post(begun, {"text": SMALL_GUIDE.replace("water", "oil"), "version": 1})

    answer = desk.post("/write/guides/widgets/key-points/", follow=True)

    assert "Apply or discard that first" in answer.content.decode()
    assert desk.get(begun.replace("text/", "key-points/1/")).status_code == 404


def test_a_question_that_is_not_there_is_404(desk, guide):
    assert desk.get(begin(desk).replace("/1/", "/3/")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_review_detail_runs_a_constant_number_of_queries(desk, author, django_assert_num_queries, count):
    points = "".join(f"- Point {number}\n" for number in range(count))
    questions = "".join(f"### Why {number}?\n\nBecause:\n\n{points}\n" for number in range(count))
    import_guide_text(f"# W\n\n## B\n\n{questions}", owner=author)
    first = begin(desk)

    with django_assert_num_queries(8):
        assert desk.get(first).content.count(b'class="point-edit"') == count + 1


def test_points_sent_after_signing_out_come_back(desk, client, guide):
    answer = client.post(begin(desk), rows({"text": "typed words", "aliases": "other words"}))

    assert (answer.status_code, Draft.objects.get().decisions) == (401, {})
    assert [words in answer.content.decode() for words in ("typed words", "other words")] == [True, True]


def test_key_points_that_come_while_the_draft_is_being_written_stand_in_the_answer(desk, guide):
    url = begin(desk)
    Draft.objects.update(work="review", asked_at=timezone.now(), decisions={"1": [point("water")]})

    answer = desk.post(url, rows({"text": "Typed for long"}))

    assert (answer.status_code, "\nTyped for long</textarea>" in answer.text) == (409, True)
    assert "0" not in Draft.objects.get().decisions


def test_key_points_that_come_after_the_review_is_over_are_given_back(desk, guide):
    url = begin(desk)
    import_guide_text(SMALL_GUIDE.replace("water", "oil"))

    answer = desk.post(url, rows({"text": "Typed for long", "aliases": "other words"}))

    assert (answer.status_code, "This review is over" in answer.text) == (409, True)
    assert ("Typed for long" in answer.text, "other words" in answer.text) == (True, True)


def test_key_points_of_who_lost_the_right_to_write_come_back(desk, author, guide):
    page = begin(desk)
    author.groups.clear()

    answer = desk.post(page, {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-text": "It turns, slowly"})

    assert (answer.status_code, "It turns, slowly" in answer.text) == (409, True)
    assert Draft.objects.get().decisions == {}
