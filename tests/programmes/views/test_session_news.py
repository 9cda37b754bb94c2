"""Who is told what of sessions: invited, told of a change, that it is off, or that it is no longer theirs; once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.session_mails import tell
from programmes.actions.sessions import SessionPlan, cancel_session, change_session
from programmes.exports.calendar import read
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.mail import MailBatch, MailKind, MailMessage
from programmes.models.module_result import ResultKind
from programmes.models.module_session import ModuleSession
from programmes.rules.session_news import news_of
from tests.factories import make_cohort, make_enrolment, make_pilot, make_result, make_session, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return make_user("carla@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def cohort(coordinator: User) -> Cohort:
    return make_cohort(coordinators=[coordinator], state=CohortState.RUNNING)


@pytest.fixture
def page(coordinator: User, client: Client) -> Client:
    client.force_login(coordinator)
    return client


def in_training(cohort: Cohort) -> Any:
    return make_enrolment(cohort, make_pilot("Kim"), state=EnrolmentState.IN_TRAINING)


def news(cohort: Cohort) -> list[str]:
    return [one.kind for one in news_of(cohort, timezone.now())]


def plan_of(session: ModuleSession, **changes: Any) -> SessionPlan:
    fields = {field: getattr(session, field) for field in SessionPlan.__dataclass_fields__}
    return SessionPlan(**{**fields, **changes})


def test_people_and_trainer_are_invited_once(cohort: Cohort, coordinator: User) -> None:
    in_training(cohort)
    make_session(cohort, trainer=make_user("tom@giessen.example", role=Role.TRAINER))
    assert news(cohort) == [MailKind.INVITATION, MailKind.INVITATION]

    tell(MailKind.INVITATION, cohort, by=coordinator, at=timezone.now())

    assert news(cohort) == []
    assert "METHOD:REQUEST" in MailMessage.objects.all()[0].calendar


def test_a_change_is_told_to_those_who_knew(cohort: Cohort, coordinator: User) -> None:
    in_training(cohort)
    session = make_session(cohort)
    tell(MailKind.INVITATION, cohort, by=coordinator, at=timezone.now())

    change_session(session, plan_of(session, place="Stadthaus"), by=coordinator)
    assert news(cohort) == [MailKind.SESSION_CHANGED]
    tell(MailKind.SESSION_CHANGED, cohort, by=coordinator, at=timezone.now())

    message = MailMessage.objects.latest("pk")
    assert "SEQUENCE:1" in message.calendar
    assert read(message.calendar).place == "Stadthaus"
    assert "Stadthaus" in message.email.message
    assert news(cohort) == []


def test_the_same_plan_changes_nothing(cohort: Cohort, coordinator: User) -> None:
    session = make_session(cohort)

    change_session(session, plan_of(session), by=coordinator)

    session.refresh_from_db()
    assert session.sequence == 0


def test_whoever_knew_is_told_that_it_is_off_and_nobody_else(cohort: Cohort, coordinator: User) -> None:
    in_training(cohort)
    known, unknown = make_session(cohort), make_session(cohort, starts_at=datetime(2026, 3, 16, 8, tzinfo=UTC))
    cancel_session(unknown, by=coordinator, at=timezone.now())
    tell(MailKind.INVITATION, cohort, by=coordinator, at=timezone.now())
    assert list(MailMessage.objects.values_list("session", flat=True)) == [known.pk]

    cancel_session(known, by=coordinator, at=timezone.now())
    tell(MailKind.SESSION_CANCELLED, cohort, by=coordinator, at=timezone.now())

    last = MailBatch.objects.filter(kind=MailKind.SESSION_CANCELLED).get()
    assert [message.session for message in last.messages.all()] == [known]
    assert "METHOD:CANCEL" in last.messages.get().calendar


# --- no longer expected ----------------------------------------------------------------------------------------------


def tell_all(cohort: Cohort, coordinator: User) -> None:
    for kind in dict.fromkeys(news(cohort)):
        tell(MailKind(kind), cohort, by=coordinator, at=timezone.now())


@pytest.mark.parametrize("state", ["withdrawn", "discontinued", "deferred", "paused"])
def test_whoever_is_not_expected_any_more_is_told_so_once(cohort: Cohort, coordinator: User, state: str) -> None:
    person = in_training(cohort)
    session = make_session(cohort)
    tell_all(cohort, coordinator)

    cohort.enrolments.update(state=state)
    assert news(cohort) == [MailKind.UNINVITED]
    tell_all(cohort, coordinator)

    message = MailMessage.objects.latest("pk")
    assert (message.email.to, message.session, message.enrolment) == ([person.pilot.mail], session, person)
    assert "METHOD:CANCEL" in message.calendar
    assert "STATUS" not in message.calendar
    assert "SEQUENCE:0" in message.calendar
    assert news(cohort) == []


def test_whoever_comes_back_is_invited_again(cohort: Cohort, coordinator: User) -> None:
    in_training(cohort)
    make_session(cohort)
    tell_all(cohort, coordinator)
    cohort.enrolments.update(state=EnrolmentState.PAUSED)
    tell_all(cohort, coordinator)

    cohort.enrolments.update(state=EnrolmentState.IN_TRAINING)

    assert news(cohort) == [MailKind.INVITATION]
    tell_all(cohort, coordinator)
    assert news(cohort) == []


def test_nobody_who_was_never_told_is_told_that_they_need_not_come(cohort: Cohort) -> None:
    make_enrolment(cohort, state=EnrolmentState.WITHDRAWN)
    make_session(cohort)

    assert news(cohort) == []


def test_who_is_through_with_the_module_meanwhile_need_not_come(cohort: Cohort, coordinator: User) -> None:
    person, session = in_training(cohort), make_session(cohort)
    tell_all(cohort, coordinator)

    make_result(person, session.module, kind=ResultKind.RECOGNISED)

    assert news(cohort) == [MailKind.UNINVITED]


def test_another_trainer_is_invited_and_the_one_before_is_told(cohort: Cohort, coordinator: User) -> None:
    tom, tilda = (make_user(f"{name}@giessen.example", given_names=name, role=Role.TRAINER) for name in ("tom", "til"))
    session = make_session(cohort, trainer=tom)
    tell_all(cohort, coordinator)

    change_session(session, plan_of(session, trainer=tilda), by=coordinator)

    found = {(one.kind, one.guest.to, one.guest.name) for one in news_of(cohort, timezone.now())}
    assert found == {(MailKind.INVITATION, tilda.email, tilda.name), (MailKind.UNINVITED, tom.email, tom.name)}


def test_a_new_address_is_invited_and_the_old_one_is_left_alone(cohort: Cohort, coordinator: User) -> None:
    person = in_training(cohort)
    make_session(cohort)
    tell_all(cohort, coordinator)

    Pilot.objects.filter(pk=person.pilot_id).update(mail="neu@giessen.example")

    assert [(one.kind, one.guest.to) for one in news_of(cohort, timezone.now())] == [
        (MailKind.INVITATION, "neu@giessen.example")
    ]


def test_a_session_called_off_after_somebody_left_is_told_to_the_others_alone(
    cohort: Cohort, coordinator: User
) -> None:
    gone, stays = in_training(cohort), in_training(cohort)
    session = make_session(cohort)
    tell_all(cohort, coordinator)
    cohort.enrolments.filter(pk=gone.pk).update(state=EnrolmentState.WITHDRAWN)
    tell_all(cohort, coordinator)

    cancel_session(session, by=coordinator, at=timezone.now())

    assert [(one.kind, one.guest.to) for one in news_of(cohort, timezone.now())] == [
        (MailKind.SESSION_CANCELLED, stays.pilot.mail)
    ]


@pytest.mark.parametrize("people", [1, 5])
def test_the_news_take_the_same_queries_however_many_people_there_are(
    cohort: Cohort, coordinator: User, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(people):
        in_training(cohort)
    make_session(cohort, trainer=make_user())
    make_session(cohort, trainer=make_user())
    tell_all(cohort, coordinator)
    cohort.enrolments.update(state=EnrolmentState.WITHDRAWN)
    cohort.sessions.update(trainer=None)

    with django_assert_num_queries(6):
        assert len(news_of(cohort, timezone.now())) == 2 * people + 2


def test_cancelling_a_round_calls_its_dates_off_and_leads_to_those_who_know_of_them(
    page: Client, cohort: Cohort, coordinator: User
) -> None:
    in_training(cohort)
    session, before = make_session(cohort), make_session(cohort, starts_at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    tell_all(cohort, coordinator)

    answer = page.post(reverse("programmes:cohort_move", args=[cohort.pk]), {"state": "cancelled"})

    assert answer.url == reverse("programmes:session_tell", args=[cohort.pk])
    assert news(cohort) == [MailKind.SESSION_CANCELLED]
    off = {one.pk: one.cancelled_at is not None for one in cohort.sessions.all()}
    assert off == {session.pk: True, before.pk: False}
