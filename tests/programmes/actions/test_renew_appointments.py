"""Appointments for a term: told of some time before, carried on with a new letter, or over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from post_office.models import Email
from pytest_django import Settings

from people.errors import Refused
from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.actions.end_appointment import end_appointment
from programmes.actions.reminders import queue_reminders
from programmes.actions.renew_appointments import renew_appointments
from programmes.actions.term_notices import expire_terms
from programmes.models.appointment import Appointment, EndReason
from programmes.models.letter import AppointmentLetter, LetterStanding, LetterState
from programmes.models.letter_text import TextKind
from programmes.models.mail import MailKind, MailMessage
from programmes.rules.mail_conditions import is_pointless
from programmes.rules.terms import ending_terms, term_end
from tests.factories import TODAY, make_issuing_cohort, make_letter_text, make_ready, make_user
from tests.programmes.actions.issuing import issue_for

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
JANUARY = date(2026, 1, 10)
ENDS = date(2026, 3, 31)


def appoint(name: str = "Adler", until: date = ENDS) -> AppointmentLetter:
    people = make_ready(make_issuing_cohort(coordinators=[make_user(role=Role.COORDINATOR)]), name)
    return issue_for(people, effective_from=JANUARY, effective_until=until)


def renew(*letters: AppointmentLetter, at: datetime = NOON) -> list[AppointmentLetter]:
    return renew_appointments([letter.appointment for letter in letters], by=None, at=at)


def appointed(day: date) -> bool:
    return Pilot.objects.appointed_on(day).exists()


def test_a_term_takes_the_person_out_of_the_directory_after_its_last_day() -> None:
    appoint()

    assert [appointed(day) for day in (ENDS, ENDS + timedelta(days=1))] == [True, False]


def test_a_letter_says_until_when_it_holds() -> None:
    letter = appoint()

    assert letter.appointment.evidence["effective_until"] == "2026-03-31"
    assert letter.standing_on(ENDS) == LetterStanding.IN_FORCE
    assert letter.standing_on(ENDS + timedelta(days=1)) == LetterStanding.ENDED


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [
        (12, date(2026, 3, 2), date(2027, 3, 1)),
        (24, date(2024, 2, 29), date(2026, 2, 28)),
        (1, date(2026, 1, 31), date(2026, 2, 28)),
        (1, date(2026, 12, 1), date(2026, 12, 31)),
        (0, date(2026, 3, 2), None),
    ],
)
def test_term_end_counts_whole_months(settings: Settings, months: int, first: date, last: date | None) -> None:
    settings.APPOINTMENT_TERM_MONTHS = months

    assert term_end(first) == last


def test_a_renewal_begins_the_day_after_with_a_new_letter_and_the_old_one_stays(settings: Settings) -> None:
    settings.APPOINTMENT_TERM_MONTHS = 12
    old = appoint()

    (new,) = renew(old)

    old.refresh_from_db()
    assert (new.reference, new.kind, old.state) == ("DL-2026-0002", "appointment", LetterState.ISSUED)
    assert (new.appointment.effective_from, new.appointment.effective_until) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (new.appointment.renews, new.appointment.evidence["renews"]) == (old.appointment, "DL-2026-0001")
    assert new.appointment.evidence["modules"] == old.appointment.evidence["modules"]
    assert old.standing_on(TODAY) == LetterStanding.IN_FORCE
    assert new.standing_on(TODAY) == LetterStanding.COMING
    days = (JANUARY, TODAY, ENDS, date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1))
    assert [appointed(day) for day in days] == [True, True, True, True, True, False]


def test_a_renewal_has_words_of_its_own_or_those_of_an_appointment() -> None:
    first, second = appoint("Adler"), appoint("Zander")

    (before,) = renew(first)
    make_letter_text(
        second.appointment.enrolment.cohort.programme, kind=TextKind.RENEWAL, subject="Verlängerung", body="Bis {term}."
    )
    (after,) = renew(second)

    assert [letter.template.kind for letter in (before, after)] == [TextKind.APPOINTMENT, TextKind.RENEWAL]
    assert after.content["subject"] == "Verlängerung"


def test_a_renewal_is_made_once_and_all_or_none() -> None:
    first, second = appoint("Adler"), appoint("Zander")
    renew(first)

    with pytest.raises(Refused, match="Sam Adler: this appointment has no term, was ended, or was carried on"):
        renew(first, second)

    assert AppointmentLetter.objects.count() == 3
    assert Appointment.objects.get(pk=second.appointment_id).ended_on is None


def test_an_appointment_that_was_ended_or_has_no_term_is_not_carried_on() -> None:
    ended = appoint()
    end_appointment(ended.appointment, ended_on=TODAY, reason=EndReason.OWN_WISH, by=None, today=TODAY)
    endless = issue_for(make_ready(make_issuing_cohort(), "Zander"))

    for letter in (ended, endless):
        with pytest.raises(Refused, match="no term, was ended"):
            renew(letter)


def test_ending_a_renewal_before_it_begins_leaves_the_present_term() -> None:
    (new,) = renew(appoint())

    end_appointment(
        new.appointment, ended_on=new.appointment.effective_from, reason=EndReason.OWN_WISH, by=None, today=TODAY
    )

    assert [appointed(day) for day in (TODAY, ENDS, date(2026, 4, 1))] == [True, True, False]


def test_a_late_renewal_begins_today() -> None:
    letter = appoint(until=date(2026, 2, 15))
    assert expire_terms(NOON) == 1
    assert not appointed(TODAY)

    (new,) = renew(letter)

    assert new.appointment.effective_from == TODAY
    assert appointed(TODAY)


def test_a_term_that_is_over_is_noted_once() -> None:
    letter = appoint(until=date(2026, 2, 15))

    assert [expire_terms(NOON), expire_terms(NOON)] == [1, 0]

    appointment = Appointment.objects.get(pk=letter.appointment_id)
    assert (appointment.ended_on, appointment.end_reason) == (date(2026, 2, 16), EndReason.EXPIRED)


def test_pilot_and_coordinators_are_told_once(settings: Settings) -> None:
    settings.APPOINTMENT_TERM_NOTICE_DAYS = 30
    letter = appoint()
    appoint("Zander", until=date(2026, 4, 30))

    queue_reminders(NOON)
    queue_reminders(NOON + timedelta(days=1))

    recipients = [address for email in Email.objects.order_by("pk") for address in email.to]
    cohort = letter.appointment.enrolment.cohort
    assert recipients == [letter.appointment.pilot.mail, cohort.coordinators.get().email]
    assert "Die Ernennung von Sam Adler endet am 31. März 2026" in Email.objects.earliest("pk").subject


def test_a_notice_is_pointless_once_the_appointment_is_carried_on_or_ended() -> None:
    letter = appoint()
    queue_reminders(NOON)
    message = MailMessage.objects.filter(batch__kind=MailKind.TERM_ENDS).first()
    assert message is not None
    assert not is_pointless(message, NOON)
    assert is_pointless(message, NOON + timedelta(days=60))

    renew(letter)

    message = MailMessage.objects.get(pk=message.pk)
    assert is_pointless(message, NOON)


def test_ending_terms_are_those_of_the_days_of_notice_nobody_carried_on(settings: Settings) -> None:
    settings.APPOINTMENT_TERM_NOTICE_DAYS = 30
    soon, renewed = appoint("Adler"), appoint("Beispiel")
    appoint("Zander", until=date(2026, 9, 30))
    renew(renewed)

    assert [appointment.pk for appointment in ending_terms(TODAY)] == [soon.appointment_id]
