import pytest

from portal.interviews.scoring.polarity import read_polarity
from portal.interviews.scoring.text import tokenise


def turned(text: str, language: str = "en") -> list[str]:
    tokens = tokenise(text, language)
    return [token.text for token in tokens if token.start in read_polarity(tokens, language).turned]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The key opens it.", []),
        ("The key does not open the door.", ["open", "the", "door"]),
        ("The key never opens, it breaks.", ["opens"]),
        ("It does not read, write or run files.", ["read", "write", "or", "run", "files"]),
        ("It does not move on and the rest waits.", ["move", "on"]),
        ("It does not open but closes.", ["open"]),
        ("It does not open because the key is gone.", ["open"]),
        ("It opens, not closes.", ["closes"]),
        ("A key is not needed.", ["a", "key", "is", "needed"]),
        ("Keys and locks are not needed.", ["keys", "and", "locks", "are", "needed"]),
        ("It is open and a key is not needed.", ["a", "key", "is", "needed"]),
        ("A key is unnecessary.", ["a", "key", "is"]),
        ("No door opens by a key.", ["door", "opens", "by", "a", "key"]),
        ("It sends no request to the server.", ["sends", "request"]),
        ("If nothing changed the reply is short.", ["changed"]),
        ("It opens without a key.", ["a", "key"]),
        ("Use keys instead of codes.", ["of", "codes"]),
        (
            "It is not true that doors open, or that keys fit.",
            ["true", "that", "doors", "open", "or", "that", "keys", "fit"],
        ),
        ("It is wrong that keys fit.", ["that", "keys", "fit"]),
        ("It is not the key that opens it.", ["the", "key"]),
        ("Those who cannot wait are served.", ["wait"]),
        ("Hyphens as in so-called keys do not part.", ["part"]),
    ],
)
def test_negation_turns_what_it_governs(text, words):
    assert turned(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Not only keys open it.",
        "No later than noon.",
        "Nothing but a key opens it.",
        "It weighs no more than a pound.",
        "Next to nothing is left.",
        "Do not forget the key.",
        "Five, no sorry, six keys.",
    ],
)
def test_negation_without_force_turns_nothing(text):
    assert turned(text) == []


def test_what_is_turned_twice_stands_as_it_was():
    assert turned("It is wrong that the key is not needed.") == ["that", "not"]


def test_language_without_grammar_turns_nothing():
    assert turned("Der Schlüssel ist not nötig", "de") == []
