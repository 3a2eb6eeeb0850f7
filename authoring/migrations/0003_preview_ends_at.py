from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authoring", "0002_first_revisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="preview_ends_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
