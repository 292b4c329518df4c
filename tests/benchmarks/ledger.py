"""Compare what the load was promised with what the database holds. Run by ``within``."""

import json
from collections.abc import Sequence
from typing import Any

from django.urls import resolve

from portal.interviews.models import Response
from tests.benchmarks.load import WRITER


def main(_arguments: Sequence[str], given: str) -> dict[str, Any]:
    """``given`` is the load's ledger. A save counts as lost where the stored text is not the last acknowledged one."""
    ledger = json.loads(given)
    lost = sum(not is_kept(path, saved) for path, saved in ledger.items())
    return {"acknowledged": sum(saved["count"] for saved in ledger.values()), "lost": lost}


def is_kept(path: str, saved: dict[str, Any]) -> bool:
    """Whether the last text stands there, and as many versions were written as were acknowledged."""
    place = resolve(path).kwargs
    stored = Response.objects.get(item__attempt=place["pk"], item__position=place["position"])
    written = (stored.writer, stored.seq, stored.version, stored.text)
    return written == (WRITER, saved["seq"], saved["count"], saved["text"])
