"""Many processes issue letters at the same time: the numbers run from 1 without a gap or a double."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection

from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.models.letter_counter import LetterCounter
from programmes.rules.numbers import series_of_years
from tests.factories import make_issuing_cohort, make_ready
from tests.killed import ROOT, database_url

# SQLite lets one process write at a time, and those that wait may starve: fewer of them, and fewer letters.
PROCESSES, LETTERS, BATCH = (8, 50, 5) if os.environ.get("TEST_DATABASE") == "postgres" else (4, 15, 3)

WORK = """
import sys
import django
django.setup()
from datetime import UTC, date, datetime
from programmes.actions.issue_letters import issue_letters
from programmes.models.enrolment import Enrolment

cohort, size = map(int, sys.argv[1:])
people = list(Enrolment.objects.filter(cohort=cohort).order_by("pk"))
print("ready", flush=True)
sys.stdin.readline()
for start in range(0, len(people), size):
    at = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    issue_letters(people[start:start + size], effective_from=date(2026, 3, 2), by=None, at=at)
"""


def start(cohort: int) -> subprocess.Popen[str]:
    """A process of its own, spawned and not forked, that waits to be told to begin."""
    settings = {"DJANGO_SETTINGS_MODULE": "digilotsen.settings", "PUBLIC_URL": "http://localhost"}
    return subprocess.Popen(
        [sys.executable, "-c", WORK, str(cohort), str(BATCH)],
        cwd=ROOT,
        env=os.environ | settings | {"DATABASE_URL": database_url()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_processes_that_issue_at_the_same_time_number_without_gap_or_double() -> None:
    cohorts = [make_issuing_cohort(seats=LETTERS) for _process in range(PROCESSES)]
    for cohort in cohorts:
        for place in range(LETTERS):
            make_ready(cohort, f"Name {place}")
    connection.close()

    processes = [start(cohort.pk) for cohort in cohorts]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.wait(timeout=300) for process in processes] == [0] * PROCESSES
    for process in processes:
        process.communicate()

    numbers = list(AppointmentLetter.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, PROCESSES * LETTERS + 1))
    assert LetterCounter.objects.get().last_number == LetterDocument.objects.count() == PROCESSES * LETTERS
    assert [series.is_whole for series in series_of_years()] == [True]
