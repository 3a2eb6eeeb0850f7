import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0002_tallies"),
        ("lessons", "0006_course_digest_with_misconceptions"),
        ("quizzes", "0002_review_attempts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemWatermark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer", models.PositiveBigIntegerField(default=0)),
                ("look_back_from", models.PositiveBigIntegerField(default=0)),
                ("next_look_back", models.PositiveBigIntegerField(default=0)),
                ("looked_at", models.DateTimeField(null=True)),
                ("learners", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "watermark of items",
                "verbose_name_plural": "watermarks of items",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ItemCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_stale", models.BooleanField(default=True, verbose_name="stale")),
                ("counted_at", models.DateTimeField(null=True, verbose_name="counted at")),
                (
                    "lesson",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lessons.lesson"
                    ),
                ),
            ],
            options={
                "verbose_name": "count of items",
                "verbose_name_plural": "counts of items",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BeliefFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=3, verbose_name="code")),
                ("week", models.DateField(verbose_name="Monday of the week")),
                ("is_simulated", models.BooleanField(default=False, verbose_name="simulated")),
                ("offered", models.PositiveIntegerField(verbose_name="learners who were offered it")),
                ("shown", models.PositiveIntegerField(verbose_name="learners who showed it")),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lessons.lesson"
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of a belief",
                "verbose_name_plural": "figures of beliefs",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lesson", "code", "week", "is_simulated"), name="belief_of_week_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_simulated", models.BooleanField(default=False, verbose_name="simulated")),
                ("answers", models.PositiveIntegerField(verbose_name="first answers")),
                ("facility", models.FloatField(null=True, verbose_name="share right")),
                ("discrimination", models.FloatField(null=True, verbose_name="discrimination")),
                ("mean_confidence", models.FloatField(null=True, verbose_name="mean confidence")),
                ("misled", models.FloatField(null=True, verbose_name="share sure and wrong")),
                ("median_seconds", models.FloatField(null=True, verbose_name="median of seconds")),
                (
                    "verdicts",
                    models.CharField(
                        help_text="Codes, a space on both sides of each.", max_length=120, verbose_name="verdicts"
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(default=0, verbose_name="weight of the worst verdict")),
                ("beliefs", models.JSONField(default=dict, verbose_name="answers that showed each belief")),
                ("sums", models.JSONField(verbose_name="sums")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="quizzes.question"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="quizzes.revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of an item",
                "verbose_name_plural": "figures of items",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "is_simulated"), name="item_figures_of_revision_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block", models.PositiveIntegerField(verbose_name="block")),
                ("is_simulated", models.BooleanField(default=False, verbose_name="simulated")),
                ("fingerprint", models.CharField(max_length=80, verbose_name="fingerprint")),
                ("sums", models.JSONField(verbose_name="sums")),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lessons.lesson"
                    ),
                ),
            ],
            options={
                "verbose_name": "tally of items",
                "verbose_name_plural": "tallies of items",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lesson", "block", "is_simulated"), name="item_tally_of_block_unique"
                    )
                ],
            },
        ),
    ]
