"""A process that dies while it enrols five thousand people, asks them all, or takes them back, leaves all of it or
nothing."""

from __future__ import annotations

import pytest
from post_office.models import Email

from people.models.audit_event import AuditEvent
from people.models.name_word import NameWord
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from programmes.actions.answers import ask
from programmes.actions.undo_list import undo_list
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport, ImportState
from programmes.models.mail import MailBatch, MailMessage
from programmes.rules.answers import Question
from tests.factories import make_cohort, make_department, make_user
from tests.killed import kill_at
from tests.programmes.lists import NOW, a_list, enrol_it, preview

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 5_000

ENROL = """
    from people.models.user import User
    from programmes.actions.enrol_list import enrol_list
    from programmes.models.enrolment_import import EnrolmentImport
    from tests.factories import TODAY
    from tests.programmes.lists import NOW

    read, kim = EnrolmentImport.objects.get(), User.objects.get()
    enrol_list(read, mark="{mark}", waitlist=True, leave_open=False, by=kim, at=NOW, today=TODAY)
"""
UNDO = """
    from people.models.user import User
    from programmes.actions.undo_list import undo_list
    from programmes.models.enrolment_import import EnrolmentImport

    undo_list(EnrolmentImport.objects.get(), by=User.objects.get())
"""
ASK = """
    from people.models.user import User
    from tests.programmes.actions.test_enrol_list_killed import ask_everybody

    ask_everybody(User.objects.get())
"""


def ask_everybody(kim: User) -> MailBatch:
    cohort = Cohort.objects.get()
    people = list(cohort.enrolments.select_related("pilot__user", "department", "cohort__programme"))
    return ask(Question.CONSENT, people, cohort=cohort, by=kim, at=NOW)


def new_people(count: int) -> list[str]:
    make_department("Jugendamt", number="51")
    return [f"Nele Neu{number}; 51; neu{number}@giessen.example" for number in range(count)]


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
    read = a_list(cohort, kim, *new_people(PEOPLE))
    mark = preview(read, waitlist=True).mark
    before = counts()

    killed = set()
    for statement in (
        "INSERT INTO people_nameword",  # the people are written
        "UPDATE programmes_cohort",  # and their enrolments
        "UPDATE people_audithead",  # and everything else
    ):
        kill_at(statement, ENROL.format(mark=mark))
        killed.add(counts())
    enrolled = enrol_it(read, by=kim, waitlist=True, mark=mark)
    whole = counts()
    still = set()
    for statement in (
        "UPDATE programmes_cohort",  # the enrolments are gone
        "DELETE FROM people_pilot",  # the seats are free
        "UPDATE people_audithead",  # and everything else is as it was
    ):
        kill_at(statement, UNDO)
        still.add(counts())
    undo_list(enrolled, by=kim)

    assert killed == {before}
    assert whole == (PEOPLE, 2 * PEOPLE, PEOPLE, PEOPLE, 3_000, 2_000, before[-1] + 2 * PEOPLE + 1)
    assert still == {whole}
    assert counts()[:-1] == before[:-1]
    assert EnrolmentImport.objects.get().state == ImportState.UNDONE
    assert AuditEvent.objects.first_broken() is None


def test_mails_to_a_whole_list_killed_while_they_are_set_off_are_all_in_the_outbox_or_none_is() -> None:
    kim, cohort = make_user(), make_cohort(seats=500)
    enrol_it(a_list(cohort, kim, *new_people(500)), by=kim)

    for statement in (
        "INSERT INTO post_office_email",  # the batch is written
        "INSERT INTO programmes_mailmessage",  # and what will leave
        "UPDATE people_audithead",  # and everything else
    ):
        kill_at(statement, ASK)
        assert (MailBatch.objects.count(), Email.objects.count(), MailMessage.objects.count()) == (0, 0, 0)
    ask_everybody(kim)

    asked = MailMessage.objects.values_list("enrolment", flat=True)
    assert sorted(asked) == sorted(cohort.enrolments.values_list("pk", flat=True))
    assert AuditEvent.objects.filter(verb="mails set off").count() == 1
    assert AuditEvent.objects.first_broken() is None
