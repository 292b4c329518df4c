"""What is evil, and a listener that hears it in a page."""

from html.parser import HTMLParser

EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>"
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a> [y](javascript:alert(1)) [z](data:text/html,alert)'
    '<iframe src="//evil.example"></iframe><p style="position:fixed">w</p><style>*{display:none}</style>'
)


class Listener(HTMLParser):
    """Collects what a page would run, load or restyle, beyond what is the site's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip().lower() for name, value in attrs}
        is_own = tag == "script" and given.get("src", "").startswith("/static/")
        if tag in {"iframe", "object", "embed", "style", "base", "form" if "action" in given else "", "script"}:
            is_own = is_own or (tag == "form" and given["action"].startswith("/"))
            self.found += [] if is_own else [f"<{tag}>"]
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "img" and given.get("src", "").startswith("data:image/svg+xml"):
            return  # the sheet's own code to scan; nothing evil above is a picture of that kind
        links = {name: given[name] for name in ("href", "src", "action", "formaction", "xlink:href") if name in given}
        self.found += [
            f"{tag} {name}={value}"
            for name, value in links.items()
            if value.startswith(("javascript:", "data:", "vbscript:", "//")) or (tag == "img" and "evil" not in value)
        ]


def heard(content: bytes) -> list[str]:
    listener = Listener()
    listener.feed(content.decode())
    return listener.found
