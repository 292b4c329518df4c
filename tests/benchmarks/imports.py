"""Import a file, and say what that took, without the start of Python and Django. Run by ``within``."""

import resource
import time
from collections.abc import Sequence

from django.core.management import call_command

from portal.guides.models import Placement


def main(arguments: Sequence[str], _given: str) -> dict[str, float]:
    """Seconds, megabytes (with those of the process that renders), and how many questions now stand.

    ``computing`` are the seconds that no other program can have stretched.
    """
    began, computed = time.perf_counter(), computing()
    call_command("import_guides", *arguments, verbosity=0)
    seconds, computed = time.perf_counter() - began, computing() - computed
    held = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    questions = Placement.objects.current().count()
    return {"seconds": seconds, "computing": computed, "megabytes": sum(held) / 1024, "questions": questions}


def computing() -> float:
    """Seconds that this process and those it has waited for have computed."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
