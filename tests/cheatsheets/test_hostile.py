"""Whatever an author writes gives a correct sheet, and no request to anywhere."""

import os
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from portal.cheatsheets.typesetting import typeset
from tests.cheatsheets.sheets import html_of, import_text, pdf_of, sheet_of, text_of
from tests.cheatsheets.test_pdf import FORBIDDEN, objects_of

pytestmark = [pytest.mark.django_db, pytest.mark.typeset]

CODE = "x" * 100
WIDE = ["| " + " | ".join(f"{name}{number}" for number in range(40)) + " |" for name in ("h", "c", "d")]
HOSTILE = f"""---
title: Hostile <script>alert(1)</script> & "quoted"
slug: hostile
---

# Hostile

## Basic questions <img src=http://127.0.0.1:PORT/heading.png>

### What runs <script src="http://127.0.0.1:PORT/x.js"></script> here? {{#runs topics=comparisons}}

Nothing runs: <img src="http://127.0.0.1:PORT/answer.png" onerror="alert(1)"> and
![a picture](http://127.0.0.1:PORT/markdown.png) and ![a file](file:///etc/passwd) and <iframe src="file:///etc/passwd">.

<style>@import url(http://127.0.0.1:PORT/style.css); body {{ background: url(http://127.0.0.1:PORT/bg.png) }}</style>
<svg><image href="http://127.0.0.1:PORT/svg.png"/></svg>

| A | B | C |
| --- | --- | --- |
| <link rel=stylesheet href=http://127.0.0.1:PORT/l.css> | =cmd() | ok |

**Key points**

- Nothing runs <b onclick=x>at all</b>
- Styles `url(http://127.0.0.1:PORT/p.png)` are text

### Does مرحبا بالعالم read? שלום?

العربية تُكتب من اليمين إلى اليسار وهي جملة كاملة طويلة.

**Key points**

- من اليمين إلى اليسار
- Mixed שלום and English

### Is 漢字 kept? 🙂👩‍💻

漢字と仮名は文字であり、そのまま残ります。それだけのことです。ここまでで一文です。

**Key points**

- 漢字は残る
- Emoji 🙂 stay

## Cheat sheet

### Flow

```mermaid
flowchart LR
  A[<img src=http://127.0.0.1:PORT/node.png>] --> B[Second]
  click A "http://127.0.0.1:PORT/click"
```

### Code

```python
{CODE}
```

### Tools of forty columns

{WIDE[0]}
|{" --- |" * 40}
{WIDE[1]}
{WIDE[2]}
"""


def attributes_of(html: str) -> list[tuple[str, str]]:
    """The attributes of all elements."""
    found: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend((name, value or "") for name, value in attrs)

    Reader().feed(html)
    return found


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server that writes down whatever is asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def test_a_hostile_guide_gives_a_whole_sheet_and_asks_nobody(listener):
    port, asked = listener
    asked.clear()
    guide = import_text(HOSTILE.replace("PORT", str(port)), "hostile")

    pdf, html = pdf_of(guide), html_of(guide)
    text, plain = text_of(pdf), objects_of(pdf)

    assert asked == []
    titles = [question.title for question in sheet_of(guide).questions]
    assert len(titles) == 3
    assert "What runs" in text
    assert CODE in text.replace(" ", "")
    assert all(f"{name}39" in text for name in ("h", "c", "d"))
    assert "Styles url(http://127.0.0.1" in text
    assert "root:" not in text
    assert [words for words in FORBIDDEN if words in plain] == []
    assert re.findall(r"<(?:script|iframe|link|object|embed|base|form)\b|\son\w+=|javascript:", html) == []
    loaded = {value for name, value in attributes_of(html) if name in {"src", "data", "xlink:href"}}
    assert {value[:5] for value in loaded} == {"data:"}
    styles = "".join(re.findall(r"<style>.*?</style>", html, flags=re.DOTALL))
    assert set(re.findall(r"url\([\"']?(.{5})", styles)) <= {"data:", "#flow"}


def test_text_of_every_script_is_in_the_pdf(listener):
    if not os.environ.get("CI") and not subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout:
        pytest.skip("There is no font for Chinese here: `make browser` brings one.")
    guide = import_text(HOSTILE.replace("PORT", str(listener[0])), "hostile")

    text = text_of(pdf_of(guide))

    assert [letter for letter in "مرحباשלום漢字残🙂→" if letter in HOSTILE and letter not in text] == []


def test_no_table_or_line_of_code_leaves_the_page(listener):
    guide = import_text(HOSTILE.replace("PORT", str(listener[0])), "hostile")

    command = ["pdftotext", "-bbox", "-", "-"]
    boxes = subprocess.run(command, input=pdf_of(guide), capture_output=True, check=True).stdout.decode()
    ends = [(word, float(right)) for right, word in re.findall(r'xMax="([\d.]+)" [^>]*>([^<]*)</word>', boxes)]
    assert len(ends) > 100
    assert [word for word, right in ends if right > 595.3 - 30] == []


def test_the_fetcher_gives_a_page_nothing_but_what_it_carries(listener):
    port, asked = listener
    asked.clear()
    wants = "".join(
        f'<img src="{url}" alt="x"><link rel="stylesheet" href="{url}"><style>@import "{url}";</style>'
        for url in (f"http://127.0.0.1:{port}/a", "file:///etc/passwd", "ftp://127.0.0.1/x")
    )

    pdf = typeset(f'<html lang="en"><title>t</title>{wants}<p>Here.</p></html>', seconds=60)

    assert (asked, "Here." in text_of(pdf), "root:" in text_of(pdf)) == ([], True, False)


def test_a_guide_written_from_right_to_left_is_set_so():
    guide = import_text(
        "---\ntitle: مرحبا\nslug: ar\nlanguage: ar\n---\n\n# مرحبا\n\n## قسم\n\n### سؤال؟\n\nجواب.\n", "ar"
    )

    assert re.search(r'<article [^>]*dir="rtl"', html_of(guide))
    assert b"/Lang (ar)" in objects_of(pdf_of(guide))
