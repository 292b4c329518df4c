"""A key point held against a response: which of its words are there, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from rapidfuzz.distance import Indel

from portal.interviews.scoring.text import SENTENCE, Token, tokenise
from portal.interviews.scoring.vocabulary import Vocabulary
from portal.interviews.scoring.wordings import Question, Unit, Wording, fold

NOTHING = 0.20
FULL = 0.62
"""Recall up to which a point earns nothing, and from which it earns all.

Measured on public sets of short answers marked by people: below a fifth, the words are those of any answer on the
subject; and full-mark answers leave out a third of the model answer's words.
"""

ALIAS_NOTHING = 0.50
ALIAS_FULL = 0.90
"""The same for an alias: it is a short wording by itself, and half of it may be any words."""

REACH = 60
REACH_PER_CHARACTER = 1.5
ALIAS_REACH = 20
ALIAS_REACH_PER_CHARACTER = 2.0
"""How far apart the words of a point may stand, in characters, and the addition for each character of its wording.

Found on the guides shipped: with words counted wherever they stand, a long answer to another question of the same guide
covers a third of a question's points; within reach of each other, a fifth, and the right answers lose nothing.
"""

NAMING = 0.65
"""Credit for naming a term without its explanation."""

ALIKE = 0.8
"""Least likeness of two spellings, from 0 to 1 (Indel: twice the common letters by all letters), to count in part."""

ECHO = 0.7
"""Share of the question's words that a sentence made of nothing else repeats to be its echo."""

_SHORTEST_MISSPELT = 4
_TINY = 1e-9
_MOST_LOOKALIKES = 150
"""Most words of a response compared with one word of a point; it bounds the time a hostile response can take."""

_OPPOSING = frozenset(
    {"a", "an", "anti", "de", "dis", "en", "ex", "im", "in", "ir", "il", "inter", "mis", "non"}
    | {"out", "over", "pre", "post", "re", "sub", "super", "un", "under"}
)
"""Beginnings that make another word, not a misspelt one: ``encrypt`` is not ``decrypt``."""


