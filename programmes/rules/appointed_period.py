"""From when to when somebody is appointed, as the directory keeps it: appointments that follow each other are one."""

from __future__ import annotations

from datetime import date

from people.models.pilot import Pilot
from programmes.models.appointment import Appointment
from programmes.rules.verification import first_day_without


def appointed_period(pilot: Pilot) -> tuple[date | None, date | None, int | None]:
    """The first day, the first day without (None: no end known) and the round of the latest appointments of `pilot`.

    Those that carried on without a gap count as one. One that ended before it ever held counts only where there is no
    other; without any, all three are None. One query.
    """
    appointments = Appointment.objects.filter(pilot=pilot).select_related("enrolment__cohort").defer("evidence")
    in_order = list(appointments.order_by("effective_from", "pk"))
    if not in_order:
        return None, None, None
    held = [appointment for appointment in in_order if _ever_holds(appointment)] or in_order[-1:]
    last = held[-1]
    first_day = last.effective_from
    for earlier in reversed(held[:-1]):
        if first_day_without(earlier) != first_day:
            break
        first_day = earlier.effective_from
    return first_day, first_day_without(last), last.enrolment.cohort.number


def _ever_holds(appointment: Appointment) -> bool:
    end = first_day_without(appointment)
    return end is None or end > appointment.effective_from
