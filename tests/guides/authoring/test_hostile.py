"""Whatever an author writes is inert on every page that shows it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.guides.models import Draft, Guide, Mistake, Placement
from tests.factories import import_guide_text, make_attempt, make_draft, make_instructor
from tests.listening import EVIL, heard

pytestmark = pytest.mark.django_db

TEXT = f"""---
slug: evil
title: '{EVIL.replace("'", "")}'
summary: '{EVIL.replace("'", "")}'
---

{EVIL}

## Basic {EVIL}

| A | B |
| - | - |
| {EVIL} | {EVIL} |

### What is it {EVIL}?

Text. {EVIL}

{EVIL}

- [ok](https://example.com "{EVIL.replace('"', "")}")

**Key points**

- Small {EVIL} (also: {EVIL.replace(";", "").replace("(", "").replace(")", "")})

### Which is right?

- [x] This {EVIL}
- [ ] That

## Scenarios

### It broke {EVIL}. What now?

1. Look {EVIL}
2. Mend it
"""


def test_the_listener_hears_what_is_evil():
    assert {*heard(EVIL.encode())} >= {"<script>", "img onerror", "svg onload", "a href=javascript:alert(1)", "p style"}


def test_hostile_markdown_is_inert_on_every_page():
    author = make_instructor()
    guide = import_guide_text(TEXT, owner=author)
    question = Placement.objects.earliest("position").question_revision
    Mistake.objects.report(author, question, EVIL, at=timezone.now())
    client = Client()
    client.force_login(author)
    drafted = client.post("/write/new/", {"text": TEXT.replace("Text.", "Text!"), "guide": "evil"})
    edit = client.post(reverse("authoring:guide_edit", args=["evil"]))
    draft = Draft.objects.get(origin="paste")
    changed = make_draft(author, TEXT, guide=Guide.objects.get(), origin="upload")
    attempt = make_attempt(author, guide=guide, count=1, started_at=timezone.now())
    scenario = Placement.objects.get(position=2).question_revision.question.slug
    pages = [
        "/", "/guides/", "/guides/search/?q=small", "/guides/evil/?open=1", "/guides/evil/cheat-sheet/",
        f"/guides/evil/{question.question.slug}/", f"/guides/evil/{question.question.slug}/mistake/",
        f"/guides/evil/{scenario}/steps/?step=2", f"/interviews/{attempt.pk}/",
        "/write/", "/write/new/", drafted.headers["Location"], edit.headers["Location"],
        f"/write/drafts/{draft.pk}/text/", f"/write/drafts/{changed.pk}/key-points/1/",
        "/write/guides/evil/", "/write/guides/evil/revisions/1/", "/write/guides/evil/mistakes/",
    ]  # fmt: skip

    answers = {page: client.get(page) for page in pages}

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert {page: heard(answer.content) for page, answer in answers.items()} == {page: [] for page in pages}


def test_what_is_downloaded_is_never_shown_as_a_page():
    author = make_instructor()
    import_guide_text(TEXT, owner=author)
    client = Client()
    client.force_login(author)

    answers = [client.get(f"/write/guides/evil/revisions/1.{kind}") for kind in ("md", "json")]

    assert [answer.headers["Content-Type"] for answer in answers] == [
        "text/markdown; charset=utf-8",
        "application/json",
    ]
    assert {answer.headers["Content-Disposition"].split(";")[0] for answer in answers} == {"attachment"}
    assert {answer.headers["X-Content-Type-Options"] for answer in answers} == {"nosniff"}
    assert answers[0].content == TEXT.encode()
