from portal.interviews.scoring import Group, Point
from portal.interviews.scoring.answers import points_of

LISTED = """An answer.

**Key points**

- Automates the **build** (also: builds by itself) (weight 2)
- Runs on every change (optional)
- Any 1 of:
  - GitHub
  - Bitbucket
"""


def test_points_an_author_lists_are_taken():
    points, groups = points_of(LISTED)

    assert points == (
        Point("p1", "Automates the **build**", weight=2, aliases=("builds by itself",)),
        Point("p2", "Runs on every change", is_required=False),
        Point("p3", "GitHub", group="g1"),
        Point("p4", "Bitbucket", group="g1"),
    )
    assert groups == (Group("g1", 1),)


def test_points_are_proposed_where_none_are_listed():
    assert points_of("It has parts:\n\n- Source - fetches code\n- Build\n", question="What?") == (
        (Point("p1", "Source - fetches code"), Point("p2", "Build")),
        (),
    )


def test_bold_of_a_proposed_point_stays():
    assert points_of("A **part**, as follows:\n\n- **Source** - fetches a part\n")[0] == (
        Point("p1", "**Source** - fetches a part"),
    )


def test_empty_answer_has_no_points():
    assert points_of("") == ((), ())
