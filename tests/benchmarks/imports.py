"""Import a file, and say what that took, without the start of Python and Django. Run by ``within``."""

import resource
import time
from collections.abc import Sequence

from django.core.management import call_command

from portal.guides.models import Placement


def main(arguments: Sequence[str], _given: str) -> dict[str, float]:
    """Seconds, megabytes (with those of the process that renders), and how many questions now stand."""
    began = time.perf_counter()
    call_command("import_guides", *arguments, verbosity=0)
    seconds = time.perf_counter() - began
    held = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"seconds": seconds, "megabytes": sum(held) / 1024, "questions": Placement.objects.current().count()}
