"""A report that was settled before there was a status says so in its status."""

from django.db import migrations


def mark_settled(apps, schema_editor):
    apps.get_model("quizzes", "Report").objects.exclude(settled_at=None).update(status="settled")


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0003_report_replies")]

    operations = [migrations.RunPython(mark_settled, migrations.RunPython.noop, elidable=True)]
