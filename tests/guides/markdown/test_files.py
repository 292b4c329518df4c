import json

import pytest

from portal.guides.markdown.files import File, slug_in
from portal.guides.markdown.front_matter import SIZE_LIMIT
from portal.guides.markdown.loading import load_file

QUESTIONS = "# Widgets\n\n## Basic\n\n### What is a widget?\n\nA part.\n"


@pytest.mark.parametrize(
    "front",
    [
        "",
        "---\nslug: told\n---\n",
        "---\nslug: told\n",
        f"---\nslug: told\n# {'x' * (SIZE_LIMIT - 20)}\n---\n",
        f"---\nslug: told\n# {'x' * 2 * SIZE_LIMIT}\n---\n",
    ],
    ids=["none", "front matter", "not closed", "as long as may be", "too long"],
)
def test_the_slug_found_without_parsing_is_the_one_that_parsing_finds(front):
    file = File(f"{front}\n{QUESTIONS}".encode(), "file")

    assert slug_in(file) == load_file(file).guide.slug


@pytest.mark.parametrize("document", [None, QUESTIONS, f"---\nslug: told\n---\n{QUESTIONS}"])
def test_the_slug_of_a_json_is_that_of_its_document_else_its_own(document):
    described = load_file(File((document or QUESTIONS).encode(), "named")).guide
    whole = {"format": "viva-guide", "version": 1, "title": "W", "slug": described.slug, "language": "en"}
    text = json.dumps(whole if document is None else {**whole, "document": document})

    assert slug_in(File(text.encode(), "file", "json")) == described.slug


def test_a_table_is_called_after_its_file_and_what_is_no_guide_has_no_slug():
    table, other = (File(b"question,answer\nWhat?,That\n", "Nuts & bolts", "csv"), File(b"[]", "file", "json"))

    assert (slug_in(table), load_file(table).guide.slug, slug_in(other)) == ("nuts-bolts", "nuts-bolts", "")
