"""People and dates of a round leave the register as files; that somebody took one is an event."""

from __future__ import annotations

from datetime import datetime

from people.actions.action import action, record
from people.models.user import User
from programmes.exports.rounds import people_table, sessions_table
from programmes.exports.tables import FORMATS
from programmes.models.cohort import Cohort


@action
def export_people(cohort: Cohort, extension: str, *, by: User, at: datetime) -> bytes:
    """Everybody enrolled in `cohort`, in one of FORMATS."""
    people = list(cohort.enrolments.select_related("pilot", "department").in_order())
    file = FORMATS[extension].write(people_table(cohort, people, made_at=at))
    record(by, "people exported", cohort, {"format": extension, "rows": len(people)})
    return file


@action
def export_sessions(cohort: Cohort, extension: str, *, by: User, at: datetime) -> bytes:
    """All dates of `cohort`, in one of FORMATS."""
    sessions = list(cohort.sessions.select_related("module", "trainer"))
    file = FORMATS[extension].write(sessions_table(cohort, sessions, made_at=at))
    record(by, "dates exported", cohort, {"format": extension, "rows": len(sessions)})
    return file
