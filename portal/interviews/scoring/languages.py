"""What the scorer knows of a language: its stemmer and, for English, function words and number words.

A language without an entry is scored all the same: words are compared whole, and flags that need its function words
stay silent.
"""

import threading
from typing import Protocol

import snowballstemmer

LONGEST_STEMMED = 40
"""Longest word that is stemmed, in characters: nothing longer is a word, and stemming takes time for each letter."""

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""BCP 47 primary subtag -> name of its Snowball algorithm."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUNCTION_WORDS = {
    "en": _words(
        """
        a about above across after again against all almost along already also although always am among an and another
        any anybody anyone anything are around as at away back be because been before being below besides between both
        but by can cannot could did do does doing done down during each e.g either else enough etc even ever every
        everybody everyone everything except few first for from further get gets getting give gives given go goes going
        got had has have having he hence her here hers herself him himself his how however i i.e if in instead into is
        it its itself just last later least less let lets like make makes many may maybe me might mine more most much
        must my myself need needs neither next no nobody none nor not nothing now of off often on once one only onto or
        other others otherwise ought our ours out over own per perhaps quite rather really same shall she should since
        so some somebody someone something sometimes somewhat still such than that the their theirs them themselves then
        there therefore these they thing things this those though through thus till to together too toward towards under
        unless until up upon us usually various very via vs was we well went were what whatever when whenever where
        whereas whether which while who whole whom whose why will with within without would yes yet you your yours
        isn't aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't
        mustn't needn't ain't it's that's there's they're we're you're i'm i've we've you've they've i'd we'd you'd i'll
        we'll you'll they'll it'll let's what's who's here's he's she's dont doesnt didnt isnt arent cant wont
        """
    )
}

LIGHT_WORDS = {
    "en": _words(
        """
        again once every each same only before after first next last all both more less without between instead until
        other another while during back out late early now whole least most fewer few always not no never
        """
    )
}
"""Function words that still tell one statement from another."""

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"  # fmt: skip # noqa: E501
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

NUMBER_WORDS = {
    "en": {word: number for number, word in enumerate(_UNITS.split())}
    | {word: 10 * (number + 2) for number, word in enumerate(_TENS.split())}
    | {"dozen": 12, "hundred": 100, "thousand": 1000}
}


_MEASURES = {
    "time": (
        ("ms millisecond", 0.001), ("s sec second", 1), ("min minut", 60), ("h hour", 3_600), ("day", 86_400),
        ("week", 604_800), ("month", 2_628_000), ("year", 31_536_000),
    ),
    "data": (
        ("b byte", 1), ("kb kilobyt", 2**10), ("mb megabyt", 2**20), ("gb gigabyt", 2**30), ("tb terabyt", 2**40),
    ),
    "share": (
        ("percent hundredth", 0.01), ("tenth", 0.1), ("fifth", 0.2), ("quarter", 0.25), ("third", 1 / 3),
        ("half halv", 0.5),
    ),
    "length": (
        ("mm millimet", 0.001), ("cm centimet centimetr", 0.01), ("m meter metr", 1), ("km kilomet kilometr", 1_000),
    ),
    "weight": (("mg", 0.001), ("g gram", 1), ("kg kilogram", 1_000), ("tonn ton", 1_000_000)),
}  # fmt: skip

UNITS = {
    stem: (kind, float(factor))
    for kind, measures in _MEASURES.items()
    for stems, factor in measures
    for stem in stems.split()
}
"""Stem of a unit -> its kind (minutes stand where hours do), and how much of its kind it is."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 the library's name


# A Snowball stemmer keeps the word it works on inside itself, so threads must not share one.
_own = threading.local()


def primary(language: str) -> str:
    """The primary subtag of a BCP 47 tag: ``en`` of ``en-GB``."""
    return language.replace("_", "-").partition("-")[0].casefold()


def function_words(language: str) -> frozenset[str]:
    return _FUNCTION_WORDS.get(language, frozenset())


def stem(word: str, language: str) -> str:
    """A folded word without its ending; the word itself where the language has no stemmer or it is no plain word."""
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None or len(word) < 3 or len(word) > LONGEST_STEMMED or not word.isalpha():
        return word
    stemmers: dict[str, _Stemmer] = _own.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = snowballstemmer.stemmer(algorithm)
    return stemmers[algorithm].stemWord(word)
