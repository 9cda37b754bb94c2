from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0011_result_batches")]

    operations = [
        migrations.AddIndex(
            model_name="moduleresult",
            index=models.Index(fields=["achieved_on", "kind"], name="results_by_day"),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["finished_on"], name="enrolments_by_end"),
        ),
    ]
