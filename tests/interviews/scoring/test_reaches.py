import pytest

from portal.interviews.scoring.polarity import read_polarity
from portal.interviews.scoring.text import tokenise


def turned(text: str) -> list[str]:
    tokens = tokenise(text)
    return [token.text for token in tokens if token.start in read_polarity(tokens, "en").turned]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The log tells you nothing.", ["the", "log", "tells", "you"]),
        ("The log holds nothing.", ["holds"]),
        ("The log tells nothing new.", ["tells", "new"]),
        ("The key is no use.", ["the", "key", "is", "use"]),
        ("The key is of no use.", ["the", "key", "is", "of", "use"]),
        ("There is no point in a key.", ["point", "in", "a", "key"]),
        ("It makes no sense to wait here.", ["sense", "to", "wait", "here"]),
        ("It fails to open the door.", ["to", "open", "the", "door"]),
        ("It never fails to open.", ["it", "fails", "to", "open"]),
        ("Do not forget to open.", []),
        ("It is anything but cheap.", ["but", "cheap"]),
        ("It is not kept here but in a box.", ["here"]),
        ("It is not kept here but it is sold.", ["kept", "here"]),
        ("It is not less dense than that.", ["less", "dense", "than"]),
        ("It is not more than five.", []),
    ],
)
def test_negation_goes_with(text, words):
    assert turned(text) == words
