"""A lock that the database keeps: of all processes on one register, one at a time does the thing of a name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256

from django.db import Error, connection


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Hold the lock `name` and give True; give False, at once, where somebody else holds it.

    It is gone with whoever held it, after a kill -9, too. PostgreSQL keeps it for the connection (an advisory lock; a
    pool between must therefore not share connections by transaction), SQLite in a file of its own beside the
    register's, because a lock in that one would keep everybody from writing.
    """
    holding = _on_postgres(name) if connection.vendor == "postgresql" else _on_sqlite(name)
    with holding as held:
        yield held


@contextmanager
def _on_postgres(name: str) -> Iterator[bool]:
    key = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            # A connection that is lost has lost its lock already.
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _on_sqlite(name: str) -> Iterator[bool]:
    path = f"{connection.settings_dict['NAME']}-{name.replace(' ', '-')}.lock"
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            held = False
        else:
            held = True
        yield held
