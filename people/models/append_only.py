"""Rows that nobody changes: triggers on every model that names what it refuses in `append_only`.

A model that also names a column in `append_only_once` has rows that are worked on until that column is filled, and
never after.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.db import connections, models

UPDATE, DELETE = "UPDATE", "DELETE"


def protect(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the triggers of the app's append-only tables anew, after every migrate.

    A table rebuilt by a migration on SQLite has lost its triggers, so this runs each time, any number of times.
    """
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, operations in append_only_models(sender):
            if model._meta.db_table in existing:
                once = getattr(model, "append_only_once", "")
                for statement in _statements(connection.vendor, model._meta.db_table, operations, once):
                    cursor.execute(statement)


def append_only_models(app: AppConfig) -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
    """The app's models that refuse something, each with the operations it refuses (UPDATE, DELETE)."""
    for model in app.get_models():
        operations = getattr(model, "append_only", ())
        if operations:
            yield model, operations


def _statements(vendor: str, table: str, operations: tuple[str, ...], once: str) -> Iterator[str]:
    when = f'WHEN (OLD."{once}" IS NOT NULL) ' if once else ""
    if vendor == "sqlite":
        for operation in operations:
            name = f"{table}_no_{operation.lower()}"
            yield f'DROP TRIGGER IF EXISTS "{name}"'
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" {when}'
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    for operation in operations:
        name = f"{table}_no_{operation.lower()}"
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
            f"FOR EACH ROW {when}EXECUTE FUNCTION refuse_change()"
        )
    if DELETE in operations:
        name = f"{table}_no_truncate"
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION refuse_change()'
