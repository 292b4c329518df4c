"""How the parts of an address may look."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class UnicodeSlugConverter(StringConverter):
    """A slug in any script, as ``SlugField(allow_unicode=True)`` keeps it: ``<unicode_slug:slug>`` in a path."""

    regex = r"[-\w]+"


class NumberConverter(IntConverter):
    """A number that a database can hold: ``<number:pk>``. Django's own takes any, which SQLite fails on in a join."""

    regex = "[0-9]{1,18}"


register_converter(UnicodeSlugConverter, "unicode_slug")
register_converter(NumberConverter, "number")
