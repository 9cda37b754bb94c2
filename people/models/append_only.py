"""Rows that nobody changes: triggers on every model that names what it refuses in `append_only`.

A model may also name columns that stay as they were written (`lasting`), and a state that, once left, is settled for
good (`settles`: the column and the value it may be left from).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

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
                for statement in _statements(connection.vendor, model._meta.db_table, operations):
                    cursor.execute(statement)
        for model, condition in lasting_models(sender, connection.vendor):
            # A migration from before may still lack a column; the run after the last one sees them all.
            if model._meta.db_table in existing and _has_all_columns(connection, model):
                for statement in _lasting_statements(connection.vendor, model._meta.db_table, condition):
                    cursor.execute(statement)


def append_only_models(app: AppConfig) -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
    """The app's models that refuse something, each with the operations it refuses (UPDATE, DELETE)."""
    for model in app.get_models():
        operations = getattr(model, "append_only", ())
        if operations:
            yield model, operations


def lasting_models(app: AppConfig, vendor: str) -> Iterator[tuple[type[models.Model], str]]:
    """The app's models with lasting columns, each with the condition under which an UPDATE is refused on `vendor`."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    for model in app.get_models():
        columns = getattr(model, "lasting", ())
        if columns:
            parts = [f'OLD."{column}" {differs} NEW."{column}"' for column in columns]
            if settles := getattr(model, "settles", None):
                column, unsettled = settles
                parts.append(f'(OLD."{column}" <> \'{unsettled}\' AND OLD."{column}" {differs} NEW."{column}")')
            yield model, " OR ".join(parts)


def lasting_trigger(table: str) -> str:
    """The name of the trigger that keeps a table's lasting columns."""
    return f"{table}_lasting"


def _has_all_columns(connection: BaseDatabaseWrapper, model: type[models.Model]) -> bool:
    with connection.cursor() as cursor:
        there = {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}
    return there.issuperset(getattr(model, "lasting", ()))


def _lasting_statements(vendor: str, table: str, condition: str) -> Iterator[str]:
    name = lasting_trigger(table)
    if vendor == "sqlite":
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{table}: what was issued is append-only'); END"
        )
        return
    # The condition stands in the function: PostgreSQL lets no migration alter a column that a trigger's WHEN names.
    yield (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} '
        "THEN RAISE EXCEPTION '%: what was issued is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
    yield f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()'


def _statements(vendor: str, table: str, operations: tuple[str, ...]) -> Iterator[str]:
    if vendor == "sqlite":
        for operation in operations:
            name = f"{table}_no_{operation.lower()}"
            yield f'DROP TRIGGER IF EXISTS "{name}"'
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
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
        yield f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" FOR EACH ROW EXECUTE FUNCTION refuse_change()'
    if DELETE in operations:
        name = f"{table}_no_truncate"
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION refuse_change()'