@dataclass(slots=True)
class ResponseText:
    """A response made ready to be looked up in.

    ``places`` maps a stem to where it stands, ``words`` a folded word to its first place, ``joins`` two neighbours
    written as one to the first place they stand, ``spellings`` a letter to the words with it first or second.
    ``echoes`` are the sentences that only repeat the question; nothing in them counts.
    """

    tokens: list[Token]
    sentences: list[list[Token]]
    echoes: frozenset[int]
    places: dict[str, list[Token]] = field(default_factory=dict)
    words: dict[str, Token] = field(default_factory=dict)
    joins: dict[str, Token] = field(default_factory=dict)
    spellings: dict[str, list[Token]] = field(default_factory=dict)
    lookalikes: dict[str, tuple[float, Token] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit of a point and how well it is there, 0 to 1, with the places that show it, in order."""

    unit: Unit
    share: float = 0.0
    tokens: Sequence[Token] = ()

    @property
    def weight(self) -> float:
        return self.unit.weight * self.share

    @property
    def plain_weight(self) -> float:
        """Without what the question takes away."""
        return self.unit.plain_weight * self.share


@dataclass(frozen=True, slots=True)
class Match:
    """A wording held against a response.

    ``recall`` is the weight found in one passage of the wording's total weight; ``credit`` comes of it. ``evidence``
    are the words of that passage, one for each unit found in it.
    """

    wording: Wording
    found: tuple[Found, ...]
    recall: float
    credit: float
    evidence: tuple[Token, ...]


def read_response(response: str, question: Question, vocabulary: Vocabulary) -> ResponseText:
    tokens = tokenise(response, vocabulary.language)
    folded = fold(tokens, vocabulary)
    sentences = [list(row) for _, row in groupby(tokens, key=lambda token: token.sentence)]
    text = ResponseText(tokens, sentences, _echoes(folded, question))
    whole = {(token.start, token.end) for token in folded}
    inside = [token for token in tokens if (token.start, token.end) not in whole]
    inside += [token._replace(stem=piece) for token in tokens if not token.is_camel for piece in token.pieces]
    for token in sorted([*folded, *inside], key=lambda token: token.start) if inside else folded:
        if token.sentence not in text.echoes:
            _index(text, token)
    for before, token in pairwise(tokens):
        if token.gap < SENTENCE and token.sentence not in text.echoes:
            text.joins.setdefault(before.stem + token.text, before._replace(end=token.end))
    return text


def match(wording: Wording, text: ResponseText, vocabulary: Vocabulary) -> Match:
    """How much of the wording the response holds in the passage that holds most."""
    found = tuple(_find(unit, text, vocabulary) for unit in wording.units)
    weight, passage = _best_passage(found, _reach(wording))
    recall = weight / wording.total
    nothing, full = (ALIAS_NOTHING, ALIAS_FULL) if wording.is_alias else (NOTHING, FULL)
    credit = min(1.0, max(0.0, (recall - nothing) / (full - nothing)))
    if wording.term and credit < NAMING and all(one.share >= ALIKE for one in found[: wording.term]):
        _, passage = _best_passage(found[: wording.term], _reach(wording))
        credit = NAMING
    return Match(wording, found, recall, credit, passage)


def by_sentence(found: Sequence[Found]) -> dict[int, float]:
    """The plain weight found in each sentence, sentence by sentence."""
    weights: dict[int, float] = {}
    for one in found:
        for sentence in dict.fromkeys(token.sentence for token in one.tokens):
            weights[sentence] = weights.get(sentence, 0.0) + one.plain_weight
    return weights


def _reach(wording: Wording) -> float:
    if wording.is_alias:
        return ALIAS_REACH + ALIAS_REACH_PER_CHARACTER * wording.length
    return REACH + REACH_PER_CHARACTER * wording.length


def _best_passage(found: Sequence[Found], reach: float) -> tuple[float, tuple[Token, ...]]:
    """The most weight within reach, each unit counted once, and the first place of each; the earliest of equals."""
    places = sorted((token.start, index, token) for index, one in enumerate(found) for token in one.tokens)
    counts = [0] * len(found)
    weight = best = 0.0
    first = 0
    passage: tuple[int, int] = (0, 0)
    for last, (_, index, token) in enumerate(places):
        weight += 0.0 if counts[index] else found[index].weight
        counts[index] += 1
        while token.end - places[first][0] > reach:
            counts[places[first][1]] -= 1
            weight -= 0.0 if counts[places[first][1]] else found[places[first][1]].weight
            first += 1
        if weight > best + _TINY:
            best, passage = weight, (first, last + 1)
    shown: dict[int, Token] = {}
    for _, index, token in places[slice(*passage)]:
        shown.setdefault(index, token)
    # Summed anew, in the order of units: a running sum would depend on what was read before the passage.
    return sum(found[index].weight for index in sorted(shown)), tuple(shown.values())


def _echoes(tokens: Iterable[Token], question: Question) -> frozenset[int]:
    """The sentences that say nothing but the question: all their words are its words, and most of its words theirs.

    Answers that use the question's words in part stay: “the security group” may be the right half of an “or”.
    """
    sentences: dict[int, set[str]] = {}
    for token in tokens:
        if not token.is_function:
            sentences.setdefault(token.sentence, set()).add(token.stem)
    enough = ECHO * len(question.stems)
    return frozenset(n for n, stems in sentences.items() if stems <= question.stems and len(stems) >= enough)


def _index(text: ResponseText, token: Token) -> None:
    text.places.setdefault(token.stem, []).append(token)
    if token.text not in text.words:
        text.words[token.text] = token
        if len(token.text) >= _SHORTEST_MISSPELT and not token.is_function and token.text.isalpha():
            for letter in dict.fromkeys(token.text[:2]):
                text.spellings.setdefault(letter, []).append(token)


def _find(unit: Unit, text: ResponseText, vocabulary: Vocabulary) -> Found:
    if unit.token.stem in text.places:
        return Found(unit, 1.0, text.places[unit.token.stem])
    joined = next((text.words[join] for join in unit.joins if join in text.words), text.joins.get(unit.token.text))
    if joined is not None:
        return Found(unit, 1.0, (joined,))
    parts = [(share, text.places[part][0]) for part, share in unit.parts if part in text.places]
    if parts:
        return Found(unit, sum(share for share, _ in parts), tuple(token for _, token in parts))
    if unit.token.text not in text.lookalikes:
        text.lookalikes[unit.token.text] = _lookalike(unit.token, text, vocabulary)
    likeness = text.lookalikes[unit.token.text]
    return Found(unit, likeness[0], (likeness[1],)) if likeness else Found(unit)


def _lookalike(wanted: Token, text: ResponseText, vocabulary: Vocabulary) -> tuple[float, Token] | None:
    """The word spelt most like the wanted one, and how like; the first of several.

    Looked for among words that begin with one of its first two letters, so that a hostile response costs little.
    """
    word = wanted.text
    if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
        return None
    best: tuple[float, Token] | None = None
    for letter in dict.fromkeys(word[:2]):
        for token in text.spellings.get(letter, ())[:_MOST_LOOKALIKES]:
            likeness = Indel.normalized_similarity(word, token.text, score_cutoff=ALIKE)
            if likeness > (best[0] if best else 0.0) and _is_misspelling(wanted, token, vocabulary):
                best = (likeness, token)
    return best


def _is_misspelling(wanted: Token, token: Token, vocabulary: Vocabulary) -> bool:
    """Can the response's word be meant as the wanted one? A word the guide itself uses for something else cannot."""
    short, long = sorted((wanted.text, token.text), key=len)
    if long.endswith(short) and long[: -len(short)] in _OPPOSING:
        return False
    if not _rests(wanted.text).isdisjoint(_rests(token.text)):
        return False
    if token.stem.startswith(wanted.stem) or wanted.stem.startswith(token.stem):
        return True
    return token.stem not in vocabulary.frequencies


def _rests(word: str) -> set[str]:
    """A word without each beginning it may have: ``crypt`` of ``encrypt``."""
    return {word[size:] for size in range(1, 6) if word[:size] in _OPPOSING and len(word) > size + 2}
