"""The key at the end of a document: ``Answers: 1. B 2. C``, with or without a word on each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from portal.guides.markdown.dialects.lines import Line, code_mask
from portal.guides.markdown.document import ParsedChoice, ParsedQuestion

LEAST = 2
"""Fewer entries than these are no key."""

LONGEST_HEAD = 200
"""Characters of a line that are looked at as the beginning of a key."""

_HEAD = re.compile(
    r"\s{0,3}(?:#{1,6}\s*|\*\*|__)?\W*(?:answer\s?keys?|(?:correct |right )?answers?|solutions?|keys?|ключи?|ответы"
    r"|відповіді|corrections?|corrigés?|gabarito|soluciones|soluzioni|정답|답안|答案|参考答案|正确答案|respuestas|respostas|réponses|lösungen|antworten)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_MORE_HEAD = re.compile(r"(?:\s*(?:and|&|with|to|и)\s+\w+|\s*\([^()]*\))*[\s*_:：#]*", re.IGNORECASE)
_ENTRY = re.compile(
    r"(?<![\w.])(?:q(?:uestion)?\s*)?(?P<number>\d{1,5})\s*[.):\-–—|]{1,2}\s*[*_`(]{0,3}"
    r"(?P<letters>[A-Ha-h](?:\s*(?:,|&|/|and)\s*[A-H]\b)*)(?![\w'’])",
    re.IGNORECASE,
)
_OPTION = re.compile(r"\b([A-H])\)")
_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s")
_START = re.compile(r"[\s|>*_+-]*(?:q(?:uestion)?\s*)?\d{1,5}\s*[.):\-–—|]", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    number: int
    letters: frozenset[str]
    said: list[str] = field(default_factory=list)
    """The lines that say why."""


def take_key(lines: Sequence[Line]) -> tuple[list[Line], list[Entry]]:
    """The lines with the last key among them blank, and its entries; as they were where there is none."""
    texts = [line.text for line in lines]
    mask = code_mask(texts)
    heads = [n for n, text in enumerate(texts) if not mask[n] and _HEAD.match(text[:LONGEST_HEAD])]
    for at in reversed(heads):
        end, entries = _read(texts, at)
        if len(entries) >= LEAST:
            return [replace(line, text="") if at <= n < end else line for n, line in enumerate(lines)], entries
    return list(lines), []


def _read(texts: Sequence[str], at: int) -> tuple[int, list[Entry]]:
    """Where the key that this line heads ends, and its entries."""
    head = _HEAD.match(texts[at])
    rest = head["rest"] if head else ""
    entries = [_entry(match, rest) for match in _ENTRY.finditer(rest)]
    if not entries and not _MORE_HEAD.fullmatch(rest):
        return at, []
    depth = _depth(texts[at])
    for n in range(at + 1, len(texts)):
        text = texts[n]
        level = _depth(text)
        is_next = _HEAD.match(text[:LONGEST_HEAD]) if not level else level <= depth or not depth
        if is_next:
            return n, entries
        found = list(_ENTRY.finditer(text)) if _START.match(text) else []
        if found:
            entries += [_entry(match, text if len(found) == 1 else match[0]) for match in found]
        elif text.strip() and not level and not entries:
            return at, []
        elif entries and not level:
            entries[-1].said.append(text)
    return len(texts), entries


def _depth(text: str) -> int:
    match = _HEADING.match(text)
    return len(match["marks"]) if match else 0


def _entry(match: re.Match[str], text: str) -> Entry:
    letters = re.findall(r"[a-h]", match["letters"].replace("and", ",").lower())
    return Entry(int(match["number"]), frozenset([*letters, *(each.lower() for each in _OPTION.findall(text))]))


def with_key(questions: Sequence[ParsedQuestion], entries: Sequence[Entry]) -> list[ParsedQuestion] | None:
    """The questions with their key: one entry each in order, else by number. None where hardly any fits."""
    keyless = [each for each in questions if each.choices and not any(choice.is_right for choice in each.choices)]
    found: Mapping[int, Entry] = {id(each): entry for each, entry in zip(keyless, entries, strict=False)}
    if len(keyless) != len(entries):
        numbers = {entry.number: entry for entry in entries}
        counted = {each.number for each in keyless}
        is_counted = len(numbers) == len(entries) and len(counted) == len(keyless)
        found = {id(each): numbers[each.number] for each in keyless if is_counted and each.number in numbers}
    if not keyless or len(found) * 2 < len(keyless):
        return None
    return [_keyed(each, found[id(each)]) if id(each) in found else each for each in questions]


def _keyed(question: ParsedQuestion, entry: Entry) -> ParsedQuestion:
    choices = tuple(ParsedChoice(each.key, each.text_markdown, each.key in entry.letters) for each in question.choices)
    said = "\n".join(entry.said).strip().strip("-").strip()
    answer = "\n\n".join(part for part in (question.answer_markdown.strip("\n"), said) if part)
    return replace(question, choices=choices, answer_markdown=answer)
