"""A patch with ids: never more than asked for, and the same guide after it."""

import subprocess

import pytest

from portal.guides.markdown.identifying import ids_patch
from portal.guides.markdown.parser import parse

BASE = "# T\n\n## Basic\n\n### 1. What is a widget?\n\nA part.\n\n### What is a gadget? {minutes=3}\n\nA tool.\n"
LISTED = "# T\n\n1. What is a widget?\n\n   A part.\n\n2. What is a gadget?\n\n   A tool.\n"
CHINESE = "# T\n\n## 基础\n\n### 什么是部件？\n\n小零件。\n\n### 什么是部件？\n\n别的。\n"


def patched(text, tmp_path):
    file = tmp_path / "guide.md"
    file.write_text(text, encoding="utf-8")
    patch = ids_patch("guide.md", text, text)
    subprocess.run(["patch", "-p1", "--quiet"], cwd=tmp_path, input=patch.encode(), check=True)
    return file.read_text(encoding="utf-8")


def test_only_headings_change_where_questions_are_headings(tmp_path):
    assert patched(BASE, tmp_path) == BASE.replace("a widget?", "a widget? {#what-is-a-widget}").replace(
        "{minutes=3}", "{#what-is-a-gadget minutes=3}"
    )


@pytest.mark.parametrize("text", [BASE, LISTED, CHINESE])
def test_the_guide_stays_what_it_was_and_a_second_patch_is_empty(text, tmp_path):
    after = patched(text, tmp_path)
    before, now = parse(text, name="t"), parse(after, name="t")

    assert [(q.title, q.answer_markdown) for q in now.questions] == [
        (q.title, q.answer_markdown) for q in before.questions
    ]
    assert len({q.external_id for q in now.questions} - {None}) == len(before.questions)
    assert ids_patch("guide.md", after, after) == ""
