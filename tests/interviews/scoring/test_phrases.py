import pytest

from portal.interviews.scoring.phrases import Phrases, abbreviations, compounds, given
from portal.interviews.scoring.text import tokenise


def stems(text: str, table: dict[tuple[str, ...], str]) -> list[str]:
    return [token.stem for token in Phrases(table).fold(tokenise(text))]


def test_compound_is_also_what_it_is_made_of():
    table = compounds(tokenise("CodeDeploy reads appspec.yml"))

    assert stems("code deploy reads the appspec yml", table) == ["codedeploy", "read", "the", "appspec.yml"]


@pytest.mark.parametrize("text", ["prod", "production"])
def test_alias_is_the_term_it_is_given_for(text):
    assert stems(text, given({"production": ["prod"]}, "en")) == ["product"]


def test_longest_phrase_wins():
    table = given({"S3": ["simple storage", "simple storage service"]}, "en")

    assert stems("a simple storage service", table) == ["a", "s3"]


def test_phrase_does_not_run_across_sentences():
    table = given({"S3": ["simple storage service"]}, "en")

    assert stems("It is simple. Storage service", table) == ["it", "is", "simpl", "storag", "servic"]


def test_folded_phrase_covers_its_words():
    (token,) = Phrases(given({"S3": ["simple storage service"]}, "en")).fold(tokenise("Simple Storage Services"))

    assert (token.start, token.end, token.pieces) == (0, 23, ("simpl", "storag", "servic"))


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("Stored in Simple Storage Service (S3).", "s3", "simple storage service"),
        ("the Elastic Compute Cloud (EC2)", "ec2", "elastic compute cloud"),
        ("by Identity and Access Management (IAM)", "iam", "identity and access management"),
        ("ECR (Elastic Container Registry) holds images", "ecr", "elastic container registry"),
    ],
)
def test_abbreviation_is_learned_where_the_letters_are_the_initials(text, short, name):
    table = abbreviations(text, "en")

    assert stems(name, table) == [short]


@pytest.mark.parametrize(
    "text", ["the best service (S3)", "in Virginia (US)", "see below (NOTE)", "(ABC)", "A (b)", ""]
)
def test_brackets_that_abbreviate_nothing_teach_nothing(text):
    assert abbreviations(text, "en") == {}


@pytest.mark.parametrize("aliases", [{}, {"": ["x"]}, {"the": ["x"]}, {"x": [""]}, {"x": ["a. b"]}, {"x": ["a " * 9]}])
def test_alias_that_is_no_phrase_is_left_out(aliases):
    assert given(aliases, "en") == {}
