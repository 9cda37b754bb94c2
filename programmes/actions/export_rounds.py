"""People and dates of rounds leave the register as files; that somebody took one is an event."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.exports.calendar import away
from programmes.exports.progress_json import ProgressOut, progress_out
from programmes.exports.rounds import people_table, sessions_table
from programmes.exports.tables import FORMATS
from programmes.letters.compose_sheet import session_sheet
from programmes.letters.sheet import render_sheet
from programmes.models.cohort import Cohort
from programmes.models.module_session import ModuleSession
from programmes.rules.attendance import why_no_sheet
from programmes.rules.own_department import rounds_of_own_people
from programmes.rules.standing import progress_of


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


@action
def export_progress(cohort: Cohort, *, by: User) -> ProgressOut:
    """Where everybody in `cohort` stands, for a program of `by`."""
    enrolments = list(cohort.enrolments.in_matrix().select_related("pilot", "department").in_order())
    record(by, "progress exported", cohort, {"format": "json", "rows": len(enrolments)})
    return progress_out(cohort, progress_of(cohort.curriculum, enrolments))


@action
def export_own_dates(*, by: User, at: datetime) -> bytes:
    """The dates to come of the rounds in which people of the departments that `by` leads are trained, as a calendar."""
    rounds = rounds_of_own_people(by, at, timezone.localdate(at))
    record(by, "dates exported", by, {"format": "ics", "rows": sum(len(own.sessions) for own in rounds)})
    return away(rounds, name=_("Training of my department"), at=at)


@action
def print_sheet(session: ModuleSession, *, by: User, at: datetime) -> bytes:
    """The sign-in sheet of `session` as PDF, for those whose attendance is noted.

    Its module, trainer, and round with the programme's office are at hand. Raises Refused where `by` may not print it
    (any more), LetterInvalid for a text that cannot be set.
    """
    if refusal := why_no_sheet(session, by, at):
        raise Refused(refusal)
    people = list(session.cohort.enrolments.in_sessions().select_related("pilot", "department").in_order())
    record(by, "sign-in sheet printed", session, {"rows": len(people)})
    return render_sheet(session_sheet(session, people, at))
