"""The guard of the audit trail: a request of a test that changed the record wrote an event with the change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import connection, transaction

WRITE = re.compile(
    r'\b(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(?P<table>(?:people|programmes)_\w+)', re.IGNORECASE
)
EVENT = "people_auditevent"
# What sign-in writes by its nature. Sessions, the cache and allauth's tables are no tables of the register, and
# migrations run outside of any request.
EXCEPTIONS = (re.compile(r'UPDATE "people_user" SET "last_login" = \S+ WHERE'),)


class UnrecordedWrite(AssertionError):
    """A request changed the record and left no event."""


@dataclass(frozen=True, eq=False)
class _Write:
    """One statement; Django calls it at the commit and forgets it at a rollback, of a savepoint, too."""

    sql: str
    kept: list[str]

    def __call__(self) -> None:
        self.kept.append(self.sql)


def guarded(request: Callable[..., Any]) -> Callable[..., Any]:
    """The test client's `request`; raises UnrecordedWrite after one whose lasting changes have no event among them."""

    @wraps(request)
    def watched(*args: Any, **kwargs: Any) -> Any:
        kept: list[str] = []

        def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
            result = execute(sql, params, many, context)
            if WRITE.search(sql):
                transaction.on_commit(_Write(sql, kept))
            return result

        try:
            with connection.execute_wrapper(note):
                return request(*args, **kwargs)
        finally:
            _commit_pending(kept)
            naughty = unrecorded(kept)
            if naughty:
                raise UnrecordedWrite("This request changed the record without an audit event:\n" + "\n".join(naughty))

    return watched


def unrecorded(statements: Iterable[str]) -> list[str]:
    """Those of `statements` that needed an event, if none of them writes one."""
    writes = [sql for sql in statements if not any(known.match(sql) for known in EXCEPTIONS)]
    if any(match["table"] == EVENT for sql in writes for match in WRITE.finditer(sql)):
        return []
    return writes


def _commit_pending(kept: list[str]) -> None:
    """Count what the transaction around the test holds back as kept: for the request it is."""
    pending = [entry for entry in connection.run_on_commit if isinstance(entry[1], _Write) and entry[1].kept is kept]
    for entry in pending:
        connection.run_on_commit.remove(entry)
        entry[1]()
