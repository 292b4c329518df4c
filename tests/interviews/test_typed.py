"""Reading a save without a form: the same as with one, or nothing."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from portal.interviews.forms import LARGEST_SEQ, LARGEST_VERSION, TEXT_LIMIT, ResponseForm
from portal.interviews.models import Item
from portal.interviews.saving import Save
from portal.interviews.typed import typed

IN_WORDS = Item(position=1, kind="open", payload={"kind": "open", "choices": []})
USUAL = {"text": "said", "base_version": "3", "writer": "a-writer-of-16ch", "seq": "7"}


def test_usual_save_is_read():
    assert typed(posted(USUAL)) == Save(3, "a-writer-of-16ch", 7, "said")


@pytest.mark.parametrize(
    "change",
    [
        {"text": "x" * (TEXT_LIMIT + 1)},
        {"text": "a\0b"},
        {"base_version": str(LARGEST_VERSION + 1)},
        {"base_version": "-1"},
        {"base_version": "٣"},
        {"writer": "short"},
        {"writer": "a-writer-of-16ch\n"},
        {"seq": "0"},
        {"seq": ""},
        {"seq": str(LARGEST_SEQ + 1)},
    ],
)
def test_unusual_save_is_left_to_the_form(change: dict[str, str]):
    assert typed(posted(USUAL | change)) is None


def test_save_with_several_texts_or_none_is_left_to_the_form():
    assert typed(QueryDict(urlencode({**USUAL, "text": ["a", "b"]}, doseq=True))) is None
    assert typed(QueryDict(urlencode({key: value for key, value in USUAL.items() if key != "text"}))) is None


@given(
    text=st.text(max_size=30) | st.sampled_from(["a\r\nb", "\r", " \n ", " kept ", "x" * TEXT_LIMIT]),
    numbers=st.tuples(st.integers(-1, 2**54), st.integers(-1, 2**54)),
    writer=st.from_regex(r"[A-Za-z0-9_-]{7,41}", fullmatch=True),
)
def test_what_is_read_is_what_the_form_reads(text: str, numbers: tuple[int, int], writer: str):
    data = posted({"text": text, "base_version": str(numbers[0]), "writer": writer, "seq": str(numbers[1])})
    form = ResponseForm(data, item=IN_WORDS)

    assert typed(data) == (form.save_request() if form.is_valid() else None)


def posted(fields: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data
