import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0014_kinds_of_letter_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("city", models.CharField(max_length=80, verbose_name="name of the town")),
                ("street", models.CharField(max_length=80, verbose_name="street and number")),
                ("town", models.CharField(max_length=80, verbose_name="postcode and town")),
                ("phone", models.CharField(max_length=40, verbose_name="phone")),
                ("mail", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "footer_note",
                    models.CharField(blank=True, max_length=200, verbose_name="further lines of the footer"),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("A", "form A: low letterhead, address further up"),
                            ("B", "form B: high letterhead with room for the crest"),
                        ],
                        default="B",
                        max_length=1,
                        verbose_name="form of the letter",
                    ),
                ),
                ("number_format", models.CharField(max_length=40, verbose_name="format of the numbers")),
                ("crest", models.TextField(blank=True, verbose_name="crest")),
                ("crest_text", models.CharField(blank=True, max_length=120, verbose_name="what the crest shows")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.AddField(
            model_name="lettertemplate",
            name="revision",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="lettertemplate",
            name="written_at",
            field=models.DateTimeField(null=True, verbose_name="written at"),
        ),
        migrations.AddField(
            model_name="lettertemplate",
            name="written_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="signatory",
            name="is_deputy",
            field=models.BooleanField(default=False, verbose_name="signs as a deputy"),
        ),
        migrations.AlterField(
            model_name="lettertemplate",
            name="released_on",
            field=models.DateField(blank=True, null=True, verbose_name="used from"),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_on__isnull", True)),
                fields=("programme", "kind"),
                name="one_draft_of_each_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="signatory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="signatory_ends_after_beginning",
            ),
        ),
        migrations.AddField(
            model_name="lettersettings",
            name="written_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="lettersettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["A", "B"])), name="letter_form_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="lettersettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("crest", ""), models.Q(("crest_text", ""), _negated=True), _connector="OR"),
                name="own_crest_has_a_text",
            ),
        ),
    ]
