"""Texts made to keep a scorer busy, each cut or repeated to a length."""

from itertools import product
from string import ascii_lowercase

_UNITS = {
    "one word": "x",
    "blanks": " ",
    "brackets": "(",
    "quotes": "'",
    "full stops": "a.b.",
    "hyphens": "a-",
    "short words": "a ",
    "lines": "a\n",
    "camel case": "aB",
    "marks": "a\u0301",
    "marks alone": "\u0315",
    "Han": "日本",
    "numbers": "1,000,",
    "number words": "twenty two ",
    "commas": "a, ",
    "not": "not ",
    "and not": "and not ",
    "no and": "no x and ",
    "lists denied": "inserts and updates, never ",
    "untrue": "it is not true that ",
    "wrong": "wrong that not ",
    "if": "never if ",
    "hedges": "fail ",
    "opposites": "stages before actions after ",
    "more than less than": "more than less than stages ",
    "limits": "at most 2 stages ",
    "synonyms": "kick carry out one after get hold of ",
    "voids": "no point in tells nothing ",
    "compounds": "code deploy ",
    "the guide's words": "pipeline artifact CodeBuild not deploy, and stage no ",
}


def hostile_texts(length: int) -> dict[str, str]:
    """Name and text, each of ``length`` characters."""
    misspelt = " ".join(f"buil{''.join(ends)}" for ends in product(ascii_lowercase, repeat=3))
    return {
        **{name: (unit * (length // len(unit) + 1))[:length] for name, unit in _UNITS.items()},
        "misspelt words": misspelt[:length],
    }
