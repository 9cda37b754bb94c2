"""What every test has: the day, the guard of the audit trail, a clean end on append-only tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client, TransactionTestCase
from xdist.remote import Producer

from people.models.audit_event import AuditHead
from people.rules import signpost
from tests import append_only
from tests.guard.writes import guarded
from tests.side_by_side import SideBySide, databases

# Playwright runs a loop in the thread of the tests; Django takes them for asynchronous code and keeps them from the
# database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
NINE_O_CLOCK = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def second_of_march() -> Iterator[None]:
    """It is always Monday, 2 March 2026; the clock goes on from nine."""
    with time_machine.travel(NINE_O_CLOCK, tick=True):
        yield


@pytest.fixture(autouse=True)
def every_write_has_its_event(monkeypatch: pytest.MonkeyPatch) -> None:
    """No request of any test changes the record without an audit event."""
    monkeypatch.setattr(Client, "request", guarded(Client.request))


@pytest.fixture(autouse=True)
def signpost_read_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins like a process that has just found no words for the box, whatever the test before has read."""
    monkeypatch.setattr(signpost, "KEPT", signpost.Kept(until=monotonic() + signpost.KEPT_FOR))


@pytest.fixture(autouse=True, scope="session")
def emptied_tables() -> Iterator[None]:
    """A test with transactions of its own ends with an empty record, although rows of it refuse to go."""
    empty = TransactionTestCase._fixture_teardown

    def lift_and_empty(self: TransactionTestCase) -> None:
        append_only.lift(connection)
        empty(self)  # its flush ends with post_migrate, which makes the triggers anew
        AuditHead.objects.create(pk=1, last_hash="")

    with pytest.MonkeyPatch.context() as patch:
        # TestCase rolls back in a method of the same name of its own.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_empty)
        yield


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SideBySide | None:
    """Workers that name their database run every test on each of them; others are pytest-xdist's own business."""
    return SideBySide(config, log) if databases(config) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly what this run could not check; the closing line alone would hide it."""
    gaps = {
        str(report.longrepr[2])
        for report in terminalreporter.getreports("skipped")
        if "NOT CHECKED" in str(report.longrepr)
    }
    reason = os.environ.get("WITHOUT_POSTGRES")
    if reason:
        gaps.add(f"NOT CHECKED on PostgreSQL: {reason}")
    for gap in sorted(gaps):
        terminalreporter.write_sep("!", gap.removeprefix("Skipped: "), red=True, bold=True)
