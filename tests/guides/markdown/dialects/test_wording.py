import pytest

from portal.guides.markdown.dialects import wording


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("What is it", True),
        ("Explain closures", True),
        ("Hoisting?", True),
        ("Расскажите о пружине", True),
        ("红茶和绿茶的区别", True),
        ("¿Dónde está", True),
        ("Hoisting", False),
        ("Canals", False),
        ("Write it", False),
        ("Write a function that sorts", True),
    ],
)
def test_a_title_asks_by_its_mark_or_its_first_word(title, expected):
    assert wording.asks(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Answer", True), ("Correct answer: B", True), ("Ответ:", True), ("答案", True), ("Answering machines", False)],
)
def test_an_answers_heading_is_known(title, expected):
    assert wording.heads_answer(title) == expected


@pytest.mark.parametrize(
    ("title", "matter", "closed"),
    [
        ("Table of Contents", True, False),
        ("Contributing", True, True),
        ("License", True, True),
        ("Further reading", True, True),
        ("About the Law of Demeter", False, False),
        ("Introduction", True, False),
        ("Introduction to hooks", False, False),
    ],
)
def test_what_stands_around_a_guide_is_known_and_some_of_it_closes_off_what_is_below(title, matter, closed):
    assert (wording.is_matter(title), wording.closes_off(title)) == (matter, closed)
