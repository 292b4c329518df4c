"""Questions that are answered by choosing, one of each kind, and what is right."""

from collections.abc import Callable

from portal.guides.models import Choice, Guide, QuestionRevision, ToolTable
from portal.interviews.models import Item
from tests.factories import ask, revision_of

STEPS = ["<p>Build</p>", "<p>Test</p>", "<p>Approve</p>", "<p>Deploy</p>"]
ROWS = [["S3", "keeps files"], ["SNS", "sends messages"], ["KMS", "keeps keys"], ["IAM", "says who may"]]


def scenario(guide: Guide) -> QuestionRevision:
    return ask(guide, title="How do you release it?", kind="scenario", steps_html=STEPS)


def choice(guide: Guide, right: str = "ab") -> QuestionRevision:
    asked = ask(guide, title="Which are services?", kind="choice")
    for position, (key, text) in enumerate([("a", "S3"), ("b", "SNS"), ("c", "FTP")]):
        Choice.objects.create(
            question_revision=asked, key=key, position=position, text_html=text, is_right=key in right
        )
    return asked


def table(guide: Guide, key: str = "services", position: int = 0) -> ToolTable:
    return ToolTable.objects.create(
        guide_revision=revision_of(guide),
        section=revision_of(guide).sections.get(),
        key=key,
        position=position,
        title="Services",
        header=["Service", "What it does"],
        rows=ROWS,
        html="",
    )


MAKERS: dict[str, Callable[[Guide], object]] = {"choice": choice, "ordering": scenario, "matching": table}


def right_answer(item: Item) -> str:
    """What earns all of it, as the guide has it."""
    if item.kind == "choice":
        return "a b"
    if item.kind == "ordering":
        keys = {step["html"]: step["key"] for step in item.payload["steps"]}
        return " ".join(keys[html] for html in STEPS)
    options = {option["text"]: option["key"] for option in item.payload["options"]}
    answers = {does: options[service] for service, does in ROWS}
    return " ".join(f"{prompt['key']}={answers[prompt['text']]}" for prompt in item.payload["prompts"])
