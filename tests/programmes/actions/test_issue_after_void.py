"""A letter withdrawn makes room for another one: the day was wrong, or a module is made up for meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from programmes.actions.end_appointment import end_appointment
from programmes.actions.enrolment_steps import start_training
from programmes.actions.renew_appointments import renew_appointments
from programmes.actions.void_letter import void_letter
from programmes.models.appointment import Appointment, EndReason
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.letter import AppointmentLetter, LetterState, VoidReason
from programmes.models.module_result import ModuleResult
from programmes.rules.ready import ready_people
from programmes.rules.terms import ending_terms
from programmes.rules.verification import has_ended
from tests.factories import TODAY, make_issuing_cohort, make_ready
from tests.programmes.actions.issuing import issue, issue_for

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
JANUARY = date(2026, 1, 10)


def void(letter: AppointmentLetter) -> AppointmentLetter:
    return void_letter(letter, reason=VoidReason.MISTAKE, by=None, at=NOON)


def ready() -> list[str]:
    return [person.enrolment.pilot.family_name for _cohort, people in ready_people(TODAY) for person in people]


@pytest.mark.parametrize("first_day", [JANUARY, TODAY, TODAY + timedelta(days=30)])
def test_whoever_is_withdrawn_is_ready_again_and_gets_the_next_number(first_day: date) -> None:
    enrolment = make_ready(make_issuing_cohort(), "Adler")
    wrong = issue(enrolment, effective_from=first_day)[0]
    assert ready() == []
    results = set(ModuleResult.objects.values_list("pk", flat=True))

    void(wrong)

    assert ready() == ["Adler"]
    assert not Pilot.objects.appointed_on(TODAY).exists()
    right = issue(Enrolment.objects.get(), effective_from=TODAY)[0]
    wrong.refresh_from_db()
    assert (wrong.state, right.state, right.reference) == (LetterState.VOIDED, LetterState.ISSUED, "DL-2026-0002")
    assert ready() == []
    assert [pilot.appointed_from for pilot in Pilot.objects.appointed_on(TODAY)] == [
        JANUARY if first_day == JANUARY else TODAY
    ]
    assert Enrolment.objects.get().state == EnrolmentState.FINISHED
    assert set(ModuleResult.objects.values_list("pk", flat=True)) == results


def test_the_way_back_to_training_is_an_event_of_its_own_and_no_step_of_the_round() -> None:
    enrolment = make_ready(make_issuing_cohort(), "Adler")
    letter = issue(enrolment)[0]
    with pytest.raises(Refused, match="finished"):
        start_training(enrolment, by=None)

    void(letter)

    event = AuditEvent.objects.get(verb="enrolment in_training")
    assert event.changes == {"from": "finished", "to": "in_training"}
    assert (Enrolment.objects.get().state, Enrolment.objects.get().finished_on) == (EnrolmentState.IN_TRAINING, None)
    assert Cohort.objects.get().seats_taken == 1


def test_an_appointment_that_had_ended_makes_no_room() -> None:
    letter = issue(make_ready(make_issuing_cohort(), "Adler"), effective_from=JANUARY)[0]
    end_appointment(letter.appointment, ended_on=TODAY, reason=EndReason.OWN_WISH, by=None, today=TODAY)

    void(letter)

    assert Enrolment.objects.get().state == EnrolmentState.FINISHED
    assert ready() == []
    with pytest.raises(Refused, match="issued already"):
        issue(Enrolment.objects.get())


def test_in_a_cancelled_round_whoever_is_withdrawn_stays_finished() -> None:
    letter = issue(make_ready(make_issuing_cohort(), "Adler"))[0]
    Cohort.objects.update(state=CohortState.CANCELLED)

    void(letter)

    assert Enrolment.objects.get().state == EnrolmentState.FINISHED


def test_a_renewal_that_was_withdrawn_can_be_issued_again() -> None:
    old = issue_for(
        make_ready(make_issuing_cohort(), "Adler"), effective_from=JANUARY, effective_until=date(2026, 3, 31)
    )
    wrong = renew_appointments([old.appointment], by=None, at=NOON)[0]
    with pytest.raises(Refused):
        renew_appointments([old.appointment], by=None, at=NOON)

    void(wrong)

    right = renew_appointments([old.appointment], by=None, at=NOON)[0]
    assert right.appointment.renews == old.appointment
    assert not has_ended(right.appointment, TODAY)
    # The first letter holds, so the training stays finished.
    assert Enrolment.objects.get().state == EnrolmentState.FINISHED


def test_the_database_lets_one_appointment_of_a_round_stand_and_one_renewal_of_it() -> None:
    letter = issue_for(
        make_ready(make_issuing_cohort(), "Adler"), effective_from=JANUARY, effective_until=date(2026, 3, 31)
    )
    first = letter.appointment
    renewal = renew_appointments([first], by=None, at=NOON)[0].appointment
    same = {"pilot": first.pilot, "enrolment": first.enrolment, "evidence": {}, "effective_from": TODAY}
    ended = {"ended_on": TODAY, "end_reason": EndReason.REVOKED}

    for twin in ({"renews": None}, {"renews": first}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(**same, **ended, **twin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=renewal.pk).update(is_withdrawn=True)


@pytest.mark.parametrize("act", ["void", "end"])
def test_whoever_stops_before_the_next_term_does_not_come_back_with_it(act: str) -> None:
    old = issue_for(
        make_ready(make_issuing_cohort(), "Adler"), effective_from=JANUARY, effective_until=date(2026, 3, 31)
    )
    renewal = renew_appointments([old.appointment], by=None, at=NOON)[0]

    if act == "void":
        void(old)
    else:
        end_appointment(old.appointment, ended_on=TODAY, reason=EndReason.OWN_WISH, by=None, today=TODAY)

    assert not any(Pilot.objects.appointed_on(TODAY + timedelta(days=days)).exists() for days in (0, 30, 90))
    later = Appointment.objects.get(pk=renewal.appointment_id)
    assert (later.ended_on, has_ended(later, TODAY)) == (later.effective_from, True)
    assert ready() == (["Adler"] if act == "void" else [])


def test_what_was_withdrawn_after_its_term_is_not_carried_on() -> None:
    old = issue_for(
        make_ready(make_issuing_cohort(), "Adler"), effective_from=JANUARY, effective_until=TODAY - timedelta(days=1)
    )
    assert list(ending_terms(TODAY)) == [old.appointment]

    void(old)

    assert list(ending_terms(TODAY)) == []
    with pytest.raises(Refused):
        renew_appointments([old.appointment], by=None, at=NOON)
