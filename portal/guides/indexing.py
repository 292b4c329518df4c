"""Keep what search reads in step with what guides say.

Runs after an import has switched its guide to the new revision, in small batches: search lags by seconds, and no
import holds the write lock for long. A crash half way is made good by the next run (``Guide.indexed_revision``).
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from portal.guides.models import Guide, GuideRevision, Placement, QuestionRevision, SearchEntry, ToolTable
from portal.turns import transaction_in_turn

BATCH = 200
"""Questions that are read together."""
AT_ONCE = 25
"""Entries of a transaction: a learner's save may have to wait for it."""
TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
"""A tag of HTML as our cleaner writes it: a < anywhere else is escaped."""
BLOCK_END = re.compile(r"</(?:p|li|td|th|tr|h[1-6]|pre|div|blockquote)>|<br")


def index_guide(guide: Guide) -> None:
    """Write the search rows of the guide's current revision, drop the stale ones, and remember that it is done."""
    revision = guide.current_revision
    if revision is None:
        return
    _forget_what_is_gone(revision)
    stale = _unindexed_questions(revision)
    while batch := [_question_entry(guide, written) for written in islice(stale, AT_ONCE)]:
        with transaction_in_turn():
            SearchEntry.objects.bulk_create(
                batch,
                update_conflicts=True,
                unique_fields=["question"],
                update_fields=["question_revision", "title", "body"],
            )
    _index_tables(revision)
    Guide.objects.filter(pk=guide.pk, current_revision=revision).update(indexed_revision=revision)


def index_stale_guides() -> int:
    """Catch up with every guide whose last import was cut off before its search rows were whole; return how many."""
    stale = Guide.objects.exclude(current_revision=None).filter(
        Q(indexed_revision=None) | ~Q(indexed_revision=F("current_revision"))
    )
    guides = list(stale.select_related("current_revision"))
    for guide in guides:
        index_guide(guide)
    return len(guides)


def _forget_what_is_gone(revision: GuideRevision) -> None:
    placed = Placement.objects.filter(guide_revision=revision).values("question_revision__question")
    entries = SearchEntry.objects.filter(guide=revision.guide_id).exclude(question=None)
    entries.exclude(question__in=placed).delete()


def _unindexed_questions(revision: GuideRevision) -> Iterator[QuestionRevision]:
    indexed = SearchEntry.objects.filter(question=OuterRef("question")).values("question_revision")[:1]
    written = QuestionRevision.objects.filter(placements__guide_revision=revision).annotate(indexed=Subquery(indexed))
    stale = written.filter(Q(indexed=None) | ~Q(indexed=F("pk")))
    pks = list(stale.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        yield from QuestionRevision.objects.filter(pk__in=pks[start : start + BATCH])


def _question_entry(guide: Guide, written: QuestionRevision) -> SearchEntry:
    return SearchEntry(
        guide=guide,
        question_id=written.question_id,
        question_revision=written,
        title=written.title,
        body=plain_text(written.answer_html),
    )


def _index_tables(revision: GuideRevision) -> None:
    tables = [_table_entry(revision, table) for table in ToolTable.objects.filter(guide_revision=revision)]
    with transaction.atomic():
        SearchEntry.objects.filter(guide=revision.guide_id, question=None).delete()
        SearchEntry.objects.bulk_create(tables)


def _table_entry(revision: GuideRevision, table: ToolTable) -> SearchEntry:
    cells = "\n".join(" · ".join(row) for row in [table.header, *table.rows])
    return SearchEntry(guide_id=revision.guide_id, table_key=table.key, title=table.title, body=cells)


def plain_text(html: str) -> str:
    """The words of stored HTML, a line for each block, for searching and snippets."""
    words = unescape(TAG.sub("", BLOCK_END.sub(r"\n\g<0>", html)))
    return "\n".join(line for line in (" ".join(line.split()) for line in words.splitlines()) if line)
