"""The triggers of the append-only tables: their names, and how the end of a test gets past them."""

from __future__ import annotations

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from people.models.append_only import triggers_of


def expected(vendor: str) -> set[tuple[str, str]]:
    """Table and name of every trigger that must stand on a database of `vendor`."""
    models = apps.get_models()
    return {(trigger.table, trigger.name) for model in models for trigger in triggers_of(model, vendor)}


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
