"""How a letter is recognised by its code, and until when it holds."""

from __future__ import annotations

from datetime import date, timedelta

from programmes.models.appointment import Appointment


def plain_code(typed: str) -> str:
    """A verification code as it is stored: lower-case letters and digits; blanks, hyphens and case do not matter."""
    return "".join(sign for sign in typed.casefold() if sign.isascii() and sign.isalnum())


def grouped_code(code: str) -> str:
    """The code in groups of four, so that eyes can compare it with the paper."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def first_day_without(appointment: Appointment) -> date | None:
    """The day from which the appointment holds no more, or None while no end is known; a term names its last day."""
    term_over = appointment.effective_until and appointment.effective_until + timedelta(days=1)
    return min((day for day in (appointment.ended_on, term_over) if day is not None), default=None)


def last_day_of(appointment: Appointment) -> date | None:
    """The last day on which the appointment holds, as letters name it; None while no end is known, or where it never
    held."""
    end = first_day_without(appointment)
    return end - timedelta(days=1) if end is not None and end > appointment.effective_from else None


def never_held(appointment: Appointment) -> bool:
    """Whether the appointment was ended before it took effect."""
    end = first_day_without(appointment)
    return end is not None and end <= appointment.effective_from


def has_ended(appointment: Appointment, today: date) -> bool:
    """Whether there is nothing left to end: the appointment holds no more, or was ended before it ever held."""
    end = first_day_without(appointment)
    return end is not None and end <= max(today, appointment.effective_from)
