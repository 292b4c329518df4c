"""Questions that are no headings: lines of bold type, ``Q:`` lines, items of lists, quotations, bare lines."""

import re
from collections.abc import Iterator, Sequence

from portal.guides.markdown.dialects.bare import lone_lines
from portal.guides.markdown.dialects.candidates import Candidate
from portal.guides.markdown.dialects.furniture import is_key
from portal.guides.markdown.dialects.items import counted, questions_in, ruled_title
from portal.guides.markdown.dialects.lines import Line
from portal.guides.markdown.dialects.quoted import coded_lines, fenced_question, quoted_question
from portal.guides.markdown.dialects.stated import stated_by
from portal.guides.markdown.dialects.wording import asks, groups, has_mark, heads_answer, is_prefixed, share_asking
from portal.guides.markdown.structure import LISTS, Block
from portal.guides.markdown.titles import plain_text, split_number

SHORT_HEAD = 60
"""Most characters of a line that heads a list of questions, less one."""

LEAST_LINES = 3
"""More bare lines than these are a list of questions, if most of them end with the mark."""

_SYMBOL = re.compile(r"[ \t]*(?P<symbol>[✔✓✅☑•▪◦‣➤➜►▶🔹🔸🔵🔘→])\ufe0f?[ \t]*(?=\S)")
_HAN_NUMBER = re.compile(r"[ \t]{0,3}\d{1,3}[、．][ \t]*(?=\S)")
_LETTERED = re.compile(r"[ \t]{0,3}[*_]{0,2}\(?(?P<letter>[A-Ca-c])[.):]")
_BOLD = re.compile(
    r"[ \t]{0,3}(?P<lead>(?:\d{1,4}[.)]\s*|(?:\d\ufe0f?\u20e3)+\s*|[^\w\s*_`<>|\[\]#~$-]{1,3}\s+)?)"
    r"(?P<bold>\*\*(?!\s)(?:[^*]|\*(?!\*))+\*\*|__(?!\s)(?:[^_]|_(?!_))+__)"
)
_CARD = re.compile(r"[ \t]{0,3}(?P<title>\S.*\S)\s*(?<!:)::{1,2}\s+(?P<rest>\S.*)")
"""``Title :: answer``, as on cards for learning."""

_SAYS = re.compile(r"\s*[-–—:：]?\s*(?=\w+(?:\W+\w+){1,})")
_EMPHASISED = re.compile(r"^(\s{0,3})\*{3}(?!\s)([^*]+?)\s*\*{3}")
_TAG = re.compile(r"<[^<>]*>")
_AFTER_BOLD = re.compile(r"(?:&#?\w{1,8};|[^\w]){0,12}(?:<br\s*/?>)?\s*")
_LABEL = re.compile(
    r"[ \t]{0,3}(?P<label>(?:\*\*|__)?(?:q|question|que|ques|вопрос|питання|问题?|問題?|질문|pregunta|pergunta|questão"
    r"|frage|domanda|interviewer|面试官|pytanie|soru|câu(?: hỏi)?|pertanyaan|soal|vraag)\s*[.#]?\s*\d*\s*"
    r"(?:[.:：)、-](?:\*\*|__)?|(?:\*\*|__)[.:：)]?))\s*(?P<title>\S.*)",
    re.IGNORECASE,
)
_ANSWER = (
    r"(?:ans|answers?|ответ|відповідь|答案?|答え|답변?|antwort|respuesta|resposta|réponse|risposta|odpowiedź|cevap"
    r"|đáp án|trả lời|jawaban|antwoord|candidate|interviewee|候选人)"
)
_REPLY = re.compile(
    rf"[ \t]{{0,3}}(?:(?:\*\*|__)?(?:a|{_ANSWER})\s*\d*\s*[.:：)](?:\*\*|__)?|(?P<bold>\*\*|__){_ANSWER}(?P=bold))\s*",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?<=[\w?.!)])\s+(?:\*\*)?(?:A|Ans|Answer)\s*[:：](?:\*\*)?\s+(?=\S)")
