"""Which promises to typists the database does not keep. Run by ``within``."""

import json
from collections.abc import Sequence

from django.urls import resolve

from portal.interviews.models import Response
from tests.benchmarks.typists import text_of


def main(_arguments: Sequence[str], given: str) -> int:
    """``given`` holds, by path, the number of the last save acknowledged. A later text, sent and stored, is no loss."""
    return sum(not is_kept(path, seq) for path, seq in json.loads(given).items())


def is_kept(path: str, seq: int) -> bool:
    place = resolve(path).kwargs
    stored = Response.objects.get(item__attempt=place["pk"], item__position=place["position"])
    return stored.seq >= seq and stored.text == text_of(stored.seq)
