from django.db import migrations

COLUMNS = (("people_pilot", "sort_key", 220), ("people_department", "sort_key", 250), ("people_topic", "sort_key", 150))


def collate(collation):
    """Sort keys are a-z0-9 in an order of their own: PostgreSQL compares them by bytes, as SQLite does anyway."""

    def alter(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for table, column, length in COLUMNS:
                schema_editor.execute(
                    f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "{collation}"'
                )

    return alter


class Migration(migrations.Migration):
    dependencies = [("people", "0002_audit_head")]

    operations = [migrations.RunPython(collate("C"), collate("default"))]
