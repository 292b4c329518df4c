"""What a learner chose, line by line, beside what is right: options, steps in order, pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.guides.indexing import plain_text
from portal.interviews.answers import chosen_keys, chosen_pairs, in_order
from portal.interviews.keys import Keys
from portal.interviews.kinds import ItemKind
from portal.interviews.models import Item


@dataclass(frozen=True)
class OptionLine:
    """An option as it was shown. ``is_right`` is None while answers are withheld, and where none is known to be."""

    html: str
    is_chosen: bool
    is_right: bool | None


@dataclass(frozen=True)
class StepLine:
    """A step where the learner put it. ``follows`` says whether the step before it is the right one; None: unknown."""

    html: str
    follows: bool | None


@dataclass(frozen=True)
class PairLine:
    """A prompt with the chosen option, empty if none was, and the right one, empty while answers are withheld."""

    prompt: str
    option: str
    right: str

    @property
    def is_right(self) -> bool | None:
        return self.option == self.right if self.right else None


@dataclass(frozen=True)
class Chosen:
    """The lines of one item; only those of its kind are there."""

    options: Sequence[OptionLine] = ()
    steps: Sequence[StepLine] = ()
    pairs: Sequence[PairLine] = ()
    right_steps: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.options or self.steps or self.pairs)


def chosen_of(item: Item, keys: Keys | None) -> Chosen:
    """Without ``keys`` only what was chosen, nothing of what is right."""
    if item.kind == ItemKind.CHOICE:
        return Chosen(options=_options(item, keys.right_choices(item) if keys else frozenset()))
    if item.kind == ItemKind.ORDERING:
        return _steps(item, keys.right_order(item) if keys else [])
    if item.kind == ItemKind.MATCHING:
        return Chosen(pairs=_pairs(item, keys.right_pairs(item) if keys else {}))
    return Chosen()


def words_of(item: Item, text: str) -> str:
    """A text of this item as a person reads it: what the keys stand for, a line each; words as they are."""
    payload = item.payload
    if item.kind == ItemKind.ORDERING:
        order = in_order(payload["steps"], text) if text else []
        return "\n".join(f"{number}. {plain_text(step['html'])}" for number, step in enumerate(order, start=1))
    if item.kind == ItemKind.MATCHING:
        given = chosen_pairs(text)
        options = {option["key"]: option["text"] for option in payload["options"]}
        pairs = [(prompt["text"], options.get(given.get(prompt["key"], ""))) for prompt in payload["prompts"]]
        return "\n".join(f"{prompt}: {option}" for prompt, option in pairs if option)
    if payload["choices"]:
        chosen = chosen_keys(text)
        return "\n".join(plain_text(one["text_html"]) for one in payload["choices"] if one["key"] in chosen)
    return text


def _options(item: Item, right: frozenset[str]) -> list[OptionLine]:
    chosen = chosen_keys(item.response.text)
    return [
        OptionLine(choice["text_html"], choice["key"] in chosen, choice["key"] in right if right else None)
        for choice in item.payload["choices"]
    ]


def _steps(item: Item, right: list[str]) -> Chosen:
    shown = in_order(item.payload["steps"], item.response.text)
    order, wanted = [step["key"] for step in shown], set(pairwise(right))
    before = [None, *order]
    lines = [
        StepLine(step["html"], (previous, step["key"]) in wanted if right and previous else None)
        for previous, step in zip(before, shown, strict=False)
    ]
    html = {step["key"]: step["html"] for step in shown}
    return Chosen(steps=lines, right_steps=[html[key] for key in right])


def _pairs(item: Item, right: dict[str, str]) -> list[PairLine]:
    given = chosen_pairs(item.response.text)
    options = {option["key"]: option["text"] for option in item.payload["options"]} | {"": ""}
    return [
        PairLine(prompt["text"], options[given.get(prompt["key"], "")], options[right.get(prompt["key"], "")])
        for prompt in item.payload["prompts"]
    ]
