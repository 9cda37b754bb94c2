"""What a letter says that belongs to an appointment made before: its replacement, its end, its renewal."""

from __future__ import annotations

from datetime import date

from people.models.department import Department
from people.rules.places import department_on
from programmes.letters.compose import Facts
from programmes.models.appointment import Appointment
from programmes.models.letter import AppointmentLetter
from programmes.models.letter_text import Signatory, TextKind
from programmes.rules.words_in_force import words_and_signatory


def locked_appointment(pk: int) -> Appointment:
    """The appointment with this key, its row locked until the transaction ends, with all a letter needs of it."""
    rows = Appointment.objects.select_for_update(of=("self",))
    related = ("pilot", "enrolment__department", "enrolment__cohort__programme__role_name")
    return rows.select_related(*related, "enrolment__cohort__programme__office").get(pk=pk)


def facts_of(
    appointment: Appointment,
    kind: TextKind,
    *,
    on: date,
    ended_on: date | None = None,
    replaces: AppointmentLetter | None = None,
    signatory: Signatory | None = None,
) -> Facts:
    """The facts of a letter of `kind` as of the day `on`; `ended_on` is the first day without the appointment.

    `signatory` is the deputy who signs, None for whoever usually does. Raises Refused where no words for it are
    released, nobody signs, or the deputy does not on this day.
    """
    cohort = appointment.enrolment.cohort
    template, signing = words_and_signatory(cohort.programme, kind, on, signatory)
    return Facts(
        pilot=appointment.pilot,
        department=_department(appointment, on),
        cohort=cohort,
        template=template,
        signatory=signing,
        effective_from=appointment.effective_from,
        effective_until=appointment.effective_until,
        ended_on=ended_on,
        replaced_number=replaces.reference if replaces else "",
        replaced_on=replaces.issued_on if replaces else None,
    )


def _department(appointment: Appointment, on: date) -> Department:
    return department_on(appointment.pilot, on) or appointment.enrolment.department
