import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0019_results_carried_along"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CeremonyEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("is_absent", models.BooleanField(default=False, verbose_name="not present")),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="programmes.ceremony"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ceremony_entries",
                        to="programmes.appointmentletter",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("ceremony", "letter"), name="letter_is_once_on_a_list"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_absent", False)), fields=("letter",), name="one_list_waits_for_a_letter"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CeremonyFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("printed", "printed"),
                            ("signed", "signed"),
                            ("handed_over", "handed over"),
                            ("absent", "not present"),
                        ],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("day", models.DateField(verbose_name="date")),
                ("is_taken_back", models.BooleanField(default=False, verbose_name="taken back")),
                ("noted_at", models.DateTimeField(verbose_name="noted at")),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="programmes.ceremony"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="programmes.appointmentletter",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["printed", "signed", "handed_over", "absent"])),
                        name="ceremony_step_is_known",
                    )
                ],
            },
        ),
    ]
