import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("authoring", "0003_preview_ends_at")]

    operations = [
        migrations.CreateModel(
            name="TextTwin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("archive", models.BinaryField()),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded at")),
                ("loaded_at", models.DateTimeField(blank=True, null=True, verbose_name="loaded at")),
                ("told", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "course as files",
                "verbose_name_plural": "course as files",
                "ordering": ("-uploaded_at",),
            },
        ),
        migrations.CreateModel(
            name="LoadedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12, verbose_name="kind")),
                ("code", models.CharField(blank=True, max_length=50, verbose_name="code")),
                ("values", models.JSONField(verbose_name="values")),
            ],
            options={
                "verbose_name": "loaded entry",
                "verbose_name_plural": "loaded entries",
                "constraints": [models.UniqueConstraint(fields=("kind", "code"), name="loaded_entry_once")],
            },
        ),
    ]
