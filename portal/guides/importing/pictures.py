"""Diagrams as they are stored and shown: drawn once each, named by the hash of the picture."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.urls import reverse
from django.utils.html import format_html

from portal.guides.markdown.diagrams import Diagram, DiagramError, draw


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn diagram and the hash that is its address; or, undrawn, the ``problem`` that says why."""

    drawn: Diagram | None
    sha256: str = ""
    problem: str = ""


@lru_cache(maxsize=64)
def picture_of(source: str) -> Picture:
    """Draw a Mermaid block; what cannot be drawn says why."""
    try:
        drawn = draw(source)
    except DiagramError as error:
        return Picture(None, problem=str(error)[:500])
    return Picture(drawn, sha256(drawn.svg.encode()).hexdigest())


def figure_in_answer(slug: str, source: str) -> str | None:
    """The figure that stands for a Mermaid block in an answer of the guide ``slug``; None where it cannot be drawn."""
    picture = picture_of(source)
    if picture.drawn is None:
        return None
    return format_html(
        '<figure class="diagram"><div class="diagram-paper"><img src="{}" alt="{}" width="{}" height="{}" '
        'loading="lazy"></div></figure>',
        reverse("guides:diagram_image", args=[slug, picture.sha256]),
        picture.drawn.description or picture.drawn.title,
        picture.drawn.width,
        picture.drawn.height,
    )
