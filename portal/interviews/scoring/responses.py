"""A response made ready to be looked up in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from rapidfuzz.distance import Indel

from portal.interviews.scoring.contrasts import Pole, read_poles
from portal.interviews.scoring.polarity import Polarity, read_polarity
from portal.interviews.scoring.quantities import Number, read_numbers
from portal.interviews.scoring.synonyms import families_of, read_families
from portal.interviews.scoring.text import SENTENCE, Token, tokenise
from portal.interviews.scoring.vocabulary import Vocabulary
from portal.interviews.scoring.wordings import Question, Unit, fold

ECHO = 0.7
"""Share of the question's words that a sentence made of nothing else repeats to be its echo."""

ALIKE = 0.8
"""Least likeness of two spellings, from 0 to 1 (Indel: twice the common letters by all letters), to count in part."""

SYNONYM = 0.8
"""How much of a word a synonym is."""

MEANT = 0.15
"""Least share of a guide's texts with a word for it to be no synonym of another, but a term of the guide's own."""

_SHORTEST_MISSPELT = 4
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
    polarity: Polarity
    poles: tuple[Pole, ...]
    numbers: tuple[Number, ...]
    places: dict[str, list[Token]] = field(default_factory=dict)
    words: dict[str, Token] = field(default_factory=dict)
    joins: dict[str, tuple[Token, Token]] = field(default_factory=dict)
    spellings: dict[str, list[Token]] = field(default_factory=dict)
    families: dict[int, list[Token]] = field(default_factory=dict)
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


def read_response(response: str, question: Question, vocabulary: Vocabulary) -> ResponseText:
    tokens = tokenise(response, vocabulary.language)
    folded = fold(tokens, vocabulary)
    sentences = [list(row) for _, row in groupby(tokens, key=lambda token: token.sentence)]
    polarity = read_polarity(tokens, vocabulary.language)
    poles = read_poles(tokens, polarity.turned.keys(), vocabulary.language)
    text = ResponseText(tokens, sentences, _echoes(folded, question), polarity, poles, read_numbers(tokens))
    whole = {(token.start, token.end) for token in folded}
    inside = [token for token in tokens if (token.start, token.end) not in whole]
    inside += [token._replace(stem=piece) for token in tokens if not token.is_camel for piece in token.pieces]
    for token in sorted([*folded, *inside], key=lambda token: token.start) if inside else folded:
        if token.sentence not in text.echoes:
            _index(text, token)
    for before, token in pairwise(tokens):
        if token.gap < SENTENCE and token.sentence not in text.echoes:
            text.joins.setdefault(before.stem + token.text, (before, token))
    text.families = read_families(tokens, vocabulary.language)
    return text


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


def find(unit: Unit, text: ResponseText, vocabulary: Vocabulary) -> Found:
    if unit.token.stem in text.places:
        return Found(unit, 1.0, text.places[unit.token.stem])
    joined = next(((text.words[join],) for join in unit.joins if join in text.words), text.joins.get(unit.token.text))
    if joined:
        return Found(unit, 1.0, joined)
    parts = [(share, text.places[part][0]) for part, share in unit.parts if part in text.places]
    if parts:
        return Found(unit, sum(share for share, _ in parts), tuple(token for _, token in parts))
    if said := _said_otherwise(unit, text, vocabulary):
        return Found(unit, SYNONYM, said)
    if unit.token.text not in text.lookalikes:
        text.lookalikes[unit.token.text] = _lookalike(text, unit.token, vocabulary)
    likeness = text.lookalikes[unit.token.text]
    return Found(unit, likeness[0], (likeness[1],)) if likeness else Found(unit)


def _said_otherwise(unit: Unit, text: ResponseText, vocabulary: Vocabulary) -> list[Token]:
    """Where a synonym stands. A word that much of the guide uses is meant as itself there, and for itself here."""
    families = families_of(unit.token.stem, vocabulary.language)
    places = {token.start: token for family in families for token in text.families.get(family, ())}
    most = MEANT * vocabulary.documents
    return [
        token
        for start, token in sorted(places.items())
        if token.sentence not in text.echoes and (token.pieces or vocabulary.frequencies.get(token.stem, 0) <= most)
    ]


def _lookalike(text: ResponseText, wanted: Token, vocabulary: Vocabulary) -> tuple[float, Token] | None:
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
