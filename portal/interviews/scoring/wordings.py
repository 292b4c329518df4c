"""A key point made ready: its words, and what each is worth."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from portal.interviews.scoring.contrasts import Pole, read_poles
from portal.interviews.scoring.languages import LIGHT_WORDS
from portal.interviews.scoring.phrases import Phrases, compounds
from portal.interviews.scoring.points import Point, Span
from portal.interviews.scoring.polarity import Polarity, read_polarity
from portal.interviews.scoring.quantities import Number, read_numbers
from portal.interviews.scoring.text import SENTENCE, Token, content, tokenise
from portal.interviews.scoring.vocabulary import Vocabulary

ASKED = 0.15
"""Weight left to a word that stands in the question: anyone can repeat it."""

ASIDE = 0.25
"""Weight left to words in brackets or given as an example: a full answer may choose others."""

LIGHT = 0.5
"""Weight of a function word that tells statements apart, such as “before” and “every”."""

BOLD = 2.0
"""Weight of a word in bold."""

LONGEST_TERM = 4
"""Most content words of a term that stands before its explanation."""

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_ASIDES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\b(?:e\.g\.|for example|for instance|such as)[^.;:]*", re.IGNORECASE)
_TERM = re.compile(r"\W*(?P<term>[^\s:][^:\u2013\u2014\n]{0,79}?)\W*?(?:\s[-\u2013\u2014]{1,2}\s|:\**\s)(?=\s*\S)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a point, or a phrase that counts as one, with its weight; ``plain_weight`` is its IDF alone.

    ``parts`` are a phrase's own words and their shares, adding up to 1; ``joins`` the compounds it makes with the word
    on either side.
    """

    token: Token
    weight: float
    plain_weight: float
    parts: tuple[tuple[str, float], ...] = ()
    joins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a point: its own text, or an alias. ``total`` is the weight of all its units.

    ``term`` counts the units, from the first, of the term the rest explains (0: none). ``tokens`` are all its words in
    order, the function words too. ``polarity`` is how they are said, ``mixed`` holds the stems said both ways, and
    ``poles`` are the words that have an opposite. ``subject`` is what the wording begins with, as far as the question
    names it, and ``rivals`` are then the other stems of the question: the other things it asks about.
    """

    units: tuple[Unit, ...]
    term: int
    total: float
    tokens: tuple[Token, ...]
    is_alias: bool
    polarity: Polarity
    mixed: frozenset[str]
    poles: tuple[Pole, ...]
    numbers: tuple[Number, ...]
    subject: frozenset[str]
    rivals: frozenset[str]

    @property
    def plain_total(self) -> float:
        return sum(unit.plain_weight for unit in self.units)

    @property
    def length(self) -> int:
        """From its first word to its last, in characters."""
        return self.tokens[-1].end - self.tokens[0].start


@dataclass(frozen=True, slots=True)
class Question:
    """A question's content stems: what a response can repeat without knowing anything."""

    stems: frozenset[str]


@lru_cache(maxsize=512)
def read_question(question: str, vocabulary: Vocabulary) -> Question:
    return Question(frozenset(token.stem for token in content(read(question, vocabulary))))


@lru_cache(maxsize=1024)
def wordings(point: Point, question: Question, vocabulary: Vocabulary) -> tuple[Wording, ...]:
    """The point's text and its aliases, those that say anything."""
    own = _wording(point.text, question, vocabulary, is_alias=False)
    aliases = (_wording(alias, question, vocabulary, is_alias=True) for alias in dict.fromkeys(point.aliases))
    return tuple(wording for wording in (own, *aliases) if wording.units)


def read(text: str, vocabulary: Vocabulary) -> list[Token]:
    """The words of a text with their phrases folded: those of the vocabulary, and the compounds of the text itself."""
    return fold(tokenise(text, vocabulary.language), vocabulary)


