"""Issuing letters in tests, and all that it writes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from people.models.audit_event import AuditEvent
from people.models.pilot import Pilot
from programmes.actions.issue_letters import issue_letters
from programmes.models.appointment import Appointment
from programmes.models.enrolment import Enrolment
from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.models.letter_counter import LetterCounter
from tests.factories import TODAY

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def issue(*enrolments: Enrolment, at: datetime = NOON, effective_from: date = TODAY) -> list[AppointmentLetter]:
    return issue_letters(enrolments, effective_from=effective_from, by=None, at=at)


def the_record() -> dict[str, Any]:
    """Everything an issue writes, to be compared before and after."""
    return {
        "letters": AppointmentLetter.objects.count(),
        "documents": LetterDocument.objects.count(),
        "appointments": Appointment.objects.count(),
        "counters": list(LetterCounter.objects.values_list("year", "last_number")),
        "enrolments": list(Enrolment.objects.order_by("pk").values_list("state", "finished_on")),
        "pilots": list(
            Pilot.objects.order_by("pk").values_list("appointed_from", "appointed_until", "appointed_round")
        ),
        "events": AuditEvent.objects.count(),
    }


def issue_for(enrolment: Enrolment, **days: Any) -> AppointmentLetter:
    """The one letter of one person, with the days given."""
    days = {"effective_from": TODAY, **days}
    return issue_letters([enrolment], **days, by=None, at=NOON)[0]
