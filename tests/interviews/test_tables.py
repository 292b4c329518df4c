"""Pairs from a table: only rows that have one right answer, and wrong options of the same column."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.interviews.tables import askable_columns, matching_payload, matching_question

cells = st.text("ab ", max_size=3)
tables = st.lists(st.lists(cells, min_size=1, max_size=4), max_size=8)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], {}),
        ([["S3", "files"], ["SNS", "mail"]], {}),
        ([["S3", "files"], ["SNS", "mail"], ["KMS", "keys"]], {1: [0, 1, 2]}),
        ([["S3", "files"], ["SNS", "files"], ["KMS", "keys"], ["IAM", "roles"], ["SQS", "queues"]], {1: [2, 3, 4]}),
        ([["S3", "files"], ["S3", "more"], ["KMS", "keys"], ["IAM", "roles"], ["SQS", "queues"]], {1: [2, 3, 4]}),
        ([["Build", "builds it"], ["KMS", "keys"], ["IAM", "roles"], ["SQS", "queues"]], {1: [1, 2, 3]}),
        ([["S3", ""], ["KMS", "keys"], ["IAM"], ["SQS", "x" * 301]], {}),
        ([["a", "x", "k"], ["b", "x", "l"], ["c", "x", "m"]], {2: [0, 1, 2]}),
    ],
)
def test_row_is_asked_only_where_it_has_one_right_answer_that_it_does_not_name(rows, expected):
    assert askable_columns(rows) == expected


@given(rows=tables, seed=st.integers(0, 99))
def test_every_prompt_has_exactly_one_right_option_and_all_are_of_its_column(rows: list[list[str]], seed: int):
    if not askable_columns(rows):
        return
    payload = matching_payload(["Name", "B", "C", "D"], rows, random.Random(seed))

    texts = [option["text"] for option in payload["options"]]
    answers = {row[payload["column"]]: row[0] for row in rows if len(row) > payload["column"] and row[0].strip()}
    assert len(set(texts)) == len(texts)
    assert set(texts) <= {row[0] for row in rows}
    assert 3 <= len(payload["prompts"]) <= 5
    assert all(texts.count(answers[prompt["text"]]) == 1 for prompt in payload["prompts"])


@pytest.mark.parametrize(
    ("name", "question"),
    [("Service", "which service is it?"), ("IAM", "which IAM is it?"), (" ", "which belongs to which?")],
)
def test_question_is_asked_by_the_name_of_the_first_column(name: str, question: str):
    assert matching_question([name, "Use"]) == question
