from django.db import migrations

LESSON_NAMES = (
    *("slug", "position", "title", "short", "summary", "minutes"),
    *("cases", "objectives", "points", "source", "takeaway", "terms", "sources"),
)
ARTICLE_NAMES = ("title", "slug", "summary", "source")


def begin_histories(apps, schema_editor):
    """Each text that is there already gets the revision that the next one will be compared with."""
    revisions = apps.get_model("authoring", "TextRevision").objects
    for lesson in apps.get_model("lessons", "Lesson").objects.iterator():
        values = {"module": lesson.module_id, **values_of(lesson, LESSON_NAMES)}
        revisions.create(lesson=lesson, values=values, **state_of(lesson))
    for article in apps.get_model("lessons", "Article").objects.iterator():
        values = {"published_on": str(article.published_on), **values_of(article, ARTICLE_NAMES)}
        revisions.create(article=article, values=values, **state_of(article))


def values_of(thing, names):
    values = {name: getattr(thing, name) for name in names}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def state_of(thing):
    how = "loaded" if thing.loaded_digest else "edited"
    return {"number": 1, "status": thing.status, "made_at": thing.updated_at, "how": how}


class Migration(migrations.Migration):
    dependencies = [("authoring", "0001_drafts")]
    operations = [migrations.RunPython(begin_histories, migrations.RunPython.noop)]
