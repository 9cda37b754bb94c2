"""A coordinator plans, changes and calls off dates; people are told of each once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.mail import MailBatch, MailKind
from programmes.models.module_session import ModuleSession
from programmes.models.programme import DeliveryFormat, TrainingModule
from programmes.rules.session_news import news_of
from tests.factories import (
    make_cohort,
    make_enrolment,
    make_pilot,
    make_session,
    make_user,
    modules_of,
)

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


def typed(cohort: Cohort, **told: str) -> dict[str, str]:
    module = str(modules_of(cohort.curriculum)[0].pk)
    day = cohort.starts_on.replace(day=min(cohort.starts_on.day, 27))
    told = {"day": day.isoformat(), "starts": "09:00", "ends": "12:00", **told}
    return {"module": module, "delivery_format": "on_site", "plan_anyway": "on", **told}


def plan(page: Client, cohort: Cohort, **told: str) -> Any:
    return page.post(reverse("programmes:session_create", args=[cohort.pk]), typed(cohort, **told))


def in_training(cohort: Cohort) -> Any:
    return make_enrolment(cohort, make_pilot("Kim"), state=EnrolmentState.IN_TRAINING)


def news(cohort: Cohort) -> list[str]:
    return [one.kind for one in news_of(cohort, timezone.now())]


def test_several_days_are_planned_at_once(page: Client, cohort: Cohort) -> None:
    second = cohort.ends_on.isoformat()

    answer = plan(page, cohort, day_2=second)

    assert answer.status_code == 302
    assert ModuleSession.objects.count() == 2


def test_one_wrong_day_plans_none_and_keeps_what_was_typed(page: Client, cohort: Cohort) -> None:
    answer = plan(page, cohort, day_2="2031-01-01", place="Raum 7")

    assert not ModuleSession.objects.exists()
    assert "This day is outside the round." in answer.content.decode()
    assert "Raum 7" in answer.content.decode()


def test_a_clash_is_said_once_and_can_be_planned_all_the_same(page: Client, cohort: Cohort) -> None:
    told = typed(cohort)
    starts_at = datetime.fromisoformat(f"{told['day']}T10:00:00+01:00")
    make_session(cohort, starts_at=starts_at)

    answer = plan(page, cohort, plan_anyway="")

    assert "This round has" in answer.content.decode()
    assert ModuleSession.objects.count() == 1
    assert plan(page, cohort).status_code == 302


def test_a_module_before_what_it_needs_is_said_whichever_of_them_is_planned_last(page: Client, cohort: Cohort) -> None:
    first, then = modules_of(cohort.curriculum)[:2]
    then.prerequisites.add(first)
    told = typed(cohort)
    day = datetime.fromisoformat(f"{told['day']}T09:00:00+01:00")
    warning = f"“{then.title}” begins before “{first.title}”, which it needs."
    later = make_session(cohort, module=then, starts_at=day - timedelta(days=1))

    assert warning in plan(page, cohort, module=str(first.pk), plan_anyway="").text

    later.delete()
    make_session(cohort, module=first, starts_at=day + timedelta(days=1))
    assert warning in plan(page, cohort, module=str(then.pk), plan_anyway="").text

    make_session(cohort, module=first, starts_at=day - timedelta(days=1))
    assert plan(page, cohort, module=str(then.pk), plan_anyway="").status_code == 302


def test_a_module_whose_need_is_not_planned_yet_speaks_against_nothing(page: Client, cohort: Cohort) -> None:
    first, then = modules_of(cohort.curriculum)[:2]
    then.prerequisites.add(first)
    make_session(cohort, module=first, cancelled_at=timezone.now())

    assert plan(page, cohort, module=str(then.pk), plan_anyway="").status_code == 302


def test_the_format_follows_the_module_unless_it_is_chosen(page: Client, cohort: Cohort) -> None:
    module, other = modules_of(cohort.curriculum)[:2]
    TrainingModule.objects.filter(pk=other.pk).update(delivery_format=DeliveryFormat.ONLINE)
    plan(page, cohort, delivery_format="")
    session = ModuleSession.objects.get()
    door = reverse("programmes:session_edit", args=[cohort.pk, session.pk])
    assert session.delivery_format == module.delivery_format
    assert page.get(door).context["form"]["delivery_format"].initial == ""

    page.post(door, typed(cohort, module=str(other.pk), delivery_format=""))
    session.refresh_from_db()
    assert session.delivery_format == DeliveryFormat.ONLINE

    page.post(door, typed(cohort, module=str(other.pk), delivery_format="hybrid"))
    assert page.get(door).context["form"]["delivery_format"].initial == DeliveryFormat.HYBRID


def test_an_hour_that_does_not_exist_is_said(page: Client, coordinator: User) -> None:
    cohort = make_cohort(coordinators=[coordinator], ends_on=date(2026, 4, 30))

    answer = plan(page, cohort, day="2026-03-29", starts="02:30")

    assert "this time does not exist" in answer.content.decode()


def test_another_coordinator_does_not_see_the_form(cohort: Cohort, client: Client) -> None:
    client.force_login(make_user("other@giessen.example", role=Role.COORDINATOR))

    assert client.get(reverse("programmes:session_create", args=[cohort.pk])).status_code == 404


def test_a_session_that_has_begun_cannot_be_called_off(page: Client, cohort: Cohort) -> None:
    session = make_session(cohort, starts_at=datetime(2026, 3, 2, 6, tzinfo=UTC))

    page.post(reverse("programmes:session_cancel", args=[cohort.pk, session.pk]))

    session.refresh_from_db()
    assert session.cancelled_at is None


def test_the_page_shows_the_mail_before_it_leaves(page: Client, cohort: Cohort) -> None:
    in_training(cohort)
    make_session(cohort)
    door = reverse("programmes:session_tell", args=[cohort.pk])

    shown = page.get(door).content.decode()
    answer = page.post(door, {"kind": "invitation"})

    assert "Send to 1 person?" in shown
    assert answer.status_code == 302
    assert MailBatch.objects.get().kind == MailKind.INVITATION


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("door", ["people_export", "session_export"])
def test_people_and_dates_leave_as_files_and_that_is_noted(
    page: Client, cohort: Cohort, door: str, extension: str
) -> None:
    in_training(cohort)
    make_session(cohort, place="=1+1")

    answer = page.get(reverse(f"programmes:{door}", args=[cohort.pk, extension]))

    assert answer.status_code == 200
    if extension == "csv":
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert b'"=1+1"' not in answer.content
    assert AuditEvent.objects.filter(verb__endswith="exported").count() == 1


def test_there_is_no_other_kind_of_file(page: Client, cohort: Cohort) -> None:
    assert page.get(reverse("programmes:people_export", args=[cohort.pk, "exe"])).status_code == 404


def test_the_people_of_a_round_as_a_file_say_who_waits_for_a_place_at_which_number(
    page: Client, cohort: Cohort
) -> None:
    for name, state in (("Zander", "waitlisted"), ("Adler", "waitlisted"), ("Beck", "consented")):
        make_enrolment(cohort, make_pilot(name), state=state)

    file = page.get(reverse("programmes:people_export", args=[cohort.pk, "csv"])).content.decode("utf-8-sig")

    rows = [row.split(";") for row in file.splitlines()]
    found = {row[0].strip('"'): [cell.strip('"') for cell in row[4:6]] for row in rows if len(row) > 5}
    assert found["Zander"] == ["waiting for a place", "1"]
    assert found["Adler"] == ["waiting for a place", "2"]
    assert found["Beck"] == ["consented", ""]
