"""What each item shows, kept with it exactly: never a model answer, a key point or what is right.

What is shuffled is shuffled by the attempt's seed and the item's position, so that the same draw shows the same.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.html import escape

from portal.guides.models import Choice, QuestionRevision, ToolTable
from portal.interviews.kinds import ItemKind
from portal.interviews.selection import Candidate
from portal.interviews.tables import matching_payload, table_title

MATCHING_MINUTES = 2

LEANS_ON_ORDER = re.compile(
    r"\b(?:all|none|both|neither|any|each) of\b|\b(?:above|below|[a-h] (?:and|or) [a-h])\b", re.I
)
"""An option that speaks of the others: they stay where their author put them."""


def payloads_of(drawn: Sequence[Candidate], seed: int) -> list[dict[str, Any]]:
    """One for each, in their order; three queries at most."""
    keys = [candidate.question_revision for candidate in drawn if candidate.question_revision]
    revisions = QuestionRevision.objects.only("title", "title_html", "minutes", "steps_html", "stem_html").in_bulk(keys)
    choices: dict[int, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(question_revision__in=keys):
        choices[choice.question_revision_id].append(choice)
    tables = _tables(drawn)
    payloads = []
    for position, candidate in enumerate(drawn, start=1):
        draw = random.Random(f"{seed}:{position}")  # noqa: S311  # to be repeated by its seed, not a secret
        if candidate.question_revision is None:
            table = tables[candidate.guide_revision, candidate.table]
            payloads.append(_of_table(candidate, table, draw))
        else:
            key = candidate.question_revision
            payloads.append(_of_question(candidate, revisions[key], choices[key], draw))
    return payloads


def _tables(drawn: Sequence[Candidate]) -> dict[tuple[int, str], ToolTable]:
    names = {candidate.table for candidate in drawn if candidate.table}
    if not names:
        return {}
    guides = {candidate.guide_revision for candidate in drawn}
    found = ToolTable.objects.filter(guide_revision__in=guides, key__in=names)
    return {(table.guide_revision_id, table.key): table for table in found}


def _of_question(
    candidate: Candidate, revision: QuestionRevision, choices: Sequence[Choice], draw: random.Random
) -> dict[str, Any]:
    asks_choice = candidate.kind == ItemKind.CHOICE
    payload = _common(candidate, revision.title, revision.title_html, revision.minutes) | {
        "has_several": asks_choice and sum(choice.is_right for choice in choices) > 1,
        "choices": _shuffled_choices(choices, draw) if asks_choice else [],
    }
    if revision.stem_html:
        payload["stem_html"] = revision.stem_html
    if candidate.kind == ItemKind.ORDERING:
        payload["steps"] = _shuffled_steps(revision.steps_html, draw)
    return payload


def _of_table(candidate: Candidate, table: ToolTable, draw: random.Random) -> dict[str, Any]:
    title = table_title(table.title, table.header)
    made = matching_payload(table.header, table.rows, draw)
    common = _common(candidate, title, escape(title), MATCHING_MINUTES)
    return common | {"has_several": False, "choices": [], "table": table.key} | made


def _common(candidate: Candidate, title: str, title_html: str, minutes: int) -> dict[str, Any]:
    return {
        "title": title,
        "title_html": title_html,
        "kind": candidate.kind,
        "minutes": minutes,
        "level": candidate.level,
        "topics": list(candidate.topics),
    }


def _shuffled_choices(choices: Sequence[Choice], draw: random.Random) -> list[dict[str, str]]:
    options = [{"key": choice.key, "text_html": choice.text_html} for choice in choices]
    if not any(LEANS_ON_ORDER.search(option["text_html"]) for option in options):
        draw.shuffle(options)
    return options


def _shuffled_steps(steps: Sequence[str], draw: random.Random) -> list[dict[str, str]]:
    """Keys say where a step was shown first, nothing else; never in the right order to begin with."""
    order = list(steps)
    while order == list(steps) and len(set(steps)) > 1:
        draw.shuffle(order)
    return [{"key": chr(97 + index), "html": html} for index, html in enumerate(order)]
