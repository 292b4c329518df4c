"""Headings as candidates, and what each of them opens once the level of the questions is known."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.guides.markdown.dialects.candidates import EVIDENCE_LIMIT, LIKELY, SURE, Candidate, Group
from portal.guides.markdown.dialects.lines import Role
from portal.guides.markdown.dialects.wording import (
    INTERVIEW,
    asks,
    closes_off,
    groups,
    heads_answer,
    is_matter,
    is_prefixed,
    promotes,
)
from portal.guides.markdown.headings import QUESTION_DEPTH, names_cheat_sheet, read_heading
from portal.guides.markdown.structure import Block
from portal.guides.markdown.titles import plain_text, split_number

ENOUGH, FLAT = 0.6, 0.5
"""From this share of asking titles on, the others at their level ask too if text stands below them; the second where
there is no other level."""


_LINK = re.compile(r"[^\w\[]{0,8}(?:\d{1,3}[.)])?\s*\[[^\[\]]+\]\((?!#)[^()]*\)\W*")

FEW = 2
DISTINCT = 0.8
"""From this share of different numbers on, headings are counted through the text."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading with its place in the tree of headings."""

    candidate: Candidate
    depth: int
    has_text: bool
    """Whether text stands between it and the next heading."""

    has_children: bool


def headings_of(blocks: Sequence[Block]) -> list[Headed]:
    found = list(_found(blocks))
    headings: list[Headed] = []
    counted = _counted(found)
    below: list[tuple[int, bool]] = []  # depth and text of the headings after this one, those nearer the end first
    for block, depth, title, has_text in reversed(found):
        is_sure = is_prefixed(plain_text(block.content[:EVIDENCE_LIMIT]))
        is_answered, has_children = has_text, False
        while below and below[-1][0] > depth:
            is_answered = below.pop()[1] or is_answered
            has_children = True
        below.append((depth, is_answered))
        candidate = Candidate(
            f"h{depth}",
            block.start,
            block.end,
            title,
            is_answered=is_answered,
            is_sure=is_sure,
            is_counted=depth in counted,
            is_section=_leads_away(block.content, title),
        )
        headings.append(Headed(candidate, depth, has_text, has_children))
    return headings[::-1]


def _leads_away(content: str, title: str) -> bool:
    """Whether a heading that asks nothing is a link to another page: an entry of an index."""
    return bool(_LINK.fullmatch(content)) and not asks(plain_text(split_number(title[:EVIDENCE_LIMIT])[1]))


def _counted(found: Sequence[tuple[Block, int, str, bool]]) -> set[int]:
    """The depths at which most headings have a number, and hardly any number comes twice."""
    numbers = defaultdict[int, list[int | None]](list)
    for _, depth, title, _ in found:
        numbers[depth].append(split_number(title[:EVIDENCE_LIMIT])[0])
    counted = set()
    for depth, all_of_it in numbers.items():
        there = [number for number in all_of_it if number is not None]
        is_most = len(there) > FEW and len(there) * 2 > len(all_of_it)
        if is_most and len(set(there)) > len(there) * DISTINCT:
            counted.add(depth)
    return counted


def _found(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, str, bool]]:
    """Each heading block with its depth, its title and whether text follows at once."""
    at: tuple[Block, int, str] | None = None
    has_text = False
    for block in blocks:
        heading = read_heading(block)
        if heading is None or not heading.title:
            has_text = has_text or block.kind != "hr"
            continue
        if at:
            yield *at, has_text
        number = f"{heading.number}. " if heading.number is not None else ""
        at, has_text = (block, heading.depth, number + heading.markdown), False
    if at:
        yield *at, has_text


def roles_at(headings: Sequence[Headed], group: Group, title: Headed | None) -> dict[int, Role]:
    """What the heading on each line opens, where ``group``'s level holds the questions."""
    level = int(group.kind[1:])
    is_flat = group.ratio >= FLAT and all(each.depth == level for each in headings if each is not title)
    is_lenient = group.ratio >= ENOUGH or is_flat or level == QUESTION_DEPTH or not group.asked
    numbered = sum(each.number is not None for each in group.members) * 2 > len(group.members)
    early = _before_count(headings, level)
    roles: dict[int, Role] = {}
    closed_by = 0  # the depth of the question or of the matter that is open; 0 for none
    is_answering = is_sheet = False
    for each in headings:
        is_inner = is_answering and heads_answer(each.candidate.title)
        if promotes(each.candidate.title) and roles:
            roles[each.candidate.start], closed_by = "loose", each.depth
            continue
        is_inside = closed_by and each.depth > closed_by and not each.candidate.is_sure
        if each is title or is_inside or is_inner:
            continue
        closed_by = 0
        if is_matter(each.candidate.title) and not (each.has_children and not closes_off(each.candidate.title)):
            closed_by = each.depth if closes_off(each.candidate.title) else 0
            if roles:  # Before all sections it is part of the introduction.
                roles[each.candidate.start] = "section"
        elif (is_sheet and each.depth == level) or (
            _is_question(each, level, is_lenient=is_lenient, numbered=numbered)
            and not (numbered and each.candidate.start in early)
        ):
            closed_by, is_answering = each.depth, not is_sheet
            roles[each.candidate.start] = "question"
        elif each.depth <= level:
            is_answering, is_sheet = False, names_cheat_sheet(each.candidate.title)
            roles[each.candidate.start] = "section"
    return roles


def _before_count(headings: Sequence[Headed], level: int) -> set[int]:
    """The lines of the headings of a level above the first that has a number, unless a question mark stands in them."""
    own = [each for each in headings if each.depth == level]
    first = next((n for n, each in enumerate(own) if each.candidate.number is not None), 0)
    return {each.candidate.start for each in own[:first] if each.candidate.weight < SURE}


def _is_question(each: Headed, level: int, *, is_lenient: bool, numbered: bool) -> bool:
    candidate = each.candidate
    if candidate.is_excluded:
        return False
    if each.depth < level:
        return candidate.weight >= SURE and each.has_text and not each.has_children
    if each.depth > level:
        return candidate.is_sure or (candidate.weight >= LIKELY and candidate.is_answered)
    if candidate.weight >= LIKELY:
        return each.has_text or each.has_children or not groups(candidate.title)
    if candidate.number is not None and numbered:
        return candidate.is_answered
    is_heading = groups(candidate.title) or bool(INTERVIEW.search(candidate.title))
    return is_lenient and candidate.is_answered and not is_heading and not numbered


def sections_at(headings: Iterable[Headed], taken: Container[int], title: Headed | None) -> dict[int, Role]:
    """What headings open where the questions are of another shape: sections, unless they head part of an answer."""
    return {
        each.candidate.start: "section"
        for each in headings
        if each is not title
        and each.candidate.start not in taken
        and (each.depth < QUESTION_DEPTH or not heads_answer(each.candidate.title))
    }