def fold(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with the phrases of the vocabulary made one, and the compounds of the text itself."""
    own = {phrase: stem for phrase, stem in compounds(tokens).items() if phrase not in vocabulary.table}
    folded = vocabulary.phrases.fold(tokens)
    if len(folded) < len(tokens):
        # Once more: an alias may be made of compounds, each of them written apart.
        folded = vocabulary.phrases.fold(folded)
    return Phrases(own).fold(folded) if own else folded


def _wording(text: str, question: Question, vocabulary: Vocabulary, *, is_alias: bool) -> Wording:
    # Marks of bold stand inside sentences: what has no width parts no words, and leaves every place as it is.
    tokens = read(text.replace("**", "\u200b\u200b"), vocabulary)
    bold = [match.span(1) for match in _BOLD.finditer(text)]
    asides = [match.span() for match in _ASIDES.finditer(text)]
    light = LIGHT_WORDS.get(vocabulary.language, frozenset())
    units: dict[str, Unit] = {}
    for index, token in enumerate(tokens):
        if token.is_function and token.text not in light:
            continue
        weight = plain = vocabulary.idf(token.stem) * (LIGHT if token.is_function else 1)
        weight *= ASKED if token.stem in question.stems else 1
        weight *= BOLD if _is_within(token, bold) else 1
        weight *= ASIDE if _is_within(token, asides) else 1
        if token.stem not in units or units[token.stem].weight < weight:
            units[token.stem] = Unit(token, weight, plain, _parts(token, vocabulary), tuple(_joins(tokens, index)))
    ordered = tuple(sorted(units.values(), key=lambda unit: unit.token.start))
    term = 0 if is_alias else _term(text, ordered, question)
    total = sum(unit.weight for unit in ordered)
    polarity = read_polarity(tokens, vocabulary.language)
    turned, straight = (
        {token.stem for token in tokens if (token.start in polarity.turned) == is_turned} for is_turned in (True, False)
    )
    poles = read_poles(tokens, polarity.turned.keys(), vocabulary.language)
    numbers = read_numbers(tokens, is_meant=True)
    mixed = frozenset(turned & straight)
    subject = frozenset(takewhile(question.stems.__contains__, (unit.token.stem for unit in ordered)))
    rivals = question.stems - subject if subject else subject
    return Wording(ordered, term, total, tuple(tokens), is_alias, polarity, mixed, poles, numbers, subject, rivals)


def _term(text: str, units: tuple[Unit, ...], question: Question) -> int:
    """How many units stand before “ - ” or “: ”, if that is a term with an explanation, and not the question's own."""
    match = _TERM.match(text)
    if match is None:
        return 0
    count = sum(unit.token.start < match.end("term") for unit in units)
    is_asked = all(unit.token.stem in question.stems for unit in units[:count])
    return 0 if is_asked or count == len(units) or count > LONGEST_TERM else count


def _parts(token: Token, vocabulary: Vocabulary) -> tuple[tuple[str, float], ...]:
    """The words inside a phrase. A compound written as one word has none: “deploy” is no half of ``CodeDeploy``."""
    if token.is_camel or len(token.pieces) < 2:
        return ()
    weights = [vocabulary.idf(piece) for piece in token.pieces]
    return tuple((piece, weight / sum(weights)) for piece, weight in zip(token.pieces, weights, strict=True))


def _joins(tokens: list[Token], index: int) -> Iterator[str]:
    """The word written as one with the word on either side: “rolls back” as ``rollback``."""
    token = tokens[index]
    if index and token.gap < SENTENCE:
        yield tokens[index - 1].stem + token.text
    if index + 1 < len(tokens) and tokens[index + 1].gap < SENTENCE:
        yield token.stem + tokens[index + 1].text


def _is_within(token: Token, spans: list[Span]) -> bool:
    """Whether one of these spans, which are in order and apart, holds the token."""
    last = bisect_right(spans, token.start, key=lambda span: span[0]) - 1
    return last >= 0 and token.end <= spans[last][1]
