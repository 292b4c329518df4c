"""The language of a text, told by its letters and its commonest words. English where nothing speaks against it."""

import re
from collections import Counter

SAMPLE = 20_000
"""Characters of prose that are looked at."""

FOREIGN = 0.15
"""From this share of its letters on, a script decides: guides in any language are full of English terms."""

COMMON = 0.02
"""From this share of all words on, the little words of a language decide, if they lead."""

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)

_LITTLE_WORDS = {
    "en": "the and is are what of to how a in for does between",
    "es": "el la los las que es en de una para cómo qué por con del",
    "pt": "o os as que é em de uma para como não por com do da",
    "fr": "le la les des est que et une pour dans comment qu du avec",
    "de": "der die das und ist eine wie was für mit von ein den nicht",
    "it": "il lo gli che è di una per come con del della sono",
    "pl": "jest i w na się że jak co do z są dla",
    "tr": "ve bir bu için nedir ile nasıl da olan",
    "vi": "là và của các có được trong cho một gì",
    "id": "yang dan apa di dengan untuk adalah itu ini dari",
    "nl": "de het een en is van wat hoe zijn voor dat",
}
_SIGNS = {
    word: [code for code, words in _LITTLE_WORDS.items() if word in words.split()]
    for words in _LITTLE_WORDS.values()
    for word in words.split()
}
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]*`|<[^>\n]*>|\]\([^)\n]*\)|https?://\S+", re.DOTALL | re.MULTILINE)


def language_of(text: str) -> str:
    """The BCP 47 tag of the language most of the prose is in."""
    prose = _CODE.sub(" ", text[: 2 * SAMPLE])[:SAMPLE]
    letters = sum(map(str.isalpha, prose)) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(prose)) >= FOREIGN * letters:
            is_ukrainian = code == "ru" and len(_UKRAINIAN.findall(prose)) > len(_RUSSIAN.findall(prose))
            return "uk" if is_ukrainian else code
    words = re.findall(r"[^\W\d_]+", prose.lower())
    counts = Counter(code for word in words for code in _SIGNS.get(word, ()))
    best = max(counts, key=lambda code: (counts[code], code == "en"), default="en")
    return best if counts[best] >= COMMON * len(words) and counts[best] > counts["en"] else "en"
