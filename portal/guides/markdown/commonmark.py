"""A Python-Markdown extension that takes its blocks from markdown-it-py.

The two grammars differ on lists without a blank line before them, on nesting by two or three spaces, on fences inside
lists and on ``1)``; Git hosts show what CommonMark says. So the structure comes from the parser that also finds the
questions, and Python-Markdown with its extensions does the rest: inline marks, links, escapes, task lists.
"""

import html
import re
import string
from collections.abc import Callable, Iterable
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, SubstituteTagInlineProcessor
from markdown.util import AtomicString
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from portal.guides.markdown.tags import is_known

_HIGHLIGHTED_LENGTH = 50_000
"""Longest code that is coloured, in characters."""

_formatter = HtmlFormatter(nowrap=True)


class CommonMarkBlocks(Extension):
    """Replaces Python-Markdown's block grammar, and widens its escapes to CommonMark's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library calls it so
        md.preprocessors.deregister("html_block")
        md.parser = _Blocks(md)
        md.ESCAPED_CHARS = list(string.punctuation)
        # After code spans (190), before escapes (180): a backslash at the end of a line breaks it.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 185)
        md.inlinePatterns.register(_KnownTags(HTML_RE, md), "html", 90)


class _KnownTags(HtmlInlineProcessor):
    """Inline HTML as Python-Markdown reads it, but a word in angle brackets that is no tag stays a word."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  # the library calls it so; its stubs are older
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | str | None, int | None, int | None]:
        return super().handleMatch(m, data) if is_known(m[0]) else (None, None, None)


class _Blocks(BlockParser):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.grammar = MarkdownIt("commonmark").enable("table")
        self.grammar.core.ruler.disable(["inline"])

    def parseDocument(self, lines: Iterable[str]) -> ElementTree.ElementTree:  # noqa: N802  # as above
        environment: dict[str, dict[str, dict[str, str]]] = {}
        tokens = self.grammar.parse("\n".join(lines), environment)
        for label, entry in environment.get("references", {}).items():
            self.md.references[label.lower()] = (entry["href"], entry["title"])
        self.root = ElementTree.Element(self.md.doc_tag)
        _Builder(self.root, self.md.htmlStash.store).build(tokens)
        return ElementTree.ElementTree(self.root)


class _Builder:
    """Makes an element tree of block tokens; ``store`` keeps finished HTML and returns its placeholder."""

    def __init__(self, root: ElementTree.Element, store: Callable[[str], str]) -> None:
        self.path = [root]
        self.store = store

    def build(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._add_text(token.content)
            elif token.type in {"fence", "code_block"}:
                self._add_html(code_html(token.content, (token.info.split() or [""])[0].lower()))
            elif token.type == "html_block":
                self._add_html(token.content.rstrip())
            elif not token.hidden:
                self._move(token)

    def _move(self, token: Token) -> None:
        """Go into the element a token opens, or out of the one it closes."""
        if token.nesting < 0:
            self.path.pop()
            return
        element = ElementTree.SubElement(self.path[-1], token.tag)
        if token.tag == "ol" and token.attrGet("start") is not None:
            element.set("start", str(token.attrGet("start")))
        if token.tag in {"th", "td"} and (style := token.attrGet("style")):
            # The site's policy forbids style attributes.
            element.set("align", str(style).rpartition(":")[2])
        if token.nesting > 0:
            self.path.append(element)

    def _add_text(self, text: str) -> None:
        parent = self.path[-1]
        if len(parent):
            parent[-1].tail = f"{parent[-1].tail or ''}\n{text}"
        else:
            parent.text = f"{parent.text}\n{text}" if parent.text else text

    def _add_html(self, finished: str) -> None:
        # The raw HTML postprocessor puts stored blocks in place of the paragraph that holds their placeholder.
        ElementTree.SubElement(self.path[-1], "p").text = AtomicString(self.store(finished))


def code_html(source: str, language: str) -> str:
    """Code as HTML, coloured by Pygments' classes where it knows the language; a Mermaid block as its source."""
    if language == "mermaid":
        return f'<pre class="mermaid"><code>{html.escape(source.strip(), quote=False)}</code></pre>'
    try:
        lexer = get_lexer_by_name(language) if language and len(source) <= _HIGHLIGHTED_LENGTH else None
    except ClassNotFound:
        lexer = None
    code = highlight(source, lexer, _formatter) if lexer else html.escape(source, quote=False)
    return f'<div class="highlight"><pre><code>{code.rstrip()}\n</code></pre></div>'
