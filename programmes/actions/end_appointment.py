"""Somebody stops being a pilot: own wish, left, revoked or expired."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.pilots import note_appointment
from people.errors import Refused
from people.models.user import User
from programmes.models.appointment import Appointment, EndReason


@action
def end_appointment(
    appointment: Appointment, *, ended_on: date, reason: EndReason, by: User | None, today: date
) -> Appointment:
    """End an appointment: from `ended_on` on it holds no more. The letter stays in the register.

    Raises Refused where it has ended before, or the day is before it took effect or in the future.
    """
    fresh = Appointment.objects.select_for_update(of=("self",)).select_related("pilot", "enrolment__cohort")
    appointment = fresh.get(pk=appointment.pk)
    if appointment.ended_on is not None:
        raise Refused(_("This appointment has ended already."))
    if ended_on < appointment.effective_from:
        raise Refused(_("This day is before the appointment took effect."), "ended_on")
    # One that takes effect later may end on that very day: then it never held.
    if ended_on > max(today, appointment.effective_from):
        raise Refused(_("This day is in the future."), "ended_on")
    appointment.ended_on, appointment.end_reason = ended_on, reason
    appointment.save()
    record(by, "appointment ended", appointment, {"ended_on": str(ended_on), "fields": ["end_reason"]})
    number = appointment.enrolment.cohort.number
    note_appointment({appointment.pilot: (appointment.effective_from, ended_on, number)}, by=by)
    return appointment
