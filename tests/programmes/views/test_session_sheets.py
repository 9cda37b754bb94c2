"""The sign-in sheet: for the coordinators of the round and the session's own trainer; a file taken is an event."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_session import ModuleSession
from tests.factories import make_cohort, make_enrolment, make_pilot, make_session, make_user
from tests.programmes.letters.read_aloud import plain_text

pytestmark = pytest.mark.django_db
TOMORROW, LONG_AGO = datetime(2026, 3, 3, 8, tzinfo=UTC), datetime(2026, 2, 10, 8, tzinfo=UTC)


@pytest.fixture
def trainer() -> User:
    return make_user("tom@giessen.example", role=Role.TRAINER)


@pytest.fixture
def coordinator() -> User:
    return make_user("carla@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def cohort(coordinator: User) -> Cohort:
    return make_cohort(coordinators=[coordinator], state=CohortState.RUNNING)


def sheet_door(session: ModuleSession) -> str:
    return reverse("programmes:session_sheet", args=[session.cohort_id, session.pk])


def test_the_trainer_prints_who_is_expected(client: Client, cohort: Cohort, trainer: User) -> None:
    make_enrolment(cohort, make_pilot("Kim"), state=EnrolmentState.IN_TRAINING)
    make_enrolment(cohort, make_pilot("Alex"), state=EnrolmentState.WITHDRAWN)
    session = make_session(cohort, trainer=trainer, starts_at=TOMORROW)
    client.force_login(trainer)

    response = client.get(sheet_door(session))

    text = plain_text(response.content)
    assert response["Content-Type"] == "application/pdf"
    assert "Kim" in text
    assert "Alex" not in text
    assert "3. März 2026, 09:00" in text.replace("\u00a0", " ")
    assert AuditEvent.objects.get(verb="sign-in sheet printed").changes == {"rows": 1}


@pytest.mark.parametrize("email", ["other@giessen.example", "carla2@giessen.example"])
def test_nobody_else_opens_it(client: Client, cohort: Cohort, trainer: User, email: str) -> None:
    session = make_session(cohort, trainer=trainer, starts_at=TOMORROW)
    client.force_login(make_user(email, role=Role.TRAINER if email.startswith("other") else Role.COORDINATOR))

    assert client.get(sheet_door(session)).status_code == 404


def test_the_trainers_access_ends_and_the_coordinators_does_not(
    client: Client, cohort: Cohort, trainer: User, coordinator: User
) -> None:
    session = make_session(cohort, trainer=trainer, starts_at=LONG_AGO)

    client.force_login(trainer)
    late = client.get(sheet_door(session), follow=True)
    client.force_login(coordinator)
    again = client.get(sheet_door(session))

    assert "Your access to this session is over" in late.content.decode()
    assert again["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(verb="sign-in sheet printed").count() == 1


def test_what_cannot_be_set_is_said_and_leaves_no_trace(client: Client, cohort: Cohort, coordinator: User) -> None:
    make_enrolment(cohort, make_pilot("漢"), state=EnrolmentState.IN_TRAINING)
    session = make_session(cohort, starts_at=TOMORROW)
    client.force_login(coordinator)

    page = client.get(sheet_door(session), follow=True)

    assert "漢 (U+6F22)" in page.content.decode()
    assert not AuditEvent.objects.filter(verb="sign-in sheet printed").exists()


def test_a_session_called_off_has_no_sheet(client: Client, cohort: Cohort, coordinator: User) -> None:
    session = make_session(cohort, starts_at=TOMORROW, cancelled_at=datetime(2026, 3, 1, tzinfo=UTC))
    client.force_login(coordinator)

    assert "was called off" in client.get(sheet_door(session), follow=True).content.decode()
