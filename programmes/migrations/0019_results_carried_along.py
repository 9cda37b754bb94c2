from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("programmes", "0018_renewal_text")]

    operations = [
        migrations.RemoveIndex(model_name="moduleresult", name="results_by_day"),
        migrations.AddField(
            model_name="moduleresult",
            name="carried_from",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=PROTECT, related_name="+", to="programmes.moduleresult"
            ),
        ),
        migrations.AddIndex(
            model_name="moduleresult",
            index=models.Index(fields=["achieved_on", "kind", "carried_from"], name="results_by_day"),
        ),
    ]
