"""The register of letters as a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from programmes.exports.tables import Table
from programmes.models.letter import AppointmentLetter, LetterState
from programmes.rules.verification import last_day_of


def letters_table(letters: Iterable[AppointmentLetter], today: date, *, made_at: datetime) -> Table:
    """`letters`, one line each, with what they are worth `today`; how they came about is nobody's reading here."""
    return Table(
        title=_("Letters"),
        headers=(
            _("Number"),
            _("Kind"),
            _("Name as printed"),
            _("Round"),
            _("Department"),
            _("Issued"),
            _("With effect from"),
            _("Last day"),
            _("Handed over"),
            _("Place"),
            _("State"),
            _("Replaced by"),
        ),
        rows=[_row(letter, today) for letter in letters],
        made_at=made_at,
    )


def _row(letter: AppointmentLetter, today: date) -> tuple[object, ...]:
    ceremony = letter.handover.ceremony if hasattr(letter, "handover") else None
    return (
        letter.reference,
        letter.kind_in_words,
        letter.name_as_printed,
        letter.appointment.enrolment.cohort,
        letter.appointment.enrolment.department.name,
        letter.issued_on,
        letter.appointment.effective_from,
        last_day_of(letter.appointment),
        ceremony.held_on if ceremony else None,
        ceremony.place if ceremony else None,
        letter.standing_on(today).label,
        letter.replaced_by.reference if letter.state == LetterState.REPLACED else None,
    )
