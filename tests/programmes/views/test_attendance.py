"""Attendance: present or absent, by the session's own trainer for some days, by the coordinators until the end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.attendance import Attendance
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from tests.factories import make_cohort, make_enrolment, make_pilot, make_session, make_user

pytestmark = pytest.mark.django_db
TODAY, LAST_WEEK, LONG_AGO = (datetime(2026, month, day, 7, tzinfo=UTC) for month, day in ((3, 2), (2, 24), (2, 10)))


@pytest.fixture
def coordinator() -> User:
    return make_user("carla@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def trainer() -> User:
    return make_user("tom@giessen.example", role=Role.TRAINER)


@pytest.fixture
def cohort(coordinator: User) -> Cohort:
    return make_cohort(coordinators=[coordinator], state=CohortState.RUNNING)


@pytest.fixture
def person(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, make_pilot("Kim"), state=EnrolmentState.IN_TRAINING)


def note(client: Client, user: User, session: ModuleSession, **told: str) -> int:
    client.force_login(user)
    door = reverse("programmes:attendance", args=[session.cohort_id, session.pk])
    return client.post(door, told).status_code


def test_the_trainer_notes_who_is_here(client: Client, cohort: Cohort, trainer: User, person: Enrolment) -> None:
    session = make_session(cohort, trainer=trainer, starts_at=TODAY)

    note(client, trainer, session, **{f"present-{person.pk}": "yes"})

    mark = Attendance.objects.get()
    assert (mark.enrolment, mark.was_present, mark.noted_by) == (person, True, trainer)
    assert AuditEvent.objects.filter(verb="attendance noted").count() == 1


def test_all_are_here_with_one_click(client: Client, cohort: Cohort, coordinator: User, person: Enrolment) -> None:
    make_enrolment(cohort, make_pilot("Alex"), state=EnrolmentState.WITHDRAWN)

    note(client, coordinator, make_session(cohort, starts_at=TODAY), all="yes")

    assert list(Attendance.objects.values_list("enrolment", "was_present")) == [(person.pk, True)]


def test_all_others_are_here_and_whoever_was_noted_absent_stays_so(
    client: Client, cohort: Cohort, coordinator: User, person: Enrolment
) -> None:
    other = make_enrolment(cohort, make_pilot("Alex"), state=EnrolmentState.IN_TRAINING)
    session = make_session(cohort, starts_at=TODAY)
    note(client, coordinator, session, **{f"present-{person.pk}": "no"})

    note(client, coordinator, session, all="yes")

    assert dict(Attendance.objects.values_list("enrolment", "was_present")) == {person.pk: False, other.pk: True}


@pytest.mark.parametrize("state", ["proposed", "agreed", "offered", "waitlisted"])
def test_who_is_not_admitted_is_nobodys_business_in_a_session(
    client: Client, cohort: Cohort, trainer: User, person: Enrolment, state: str
) -> None:
    asked = make_enrolment(cohort, make_pilot("Gefragt"), state=EnrolmentState(state))
    session = make_session(cohort, trainer=trainer, starts_at=TODAY)

    note(client, trainer, session, **{f"present-{asked.pk}": "yes"})
    shown = client.get(reverse("programmes:attendance", args=[cohort.pk, session.pk])).content.decode()

    assert "Kim" in shown
    assert "Gefragt" not in shown
    assert not Attendance.objects.exists()


def test_a_mark_is_corrected_and_the_same_mark_changes_nothing(
    client: Client, cohort: Cohort, coordinator: User, person: Enrolment
) -> None:
    session = make_session(cohort, starts_at=TODAY)

    for mark in ("yes", "no", "no"):
        note(client, coordinator, session, **{f"present-{person.pk}": mark})

    assert Attendance.objects.get().was_present is False
    assert AuditEvent.objects.filter(verb="attendance noted").count() == 2


def test_a_trainer_has_some_days_and_a_coordinator_more(
    client: Client, cohort: Cohort, trainer: User, coordinator: User, person: Enrolment
) -> None:
    recent = make_session(cohort, trainer=trainer, starts_at=LAST_WEEK)
    old = make_session(cohort, trainer=trainer, starts_at=LONG_AGO)
    told = {f"present-{person.pk}": "yes"}

    for user, session in ((trainer, recent), (trainer, old)):
        note(client, user, session, **told)
    assert list(Attendance.objects.values_list("session", flat=True)) == [recent.pk]
    note(client, coordinator, old, **told)

    assert Attendance.objects.filter(session=old).exists()


@pytest.mark.parametrize("fields", [{}, {"starts_at": TODAY, "cancelled_at": TODAY}])
def test_nothing_is_noted_of_what_is_to_come_or_off(
    client: Client, cohort: Cohort, coordinator: User, person: Enrolment, fields: dict[str, datetime]
) -> None:
    note(client, coordinator, make_session(cohort, **fields), all="yes")

    assert not Attendance.objects.exists()


def test_nobody_else_sees_the_page(client: Client, cohort: Cohort, trainer: User, person: Enrolment) -> None:
    session = make_session(cohort, trainer=trainer, starts_at=TODAY)
    other_trainer = make_user("olga@giessen.example", role=Role.TRAINER)
    make_session(cohort, trainer=other_trainer)

    assert note(client, other_trainer, session, all="yes") == 404
    assert note(client, make_user("staff@giessen.example"), session, all="yes") == 403
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(("now", "is_open"), [("2026-03-09 23:30", True), ("2026-03-10 00:30", False)])
def test_a_trainers_access_ends_with_a_day_and_not_at_an_hour(
    client: Client, cohort: Cohort, trainer: User, person: Enrolment, now: str, is_open: bool
) -> None:
    session = make_session(cohort, trainer=trainer, starts_at=TODAY)

    with time_machine.travel(datetime.fromisoformat(f"{now}+01:00"), tick=False):
        note(client, trainer, session, **{f"present-{person.pk}": "yes"})

    assert Attendance.objects.exists() is is_open
