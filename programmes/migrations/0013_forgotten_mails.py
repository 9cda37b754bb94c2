from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0012_results_and_ends_by_day")]

    operations = [
        migrations.AddField(
            model_name="mailmessage",
            name="forgotten_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="text and address removed"),
        ),
    ]
