"""A sheet's recipe: everything it is made of, as plain data, for the worker and for the hash that names its PDF."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db.models.functions import Coalesce
from django.http import QueryDict

from portal.cheatsheets.choosing import NOTHING_WITHHELD, Choice, Selection, Withheld, read_choice
from portal.cheatsheets.compiling import compile_sheet
from portal.cheatsheets.sheet import Edition, Sheet
from portal.guides.models import Guide, GuideRevision, Placement
from portal.guides.reviewing import stale_before
from portal.prepared.keeping import Kept

HERE = Path(__file__).parent

_stale_counts: Kept[int] = Kept(1000)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A guide's current revision, what was chosen of it, and what this reader missed or may not see."""

    guide: Guide
    revision: GuideRevision
    choice: Choice
    at: datetime
    withheld: Withheld = NOTHING_WITHHELD
    misses: tuple[tuple[int, int], ...] = ()

    def compile(self) -> Sheet:
        choice, is_personal = self.choice, self.choice.edition == Edition.PERSONAL
        since = choice.since(self.at).date() if is_personal else None
        selection = Selection(choice.parts, choice.sections, self.withheld, since)
        return compile_sheet(self.guide, selection, choice.edition, dict(self.misses), self.at)

    def key(self) -> str:
        """Names what comes out: equal for all readers of the same, another for whoever sees something else.

        The day is part of it only where it is printed, or where facts have become stale: they only ever get more.
        """
        day = self.at.date().isoformat() if self.choice.edition == Edition.PERSONAL else ""
        revision = self.revision
        withheld = (sorted(self.withheld.questions), sorted(self.withheld.tables))
        parts = (revision.pk, revision.number, revision.sha256, self.choice.query, withheld, self.misses)
        made_by = (_writers_version(), settings.ORIGIN, settings.STALE_FACTS_DAYS)
        return sha256(repr((parts, day, self._stale_count(), made_by)).encode()).hexdigest()

    def _stale_count(self) -> int:
        """Counted once a day and process: a revision never changes."""
        key = (self.revision.pk, self.revision.sha256, stale_before(self.at))
        return _stale_counts.get(key, self._count_stale)

    def _count_stale(self) -> int:
        reviewed_on = Coalesce("question_revision__reviewed_on", self.revision.reviewed_on or date.max)
        facts = Placement.objects.filter(guide_revision=self.revision.pk).alias(fact_reviewed_on=reviewed_on)
        return facts.filter(fact_reviewed_on__lt=stale_before(self.at)).count()

    def as_json(self) -> dict[str, Any]:
        return {
            "revision": self.revision.pk,
            "query": self.choice.query,
            "at": self.at.isoformat(),
            "withheld_questions": sorted(self.withheld.questions),
            "withheld_tables": sorted(self.withheld.tables),
            "misses": [list(pair) for pair in self.misses],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The recipe that was kept. Raises ``GuideRevision.DoesNotExist`` where its revision is gone."""
        revision = GuideRevision.objects.select_related("guide").defer("text", "original").get(pk=data["revision"])
        guide = revision.guide
        guide.current_revision = revision
        choice = read_choice(QueryDict(data["query"]), has_personal=True)
        misses = tuple((key, count) for key, count in data["misses"])
        withheld = Withheld(frozenset(data["withheld_questions"]), frozenset(data["withheld_tables"]))
        return cls(guide, revision, choice, datetime.fromisoformat(data["at"]), withheld, misses)


@cache
def _writers_version() -> str:
    """A hash of all that turns a sheet into a PDF; fixed while the process lives."""
    root = settings.BASE_DIR
    digest = sha256(json.dumps([version("weasyprint"), version("segno")]).encode())
    files = [*HERE.rglob("*.py"), *(root / "templates" / "cheatsheets").glob("*"), *(root / "static" / "css").glob("*")]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()
