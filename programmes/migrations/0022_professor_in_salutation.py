from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0021_lists_of_earlier_ceremonies"),
    ]

    operations = [
        migrations.AddField(
            model_name="lettersettings",
            name="professor_without_name",
            field=models.BooleanField(default=False, verbose_name="professors are addressed without their name"),
        ),
    ]
