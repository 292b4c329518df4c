"""Make the sheet of a guide, PDF and all, and keep it as the site would. Run by ``within``."""

import resource
import time
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.cheatsheets.choosing import Choice
from portal.cheatsheets.models import TypesetSheet
from portal.cheatsheets.readers import make_recipe, readable_guide
from portal.cheatsheets.typesetting import typeset
from portal.cheatsheets.writers.webpage import write_html

PATIENCE = 3600.0


def main(arguments: Sequence[str], _given: str) -> dict[str, Any]:
    """What making the sheet of the guide named took: seconds of each step, what typesetting computed, bytes and MB."""
    at, reader = timezone.now(), AnonymousUser()
    recipe = make_recipe(readable_guide(reader, arguments[0]), Choice(), reader, at)
    began = time.perf_counter()
    sheet = recipe.compile()
    compiled = time.perf_counter()
    html = write_html(sheet, recipe.choice)
    written = time.perf_counter()
    pdf = typeset(html, seconds=PATIENCE)
    done = time.perf_counter()
    child, own = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    TypesetSheet.objects.ask(key := recipe.key(), recipe.as_json(), at)
    TypesetSheet.objects.keep(key, pdf, at)
    return {
        "compile": compiled - began,
        "html": written - compiled,
        "pdf": done - written,
        "bytes": len(pdf),
        "computing": child.ru_utime + child.ru_stime,
        "megabytes": child.ru_maxrss / 1000,
        "own megabytes": own.ru_maxrss / 1000,
    }
