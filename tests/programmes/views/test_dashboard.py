"""The programme at a glance: the own rounds in detail, the others in sums, nobody by name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditHead
from people.models.entry_report import EntryReport, ReportKind
from people.models.role_grant import Role
from people.models.user import User
from programmes.models.appointment import Appointment
from programmes.models.attendance import Attendance
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.interest import Interest
from programmes.models.module_result import ResultKind
from programmes.models.session_guest import SessionGuest
from programmes.rules.standing import progress_of
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_pilot,
    make_ready,
    make_result,
    make_session,
    make_user,
    modules_of,
)
from tests.programmes.views.conftest import GROUND, signed_in

pytestmark = pytest.mark.django_db
URL = reverse("programmes:dashboard")


def seen(page: Client, **asked: str) -> Any:
    return page.get(URL, asked).context["seen"]


def words(page: Client) -> list[str]:
    return [todo.words for todo in page.get(URL).context["todos"]]


def running(*coordinators: User, **fields: Any) -> Cohort:
    return make_cohort(coordinators=coordinators, state=CohortState.RUNNING, **fields)


def test_an_own_round_is_told_in_numbers(page: Client, kim: User) -> None:
    cohort = running(kim, seats=8)
    make_ready(cohort)
    make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    finished = make_enrolment(cohort, state=EnrolmentState.FINISHED)
    Appointment.objects.create(pilot=finished.pilot, enrolment=finished, effective_from=date(2026, 3, 1), evidence={})
    make_enrolment(cohort, state=EnrolmentState.WAITLISTED)

    (figures,) = seen(page).rounds

    assert (figures.cohort.seats_taken, figures.in_training, figures.ready) == (3, 2, 1)
    assert (figures.lacking, figures.appointed, figures.waiting) == (1, 1, 1)


def test_rounds_that_are_not_over_come_first_and_few_of_the_others(page: Client, kim: User) -> None:
    over = [make_cohort(coordinators=[kim], state=CohortState.COMPLETED) for _number in range(7)]
    planned = make_cohort(coordinators=[kim], state=CohortState.PLANNED, number=1)
    make_cohort(coordinators=[kim], state=CohortState.CANCELLED)

    assert [one.cohort for one in seen(page).rounds] == [planned, *reversed(over[2:])]


def test_of_other_rounds_only_sums_are_shown(page: Client) -> None:
    cohort = running(make_user(role=Role.COORDINATOR), title="Fremde Runde")
    make_ready(cohort, "Fremdling")
    make_session(cohort)

    response = page.get(URL)

    text = response.content.decode()
    assert "Fremde Runde" not in text
    assert "Fremdling" not in text
    assert response.context["seen"].everybody.in_training == 1
    assert response.context["seen"].everybody.running == 1
    assert response.context["seen"].everybody.over_time.modules == 2
    assert not response.context["seen"].hold_ups
    assert not response.context["seen"].sessions


def test_nobody_is_named(page: Client, kim: User) -> None:
    cohort = running(kim)
    for name, state in (("Lernfeld", EnrolmentState.IN_TRAINING), ("Fertigmann", EnrolmentState.FINISHED)):
        make_enrolment(cohort, make_pilot(name), state=state)

    text = page.get(URL).content.decode()

    assert "Lernfeld" not in text
    assert "Fertigmann" not in text


def test_modules_hold_up_whom_the_matrix_says_lacks_them(page: Client, kim: User) -> None:
    curriculum = make_curriculum(("D1", "K1"), ("W1", "W2"), electives_needed=1)
    cohort, other = running(kim, curriculum=curriculum), running(kim, curriculum=curriculum)
    d1, k1, w1, _w2 = modules_of(curriculum)
    people = [make_enrolment(one, state=EnrolmentState.IN_TRAINING) for one in (cohort, cohort, other)]
    make_result(people[0], d1)
    make_result(people[0], w1)
    make_result(people[2], k1)
    session = make_session(cohort, module=k1)
    make_session(other, module=d1, cancelled_at=timezone.now())

    found = seen(page)

    assert [(one.module.code, one.lacking, one.people, one.without_date) for one in found.hold_ups] == [
        ("D1", 2, 3, 2),
        ("K1", 2, 3, 0),
    ]
    assert [one.next_session for one in found.hold_ups] == [None, session]
    assert found.electives == 2
    lacking = [entry.code for one in progress_of(curriculum, people) for entry in one.progress.missing_required]
    assert sorted(lacking) == ["D1", "D1", "K1", "K1"]


def test_the_next_sessions_of_the_own_rounds_are_listed(page: Client, kim: User) -> None:
    cohort = running(kim)
    make_session(cohort, starts_at=timezone.now() - timedelta(days=1))
    sessions = [make_session(cohort, starts_at=timezone.now() + timedelta(days=day)) for day in range(1, 11)]

    assert list(seen(page).sessions) == sessions[:8]


def test_what_waits_leads_to_where_it_is_done(page: Client, kim: User) -> None:
    enrolling = make_cohort(coordinators=[kim], title="Runde im Aufbau")
    make_enrolment(enrolling)
    make_enrolment(enrolling, state=EnrolmentState.WAITLISTED)
    cohort = running(kim, title="Laufende Runde", ends_on=TODAY - timedelta(days=1))
    make_ready(cohort)
    make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    late = make_session(cohort, starts_at=datetime(2026, 2, 27, 8, tzinfo=UTC))
    Interest.objects.create(programme=cohort.programme, user=make_user(), said_on=TODAY)
    EntryReport.objects.create(
        pilot=make_pilot(), kind=ReportKind.ROOM, reported_by=make_user(), reported_at=timezone.now()
    )

    todos = {todo.words: todo.address for todo in page.get(URL).context["todos"]}

    matrix = reverse("programmes:progress_matrix", args=[cohort.pk])
    detail = reverse("programmes:cohort_detail", args=[enrolling.pk])
    assert todos == {
        "Laufende Runde: 1 person has all modules": f"{matrix}?show=ready",
        "Laufende Runde: 1 person still lacks modules": matrix,
        "Runde im Aufbau: 1 person still lacks consent or agreement": detail,
        "Runde im Aufbau: 1 person waits while seats are free": detail,
        f"Attendance of {late.module} is not noted yet": reverse("programmes:attendance", args=[cohort.pk, late.pk]),
        "1 colleague would like to take part": reverse("programmes:interest_list"),
        "1 colleague reports a wrong entry": reverse("people:entry_report_list"),
    }


def test_attendance_is_asked_for_while_it_can_be_noted_and_until_it_is(page: Client, kim: User) -> None:
    cohort = running(kim)
    person = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    make_session(cohort, starts_at=datetime(2026, 2, 20, 8, tzinfo=UTC))
    recent = make_session(cohort, starts_at=datetime(2026, 2, 24, 8, tzinfo=UTC))
    assert words(page) == [f"Attendance of {recent.module} is not noted yet"]

    Attendance.objects.create(session=recent, enrolment=person, was_present=True, noted_by=kim, noted_at=timezone.now())

    assert words(page) == []


def test_attendance_is_asked_for_only_where_somebody_lacks_the_module(page: Client, kim: User) -> None:
    cohort = running(kim)
    (module, *_others) = modules_of(cohort.curriculum)
    session = make_session(cohort, module=module, starts_at=datetime(2026, 2, 24, 8, tzinfo=UTC))
    asked = [f"Attendance of {module} is not noted yet"]
    assert words(page) == []  # there is nobody to note

    entry = make_result(make_enrolment(cohort, state=EnrolmentState.IN_TRAINING), module)
    assert words(page) == []

    guest = make_enrolment(running(curriculum=cohort.curriculum), state=EnrolmentState.IN_TRAINING)
    place = SessionGuest.objects.create(session=session, enrolment=guest, taken_at=timezone.now())
    assert words(page) == asked

    place.delete()
    make_result(entry.enrolment, module, kind=ResultKind.OPEN, corrects=entry)
    assert words(page) == asked


def test_without_a_round_the_page_says_what_to_do(page: Client) -> None:
    text = page.get(URL).content.decode()

    assert "You run no round yet" in text
    assert "Nothing waits for you" in text
    assert "Nothing was completed in this time" in text


def test_the_sums_follow_the_record_at_once(page: Client) -> None:
    assert seen(page).everybody.appointed == 0
    make_pilot(appointed_from=date(2026, 1, 1))
    AuditHead.objects.update(last_hash="moved")  # as every action does

    assert seen(page).everybody.appointed == 1


def test_quarters_are_shown_when_asked_for_and_anything_else_means_months(page: Client) -> None:
    assert len(seen(page, by="quarter").everybody.over_time.periods) == 8
    assert len(seen(page, by="decade").everybody.over_time.periods) == 12


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_rounds_there_are(
    page: Client, kim: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    curriculum = make_curriculum()
    AuditHead.objects.update(last_hash=f"{count:064}")
    for _number in range(count):
        cohort = running(kim, curriculum=curriculum)
        for _person in range(count):
            make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
            make_ready(cohort)
        make_session(cohort)
        make_cohort(coordinators=[kim], curriculum=curriculum, state=CohortState.COMPLETED)
    page.get(URL)

    # 1 open rounds, 2 latest completed, 3 people in training, 4 modules of the curriculum, 5 their results,
    # 6 who was there, 7 sessions, 8 states, 9 appointed, 10 head of the audit chain; to do: 11 attendance,
    # 12 requests for recognition, 13 interests, 14 reports
    with django_assert_num_queries(GROUND + 14):
        page.get(URL)


@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.ADMIN, Role.MAYORS_OFFICE, Role.DPO])
def test_other_roles_are_refused(role: Role | None) -> None:
    assert signed_in(make_user(role=role, department=make_department())).get(URL).status_code == 403


def test_the_start_page_and_the_navigation_lead_there(page: Client) -> None:
    text = page.get("/").content.decode()

    assert text.count(f'href="{URL}"') == 2
