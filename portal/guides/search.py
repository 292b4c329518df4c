"""Find questions and tool tables: one interface over the full-text index of either database.

The indexes are made by migration 0002: FTS5 in SQLite, a ``tsvector`` column in PostgreSQL. Both stem words as English,
ignore case and accents, count a word in a title five times, and take the last word as the beginning of one. Nothing a
person types reaches a query but letters and digits, so that every text is a legal one. Scripts written without spaces
(Chinese, Japanese, Thai …) have no words to index: a text with such letters, or with no letter at all, is looked for
as it stands.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from portal.guides.folding import fold
from portal.guides.models import Guide, Placement, SearchEntry
from portal.guides.snippets import Part, Terms, excerpt, highlight

if TYPE_CHECKING:
    from portal.accounts.models import User

MAX_WORDS = 24
MAX_LENGTH = 400
CANDIDATES = 1000
"""How many matches are ranked at most: what keeps a word that is everywhere as fast as a rare one."""

WORD = re.compile(r"[^\W_]+")
VOWEL_AND_Y = re.compile("(?i)...[aeou]y$")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a question, or (without a ``question_slug``) the tool table with this ``table_key``.

    ``title`` and ``snippet`` are plain text, cut into parts that matched and parts that did not.
    """

    guide_slug: str
    guide_title: str
    question_slug: str
    table_key: str
    level: str
    title: Sequence[Part]
    snippet: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Index:
    """How one database is asked. ``expression`` makes its query of words, ``{readable}`` is the guides to look in."""

    expression: Callable[[Sequence[str], bool], str]
    matching: str
    ranked: str


def search(user: "User | AnonymousUser", text: str, limit: int) -> list[Hit]:
    """The best ``limit`` hits for ``text`` in what this person may read: with all of its words, else with some."""
    words, literals = split(text)
    readable = SearchEntry.objects.open_to(user).filter(guide__in=Guide.objects.readable_by(user))
    terms = Terms(words, literals)
    if literals:
        return _hits(readable, _as_it_stands(readable, literals, limit), terms)
    hits = _hits(readable, _ranked(user, words, every=True, limit=limit), terms)
    if hits or len(words) == 1:
        return hits
    return _hits(readable, _ranked(user, words, every=False, limit=limit), terms)


def questions_matching(text: str) -> QuerySet[SearchEntry, Any]:
    """The questions that hold all words of ``text``, unranked, to filter by; all that is indexed if it has none."""
    words, literals = split(text)
    entries = SearchEntry.objects.exclude(question=None)
    if literals:
        entries = entries.filter(_holds(literals))
    elif words:
        index = INDEXES[connection.vendor]
        entries = entries.filter(pk__in=RawSQL(index.matching, [index.expression(words, True)]))  # noqa: FBT003, S611
    return entries.values("question")


def split(text: str) -> tuple[list[str], list[str]]:
    """The words to look for; or, in a text that has none to index, what to look for as it stands."""
    words = WORD.findall(text[:MAX_LENGTH])[:MAX_WORDS]
    if not words:
        symbols = "".join(character for character in text[:MAX_LENGTH] if character.isprintable()).strip()
        return [], [symbols] if symbols else []
    return (words, words) if UNSPACED.search(text[:MAX_LENGTH]) else (words, [])


def _ranked(user: "User | AnonymousUser", words: Sequence[str], *, every: bool, limit: int) -> list[int]:
    index = INDEXES[connection.vendor]
    try:
        readable, params = Guide.objects.readable_by(user).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    if not words or not (expression := index.expression(words, every)):
        return []
    with connection.cursor() as cursor:
        sql = index.ranked.format(readable=readable, candidates=CANDIDATES)
        cursor.execute(sql, [expression, *params, limit])
        return [pk for (pk,) in cursor.fetchall()]


def _holds(literals: Sequence[str]) -> Q:
    condition = Q()
    for literal in literals:
        condition &= Q(title__icontains=literal) | Q(body__icontains=literal)
    return condition


def _as_it_stands(readable: QuerySet[SearchEntry], literals: Sequence[str], limit: int) -> list[int]:
    """Those with every literal, the ones with the first literal in their title before the rest."""
    found = readable.filter(_holds(literals)).annotate(in_title=Q(title__icontains=literals[0]))
    return list(found.order_by(F("in_title").desc(), "pk").values_list("pk", flat=True)[:limit])


def _with_places(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    here = Placement.objects.current().filter(question_revision__question=OuterRef("question"))
    return entries.select_related("question").annotate(
        guide_slug=F("guide__slug"),
        guide_title=F("guide__current_revision__title"),
        level=Subquery(here.order_by().values("level")[:1]),
    )


def _hits(readable: QuerySet[SearchEntry], pks: Sequence[int], terms: Terms) -> list[Hit]:
    """Those of the ranked entries that this person may find, in their order."""
    entries = {entry.pk: entry for entry in _with_places(readable.filter(pk__in=pks))} if pks else {}
    return [_hit(entries[pk], terms) for pk in pks if pk in entries]


def _hit(entry: Any, terms: Terms) -> Hit:
    """The hit of an entry that ``_with_places`` annotated."""
    return Hit(
        guide_slug=entry.guide_slug,
        guide_title=entry.guide_title,
        question_slug=entry.question.slug if entry.question else "",
        table_key=entry.table_key,
        level=entry.level or "",
        title=highlight(entry.title, terms),
        snippet=excerpt(entry.body, terms),
    )


def _fts5_expression(words: Sequence[str], every: bool) -> str:  # noqa: FBT001  (the sign of an Index.expression)
    quoted = [_fts5_word(word) for word in words]
    return (" AND " if every else " OR ").join([*quoted[:-1], f"{quoted[-1].removesuffix('*')}*"])


def _fts5_word(word: str) -> str:
    """The word; FTS5's stemmer makes “deploi” of deploy but “deploy” of deployment, so such a word is cut short."""
    return f'"{word[:-1]}"*' if VOWEL_AND_Y.search(word) else f'"{word}"'


def _tsquery_expression(words: Sequence[str], every: bool) -> str:  # noqa: FBT001
    """Folded as the index was folded; a letter may fold into several words."""
    quoted = [f"'{word}'" for word in WORD.findall(fold(" ".join(words)))]
    return (" & " if every else " | ").join([*quoted[:-1], f"{quoted[-1]}:*"]) if quoted else ""


INDEXES = {
    "sqlite": Index(
        expression=_fts5_expression,
        matching="SELECT rowid FROM guides_search WHERE guides_search MATCH %s",
        ranked="""
            SELECT id FROM (
                SELECT entry.id AS id, bm25(guides_search, 5.0, 1.0) AS score
                FROM guides_search JOIN guides_searchentry AS entry ON entry.id = guides_search.rowid
                WHERE guides_search MATCH %s AND entry.guide_id IN ({readable})
                LIMIT {candidates}
            ) ORDER BY score, id LIMIT %s
        """,
    ),
    "postgresql": Index(
        expression=_tsquery_expression,
        matching="SELECT id FROM guides_searchentry WHERE document @@ to_tsquery('viva_english', %s)",
        ranked="""
            SELECT id FROM (
                SELECT entry.id AS id, ts_rank('{{0.2, 0.2, 0.2, 1.0}}', document, wanted) AS score
                FROM guides_searchentry AS entry, to_tsquery('viva_english', %s) AS wanted
                WHERE document @@ wanted AND entry.guide_id IN ({readable})
                LIMIT {candidates}
            ) AS candidates ORDER BY score DESC, id LIMIT %s
        """,
    ),
}