"""Where the answer begins in a line that begins with its question."""

_NUMBERED = re.compile(r"[ \t]{0,3}\d{1,4}[.)][ \t]+(?P<title>\S.*)")


def shapes_of(blocks: Sequence[Block], lines: Sequence[Line]) -> list[Candidate]:
    """Every candidate among these blocks of the draft that is no heading."""
    found: list[Candidate] = []
    free: set[int] = set()
    for index in range(len(blocks)):
        count = len(found)
        found += _shapes_at(index, blocks, lines)
        if len(found) == count:
            free.add(index)
    return [*counted(found), *lone_lines(blocks, lines, free)]


def _shapes_at(index: int, blocks: Sequence[Block], lines: Sequence[Line]) -> Iterator[Candidate]:
    block = blocks[index]
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.kind in LISTS:
        yield from ruled_title(block, below, lines) or questions_in(block, below, lines)
    elif stated := stated_by(blocks, index, lines):
        yield stated
    elif block.kind == "paragraph" and below is not None and _heads_list(block, below, lines):
        kind = "bullet" if below.kind == "bullet_list" else "numbered"
        yield Candidate(kind, block.start, block.end, lines[block.start].text.strip(), is_section=True)
    elif block.kind == "paragraph":
        yield from _paragraph_lines(block, below, lines)
    elif block.kind == "blockquote" and (quoted := quoted_question(block, below, lines)):
        yield quoted
    elif block.kind == "fence" and (fenced := fenced_question(block, below)):
        yield fenced
    elif block.kind == "code_block":
        asking = _asking_lines(block, [line.text for line in lines[block.start : block.end]])
        yield from asking or coded_lines(block, below)


def _paragraph_lines(block: Block, below: Block | None, lines: Sequence[Line]) -> Iterator[Candidate]:
    texts = [line.text for line in lines[block.start : block.end]]
    if _are_options(texts):
        return
    if len(texts) > 1 and (listed := _listed_lines(block, texts)):
        yield from listed
        return
    for index, text in enumerate(texts, block.start):
        is_answered = index + 1 < block.end or (below is not None and below.kind != "heading")
        label = _LABEL.match(text)
        if label:
            title, *said = _SAID.split(_labelled(label), maxsplit=1)
            body = [Line(each, lines[index].origin) for each in said]
            is_answered = is_answered or bool(said)
            yield Candidate("label", index, index + 1, title, body, is_answered=is_answered, is_sure=True)
        elif (reply := _REPLY.match(text)) and not is_key(text[reply.end() :]):
            rest = Line(text[reply.end() :], lines[index].origin)
            yield Candidate("reply", index, index + 1, "", [rest])
        elif index == block.start and index and (title := _bold_title(text)):
            yield Candidate("bold", index, index + 1, title, is_answered=is_answered)
        elif parted := _with_answer(text):
            kind, title, answer = parted
            yield Candidate(kind, index, index + 1, title, [Line(answer, lines[index].origin)], is_answered=True)


def _with_answer(text: str) -> tuple[str, str, str] | None:
    """What a line is that holds a question and its answer: its kind, the one and the other."""
    card = _CARD.match(text)
    if card and asks(plain_text(card["title"])):
        return "card", card["title"], card["rest"]
    bold = _BOLD.match(text)
    says = _SAYS.match(text, bold.end()) if bold else None
    title = f"{bold['lead']}{bold['bold'][2:-2]}" if bold else ""
    words = plain_text(split_number(title)[1])
    is_order = " " in words and asks(words) and not title.endswith(":")
    if says is None or not (is_order or has_mark(title) or is_prefixed(title)):
        return None
    return "bold beginning", title, text[says.end() :]


