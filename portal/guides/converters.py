"""How a guide's address may look."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class UnicodeSlugConverter(StringConverter):
    """A slug in any script, as ``SlugField(allow_unicode=True)`` keeps it: ``<unicode_slug:slug>`` in a path."""

    regex = r"[-\w]+"


register_converter(UnicodeSlugConverter, "unicode_slug")
