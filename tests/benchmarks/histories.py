"""Random histories of saves that a bad line cuts, repeats and reorders. Run by ``within``."""

import random
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from portal.interviews.models import Item, Response
from portal.interviews.saving import Save, keep

BATCH = 100


def main(arguments: Sequence[str], _given: str) -> int:
    """Run so many histories, each on a response of its own; return in how many the last by sequence does not stand."""
    luck = random.Random(4)
    wanted, wrong = int(arguments[0]), 0
    items = list(
        Item.objects.filter(attempt__finished_at=None).select_related("attempt", "response").order_by("pk")[:BATCH]
    )
    for first in range(0, wanted, len(items)):
        with transaction.atomic():
            Response.objects.filter(item__in=items).update(
                text="", version=0, writer="", seq=0, first_saved_at=None, saved_at=None
            )
            wrong += sum(not is_right(item, luck) for item in items[: wanted - first])
    return wrong


def is_right(item: Item, luck: random.Random) -> bool:
    written = [Save(0, "typist", seq, f"text {seq}") for seq in range(1, luck.randrange(2, 10))]
    arriving = [save for save in written for _ in range(luck.choice([0, 1, 1, 2]))] or written[-1:]
    luck.shuffle(arriving)
    at = timezone.now()
    receipts = [keep(item, save, at) for save in arriving]
    last = max(arriving, key=lambda save: save.seq)
    stored = Response.objects.get(item=item)
    return all(receipt.outcome.is_acknowledged for receipt in receipts) and stored.text == last.text
