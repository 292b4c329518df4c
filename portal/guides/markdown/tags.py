"""The HTML elements an author may write. Every other word in angle brackets is text: ``List<String>``, ``<script>``."""

import re

_NAMES = (
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark"
    " ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
)
KNOWN = frozenset(_NAMES.split())

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")


def is_known(tag: str) -> bool:
    """Whether this tag, angle brackets and all, is one that may be kept. Comments and the like count as known."""
    match = _TAG.match(tag)
    return match is None or match[1].lower() in KNOWN