def _listed_lines(block: Block, texts: Sequence[str]) -> list[Candidate]:
    """Lines that are a list in all but name: each with a number and a Chinese comma, or all with one symbol."""
    if _heads(texts[0]) and all(map(_NUMBERED.match, texts[1:])):
        return [  # An ordered list may only break into a paragraph with 1.
            Candidate("numbered", at, at + 1, text.strip(), counts_number=False, is_section=at == block.start)
            for at, text in enumerate(texts, block.start)
        ]
    if all(map(_HAN_NUMBER.match, texts)):
        kind, titles = "numbered", [text.strip() for text in texts]
    else:
        if asking := _asking_lines(block, texts):
            return asking
        matches = [_SYMBOL.match(text) for text in texts]
        if len({match["symbol"] for match in matches if match}) != 1:
            return []
        kind, titles = (
            "bullet",
            [text[match.end() :].strip() if match else "" for match, text in zip(matches, texts, strict=True)],
        )
    among = share_asking(plain_text(split_number(title)[1]) for title in titles if title)
    return [
        Candidate(kind, index, index + 1, title, counts_number=False, among=among)
        for index, title in enumerate(titles, block.start)
        if title
    ]


def _asking_lines(block: Block, texts: Sequence[str]) -> list[Candidate]:
    """Bare lines that are questions, and headings of such."""
    is_headed = len(texts) >= LEAST_LINES and _heads(texts[0]) and all(map(asks, texts[1:]))
    if not is_headed and (len(texts) <= LEAST_LINES or not _are_questions(texts)):
        return []
    return [
        Candidate("bullet", index, index + 1, text.strip(), counts_number=False, is_section=_heads(text))
        for index, text in enumerate(texts, block.start)
        if text.strip()
    ]


def _heads_list(block: Block, below: Block, lines: Sequence[Line]) -> bool:
    """Whether this is one line that says that the list below it holds questions."""
    text = lines[block.start].text.strip()
    is_head = block.end - block.start == 1 and len(text) < SHORT_HEAD and groups(plain_text(text))
    is_question = bool(_LABEL.match(text)) or is_prefixed(text)
    return is_head and not is_question and below.kind in LISTS and not text.endswith((".", "!", "。"))


def _heads(text: str) -> bool:
    return groups(text) or (text.rstrip().endswith((":", "：")) and not asks(text) and len(text) < SHORT_HEAD)


def _are_questions(texts: Sequence[str]) -> bool:
    """Whether bare lines are questions, and headings of such: half with the mark, hardly any that says something."""
    marked = sum(text.rstrip().endswith("?") for text in texts)
    return marked * 5 >= len(texts) * 2 and sum(asks(text) or _heads(text) for text in texts) * 5 >= len(texts) * 4


def _are_options(texts: Sequence[str]) -> bool:
    """Whether these are the options of a question: a line with an A, then one with a B."""
    letters = [match["letter"].lower() for match in map(_LETTERED.match, texts) if match]
    return letters[:2] == ["a", "b"]


def _labelled(match: re.Match[str]) -> str:
    title = match["title"].strip()
    number = re.search(r"\d+", match["label"])
    if title.endswith(("**", "__")) and title.count(title[-2:]) % 2:
        title = title[:-2]
    return f"{number[0]}. {title}" if number else title


def _bold_title(text: str) -> str:
    """The title a line of bold type is; empty for other lines, and for words that only head an answer's part."""
    text = _EMPHASISED.sub(r"\1**\2**", text)
    match = _BOLD.match(text)
    if match is None or not _AFTER_BOLD.fullmatch(text, match.end()):
        return ""
    title = f"{match['lead']}{match['bold'][2:-2]}".strip()
    marks = _TAG.sub("", text[match.end() :]).strip()
    plain = plain_text(title)
    is_lead = plain.endswith((":", "：")) and not asks(plain) and not is_prefixed(plain)
    return "" if is_lead or heads_answer(plain) else f"{title} {marks}".strip()
