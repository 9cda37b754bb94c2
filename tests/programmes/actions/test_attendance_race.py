"""The trainer and a coordinator note the same people at once: one mark each, and each change in the record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.attendance import note_attendance
from programmes.models.attendance import Attendance
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_session import ModuleSession
from tests.factories import make_cohort, make_enrolment, make_session, make_user
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def a_session() -> tuple[Cohort, ModuleSession, list[User]]:
    carla, tom = make_user(role=Role.COORDINATOR), make_user(role=Role.TRAINER)
    cohort = make_cohort(coordinators=[carla], state=CohortState.RUNNING)
    return cohort, make_session(cohort, trainer=tom, starts_at=datetime(2026, 3, 2, 8, tzinfo=UTC)), [carla, tom]


def both_note(session: ModuleSession, people: list[User], marks: dict[int, bool]) -> list[str]:
    carla, tom = people
    return at_once(
        lambda: note_attendance(session, marks, by=carla, at=NOW),
        lambda: note_attendance(session, marks, by=tom, at=NOW),
    )


def test_two_who_note_at_once_leave_one_mark_for_each_person(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, session, people = a_session()
    marks = {make_enrolment(cohort, state=EnrolmentState.IN_TRAINING).pk: True for _number in range(3)}
    monkeypatch.setattr(Attendance, "save", meeting_point(Attendance.save))

    outcomes = both_note(session, people, marks)

    assert outcomes == ["done", "done"]
    assert Attendance.objects.count() == AuditEvent.objects.filter(verb="attendance noted").count() == 3


def test_two_who_look_without_a_lock_meet_the_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, session, people = a_session()
    marks = {make_enrolment(cohort, state=EnrolmentState.IN_TRAINING).pk: True}
    monkeypatch.setattr(Attendance, "save", meeting_point(Attendance.save))
    unlocked(monkeypatch)

    assert both_note(session, people, marks) == ["IntegrityError", "done"]
