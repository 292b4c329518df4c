"""A Python-Markdown extension: ``*``, ``_``, ``==`` and ``~~`` as pymdown's betterem, mark and tilde read them.

Their patterns hold all punctuation of Unicode many times over, and each takes longer to make than a page to render. So
each is made when its mark first stands in a text.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from pymdownx.delimiterprocessor import Delimiter, DelimiterProcessor

_REPLACED = (
    *("not_strong", "strong_em", "em_strong", "em_strong2"),
    *("strong", "emphasis", "strong2", "emphasis2"),
)
_PRIORITY = 60


class Emphasis(Extension):
    """Replaces Python-Markdown's own emphasis."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library calls it so
        for name in _REPLACED:
            md.inlinePatterns.deregister(name, strict=False)
        self.processor = DelimiterProcessor(_LateDelimiter("*", "strong,em"), md)
        self.processor.add(_LateDelimiter("_", "strong,em", smart=True))
        self.processor.add(_LateDelimiter("=", "mark", double=True))
        self.processor.add(_LateDelimiter("~", "del", double=True))
        md.inlinePatterns.register(self.processor, "delimiter", _PRIORITY)
        md.registerExtension(self)

    def reset(self) -> None:
        self.processor.reset()


class _LateDelimiter(Delimiter):  # type: ignore[misc]  # the library has no types
    """A delimiter that stands in for its own pattern until that is needed."""

    def _build_patterns(self, token: str) -> str:
        self.max_size = 2 if self.double or self.tag_count == 2 else 1
        self.bad = re.compile(f"{re.escape(token)}+")
        self.boundary = self
        return re.escape(token)

    def match(self, data: str, start: int) -> re.Match[str] | None:
        """What the pattern finds at ``start``: nothing where its mark does not stand there."""
        if not data.startswith(self.token, start):
            return None
        super()._build_patterns(self.token)
        found: re.Match[str] | None = self.boundary.match(data, start)
        return found
