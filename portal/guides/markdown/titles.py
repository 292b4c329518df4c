"""Words out of Markdown: plain text, numbers before titles, titles made comparable, slugs."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.guides.markdown.tags import is_known

INLINE_LIMIT = 10_000
BRACKET_LIMIT = 400_000
"""Longest text read as inline Markdown, in characters, and most brackets times length: their product costs time."""

REMEMBERED_LENGTH = 400
"""Longest Markdown whose words are remembered, in characters."""

SLUG_LIMIT = 100

_inline = MarkdownIt("commonmark").enable("strikethrough")
_MARKS = re.compile(r"[\\`*_\[\]<>&!~]")
_SPACE = re.compile(r"\s+")
_EMOJI_BASE = "\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff"
_EMOJI = re.compile(
    f"[{_EMOJI_BASE}][{_EMOJI_BASE}\ufe0e\ufe0f\u200d\u20e3\U000e0020-\U000e007f]*|[\ufe0e\ufe0f\u20e3]"
)
_NUMBER = re.compile(
    r"(?P<lead>(?:[^\w]|_)*)"
    r"(?:(?P<keycaps>(?:\d\ufe0f?\u20e3)+)\s*"
    r"|(?P<word>q(?:uestion)?\s*[.#]?\s*)?(?P<digits>\d{1,4})"
    r"(?:\s*\\?[.):\uff1a\u3001\uff09\uff0e](?!\d)\u3001?\s*|\s+[-\u2013\u2014]\s+|(?(word)\s+|(?!))))"
    r"(?=\S)",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?P<lead>(?:[^\w]|_)*)q(?:uestion)?\s*[.:\uff1a)]\s*(?P<close>(?:\*\*|__)(?=\s))?\s*(?=\S)", re.IGNORECASE
)
_COUNTED = re.compile(r"(?P<lead>(?:[^\w]|_)*)[A-Z][A-Z_]{1,20}\.\d{1,3}[.:)]?\s+(?=\S)")
"""``JVM.2 Title``: a subject and the place in its row."""

_KEPT_SYMBOLS = frozenset("+#=<>|&%@/\\*^$~_")
_PROSE = re.compile(r"[^a-z0-9+#=<>|&%@/\\*^$~_]+")
"""What is no letter, digit or kept symbol, in folded ASCII."""


def inline_tokens(markdown: str) -> list[Token]:
    """The inline tokens of one paragraph's Markdown; a text over the limits is one plain token."""
    if len(markdown) > INLINE_LIMIT or markdown.count("[") * len(markdown) > BRACKET_LIMIT:
        return [Token("text", "", 0, content=markdown)]
    return _inline.parseInline(markdown)[0].children or []


def plain_text(markdown: str) -> str:
    """The words a reader sees: no marks, no tags, one space between words."""
    if not _MARKS.search(markdown):
        return _SPACE.sub(" ", markdown).strip()
    return _short_words(markdown) if len(markdown) <= REMEMBERED_LENGTH else words_of(inline_tokens(markdown))


@lru_cache(maxsize=2048)
def _short_words(markdown: str) -> str:
    """As ``plain_text``: whoever looks for a shape asks for a line's words again and again."""
    return words_of(inline_tokens(markdown))


def words_of(tokens: list[Token]) -> str:
    """The words of inline tokens, one space between them. An image counts as its description."""
    return _SPACE.sub(" ", "".join(map(said, tokens))).strip()


def said(token: Token) -> str:
    """What a reader sees of one inline token."""
    if token.type in {"text", "code_inline", "image"} or (token.type == "html_inline" and not is_known(token.content)):
        return token.content
    is_break = token.type in {"softbreak", "hardbreak"} or token.content.lower().startswith("<br")
    return " " if is_break else ""


def without_emoji(text: str) -> str:
    return _SPACE.sub(" ", _EMOJI.sub("", text)).strip()


def split_number(title_markdown: str) -> tuple[int | None, str]:
    """The number an author put before a title, and the title without it; marks around both stay.

    ``7.``, ``7)``, ``7 –``, ``Q7:``, ``Question 7:`` and keycap emoji count; ``3.5`` and ``5 ways`` do not.
    """
    match = _NUMBER.match(title_markdown)
    if match is None:
        letter = _LETTER.match(title_markdown)
        if counted := _COUNTED.match(title_markdown):
            return None, (counted["lead"] + title_markdown[counted.end() :]).strip()
        return None, _joined(letter, title_markdown) if letter else title_markdown.strip()
    digits = match["digits"] or "".join(character for character in match["keycaps"] if character.isdigit())
    rest = match["lead"] + title_markdown[match.end() :]
    return int(digits[:4]), re.sub(r"^(\*\*|__|\*|_)\1(?=\s)", "", rest.strip()).strip()


def _joined(letter: re.Match[str], title_markdown: str) -> str:
    """A title without the word or letter that calls it a question; marks that only stood around that go with it."""
    lead = letter["lead"].rstrip("*_") if letter["close"] else letter["lead"]
    return (lead + title_markdown[letter.end() :]).strip()


def plain_title(title_markdown: str) -> str:
    """A title's words without number, marks and emoji; the words with emoji where there is nothing else."""
    plain = plain_text(split_number(title_markdown)[1])
    return without_emoji(plain) or plain


@lru_cache(maxsize=65536)
def normalise_title(title: str) -> str:
    """A title as identity sees it: plain, folded, without number and emoji."""
    return fold(plain_title(title))


def fold(text: str) -> str:
    """Plain text made comparable: NFC, casefolded, without the punctuation of prose.

    Signs that tell programming terms apart stay: C++ is not C#, and ``==`` is not ``===``.
    """
    if text.isascii():
        folded = text.lower()
        return _PROSE.sub(" ", folded).strip() or folded
    folded = unicodedata.normalize("NFC", text).casefold()
    kept = "".join(_comparable(character) for character in folded)
    return " ".join(kept.split()) or folded


def _comparable(character: str) -> str:
    if character in _KEPT_SYMBOLS or unicodedata.category(character)[0] in "LNM":
        return character
    return " "


def slugify(text: str, *, fallback: str = "") -> str:
    """A public key made of the text: letters of any script, digits and single hyphens, at most 100.

    What is cut off leaves a digest behind, so that two long texts with one beginning keep two slugs.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    slug = "-".join(re.findall(r"[^\W_]+", folded))
    if len(slug) > SLUG_LIMIT:
        slug = f"{slug[: SLUG_LIMIT - 9].rstrip('-')}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"
    return slug or fallback


def prettify_name(name: str) -> str:
    """A file's stem as a title: ``aws-code_pipeline`` reads “Aws code pipeline”."""
    words = " ".join(re.split(r"[\s_-]+", name)).strip()
    return words[:1].upper() + words[1:] or "Guide"
