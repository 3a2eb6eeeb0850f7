import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_user_erase_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasureMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("planned", "Your account will be erased"), ("done", "Your account is erased")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("message_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written at")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="taken at")),
                (
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="erasure_mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mail about an erasure",
                "verbose_name_plural": "mails about erasures",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "planned"), ("learner__isnull", False)),
                            models.Q(("kind", "done"), ("learner__isnull", True)),
                            _connector="OR",
                        ),
                        name="erasure_mail_names_who_is_there",
                    ),
                    models.UniqueConstraint(fields=("learner", "kind"), name="erasure_mail_once"),
                ],
            },
        ),
    ]
