"""The register of letters leaves the register as a file."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from people.actions.action import action, record
from people.models.user import User
from programmes.exports.letters import letters_table
from programmes.exports.tables import FORMATS
from programmes.models.letter import AppointmentLetterQuerySet


@action
def export_letters(letters: AppointmentLetterQuerySet, extension: str, *, by: User, at: datetime) -> bytes:
    """The file of `letters` in one of FORMATS; that somebody took it is an event."""
    related = (
        "appointment__enrolment__cohort",
        "appointment__enrolment__department",
        "handover__ceremony",
        "replaced_by",
    )
    rows = list(letters.select_related(*related).defer("content", "replaced_by__content", "appointment__evidence"))
    file = FORMATS[extension].write(letters_table(rows, timezone.localdate(at), made_at=at))
    record(by, "letters exported", by, {"format": extension, "rows": len(rows)})
    return file
