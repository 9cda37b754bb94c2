from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_api_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="pilot",
            name="pronunciation",
            field=models.CharField(blank=True, max_length=120, verbose_name="how the name is spoken"),
        ),
        migrations.AlterField(
            model_name="consent",
            name="field",
            field=models.CharField(
                choices=[
                    ("topics", "topics"),
                    ("bio", "about me"),
                    ("languages", "languages"),
                    ("office_hours", "office hours"),
                    ("contact_me_for", "contact me for"),
                    ("preferred_contact", "how I like to be asked"),
                    ("photo", "photo"),
                    ("press", "named to the press"),
                ],
                max_length=20,
                verbose_name="field",
            ),
        ),
    ]
