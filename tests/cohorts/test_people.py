"""Lists of people, as spreadsheets and address books write them."""

import pytest

from portal.cohorts.people import MOST_ROWS, NotATable, Person, TooManyPeople, read_people


@pytest.mark.parametrize(
    "text",
    [
        "email,name\nAda@example.com,Ada L",
        "\ufeffName;E-Mail\r\nAda L;ada@example.com\r\n",
        "Student\tEmail\nAda L\tada@example.com",
        '"email","name"\n"ada@example.com","Ada L"\n\n',
    ],
    ids=["commas", "semicolons", "tabs", "quoted"],
)
def test_table_with_headings_is_read_whatever_its_separator_and_order(text):
    assert read_people(text) == [Person(2, "ada@example.com", "Ada L")]


def test_addresses_alone_are_one_a_line():
    assert read_people("ada@example.com\ngrace@example.com") == [
        Person(1, "ada@example.com"),
        Person(2, "grace@example.com"),
    ]


def test_each_row_that_cannot_be_invited_says_why():
    text = "ada@example.com\nnobody\nADA@example.com\ngrace@example.com\nlin@example.com"

    people = read_people(text, members={"grace@example.com"}, invited={"lin@example.com"})

    assert [person.problem for person in people] == [
        "",
        "Not an e-mail address",
        "Twice in this list",
        "A member already",
        "Invited already",
    ]


@pytest.mark.parametrize(("rows", "is_refused"), [(MOST_ROWS, False), (MOST_ROWS + 1, True)])
def test_list_has_a_bound(rows, is_refused):
    text = "\n".join(f"a{number}@example.com" for number in range(rows))

    if is_refused:
        with pytest.raises(TooManyPeople):
            read_people(text)
    else:
        assert len(read_people(text)) == rows


def test_cell_that_never_ends_and_address_that_is_too_long_are_refused_in_words():
    with pytest.raises(NotATable):
        read_people('"' + "a" * 200_000)

    [person] = read_people("a" * 250 + "@example.com")

    assert person.problem == "Longer than 254 characters"
