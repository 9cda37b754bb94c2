"""A letter with thanks on the end of an appointment: with the end itself, or later."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from people.actions.action import action
from people.errors import Refused
from people.models.user import User
from programmes.actions.end_appointment import end_appointment
from programmes.actions.enter_letter import enter_letter
from programmes.actions.letter_facts import facts_of, locked_appointment
from programmes.models.appointment import Appointment, EndReason
from programmes.models.letter import AppointmentLetter, LetterKind
from programmes.models.letter_counter import LetterCounter
from programmes.models.letter_text import Signatory, TextKind
from programmes.rules.letter_steps import why_no_end_letter
from programmes.rules.verification import first_day_without


@action
def issue_end_letter(
    appointment: Appointment, *, by: User | None, at: datetime, signatory: Signatory | None = None
) -> AppointmentLetter:
    """Issue the letter on the end of `appointment`, with a number of its own.

    `at` is an aware moment in whole seconds; `signatory` the deputy who signs, if one does. Raises Refused where no end
    is known, the appointment never held, its letter was withdrawn, or there is such a letter; LetterInvalid where it
    cannot be printed.
    """
    issued_on = timezone.localdate(at)
    counter = LetterCounter.objects.locked(issued_on.year)
    appointment = locked_appointment(appointment.pk)
    if refusal := why_no_end_letter(appointment):
        raise Refused(refusal)
    end = first_day_without(appointment) or issued_on  # which the rule has seen already
    facts = facts_of(appointment, TextKind.END, on=issued_on, ended_on=end, signatory=signatory)
    (number,) = counter.take(1)
    return enter_letter(facts, appointment, kind=LetterKind.END, number=number, by=by, at=at)


@action
def end_with_letter(
    appointment: Appointment,
    *,
    ended_on: date,
    reason: EndReason,
    by: User | None,
    at: datetime,
    signatory: Signatory | None = None,
) -> AppointmentLetter:
    """End an appointment and issue the letter on it: both or none; raises as either of them does."""
    today = timezone.localdate(at)
    # The counter's row comes first in every action that takes a number, so that no two wait for each other.
    LetterCounter.objects.locked(today.year)
    end_appointment(appointment, ended_on=ended_on, reason=reason, by=by, today=today)
    return issue_end_letter(appointment, by=by, at=at, signatory=signatory)
