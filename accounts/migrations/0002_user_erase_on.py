from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="erase_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="to be erased on"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=models.Q(("erase_on__isnull", False)), fields=["erase_on"], name="user_to_be_erased"
            ),
        ),
    ]
