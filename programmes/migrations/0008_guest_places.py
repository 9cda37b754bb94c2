import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0007_earlier_agreement"),
    ]

    operations = [
        migrations.AddField(
            model_name="modulesession",
            name="seats",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="seats"),
        ),
        migrations.CreateModel(
            name="SessionGuest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken_at", models.DateTimeField(verbose_name="taken")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guest_places",
                        to="programmes.enrolment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guests",
                        to="programmes.modulesession",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "enrolment"), name="one_guest_place_per_person_and_session"
                    )
                ],
            },
        ),
    ]
