"""The full-text index that ``guides.search`` asks, in the way of the database at hand.

SQLite: an FTS5 table over ``guides_searchentry``, kept in step by three triggers, with the first two and three letters
of words indexed too, for search as you type. (A later migration that rebuilds ``guides_searchentry`` there must make
the triggers again.) PostgreSQL: a generated column, and an index on it; its text-search configuration stems English
and drops no word.
"""

from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE guides_search USING fts5(
        title, body, content='guides_searchentry', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER guides_search_insert AFTER INSERT ON guides_searchentry BEGIN
        INSERT INTO guides_search(rowid, title, body) VALUES (new.id, new.title, new.body);
    END
    """,
    """
    CREATE TRIGGER guides_search_delete AFTER DELETE ON guides_searchentry BEGIN
        INSERT INTO guides_search(guides_search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    END
    """,
    """
    CREATE TRIGGER guides_search_update AFTER UPDATE OF title, body ON guides_searchentry BEGIN
        INSERT INTO guides_search(guides_search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO guides_search(rowid, title, body) VALUES (new.id, new.title, new.body);
    END
    """,
    "INSERT INTO guides_search(guides_search) VALUES ('rebuild')",
)
UNDO_SQLITE = (
    "DROP TRIGGER guides_search_insert",
    "DROP TRIGGER guides_search_delete",
    "DROP TRIGGER guides_search_update",
    "DROP TABLE guides_search",
)

TOKEN_TYPES = "asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart"


def vector(column: str, weight: str) -> str:
    """The indexed words of a column: no accents, punctuation always a gap (the parser would keep file.txt whole).

    A vector holds at most a megabyte, so a text is indexed as far as 100,000 characters.
    """
    punctuation = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~"
    gaps = " " * len(punctuation.replace("''", "'"))
    folded = rf"regexp_replace(normalize(left({column}, 100000), NFKD), '[\u0300-\u036f]', '', 'g')"
    return f"setweight(to_tsvector('viva_english', translate({folded}, '{punctuation}', '{gaps}')), '{weight}')"


POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY viva_english_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION viva_english (COPY = simple)",
    f"ALTER TEXT SEARCH CONFIGURATION viva_english ALTER MAPPING FOR {TOKEN_TYPES} WITH viva_english_stem",
    f"""
    ALTER TABLE guides_searchentry ADD COLUMN document tsvector
    GENERATED ALWAYS AS ({vector("title", "A")} || {vector("body", "D")}) STORED
    """,
    "CREATE INDEX guides_searchentry_document ON guides_searchentry USING gin (document)",
)
UNDO_POSTGRESQL = (
    "ALTER TABLE guides_searchentry DROP COLUMN document",
    "DROP TEXT SEARCH CONFIGURATION viva_english",
    "DROP TEXT SEARCH DICTIONARY viva_english_stem",
)


def make_index(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop_index(apps, schema_editor):
    run(schema_editor, {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL})


def run(schema_editor, statements):
    for statement in statements.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
