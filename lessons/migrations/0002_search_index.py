"""The index behind `lessons.search`: an FTS5 table on SQLite, a GIN index over one function on PostgreSQL."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE lessons_search USING fts5(
    title, heading, text, content='lessons_searchentry', content_rowid='id', tokenize='porter unicode61'
)
"""
POSTGRESQL = (
    """
    CREATE FUNCTION lessons_search_vector(title text, heading text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', heading), 'B')
            || to_tsvector('english', body)
    $$
    """,
    """
    CREATE INDEX lessons_search_index ON lessons_searchentry
    USING gin (lessons_search_vector(title, heading, text))
    """,
)


def create(apps, schema_editor):
    statements = (SQLITE,) if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE lessons_search")
    else:
        schema_editor.execute("DROP INDEX lessons_search_index")
        schema_editor.execute("DROP FUNCTION lessons_search_vector(text, text, text)")


class Migration(migrations.Migration):
    dependencies = [("lessons", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
