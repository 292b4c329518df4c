"""The founding guide is whole, sourced, and says what its cheat sheet needs."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from cfnlint import lint

from portal.guides.markdown.diagrams import draw
from portal.guides.markdown.document import ParsedGuide
from portal.guides.markdown.parser import load

FILE = Path(__file__).parents[2] / "content" / "aws-codepipeline.md"


@pytest.fixture(scope="module")
def guide() -> ParsedGuide:
    return load(FILE.read_bytes(), name=FILE.stem).guide


def test_the_guide_reads_without_a_problem(guide):
    assert guide.problems == ()


def test_thirty_questions_stand_in_four_levels_in_order(guide):
    assert [question.number for question in guide.questions] == list(range(1, 31))
    levels = Counter(question.level for question in guide.questions)
    assert levels == {"basic": 5, "intermediate": 10, "advanced": 10, "scenario": 5}


def test_every_question_has_an_id_topics_and_two_to_eight_points_of_its_own(guide):
    odd = [
        question.number
        for question in guide.questions
        if not (question.external_id and question.topics and 2 <= len(question.points) <= 8)
        or any(point.is_proposed for point in question.points)
    ]
    assert odd == []


def test_every_answer_is_backed_by_the_documentation_of_aws(guide):
    unbacked = [
        question.number
        for question in guide.questions
        if not any(source.url.startswith("https://docs.aws.amazon.com/") for source in question.sources)
    ]
    assert unbacked == []


def test_at_least_eight_topics_have_two_questions_each(guide):
    topics = Counter(topic for question in guide.questions for topic in question.topics)
    assert len([topic for topic, count in topics.items() if count >= 2]) >= 8


def test_every_scenario_has_steps_to_walk_through(guide):
    assert [len(question.steps) >= 4 for question in guide.questions if question.level == "scenario"] == [True] * 5


def test_services_tools_and_integrations_are_tables(guide):
    assert [table.header[0] for table in guide.tables] == ["Service", "Stage", "Service"]


def test_the_architecture_flow_can_be_drawn_and_described(guide):
    drawn = [draw(diagram.source) for diagram in guide.diagrams]
    assert [(bool(picture.title), bool(picture.description)) for picture in drawn] == [(True, True)]


def test_the_example_pipeline_is_a_valid_template(guide):
    assert [sample.language for sample in guide.code_samples] == ["yaml"]
    assert [str(match) for match in lint(guide.code_samples[0].source)] == []


def stages_of(guide: ParsedGuide) -> list[dict[str, Any]]:
    """The stages of the example's pipeline, its intrinsic functions read as plain values."""

    class Reader(yaml.SafeLoader):
        """Reads what CloudFormation adds to YAML."""

    Reader.add_multi_constructor("!", plain)
    template = yaml.load(guide.code_samples[0].source, Loader=Reader)
    return template["Resources"]["Pipeline"]["Properties"]["Stages"]


def plain(_reader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
    """A function of CloudFormation as the text or texts it is called with."""
    return [child.value for child in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def test_every_artifact_that_an_action_of_the_example_takes_was_made_before(guide):
    made: set[str] = set()
    taken = []
    for stage in stages_of(guide):
        for action in stage["Actions"]:
            names = [artifact["Name"] for artifact in action.get("InputArtifacts", [])]
            taken += names
            assert set(names) <= made
        made |= {artifact["Name"] for action in stage["Actions"] for artifact in action.get("OutputArtifacts", [])}

    assert set(taken) == made == {"SourceOutput", "BuildOutput"}


def test_the_flow_passes_the_stages_of_the_example_in_its_order(guide):
    source = guide.diagrams[0].source
    labels = dict(re.findall(r"(\w+)\[([^\[\]()]+)\]", source))
    follows = dict(re.findall(r"(\w+)(?:\[[^\]]*\])? --> (\w+)", source[source.index("subgraph Pipe") :]))
    step, walked = "Src", ["Source"]
    while step in follows and follows[step] in labels:
        step = follows[step]
        walked.append(labels[step])

    places = [
        next(place for place, label in enumerate(walked) if stage["Name"].lower() in label.lower())
        for stage in stages_of(guide)
    ]
    assert places == sorted(places) == [0, 1, 3, 4]
