from django.db import migrations, models

import lessons.validators


class Migration(migrations.Migration):
    dependencies = [("lessons", "0002_search_index")]

    operations = [
        migrations.AddField(
            model_name="course",
            name="certificate",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="When a certificate is due, as in course.yaml. Empty: there is none.",
                validators=[lessons.validators.validate_certificate],
                verbose_name="certificate",
            ),
        ),
    ]
