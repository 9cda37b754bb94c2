"""A process that dies while it enrols five thousand people, or takes them back, leaves all of it or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from people.models.audit_event import AuditEvent
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, Pilot
from programmes.actions.undo_list import undo_list
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport, ImportState
from tests.factories import make_cohort, make_department, make_user
from tests.programmes.lists import a_list, enrol_it, preview

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
PEOPLE = 5_000

# The process says before each statement that changes something which one it is, and waits to be told to go on.
WORKER = """
    import re, sys
    import django
    django.setup()
    from django.db import connection
    from people.models.user import User
    from programmes.actions.enrol_list import enrol_list
    from programmes.actions.undo_list import undo_list
    from programmes.models.enrolment_import import EnrolmentImport
    from tests.factories import TODAY
    from tests.programmes.lists import NOW

    def told(execute, sql, params, many, context):
        if found := re.match(r'(INSERT INTO|UPDATE|DELETE FROM) "(\\w+)"', sql):
            print(*found.groups(), flush=True)
            sys.stdin.readline()
        return execute(sql, params, many, context)

    read, kim = EnrolmentImport.objects.get(), User.objects.get()
    with connection.execute_wrapper(told):
        if sys.argv[1] == "undo":
            undo_list(read, by=kim)
        else:
            enrol_list(
                read, mark=sys.argv[1], waitlist=True, leave_open=False, by=kim, at=NOW, today=TODAY
            )
    print("done", flush=True)
"""


def worker(what: str) -> subprocess.Popen[str]:
    """The process, at work on the database of this test."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        database = urlsplit(os.environ["POSTGRES_URL"])._replace(path=f"/{name}").geturl()
    else:
        database = f"sqlite:///{name}"
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WORKER), what],
        cwd=ROOT,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "digilotsen.settings", "DATABASE_URL": database, "PUBLIC_URL": "http://localhost"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_at(what: str, statement: str) -> None:
    """Start the process and kill it right before it does `statement` for the first time."""
    with worker(what) as process:
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            if line.strip() == statement:
                process.send_signal(signal.SIGKILL)
                return
            process.stdin.write("\n")
            process.stdin.flush()
    raise AssertionError(f"The process ended and never came to {statement}.")


def counts() -> tuple[int, ...]:
    """Everything a list writes: people with their words and departments, enrolments, seats, waiting, events."""
    cohort = Cohort.objects.get()
    return (
        Pilot.objects.count(),
        NameWord.objects.count(),
        DepartmentAssignment.objects.count(),
        Enrolment.objects.count(),
        cohort.seats_taken,
        Enrolment.objects.waiting().count(),
        AuditEvent.objects.count(),
    )


def test_an_import_of_five_thousand_killed_anywhere_is_whole_or_has_not_been() -> None:
    kim, cohort = make_user(), make_cohort(seats=3_000)
    make_department("Jugendamt", number="51")
    people = [f"Nele Neu{number}; 51; neu{number}@giessen.example" for number in range(PEOPLE)]
    read = a_list(cohort, kim, *people)
    mark = preview(read, waitlist=True).mark
    before = counts()

    kill_at(mark, "UPDATE programmes_cohort")  # the people and their enrolments are written
    kill_at(mark, "UPDATE people_audithead")  # and everything else
    killed = counts()
    enrolled = enrol_it(read, by=kim, waitlist=True, mark=mark)
    whole = counts()
    kill_at("undo", "DELETE FROM people_pilot")  # the enrolments are gone, the seats are free
    kill_at("undo", "UPDATE people_audithead")  # and everything else
    still = counts()
    undo_list(enrolled, by=kim)

    assert killed == before
    assert whole == (PEOPLE, 2 * PEOPLE, PEOPLE, PEOPLE, 3_000, 2_000, before[-1] + 2 * PEOPLE + 1)
    assert still == whole
    assert counts()[:-1] == before[:-1]
    assert EnrolmentImport.objects.get().state == ImportState.UNDONE
    assert AuditEvent.objects.first_broken() is None
