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
_References = dict[str, dict[str, str]]
_KEPT = frozenset({"inline", "list_item_open", "list_item_close", "tr_open"})
_PLAIN = frozenset({"heading", "paragraph"})
LISTS = frozenset({"bullet_list", "ordered_list"})

WINDOW = 2_000
WIDER = 8
"""So many lines are taken apart at once; where no block is sure to end within them, so many times as many."""

LOOKAHEAD = 3
"""Where a blank line ends a block, the lines after it that can have a say in that are fewer."""


@dataclass(slots=True)
class Piece:
    """What is kept of a token inside a block: its type, as markdown-it calls it, its text, and its lines (from 0)."""

    type: str
    content: str = ""
    start: int = 0
    end: int = 0


_END_OF_ITEM = Piece("list_item_close")


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block. Lines count from 0 here, ``end`` is the line after the last.

    ``content`` is the inline Markdown of a heading or paragraph, the text of a fence or HTML block; ``info`` the first
    word after a fence's opening marks, lower case: the language. ``markup`` are the marks of a fence or heading.
    """

    kind: str
    start: int
    end: int
    content: str
    tag: str
    markup: str
    info: str
    pieces: Sequence[Piece]

    @property
    def line(self) -> int:
        """The first line as an editor counts it."""
        return self.start + 1


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
    return read_lines(text.split("\n"), hidden=hidden)


def read_lines(lines: Sequence[str], *, hidden: int = 0) -> Source:
    """As ``read_source``, of a text given as lines."""
    found: _References = {}
    blocks = list(_read_blocks(lines, hidden, found))
    references = {_label(label): (entry["href"], entry["title"]) for label, entry in found.items()}
    return Source(lines, blocks, references)


def _read_blocks(lines: Sequence[str], at: int, references: _References) -> Iterator[Block]:
    """The top-level blocks from the line ``at`` on, and the ``references`` defined between them.

    A guide may be large: what markdown-it needs to know of each line is kept for one window of them at a time.
    """
    width = WINDOW
    while True:
        window = lines[at : at + width]
        is_last = at + width >= len(lines)
        settled = len(window) if is_last else _settled(window)
        read = 0
        for end, block, defined in _read_window(window, at) if settled else ():
            if end > settled:
                break
            read = end
            references.update((label, entry) for label, entry in defined.items() if label not in references)
            if block:
                yield block
        if is_last:
            return
        at += read
        if not read:
            width *= WIDER


def _settled(window: Sequence[str]) -> int:
    """The line up to which blocks end where they do, whatever follows the window: a text goes on after a blank line."""
    ends = range(len(window) - LOOKAHEAD - 1, 0, -1)
    return next((n for n in ends if window[n].strip(" \t") and not window[n - 1].strip(" \t")), 0)


def _read_window(window: Sequence[str], offset: int) -> Iterator[tuple[int, Block | None, _References]]:
    """The window's blocks, one after the other: the line each ends before, the block, and references it defined.

    This is markdown-it's own loop over its rules, here because of each block only what anybody asks for is kept, which
    is a sixth of the memory. What defines references is no block.
    """
    tokens: list[Token] = []
    environment: dict[str, Any] = {}
    # NUL is replaced as CommonMark asks; the lines stay what they are.
    state = StateBlock("\n".join(window).replace("\0", "\ufffd"), _blocks, environment, tokens)
    rules = _blocks.block.ruler.getRules("")
    line = 0
    while (line := state.skipEmptyLines(line)) < state.lineMax:
        state.line = line
        for rule in rules:
            if rule(state, line, state.lineMax, False):  # noqa: FBT003  # the library names no arguments
                break
        yield (
            state.line,
            _block(tokens, (line, state.line), offset) if tokens else None,
            environment.get("references", {}),
        )
        tokens.clear()
        environment.clear()
        line = state.line


def _block(tokens: Sequence[Token], lines: tuple[int, int], offset: int) -> Block:
    """What is kept of a block's tokens; ``lines`` are its own where no token says so."""
    first = tokens[0]
    start, end = first.map or lines
    kind = first.type.removesuffix("_open")
    inner = [] if kind in _PLAIN else [_piece(token, offset) for token in tokens[1:] if token.type in _KEPT]
    return Block(
        kind=kind,
        start=start + offset,
        end=end + offset,
        content=next((token.content for token in tokens if token.content), ""),
        tag=first.tag,
        markup=first.markup,
        info=(first.info.split() or [""])[0].lower(),
        pieces=inner,
    )


def _piece(token: Token, offset: int) -> Piece:
    if token.type == "list_item_close":
        return _END_OF_ITEM
    if token.type == "inline" or token.map is None:
        return Piece(token.type, token.content)
    start, end = token.map
    return Piece(token.type, "", start + offset, end + offset)


def items_of(block: Block) -> list[Item]:
    """The items of a list block, nested ones as children."""
    roots: list[Item] = []
    path: list[Item] = []
    for piece in block.pieces:
        if piece.type == "list_item_open":
            item = Item(piece.start, piece.end)
            (path[-1].children if path else roots).append(item)
            path.append(item)
        elif piece.type == "list_item_close":
            path.pop()
        elif piece.type == "inline" and path:
            path[-1].texts.append(piece.content)
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
