"""Which words of a text stand in bold."""

from collections.abc import Iterable, Sequence

from portal.guides.markdown.titles import inline_tokens, said

Spans = tuple[tuple[int, int], ...]
"""(start, end) of each stretch, in characters of plain text; in order, none empty, none touching another."""


def bold_spans(markdown: str) -> Spans:
    """The stretches of ``plain_text(markdown)`` that are in bold."""
    if "**" not in markdown and "__" not in markdown:
        return ()
    spans: list[tuple[int, int]] = []
    length = depth = 0
    is_spaced = is_begun = False
    for token in inline_tokens(markdown):
        is_begun = is_begun and depth > 0
        depth += (token.type == "strong_open") - (token.type == "strong_close")
        for character in said(token):
            if character.isspace():
                is_spaced = length > 0
                continue
            start, length = length + is_spaced, length + is_spaced + 1
            is_touching = bool(spans) and spans[-1][1] == start
            if depth and (is_begun or is_touching):
                spans[-1] = (spans[-1][0], length)
            elif depth:
                spans.append((start, length))
            is_begun = depth > 0
            is_spaced = False
    return tuple(spans)


def without(spans: Iterable[tuple[int, int]], cuts: Sequence[tuple[int, int]]) -> Spans:
    """The stretches as they stand once the text's ``cuts`` are taken out of it."""

    def moved(place: int) -> int:
        return place - sum(min(place, end) - start for start, end in cuts if start < place)

    kept = ((moved(start), moved(end)) for start, end in spans)
    return tuple((start, end) for start, end in kept if start < end)
