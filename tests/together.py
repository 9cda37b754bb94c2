"""Races that are made and not hoped for: several callers at once, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.models import QuerySet

P = ParamSpec("P")
R = TypeVar("R")


def at_once(*callables: Callable[[], object]) -> list[str]:
    """Run all of `callables` at the same time; sorted outcomes, "done" or the name of the exception's class.

    Sorted, because nobody can say who wins a race. The test must have transactions of its own (`transactional_db`).
    """
    outcomes: list[str] = []
    start = threading.Barrier(len(callables), timeout=10)

    def run(function: Callable[[], object]) -> None:
        start.wait()
        try:
            function()
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is the outcome
            outcomes.append(type(error).__name__)
        else:
            outcomes.append("done")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(function,), daemon=True) for function in callables]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(outcomes) == len(callables), "A caller hangs: the callers wait for each other's locks."
    return sorted(outcomes)


def meeting_point(function: Callable[P, R], callers: int = 2, patience: float = 1.0) -> Callable[P, R]:
    """`function`, before which `callers` wait for each other, so that each has looked before anyone writes.

    Whoever is alone after `patience` seconds goes on, as does everybody later: a lock or a refusal held others back.
    """
    barrier = threading.Barrier(callers)

    @wraps(function)
    def wait_and_run(*args: P.args, **kwargs: P.kwargs) -> R:
        with suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=patience)
        return function(*args, **kwargs)

    return wait_and_run


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what makes a race safe, for the twin of a race test that must fail: the row lock on PostgreSQL, on
    SQLite the transaction, so that each statement stands alone."""
    if connection.vendor == "postgresql":
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *args, **kwargs: self.all())
        return
    for begin_or_end in (
        "_start_transaction_under_autocommit",
        "_savepoint",
        "_savepoint_commit",
        "_savepoint_rollback",
    ):
        monkeypatch.setattr(SQLite, begin_or_end, _nothing)


def _nothing(*args: Any, **kwargs: Any) -> None:
    """Stand in for a method that would begin or end a transaction."""
