"""``{% hole "name" argument %}``: where something of the reader is filled in (``portal.prepared.pages``)."""

from django import template
from django.utils.safestring import SafeString

from portal.prepared import pages

register = template.Library()


@register.simple_tag
def hole(name: str, argument: str = "") -> SafeString:
    return pages.hole(name, argument)
