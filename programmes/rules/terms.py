"""Appointments for a term: how long one is, and which end soon."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from programmes.models.appointment import Appointment, AppointmentQuerySet, EndReason
from programmes.models.letter import AppointmentLetter, LetterState

# So long after its last day an appointment can still be carried on.
LATE = timedelta(days=90)


def term_end(first_day: date) -> date | None:
    """The last day of a term that begins on `first_day`, by APPOINTMENT_TERM_MONTHS; None where there are no terms."""
    if not settings.APPOINTMENT_TERM_MONTHS:
        return None
    years, month = divmod(first_day.month - 1 + settings.APPOINTMENT_TERM_MONTHS, 12)
    year, month = first_day.year + years, month + 1
    longest = calendar.monthrange(year, month)[1]
    # A term from the 31st ends with a month that is shorter.
    if first_day.day > longest:
        return date(year, month, longest)
    return date(year, month, first_day.day) - timedelta(days=1)


def next_term(appointment: Appointment, today: date) -> tuple[date, date | None]:
    """First and last day of the term after that of `appointment`: from the day after it, but not before today.

    Where the register has no terms of its own it is as long as the one before.
    """
    if appointment.effective_until is None:
        raise ValueError("An appointment without a term is not carried on.")
    first_day = max(appointment.effective_until + timedelta(days=1), today)
    length = appointment.effective_until - appointment.effective_from
    return first_day, term_end(first_day) or first_day + length


def ending_terms(today: date) -> AppointmentQuerySet:
    """The appointments whose term ends within the days of notice or ended not long ago, and nobody has carried on."""
    days = timedelta(days=settings.APPOINTMENT_TERM_NOTICE_DAYS)
    rows = renewable().filter(effective_until__range=(today - LATE, today + days))
    return rows.order_by("effective_until", "pilot__sort_key", "pk")


def renewable() -> AppointmentQuerySet:
    """The appointments that can be carried on: with a term and a letter in force, ended by nothing else, and not
    carried on yet."""
    holds = AppointmentLetter.objects.of_appointment().filter(appointment=OuterRef("pk"), state=LetterState.ISSUED)
    rows = Appointment.objects.filter(Exists(holds), effective_until__isnull=False)
    rows = rows.exclude(renewals__is_withdrawn=False)
    return rows.filter(end_reason__in=("", EndReason.EXPIRED))
