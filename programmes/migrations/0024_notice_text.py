from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0023_withdrawn_appointments")]

    operations = [
        migrations.RemoveConstraint(
            model_name="lettertemplate",
            name="letter_text_is_of_a_known_kind",
        ),
        migrations.AlterField(
            model_name="lettertemplate",
            name="kind",
            field=models.CharField(
                choices=[
                    ("appointment", "letter of appointment"),
                    ("renewal", "letter that carries an appointment on"),
                    ("replacement", "replacement of a letter"),
                    ("end", "letter on the end of the appointment"),
                    ("certificate", "certificate of participation"),
                    ("notice", "notice"),
                ],
                default="appointment",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["appointment", "renewal", "replacement", "end", "certificate", "notice"])
                ),
                name="letter_text_is_of_a_known_kind",
            ),
        ),
    ]
