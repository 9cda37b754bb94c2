from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0013_forgotten_mails")]

    operations = [
        migrations.AlterField(
            model_name="lettertemplate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("appointment", "letter of appointment"),
                    ("replacement", "replacement of a letter"),
                    ("end", "letter on the end of the appointment"),
                    ("certificate", "certificate of participation"),
                ],
                default="appointment",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["appointment", "replacement", "end", "certificate"])),
                name="letter_text_is_of_a_known_kind",
            ),
        ),
    ]
