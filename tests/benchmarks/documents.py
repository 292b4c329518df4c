"""Large guides, made up: every question differs, and has what questions of real guides have."""

import random
from collections.abc import Iterator

TOPICS = ("artifacts", "approvals", "security", "triggers", "failure-handling", "networking", "monitoring", "costs")
SECTIONS = ("Basic questions", "Intermediate questions", "Advanced questions", "Scenarios")
SUBJECTS = [
    "queue",
    "cache",
    "worker",
    "replica",
    "token",
    "index",
    "lease",
    "quorum",
    "snapshot",
    "digest",
    "shard",
    "broker",
    "cursor",
    "journal",
]
QUALITIES = [
    "stale",
    "durable",
    "nested",
    "expired",
    "partial",
    "signed",
    "ordered",
    "idle",
    "shared",
    "pinned",
    "sparse",
    "remote",
]
ACTIONS = [
    "reads",
    "drops",
    "retries",
    "seals",
    "merges",
    "moves",
    "checks",
    "splits",
    "limits",
    "repeats",
    "guards",
    "counts",
]


def large_guide(questions: int, *, slug: str = "made-up") -> str:
    """A guide of so many questions in four sections, the same at every call."""
    chance = random.Random(questions)
    lines = ["---", f"title: A guide of {questions} questions", f"slug: {slug}", "---", "", "Made up, to measure."]
    for number in range(questions):
        if number * len(SECTIONS) % questions < len(SECTIONS):
            lines += ["", f"## {SECTIONS[number * len(SECTIONS) // questions]}"]
        lines += ["", *_question(number, chance)]
    return "\n".join(lines) + "\n"


def _question(number: int, chance: random.Random) -> Iterator[str]:
    topics = ",".join(chance.sample(TOPICS, 2))
    subject, quality = chance.choice(SUBJECTS), chance.choice(QUALITIES)
    title = f"When does a {quality} {subject} need case {number}?"
    yield f"### {number + 1}. {title} {{#made-up-{number} topics={topics}}}"
    yield ""
    yield f"{_sentence(chance)} {_sentence(chance)} The **{subject}** of case {number} does it. {_sentence(chance)}"
    yield ""
    for _ in range(4):
        yield f"- **{chance.choice(SUBJECTS)}** - {_sentence(chance)}"
    yield ""
    yield f"{_sentence(chance)} See `{subject}.{quality}({number})`."
    if number % 5 == 0:
        yield from ("", "| Part | What it does |", "| --- | --- |")
        yield from (f"| {chance.choice(SUBJECTS)} | {_sentence(chance)} |" for _ in range(3))
    yield from ("", "**Key points**", "")
    for point in range(4):
        yield f"- {_sentence(chance)[:-1]} in case {number}.{point} (also: {quality} {chance.choice(SUBJECTS)})"


def _sentence(chance: random.Random) -> str:
    """Eleven words that sound like an answer, and end with a full stop."""
    first, second = chance.sample(SUBJECTS, 2)
    return (
        f"The {chance.choice(QUALITIES)} {first} {chance.choice(ACTIONS)} a {chance.choice(QUALITIES)} {second} "
        f"before it {chance.choice(ACTIONS)} the {chance.choice(SUBJECTS)}."
    )
