"""Somebody stops being a pilot: own wish, left, revoked or expired."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.pilots import note_appointment
from people.errors import Refused
from people.models.user import User
from people.rules.places import department_on
from programmes.actions.moves import tell_of_the_end
from programmes.models.appointment import Appointment, EndReason
from programmes.rules.appointed_period import appointed_period
from programmes.rules.verification import first_day_without, has_ended


@action
def end_appointment(
    appointment: Appointment, *, ended_on: date, reason: EndReason, by: User | None, today: date
) -> Appointment:
    """End an appointment: from `ended_on` on it holds no more, until then it does. The letter stays in the register.

    An end that is still to come can be brought forward. What carries it on never takes effect. Raises Refused where it
    has ended, or ends before this day anyway, and for a day before it took effect or more than a year ahead.
    """
    fresh = Appointment.objects.select_for_update(of=("self",)).select_related("pilot", "enrolment__cohort")
    appointment = fresh.get(pk=appointment.pk)
    _refuse_day(appointment, ended_on, today)
    appointment.ended_on, appointment.end_reason = ended_on, reason
    appointment.save()
    record(by, "appointment ended", appointment, {"ended_on": str(ended_on), "fields": ["end_reason"]})
    _end_what_carries_it_on(appointment, reason, by=by, today=today)
    note_appointment({appointment.pilot: appointed_period(appointment.pilot)}, by=by)
    tell_of_the_end(appointment, department_on(appointment.pilot, today), on=ended_on, by=by)
    return appointment


@action
def step_back(appointment: Appointment, *, ended_on: date, by: User, today: date) -> Appointment:
    """End one's own appointment on one's own wish, from today or a later day on; nobody asks why.

    Raises Refused for a day that has passed, and as `end_appointment` does.
    """
    if ended_on < today:
        raise Refused(_("This day has passed. Please choose today or a later day."), "ended_on")
    return end_appointment(appointment, ended_on=ended_on, reason=EndReason.OWN_WISH, by=by, today=today)


def _end_what_carries_it_on(appointment: Appointment, reason: EndReason, *, by: User | None, today: date) -> None:
    """Whoever stops before the next term begins does not come back with it."""
    for later in appointment.renewals.select_for_update(of=("self",)).filter(is_withdrawn=False).order_by("pk"):
        if has_ended(later, today):
            continue
        later.ended_on, later.end_reason = max(later.effective_from, today), reason
        later.save()
        record(by, "appointment ended", later, {"ended_on": str(later.ended_on), "fields": ["end_reason"]})
        _end_what_carries_it_on(later, reason, by=by, today=today)


def _refuse_day(appointment: Appointment, ended_on: date, today: date) -> None:
    if has_ended(appointment, today):
        raise Refused(_("This appointment has ended already."))
    end = first_day_without(appointment)
    if end is not None and ended_on >= end:
        raise Refused(_("This appointment ends on {day} anyway.").format(day=date_format(end)), "ended_on")
    if ended_on < appointment.effective_from:
        raise Refused(_("This day is before the appointment took effect."), "ended_on")
    # One that takes effect later may end on that very day: then it never held.
    if ended_on > max(today + timedelta(days=366), appointment.effective_from):
        raise Refused(_("This day is more than a year ahead."), "ended_on")
