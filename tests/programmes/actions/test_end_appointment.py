"""The end of an appointment: dated, once, and the directory knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from programmes.actions.end_appointment import end_appointment, step_back
from programmes.actions.issue_letters import issue_letters
from programmes.models.appointment import Appointment, AppointmentState, EndReason
from programmes.models.letter import AppointmentLetter, LetterStanding, LetterState
from programmes.rules.ready import ready_people
from tests.factories import TODAY, make_issuing_cohort, make_ready, make_user

AT = datetime(2026, 1, 10, 11, 0, tzinfo=UTC)
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def appoint(effective_from: date = date(2026, 1, 10)) -> Appointment:
    (letter,) = issue_letters([make_ready(make_issuing_cohort())], effective_from=effective_from, by=None, at=AT)
    return letter.appointment


def end(appointment: Appointment, day: date = TODAY, reason: EndReason = EndReason.OWN_WISH) -> Appointment:
    return end_appointment(appointment, ended_on=day, reason=reason, by=None, today=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("reason", EndReason)
def test_end_appointment_takes_the_person_out_of_the_directory_and_keeps_the_letter(reason: EndReason) -> None:
    appointment = appoint()
    assert Pilot.objects.appointed_on(TODAY).count() == 1

    end(appointment, reason=reason)

    appointment.refresh_from_db()
    assert (appointment.ended_on, appointment.end_reason) == (TODAY, reason)
    assert not Pilot.objects.appointed_on(TODAY).exists()
    assert Pilot.objects.appointed_on(TODAY - timedelta(days=1)).exists()
    assert AppointmentLetter.objects.get().state == LetterState.ISSUED
    assert AuditEvent.objects.get(verb="appointment ended").changes == {
        "ended_on": "2026-03-02",
        "fields": ["end_reason"],
    }


@pytest.mark.django_db
def test_the_stored_facts_equal_the_appointment_on_every_day_around_its_ends() -> None:
    appointment = appoint()

    appointment = end(appointment, date(2026, 2, 1))

    pilot = Pilot.objects.get()
    around = [edge + timedelta(days=step) for edge in (date(2026, 1, 10), date(2026, 2, 1)) for step in (-1, 0, 1)]
    for day in around:
        in_force = appointment.state_on(day) == AppointmentState.IN_FORCE
        assert pilot.is_appointed_on(day) == in_force == Pilot.objects.appointed_on(day).exists(), day


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2026, 1, 9), "before the appointment took effect"), (date(2027, 3, 4), "more than a year ahead")],
)
def test_the_day_lies_between_effect_and_a_year_ahead(day: date, reason: str) -> None:
    appointment = appoint()

    with pytest.raises(Refused, match=reason) as refusal:
        end(appointment, day)

    assert refusal.value.field == "ended_on"
    assert Pilot.objects.appointed_on(TODAY).exists()


@pytest.mark.django_db
def test_an_appointment_that_takes_effect_later_can_end_on_that_day_and_never_holds() -> None:
    day = date(2026, 4, 1)
    appointment = appoint(effective_from=day)

    end(appointment, day)

    assert not any(Pilot.objects.appointed_on(day + timedelta(days=step)).exists() for step in (-1, 0, 1))


@pytest.mark.django_db
def test_an_appointment_ends_once() -> None:
    appointment = appoint()
    end(appointment, date(2026, 2, 1))

    with pytest.raises(Refused, match="ended already"):
        end(appointment)

    assert Pilot.objects.get().appointed_until == date(2026, 2, 1)


@pytest.mark.django_db
def test_until_an_end_to_come_everything_stays_in_force() -> None:
    day = date(2026, 6, 1)
    appointment = end(appoint(), day)

    letter = AppointmentLetter.objects.get()
    standings = [letter.standing_on(on) for on in (TODAY, day - timedelta(days=1), day)]
    assert standings == [LetterStanding.IN_FORCE, LetterStanding.IN_FORCE, LetterStanding.ENDED]
    assert Pilot.objects.get().appointed_until == day
    for on in (TODAY, day - timedelta(days=1), day):
        in_force = on < day
        assert (appointment.state_on(on) == AppointmentState.IN_FORCE) == in_force, on
        assert Appointment.objects.in_force_on(on).exists() == Pilot.objects.appointed_on(on).exists() == in_force, on
        assert AppointmentLetter.objects.with_standing(letter.standing_on(on), on).exists(), on


@pytest.mark.django_db
def test_an_end_to_come_is_brought_forward_and_never_put_off() -> None:
    day = date(2026, 6, 1)
    appointment = end(appoint(), day)

    for later in (day, day + timedelta(days=1)):
        with pytest.raises(Refused, match="ends on 1 June 2026 anyway"):
            end(appointment, later)
    end(appointment, TODAY, EndReason.LEFT)

    ended = Appointment.objects.get()
    assert (ended.ended_on, ended.end_reason) == (TODAY, EndReason.LEFT)
    assert not Pilot.objects.appointed_on(TODAY).exists()


@pytest.mark.django_db
def test_an_end_behind_the_term_is_refused() -> None:
    appointment = appoint()
    Appointment.objects.update(effective_until=date(2026, 5, 31))

    with pytest.raises(Refused, match="ends on 1 June 2026 anyway"):
        end(appointment, date(2026, 7, 1))


@pytest.mark.django_db
def test_until_an_end_to_come_there_is_no_second_letter() -> None:
    appointment = end(appoint(), date(2026, 6, 1))
    again = make_ready(make_issuing_cohort(), pilot=appointment.pilot)

    with pytest.raises(Refused, match="appointed already"):
        issue_letters([again], effective_from=TODAY, by=None, at=NOON)

    assert ready_people(TODAY) == []
    assert [person.enrolment for _cohort, people in ready_people(date(2026, 6, 1)) for person in people] == [again]


@pytest.mark.django_db
def test_stepping_back_asks_for_no_reason_and_goes_forward_only() -> None:
    appointment, me = appoint(), make_user()

    with pytest.raises(Refused, match="This day has passed") as refusal:
        step_back(appointment, ended_on=TODAY - timedelta(days=1), by=me, today=TODAY)
    ended = step_back(appointment, ended_on=TODAY, by=me, today=TODAY)

    assert refusal.value.field == "ended_on"
    assert (ended.end_reason, AuditEvent.objects.get(verb="appointment ended").actor) == (EndReason.OWN_WISH, me)


@pytest.mark.django_db
def test_after_the_end_a_new_round_brings_a_new_letter() -> None:
    appointment = end(appoint())

    (letter,) = issue_letters(
        [make_ready(make_issuing_cohort(), pilot=appointment.pilot)], effective_from=TODAY, by=None, at=NOON
    )

    assert letter.number == 2
    assert Pilot.objects.appointed_on(TODAY).get() == appointment.pilot
