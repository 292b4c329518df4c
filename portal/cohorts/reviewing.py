"""Which responses a person should look at: the scorer was unsure or flagged something, or the learner objects."""

from django.db.models import Exists, OuterRef, Q

from portal.interviews.models import Claim


def needs_review(path: str = "") -> Q:
    """The condition on a response, reached by the lookup ``path``: answered, not yet looked at, and worth a look."""
    doubtful = Q(**{f"{path}current_score__confidence": "needs a look"}) | ~Q(**{f"{path}current_score__flags": []})
    objected = Exists(Claim.objects.filter(response=OuterRef(f"{path}pk"), decision=""))
    not_looked_at = Q(**{f"{path}current_score__isnull": False, f"{path}current_score__by": None})
    return ~Q(**{f"{path}text": ""}) & ((not_looked_at & doubtful) | Q(objected))
