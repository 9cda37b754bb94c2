"""Appointments for a term are carried on, each by a new one with a letter of its own; or they are over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.pilots import note_appointment
from people.errors import Refused
from people.models.user import User
from people.rules.places import department_on
from programmes.actions.enter_letter import act_of, enter_letter
from programmes.actions.letter_facts import facts_of, locked_appointment
from programmes.actions.moves import tell_of_the_end
from programmes.errors import LetterInvalid
from programmes.models.appointment import Appointment, EndReason
from programmes.models.letter import AppointmentLetter, LetterKind
from programmes.models.letter_counter import LetterCounter
from programmes.models.letter_text import Signatory, TextKind
from programmes.rules.appointed_period import appointed_period
from programmes.rules.terms import next_term, renewable


@action
def renew_appointments(
    appointments: Iterable[Appointment], *, by: User | None, at: datetime, signatory: Signatory | None = None
) -> list[AppointmentLetter]:
    """Carry on `appointments` from the day after their term, each with a new letter; all of them or none.

    The old letters stay what they were. `at` is an aware moment in whole seconds; `signatory` the deputy who signs, if
    one does. Raises Refused where one has no term, was ended or carried on, or its bearer holds another one;
    LetterInvalid where a letter cannot be printed.
    """
    issued_on = timezone.localdate(at)
    counter = LetterCounter.objects.locked(issued_on.year)
    chosen = Appointment.objects.filter(pk__in=[appointment.pk for appointment in appointments])
    keys = list(chosen.order_by("pilot__sort_key", "pk").values_list("pk", flat=True))
    if not keys:
        raise Refused(_("Please choose at least one person."), "appointments")
    locked = [locked_appointment(pk) for pk in keys]
    for appointment in locked:
        _refuse(appointment, issued_on)
    numbers = counter.take(len(locked))
    letters = [_renew(one, number, signatory, by=by, at=at) for one, number in zip(locked, numbers, strict=True)]
    note_appointment({one.pilot: appointed_period(one.pilot) for one in locked}, by=by)
    return letters


@action
def expire(appointment: Appointment, *, today: date) -> bool:
    """Note that the term of `appointment` is over, and tell the head; False where there is nothing to note."""
    fresh = locked_appointment(appointment.pk)
    last_day = fresh.effective_until
    if last_day is None or last_day >= today or fresh.ended_on is not None:
        return False
    _note_end_of_term(fresh, last_day, by=None)
    note_appointment({fresh.pilot: appointed_period(fresh.pilot)}, by=None)
    tell_of_the_end(fresh, department_on(fresh.pilot, today), on=last_day + timedelta(days=1), by=None)
    return True


def _refuse(appointment: Appointment, today: date) -> None:
    if not renewable().filter(pk=appointment.pk).exists():
        sentence = _("{name}: this appointment has no term, was ended, or was carried on already.")
        raise Refused(sentence.format(name=appointment.pilot), "appointments")
    others = Appointment.objects.filter(pilot=appointment.pilot).exclude(pk=appointment.pk)
    if others.holding_after(today).exists():
        raise Refused(_("{name} holds another appointment.").format(name=appointment.pilot), "appointments")


def _renew(
    old: Appointment, number: int, signatory: Signatory | None, *, by: User | None, at: datetime
) -> AppointmentLetter:
    issued_on = timezone.localdate(at)
    first_day, last_day = next_term(old, issued_on)
    if old.ended_on is None and old.effective_until is not None:
        _note_end_of_term(old, old.effective_until, by=by)
    facts = facts_of(old, TextKind.RENEWAL, on=issued_on, signatory=signatory)
    facts = replace(facts, effective_from=first_day, effective_until=last_day)
    letter_before = old.letters.of_appointment().in_order().first()
    renewed = Appointment.objects.create(
        pilot=old.pilot,
        enrolment=old.enrolment,
        renews=old,
        effective_from=first_day,
        effective_until=last_day,
        evidence={**old.evidence, **act_of(facts, by=by, on=issued_on), "renews": str(letter_before or "")},
    )
    record(by, "appointment renewed", renewed, {"renews": old.pk, "from": str(first_day), "until": str(last_day)})
    try:
        return enter_letter(facts, renewed, kind=LetterKind.APPOINTMENT, number=number, by=by, at=at)
    except LetterInvalid as invalid:
        raise LetterInvalid("appointments", f"{old.pilot}: {invalid.reason}") from invalid


def _note_end_of_term(appointment: Appointment, last_day: date, *, by: User | None) -> None:
    appointment.ended_on, appointment.end_reason = last_day + timedelta(days=1), EndReason.EXPIRED
    appointment.save(update_fields=["ended_on", "end_reason"])
    record(by, "appointment expired", appointment, {"last_day": str(last_day)})
