from django.db import migrations


def begin_chain(apps, schema_editor):
    apps.get_model("people", "AuditHead").objects.using(schema_editor.connection.alias).create(id=1, last_hash="")


def end_chain(apps, schema_editor):
    apps.get_model("people", "AuditHead").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(begin_chain, end_chain)]
