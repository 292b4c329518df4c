"""How the key points of a guide fare, for who writes it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.accounts.requests import SignedInRequest
from portal.guides.models import Guide, Placement
from portal.interviews.point_rates import most_missed, rates_of
from portal.shortcuts import render_page

PER_PAGE = 25


@require_safe
def point_rates(request: SignedInRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    guide = get_object_or_404(Guide.objects.editable_by(request.user).for_reading(), slug=slug)
    placements = Placement.objects.filter(guide_revision=guide.current_revision_id or 0).order_by("position")
    placements = placements.select_related("question_revision__question", "guide_revision")
    placements = placements.defer("guide_revision__text", "guide_revision__original")
    page = Paginator(placements, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "guide": guide,
        "page": page,
        "questions": rates_of(list(page), at),
        "most_missed": most_missed(guide, at) if page.number == 1 else [],
    }
    return render_page(request, "interviews/point_rates.html", context)
