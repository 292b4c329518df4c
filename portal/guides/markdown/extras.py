"""What stands in a guide beside its questions: tool tables, diagrams, code samples."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.guides.markdown.document import ParsedCodeSample, ParsedDiagram, ParsedTable
from portal.guides.markdown.headings import clipped
from portal.guides.markdown.structure import Block, Source
from portal.guides.markdown.tables import cells_of
from portal.guides.markdown.titles import slugify

LANGUAGE_LIMIT = 40


@dataclass(slots=True)
class Extras:
    """Collects a guide's extras in the order of lines, giving each a key of its own within its kind."""

    source: Source
    tables: list[ParsedTable] = field(default_factory=list)
    diagrams: list[ParsedDiagram] = field(default_factory=list)
    code_samples: list[ParsedCodeSample] = field(default_factory=list)
    _keys: set[tuple[str, str]] = field(default_factory=set)
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, blocks: Iterable[Block], *, title: str, section: int, with_code: bool) -> list[Block]:
        """Collect what these blocks hold outside questions; return those that are plain text."""
        rest = []
        for block in blocks:
            if block.kind == "table":
                self._add_table(block, title, section)
            elif is_diagram(block):
                self.add_diagram(block, title=title, section=section)
            elif block.kind == "fence" and with_code:
                self._add_code(block, title, section)
            elif block.kind != "hr":
                rest.append(block)
        return rest

    def add_diagram(self, block: Block, *, title: str, section: int, question: int | None = None) -> None:
        key = self._key("diagram", title)
        text = block.content.strip()
        self.diagrams.append(ParsedDiagram(key, clipped(title), block.line, section, text, question))

    def _add_table(self, block: Block, title: str, section: int) -> None:
        (_, header), *rows = cells_of(block)
        text = self.source.slice([block])
        cells = tuple(row for _, row in rows)
        self.tables.append(
            ParsedTable(self._key("table", title), clipped(title), block.line, section, header, cells, text)
        )

    def _add_code(self, block: Block, title: str, section: int) -> None:
        language = block.info[:LANGUAGE_LIMIT]
        text = block.content.rstrip("\n")
        key = self._key("code", title)
        self.code_samples.append(ParsedCodeSample(key, clipped(title), block.line, section, language, text))

    def _key(self, kind: str, title: str) -> str:
        stem = slugify(title, fallback=kind)[:90].rstrip("-")
        count = self._counts.get((kind, stem), 0) + 1
        key = stem if count == 1 else f"{stem}-{count}"
        while (kind, key) in self._keys:
            count += 1
            key = f"{stem}-{count}"
        self._counts[kind, stem] = count
        self._keys.add((kind, key))
        return key


def is_diagram(block: Block) -> bool:
    return block.kind == "fence" and block.info == "mermaid"
