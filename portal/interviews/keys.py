"""What is right, for the kinds that are answered by choosing: read from what the guide said when the item was drawn.

Those rows never change, so nothing of a key is kept with the item, and nothing of it can slip into what is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portal.guides.models import Choice, QuestionRevision, ToolTable
from portal.interviews.kinds import ItemKind
from portal.interviews.models import Item


@dataclass(frozen=True)
class Keys:
    """For a batch of items, in three queries at most: right choices and steps by question revision, rows by table."""

    choices: Mapping[int, frozenset[str]] = field(default_factory=dict)
    steps: Mapping[int, list[str]] = field(default_factory=dict)
    rows: Mapping[tuple[int, str], list[list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Keys":
        by_kind: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            by_kind[item.kind].append(item)
        return cls(
            _choices(by_kind[ItemKind.CHOICE]), _steps(by_kind[ItemKind.ORDERING]), _rows(by_kind[ItemKind.MATCHING])
        )

    def right_choices(self, item: Item) -> frozenset[str]:
        """The keys of the right options; none where the guide names none."""
        return self.choices.get(item.question_revision_id or 0, frozenset())

    def right_order(self, item: Item) -> list[str]:
        """The keys of the steps in their right order. Steps of the same words are taken as they were shown."""
        waiting: dict[str, list[str]] = defaultdict(list)
        for step in item.payload["steps"]:
            waiting[step["html"]].append(step["key"])
        return [waiting[html].pop(0) for html in self.steps[item.question_revision_id or 0]]

    def right_pairs(self, item: Item) -> dict[str, str]:
        """Prompt to the option of the same row."""
        payload = item.payload
        rows = self.rows.get((item.guide_revision_id or 0, payload["table"]), [])
        names = {row[payload["column"]]: row[0] for row in rows if len(row) > payload["column"] and row[0].strip()}
        options = {option["text"]: option["key"] for option in payload["options"]}
        return {prompt["key"]: options[names[prompt["text"]]] for prompt in payload["prompts"] if rows}


def _revisions(items: list[Item]) -> list[int]:
    return [item.question_revision_id for item in items if item.question_revision_id]


def _choices(items: list[Item]) -> dict[int, frozenset[str]]:
    right: dict[int, set[str]] = defaultdict(set)
    if items:
        choices = Choice.objects.filter(question_revision__in=_revisions(items), is_right=True).order_by()
        for revision, key in choices.values_list("question_revision", "key"):
            right[revision].add(key)
    return {revision: frozenset(keys) for revision, keys in right.items()}


def _steps(items: list[Item]) -> dict[int, list[str]]:
    if not items:
        return {}
    return dict(QuestionRevision.objects.filter(pk__in=_revisions(items)).values_list("pk", "steps_html"))


def _rows(items: list[Item]) -> dict[tuple[int, str], list[list[str]]]:
    if not items:
        return {}
    guides, names = {item.guide_revision_id for item in items}, {item.payload["table"] for item in items}
    tables = ToolTable.objects.filter(guide_revision__in=guides, key__in=names).order_by()
    return {(guide, key): rows for guide, key, rows in tables.values_list("guide_revision", "key", "rows")}
