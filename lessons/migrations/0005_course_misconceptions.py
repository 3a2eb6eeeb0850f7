from django.db import migrations, models

import lessons.validators


class Migration(migrations.Migration):
    dependencies = [("lessons", "0004_course_digest_with_certificate")]

    operations = [
        migrations.AddField(
            model_name="course",
            name="misconceptions",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Beliefs that wrong answers show: code to belief and refuted_in, as in course.yaml.",
                validators=[lessons.validators.validate_misconceptions],
                verbose_name="misconceptions",
            ),
        ),
    ]
