"""What a letter says that belongs to an appointment made before: its replacement, its end, its renewal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from people.models.department import Department
from people.rules.places import department_on
from programmes.letters.compose import Facts
from programmes.models.appointment import Appointment
from programmes.rules.letter_words import letter_words


def locked_appointment(pk: int) -> Appointment:
    """The appointment with this key, its row locked until the transaction ends, with all a letter needs of it."""
    rows = Appointment.objects.select_for_update(of=("self",))
    related = ("pilot", "enrolment__department", "enrolment__cohort__programme__role_name")
    return rows.select_related(*related, "enrolment__cohort__programme__office").get(pk=pk)


def facts_of(
    appointment: Appointment, kind: str, *, on: date, more: Mapping[str, str] | None = None, otherwise: str = ""
) -> Facts:
    """The facts of a letter of `kind` as of the day `on`; `more` are the placeholders that only this kind has.

    Raises Refused where no text of the kind (nor of the kind `otherwise`) is released, or nobody signs.
    """
    cohort = appointment.enrolment.cohort
    template, signatory = letter_words(cohort.programme_id, kind, on, otherwise=otherwise)
    return Facts(
        pilot=appointment.pilot,
        department=_department(appointment, on),
        cohort=cohort,
        template=template,
        signatory=signatory,
        effective_from=appointment.effective_from,
        effective_until=appointment.effective_until,
        more=more or {},
    )


def _department(appointment: Appointment, on: date) -> Department:
    return department_on(appointment.pilot, on) or appointment.enrolment.department
