import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import authoring.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("lessons", "0004_course_digest_with_certificate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TextRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("values", models.JSONField(verbose_name="text")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")], max_length=10, verbose_name="status"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made at")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("loaded", "Loaded from files"),
                            ("edited", "Edited"),
                            ("published", "Draft published"),
                            ("scheduled", "Draft published at its time"),
                            ("restored", "Earlier text published again"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="text_revisions",
                        to="lessons.article",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="text_revisions",
                        to="lessons.lesson",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="text_revisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of a text",
                "verbose_name_plural": "revisions of texts",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("values", models.JSONField(verbose_name="text")),
                ("version", models.PositiveIntegerField(default=authoring.models.first_version)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved at")),
                ("publish_at", models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="publish at")),
                ("refusal", models.TextField(blank=True, verbose_name="why it was not published at its time")),
                ("preview_key", models.CharField(blank=True, max_length=32)),
                (
                    "article",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="lessons.article",
                    ),
                ),
                (
                    "lesson",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="lessons.lesson",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="scheduled_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="authoring.textrevision",
                    ),
                ),
                (
                    "restores",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="authoring.textrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
            },
        ),
        migrations.AddConstraint(
            model_name="textrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article", None), ("lesson__isnull", False)),
                    models.Q(("article__isnull", False), ("lesson", None)),
                    _connector="OR",
                ),
                name="text_revision_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="textrevision",
            constraint=models.UniqueConstraint(fields=("lesson", "number"), name="text_revision_number_of_lesson"),
        ),
        migrations.AddConstraint(
            model_name="textrevision",
            constraint=models.UniqueConstraint(fields=("article", "number"), name="text_revision_number_of_article"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article", None), ("lesson__isnull", False)),
                    models.Q(("article__isnull", False), ("lesson", None)),
                    _connector="OR",
                ),
                name="draft_of_one_thing",
            ),
        ),
    ]
