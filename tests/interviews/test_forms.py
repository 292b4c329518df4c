import pytest
from django.http import QueryDict

from portal.guides.models import Guide
from portal.interviews.forms import TEXT_LIMIT, BlueprintForm, ResponseForm, with_defaults
from portal.interviews.models import Item
from portal.interviews.saving import Save
from portal.interviews.spec import Spec
from tests.factories import make_attempt, make_guide, make_user

pytestmark = pytest.mark.django_db
WRITER = "a-writer-of-16ch"


def sent(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"base_version": "0", "writer": WRITER, "seq": "1", **fields})
    return data


def form_for(data: QueryDict) -> ResponseForm:
    return ResponseForm(data, item=Item(payload={"choices": []}))


def test_response_keeps_its_text_as_typed_with_one_sort_of_line_ending():
    form = form_for(sent(text="  one\r\ntwo\rthree\n "))

    assert form.is_valid()
    assert form.save_request() == Save(0, WRITER, 1, "  one\ntwo\nthree\n ")


def test_blank_response_is_empty():
    form = form_for(sent(text=" \r\n\t"))

    assert form.is_valid()
    assert form.save_request().text == ""


@pytest.mark.parametrize(
    ("fields", "is_valid"),
    [
        ({"text": "x" * TEXT_LIMIT}, True),
        ({"text": "x" * (TEXT_LIMIT + 1)}, False),
        ({"text": "x\r\n" * (TEXT_LIMIT // 2)}, True),
        ({"text": "a\x00b"}, False),
        ({"text": "a\ud800b"}, False),
        ({"base_version": "-1"}, False),
        ({"base_version": str(2**31)}, False),
        ({"seq": str(2**53)}, False),
        ({"seq": "0"}, False),
        ({"writer": "short"}, False),
        ({"writer": "with spaces in"}, False),
    ],
)
def test_response_that_cannot_be_stored_is_refused(fields: dict[str, str], is_valid: bool):
    assert form_for(sent(**fields)).is_valid() == is_valid


def test_plain_form_sent_twice_is_one_save_and_with_other_words_another():
    saves = []
    for text in ("said", "said", "said otherwise"):
        form = form_for(sent(text=text, seq=""))
        assert form.is_valid()
        saves.append(form.save_request())

    assert saves[0] == saves[1]
    assert saves[0].writer != saves[2].writer
    assert all(len(save.writer) <= 64 for save in saves)


def test_choice_takes_only_the_keys_that_were_shown():
    item = Item(payload={"choices": [{"key": "a"}, {"key": "b"}]})
    data = sent()
    data.setlist("text", ["b", "a"])
    form = ResponseForm(data, item=item)
    assert form.is_valid()
    assert form.save_request().text == "a b"

    data.setlist("text", ["c"])
    assert not ResponseForm(data, item=item).is_valid()


def test_choice_left_open_is_empty():
    form = ResponseForm(sent(), item=Item(payload={"choices": [{"key": "a"}]}))

    assert form.is_valid()
    assert form.save_request().text == ""


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, ["count", "guides"]),
        ({"guides": "widgets", "count": "0"}, ["count"]),
        ({"guides": "widgets", "count": "101"}, ["count"]),
        ({"guides": "widgets", "count": "1", "minutes": "481"}, ["minutes"]),
        ({"guides": "secret", "count": "1"}, ["guides"]),
        ({"guides": "widgets", "count": "1", "levels": "expert"}, ["levels"]),
        ({"guides": "widgets", "count": "100", "minutes": "480"}, []),
    ],
)
def test_blueprint_form_names_what_is_wrong(fields: dict[str, str], errors: list[str]):
    make_guide()
    make_guide("secret", status=Guide.Status.DRAFT)
    data = QueryDict(mutable=True)
    data.update(fields)

    assert sorted(BlueprintForm(data, user=make_user()).errors) == errors


def test_half_filled_form_is_enough_to_count():
    make_guide()
    data = QueryDict("guides=widgets&levels=basic&count=none&minutes=")

    assert BlueprintForm(data, user=make_user()).spec() == Spec(("widgets",), 1, None, levels=("basic",))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"count": ["10"], "minutes": ["30"], "guides": ["widgets"], "has_follow_ups": ["on"]}),
        ("guides=widgets&minutes=&count=5", {"count": ["5"], "minutes": [""], "guides": ["widgets"]}),
        ("count=5&unlike_last=0", {"count": ["5"], "minutes": ["30"], "guides": ["widgets"], "unlike_last": ["0"]}),
    ],
)
def test_first_visit_shows_an_interview_over_the_only_guide(query: str, expected: dict[str, list[str]]):
    make_guide()

    assert dict(with_defaults(QueryDict(query), make_user()).lists()) == {"unlike_last": ["3"]} | expected


def test_no_guide_is_chosen_among_several():
    make_guide()
    make_guide("gadgets")

    assert "guides" not in with_defaults(QueryDict(""), make_user())


def test_item_of_an_attempt_has_a_form():
    item = make_attempt(count=1).items.get()

    assert ResponseForm(sent(text="said"), item=item).is_valid()
