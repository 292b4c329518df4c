import json
import math

import pytest

from portal.interviews.scoring import Vocabulary

TEXTS = ["What is a pipeline?", "A pipeline runs CodeBuild.", "Stored in Simple Storage Service (S3)."]


def test_rare_word_counts_more_than_a_common_one_and_an_unknown_one_as_the_rarest():
    vocabulary = Vocabulary.build(TEXTS)

    assert vocabulary.idf("pipelin") == pytest.approx(0.3 + math.log(4 / 2.7))
    assert vocabulary.idf("codebuild") == vocabulary.idf("unheard") == pytest.approx(0.3 + math.log(4 / 1.7))


def test_word_of_every_text_counts_little_but_never_nothing():
    assert Vocabulary.build(["pipeline"] * 100).idf("pipelin") == 0.3 + math.log(101 / 100.7)
    assert Vocabulary.build([]).idf("pipelin") == 0.3


def test_same_texts_make_the_same_version_whatever_the_order_of_aliases():
    one = Vocabulary.build(TEXTS, aliases={"S3": ["bucket"], "CLI": ["command line"]})
    other = Vocabulary.build(iter(TEXTS), aliases={"CLI": ["command line"], "S3": ["bucket"]})

    assert (one, one.version) == (other, other.version)


@pytest.mark.parametrize(
    "other",
    [
        Vocabulary.build([*TEXTS, "More."]),
        Vocabulary.build(TEXTS, language="de"),
        Vocabulary.build(TEXTS, aliases={"S3": ["bucket"]}),
    ],
)
def test_other_texts_language_or_aliases_make_another_version(other):
    assert other != Vocabulary.build(TEXTS)


def test_vocabulary_survives_being_stored():
    vocabulary = Vocabulary.build(TEXTS, language="en-GB", aliases={"S3": ["bucket"]})

    stored = json.loads(json.dumps(vocabulary.to_json()))

    assert Vocabulary.from_json(stored).to_json() == vocabulary.to_json()
    assert Vocabulary.from_json(stored).version == vocabulary.version


@pytest.mark.parametrize(
    "data", [{}, {"scheme": "v0"}, {"scheme": "v1"}, {"scheme": "v1", "phrases": 1, "frequencies": 2}]
)
def test_what_is_no_stored_vocabulary_is_refused(data):
    with pytest.raises(ValueError, match="vocabulary"):
        Vocabulary.from_json(data)
