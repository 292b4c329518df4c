"""A strict reader of GIFT, by the published grammar.

The rules are those of the PEG grammar at https://github.com/fuhrmanator/GIFT-grammar-PEG.js (GIFT.pegjs) and of
https://docs.moodle.org/en/GIFT_format, as far as categories, essays and choices go. Anything else is an error.
"""

import re
from dataclasses import dataclass, field

CONTROL = frozenset("=~#{}:")
ESCAPED = frozenset("\\:#={}~n")
FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{1,5})?)%")


class NotGift(ValueError):
    """The text breaks the grammar; the message says where."""


@dataclass
class GiftQuestion:
    title: str
    stem: str
    choices: list[tuple[bool, float | None, str]] = field(default_factory=list)
    feedback: str = ""


def read_gift(text: str) -> tuple[str, list[GiftQuestion]]:
    """The category and the questions. Blocks are separated by blank lines. Raises ``NotGift``."""
    blocks = re.split(r"\n[ \t]*\n", text.strip("\n"))
    category = re.fullmatch(r"\$CATEGORY: ?([^\n]+)", blocks[0])
    if not category:
        raise NotGift(f"no category: {blocks[0]!r}")
    return category[1], [_Reader(block).question() for block in blocks[1:]]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def question(self) -> GiftQuestion:
        self.expect("::")
        title = self.words(until="::")
        self.expect("::")
        self.space()
        question = GiftQuestion(title, self.rich_text())
        self.expect("{")
        self.space()
        while self.peek() in {"=", "~"}:
            question.choices.append(self.choice())
        if self.text.startswith("####", self.at):
            self.expect("####")
            question.feedback = self.rich_text()
        self.expect("}")
        if self.at != len(self.text):
            raise NotGift(f"text after the answer: {self.text[self.at :]!r}")
        return question

    def choice(self) -> tuple[bool, float | None, str]:
        mark = self.peek()
        self.at += 1
        weight = WEIGHT.match(self.text, self.at)
        if weight:
            self.at = weight.end()
            if not -100 <= float(weight[1]) <= 100:
                raise NotGift(f"weight {weight[1]}")
        return mark == "=", float(weight[1]) if weight else None, self.rich_text()

    def rich_text(self) -> str:
        if found := FORMAT.match(self.text, self.at):
            self.at = found.end()
        self.space()
        words = self.words()
        if not words or "->" in words:
            raise NotGift(f"no text, or a pair, at {self.at}: {self.text!r}")
        return words.strip()

    def words(self, until: str = "") -> str:
        """Text with every character of the grammar's own escaped; reads up to the first that is not."""
        out = ""
        while self.at < len(self.text):
            letter = self.peek()
            if until and self.text.startswith(until, self.at):
                break
            if letter == "\\":
                if self.text[self.at + 1 : self.at + 2] not in ESCAPED:
                    raise NotGift(f"a backslash escapes nothing at {self.at}")
                out += self.text[self.at + 1]
                self.at += 2
            elif letter in CONTROL:
                break
            else:
                out += letter
                self.at += 1
        return out

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def space(self) -> None:
        while self.peek() in {" ", "\t", "\n"}:
            self.at += 1

    def expect(self, mark: str) -> None:
        if not self.text.startswith(mark, self.at):
            raise NotGift(f"{mark!r} expected at {self.at}, not {self.text[self.at : self.at + 20]!r}")
        self.at += len(mark)
