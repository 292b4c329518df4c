"""What a guide's own words are worth: how rare each is, and the ways to write the same thing."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from portal.interviews.scoring.languages import primary
from portal.interviews.scoring.phrases import Phrase, Phrases, abbreviations, compounds, given
from portal.interviews.scoring.text import Token, tokenise

SCHEME = "v1"
"""Names the way a vocabulary is computed; a change of tokens, stems or weights gives it another."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of one guide revision; immutable, and equal to any other of the same ``version``.

    ``frequencies`` counts, stem by stem, the texts that hold it, of ``documents`` in all.
    """

    language: str
    documents: int
    frequencies: Mapping[str, int]
    table: Mapping[Phrase, str] = field(repr=False)

    @classmethod
    def build(
        cls, texts: Iterable[str], *, language: str = "en", aliases: Mapping[str, Sequence[str]] | None = None
    ) -> Self:
        """The vocabulary of a guide's questions, each with its model answer one text; never of learners' responses.

        ``aliases`` are the guide's other words for a term; they win over abbreviations learned from the texts.
        """
        language = primary(language)
        read = [(text, tokenise(text, language)) for text in texts]
        table: dict[Phrase, str] = {}
        for text, tokens in read:
            table |= compounds(tokens) | abbreviations(text, language)
        table |= given(aliases or {}, language)
        phrases = Phrases(table)
        frequencies = Counter(stem for _, tokens in read for stem in sorted(_stems(tokens, phrases)))
        return cls(language, len(read), dict(sorted(frequencies.items())), dict(sorted(table.items())))

    @cached_property
    def version(self) -> str:
        """Scheme and content hash: the same texts and aliases give the same version, others another."""
        content = json.dumps(self._content(), ensure_ascii=True, separators=(",", ":")).encode()
        return f"{SCHEME}-{hashlib.sha256(content).hexdigest()[:16]}"

    @cached_property
    def phrases(self) -> Phrases:
        return Phrases(self.table)

    def idf(self, stem: str) -> float:
        """How much a word tells: 0.3 + ln((N + 1) / (df + 0.7)), at least 0.3; an unknown word counts as the rarest.

        In a guide of thirty answers that is 0.3 for a word of all of them and 3.2 for a word of one.
        """
        frequency = max(1, self.frequencies.get(stem, 0))
        return 0.3 + max(0.0, math.log((self.documents + 1) / (frequency + 0.7)))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values, for storing."""
        return {"scheme": SCHEME, **self._content()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises ``ValueError`` for what ``to_json`` of this scheme did not write."""
        try:
            if data["scheme"] != SCHEME:
                raise ValueError(f"A vocabulary of scheme {data['scheme']!r} cannot be read as {SCHEME}.")
            table = {tuple(map(str, phrase)): str(stem) for phrase, stem in data["phrases"]}
            frequencies = {str(stem): int(count) for stem, count in data["frequencies"].items()}
            return cls(str(data["language"]), int(data["documents"]), frequencies, table)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("This is no stored vocabulary.") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    def _content(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "documents": self.documents,
            "frequencies": dict(self.frequencies),
            "phrases": [[list(phrase), stem] for phrase, stem in self.table.items()],
        }


def _stems(tokens: list[Token], phrases: Phrases) -> set[str]:
    """Every stem of a text, those of phrases and of the words inside them alike."""
    folded = phrases.fold(tokens)
    pieces = {piece for token in folded if not token.is_camel for piece in token.pieces}
    return {token.stem for token in folded} | {token.stem for token in tokens} | pieces
