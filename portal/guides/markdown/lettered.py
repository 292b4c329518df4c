"""Options with letters, ``A: …``, and the line elsewhere that names the right ones, ``Answer: B``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.guides.markdown.document import ParsedChoice
from portal.guides.markdown.structure import LISTS, Block, Source, item_markdown, items_of
from portal.guides.markdown.titles import plain_text

_OPTION = re.compile(
    r"\s*(?P<open>[*_`(\[]{0,3})(?P<letter>[A-Ha-h])(?:[.):：\]、]|\*\*)(?P<close>[*_`]{0,2})\s*(?P<text>\S.*)",
    re.DOTALL,
)
_WORD = (
    r"answers?|ans|solutions?|options?|keys?|choice|ответы?|правильн\w+ ответ\w*|відповідь"
    r"|答案|正确答案|正解|答え|정답|답"
    r"|respuesta\w*(?: correcta)?|resposta\w*|réponses?|antwort\w*|odpowied\w+|risposta|cevap|đáp án|jawaban"
    r"|javob|odgovor"
)
_KEYS = (
    r"[*_`(\[]*(?P<keys>[A-Ha-h](?:\s*(?:,|&|/|and|и|、|\+)\s*[A-Ha-h])*)"
    r"(?=[.,;:)*_`\]\s]*(?:$|[-–—.,;:)*]))"
)
_KEY = re.compile(
    rf"\W*(?:the\s+)?(?:correct\s+|right\s+)?(?:{_WORD})\b(?:\s+(?:is|are|option)\b|\W)*?{_KEYS}(?P<rest>.*)", re.I
)
_NUMBERED = re.compile(r"\s*[*_`(\[]{0,3}(?P<letter>[1-8])[.):：\]]\s*(?P<text>\S.*)", re.DOTALL)
_NUMBER_KEY = re.compile(
    rf"\W*(?:the\s+)?(?:correct\s+|right\s+)?(?:{_WORD})\b(?:\s+(?:is|option)\b|\W)*?(?P<key>[1-8])\W*$", re.I
)
_BARE_KEY = re.compile(rf"[^:：\n]{{1,30}}[:：]\s*{_KEYS}\W*$")


LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Lettered:
    """The options of a question; ``used`` are the blocks that are no part of its answer."""

    choices: tuple[ParsedChoice, ...]
    used: tuple[Block, ...]


def read_lettered(blocks: Sequence[Block], source: Source) -> Lettered | None:
    """The lettered options among the blocks below a heading.

    Without a key they count only where nothing stands below them and nothing above answers: an answer may well hold a
    list with letters.
    """
    for index, block in enumerate(blocks):
        options = _options(block, source)
        if not options:
            if numbered := _read_numbered(block, blocks[index + 1 :], source):
                return numbered
            continue
        right, keyed = _key(blocks[index + 1 :])
        if keyed is None and (index + 1 < len(blocks) or any(map(_states, blocks[:index]))):
            return None
        choices = tuple(ParsedChoice(letter, text, letter in right) for letter, text in options)
        return Lettered(choices, (block, keyed) if keyed and _says_no_more(keyed) else (block,))
    return None


def _states(block: Block) -> bool:
    """Whether a block above options is part of an answer: a heading, or a sentence that neither asks nor leads on."""
    if block.kind == "heading":
        return True
    text = plain_text(block.content).rstrip() if block.kind == "paragraph" else ""
    return text.endswith((".", "。", "!")) and "?" not in text and "_" not in text


def _options(block: Block, source: Source) -> list[tuple[str, str]]:
    if block.kind in LISTS:
        texts = [item_markdown(item, source.lines) for item in items_of(block)]
    elif block.kind in {"paragraph", "fence", "code_block"}:
        texts = [line for line in block.content.split("\n") if line.strip()]
    else:
        return []
    found = [_OPTION.match(text) for text in texts]
    letters = "".join(match["letter"].lower() for match in found if match)
    if len(found) < 2 or None in found or letters != LETTERS[: len(found)]:
        return []
    return [(match["letter"].lower(), _text(match)) for match in found if match]


def _read_numbered(block: Block, below: Sequence[Block], source: Source) -> Lettered | None:
    """Options with numbers, only where a line below names the right one by its number."""
    if block.kind == "ordered_list":
        texts = [item_markdown(item, source.lines) for item in items_of(block)]
    elif block.kind == "bullet_list":
        found = [_NUMBERED.match(item_markdown(item, source.lines)) for item in items_of(block)]
        if "".join(match["letter"] for match in found if match) != "12345678"[: len(found)] or None in found:
            return None
        texts = [match["text"] for match in found if match]
    else:
        return None
    for keyed in below:
        first = plain_text(keyed.content.split("\n")[0]) if keyed.kind in {"paragraph", "heading"} else ""
        if (match := _NUMBER_KEY.match(first)) and 1 < len(texts) <= len(LETTERS) and int(match["key"]) <= len(texts):
            right = int(match["key"]) - 1
            choices = tuple(ParsedChoice(LETTERS[n], text.strip(), n == right) for n, text in enumerate(texts))
            return Lettered(choices, (block, keyed))
    return None


def _text(match: re.Match[str]) -> str:
    """An option's Markdown; a mark that opened before the letter closes at its end."""
    opening = match["open"].strip("([")
    return match["text"].strip().removesuffix(opening) if opening and not match["close"] else match["text"].strip()


def _key(blocks: Sequence[Block]) -> tuple[frozenset[str], Block | None]:
    for block in blocks:
        if block.kind in {"paragraph", "heading"}:
            first = plain_text(block.content.split("\n")[0])
            match = _KEY.match(first) or _BARE_KEY.match(first)
            if match:
                return frozenset(re.findall(r"\b[a-h]\b", match["keys"].lower())), block
    return frozenset(), None


def _says_no_more(block: Block) -> bool:
    first, *rest = block.content.split("\n")
    match = _KEY.match(plain_text(first))
    return not rest and (match is None or not re.search(r"\w", match["rest"]))
