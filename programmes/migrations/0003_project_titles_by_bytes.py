from django.db import migrations


def collate(collation):
    """Sort keys are a-z0-9 in an order of their own: PostgreSQL compares them by bytes, as SQLite does anyway."""

    def alter(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f'ALTER TABLE programmes_project ALTER COLUMN sort_key TYPE varchar(200) COLLATE "{collation}"'
            )

    return alter


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_projects")]

    operations = [migrations.RunPython(collate("C"), collate("default"))]
