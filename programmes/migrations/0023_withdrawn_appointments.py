import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_pronunciation_and_press"),
        ("programmes", "0022_professor_in_salutation"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="appointment",
            name="one_first_appointment_per_enrolment",
        ),
        migrations.AddField(
            model_name="appointment",
            name="is_withdrawn",
            field=models.BooleanField(default=False, verbose_name="letter withdrawn"),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="renews",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewals",
                to="programmes.appointment",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_withdrawn", False), ("renews__isnull", True)),
                fields=("enrolment",),
                name="one_first_appointment_per_enrolment",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_withdrawn", False)), fields=("renews",), name="one_renewal_of_an_appointment"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_withdrawn", False), ("ended_on__isnull", False), _connector="OR"),
                name="a_withdrawn_appointment_has_ended",
            ),
        ),
    ]
