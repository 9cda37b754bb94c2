"""The triggers of the append-only tables: their names, and how the end of a test gets past them."""

from __future__ import annotations

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from people.models.append_only import DELETE, append_only_models, lasting_models, lasting_trigger


def expected(vendor: str) -> set[tuple[str, str]]:
    """Table and name of every trigger that must stand on a database of `vendor`."""
    triggers = set()
    for app in apps.get_app_configs():
        for model, operations in append_only_models(app):
            table = model._meta.db_table
            triggers |= {(table, f"{table}_no_{operation.lower()}") for operation in operations}
            if vendor == "postgresql" and DELETE in operations:
                triggers.add((table, f"{table}_no_truncate"))
        for model, _condition in lasting_models(app, vendor):
            triggers.add((model._meta.db_table, lasting_trigger(model._meta.db_table)))
    return triggers


def standing(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Table and name of every trigger of ours that is there and in force."""
    question = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {(table, name) for table, name in cursor.fetchall()}


def lift(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers; every migrate, and every flush between tests, makes them anew."""
    with connection.cursor() as cursor:
        for table, name in expected(connection.vendor):
            on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')
