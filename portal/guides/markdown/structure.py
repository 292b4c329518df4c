"""The blocks of a Markdown text, with the lines they stand on (markdown-it-py, CommonMark and GitHub's tables)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

# Only blocks are read here: inline Markdown costs more, and is read where a title or a point needs it.
_blocks = MarkdownIt("commonmark").enable("table")

_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]{1,4}|$)")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){1,300})\]")
_KEPT = frozenset({"inline", "list_item_open", "list_item_close", "tr_open"})
LISTS = frozenset({"bullet_list", "ordered_list"})


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block. Lines count from 0 here, ``end`` is the line after the last."""

    kind: str
    start: int
    end: int
    tokens: Sequence[Token]

    @property
    def line(self) -> int:
        """The first line as an editor counts it."""
        return self.start + 1

    @property
    def content(self) -> str:
        """The inline Markdown of a heading or paragraph, the text of a fence or HTML block."""
        return next((token.content for token in self.tokens if token.content), "")

    @property
    def info(self) -> str:
        """The first word after a fence's opening marks, lower case: the language."""
        return (self.tokens[0].info.split() or [""])[0].lower()


@dataclass(slots=True)
class Item:
    """An item of a list. ``text`` is the inline Markdown of its own paragraphs; lines count from 0."""

    start: int
    end: int
    texts: list[str] = field(default_factory=list)
    children: list["Item"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def line(self) -> int:
        return self.start + 1


@dataclass(frozen=True, slots=True)
class Source:
    """A text taken apart: its lines, its top-level blocks, and its link definitions by normalised label."""

    lines: Sequence[str]
    blocks: Sequence[Block]
    references: dict[str, tuple[str, str]]

    def slice(self, blocks: Iterable[Block]) -> str:
        """The author's text of these blocks, a blank line between them, with the link definitions they use.

        The blank line also makes Python-Markdown see what CommonMark sees where a block interrupts a paragraph.
        """
        parts = ["\n".join(self.lines[block.start : block.end]).strip("\n") for block in blocks]
        text = "\n\n".join(part.rstrip() for part in parts)
        return text + self._definitions(text)

    def _definitions(self, text: str) -> str:
        if not self.references:
            return ""
        labels = dict.fromkeys(_label(label) for label in _LABEL.findall(text))
        used = [(label, *self.references[label]) for label in labels if label in self.references]
        return "".join(f"\n\n[{label}]: <{href}>{_quoted(title)}" for label, href, title in used)


def normalise_newlines(text: str) -> str:
    """One kind of line end: what an editor counts as lines, and nothing else, ends a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_source(text: str, *, hidden: int = 0) -> Source:
    """Take a text apart; its first ``hidden`` lines (front matter) count but are not read."""
    lines = text.split("\n")
    environment: dict[str, Any] = {}
    # NUL is replaced as CommonMark asks; the lines stay what they are.
    visible = "\n".join([""] * hidden + lines[hidden:]).replace("\0", "\ufffd")
    blocks = list(_read_blocks(visible, environment))
    found = environment.get("references", {})
    references = {_label(label): (entry["href"], entry["title"]) for label, entry in found.items()}
    return Source(lines, blocks, references)


def _read_blocks(text: str, environment: dict[str, Any]) -> Iterator[Block]:
    """The top-level blocks, one after the other.

    This is markdown-it's own loop over its rules, here because a guide may be large: of each block only the tokens
    that anybody asks for are kept, which is a third of the memory.
    """
    tokens: list[Token] = []
    state = StateBlock(text, _blocks, environment, tokens)
    rules = _blocks.block.ruler.getRules("")
    line = 0
    while (line := state.skipEmptyLines(line)) < state.lineMax:
        state.line = line
        for rule in rules:
            if rule(state, line, state.lineMax, False):  # noqa: FBT003  # the library names no arguments
                break
        if tokens:
            first = tokens[0]
            start, end = first.map or (line, state.line)
            kept = [first, *(token for token in tokens[1:] if token.type in _KEPT)]
            yield Block(first.type.removesuffix("_open"), start, end, kept)
            tokens.clear()
        line = state.line


def items_of(block: Block) -> list[Item]:
    """The items of a list block, nested ones as children."""
    roots: list[Item] = []
    path: list[Item] = []
    for token in block.tokens:
        if token.type == "list_item_open":
            start, end = token.map or [block.start, block.end]
            item = Item(start, end)
            (path[-1].children if path else roots).append(item)
            path.append(item)
        elif token.type == "list_item_close":
            path.pop()
        elif token.type == "inline" and path:
            path[-1].texts.append(token.content)
    return roots


def item_markdown(item: Item, lines: Sequence[str]) -> str:
    """The Markdown inside a top-level list item: without its marker, and its other lines without the indent."""
    first, *rest = lines[item.start : item.end]
    marker = _MARKER.match(first)
    width = marker.end() if marker else 0
    inner = [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in rest]
    return "\n".join([first[width:], *inner]).strip()


def _label(label: str) -> str:
    return " ".join(label.split()).casefold()


def _quoted(title: str) -> str:
    return ' "{}"'.format(title.replace('"', "&quot;")) if title else ""
