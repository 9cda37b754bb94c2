"""Rows that nobody changes: triggers on every model that names in `append_only` what it refuses.

A model that also names a column in `append_only_once` has rows that are worked on until that column is filled, and
never after. One whose rows live on may name columns that stay as they were written (`lasting`), and a state that, once
left, is settled for good (`settles`: the column and the value it may be left from).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import AppConfig
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

UPDATE, DELETE, TRUNCATE = "UPDATE", "DELETE", "TRUNCATE"
_ALWAYS = "TRUE"


class Trigger(NamedTuple):
    """What stands before an `operation` on `table`: it is refused under `condition`, in terms of OLD and NEW."""

    name: str
    table: str
    operation: str
    condition: str


def protect(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the triggers of the app's append-only tables anew, after every migrate.

    A table rebuilt by a migration on SQLite has lost its triggers, so this runs each time, any number of times.
    """
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in sender.get_models():
            triggers = list(triggers_of(model, connection.vendor)) if model._meta.db_table in existing else []
            # A migration from before may still lack a column; the run after the last one sees them all.
            if triggers and _has_all_columns(connection, model):
                for trigger in triggers:
                    for statement in _statements(connection.vendor, trigger):
                        cursor.execute(statement)


def triggers_of(model: type[models.Model], vendor: str) -> Iterator[Trigger]:
    """The triggers that hold what `model` says of itself on a database of `vendor`."""
    table, once = model._meta.db_table, getattr(model, "append_only_once", "")
    operations: tuple[str, ...] = getattr(model, "append_only", ())
    settled = f'OLD."{once}" IS NOT NULL' if once else _ALWAYS
    for operation in operations:
        yield Trigger(f"{table}_no_{operation.lower()}", table, operation, settled)
    if vendor == "postgresql" and DELETE in operations:
        yield Trigger(f"{table}_no_truncate", table, TRUNCATE, _ALWAYS)
    if hasattr(model, "lasting"):
        yield Trigger(f"{table}_lasting", table, UPDATE, " OR ".join(_changes(model, vendor)))


def _changes(model: type[models.Model], vendor: str) -> Iterator[str]:
    """Each change that the lasting columns and the settled state of `model` do not bear."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    for column in getattr(model, "lasting", ()):
        yield f'OLD."{column}" {differs} NEW."{column}"'
    if settles := getattr(model, "settles", None):
        column, unsettled = settles
        yield f'(OLD."{column}" <> \'{unsettled}\' AND OLD."{column}" {differs} NEW."{column}")'


def _has_all_columns(connection: BaseDatabaseWrapper, model: type[models.Model]) -> bool:
    once = getattr(model, "append_only_once", "")
    named = {*getattr(model, "lasting", ()), *([once] if once else [])}
    if not named:
        return True
    with connection.cursor() as cursor:
        there = {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}
    return there.issuperset(named)


def _statements(vendor: str, trigger: Trigger) -> Iterator[str]:
    name, table, operation, condition = trigger
    if vendor == "sqlite":
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        return
    # The condition stands in the function: PostgreSQL lets no migration alter a column that a trigger's WHEN names.
    goes_on = "OLD" if operation == DELETE else "NEW"
    yield (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} '
        "THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {goes_on}; END $$"
    )
    each = "STATEMENT" if operation == TRUNCATE else "ROW"
    yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
    yield f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" FOR EACH {each} EXECUTE FUNCTION "{name}"()'
