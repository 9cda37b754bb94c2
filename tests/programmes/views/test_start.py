"""The start page: whom to ask, without a click, and what is to be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.role_grant import Role
from programmes.models.attendance import Attendance
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.interest import Interest
from tests.factories import (
    LONG_AGO,
    TODAY,
    make_cohort,
    make_department,
    make_enrolment,
    make_pilot,
    make_programme,
    make_ready,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db


def start(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_own_pilot_stands_there_with_the_contact(client: Client) -> None:
    department = make_department("Jugendamt")
    make_pilot("Nah", department=department, appointed_from=LONG_AGO, phone="0641 306-1234", mail="nah@giessen.example")
    make_pilot("Lernend", department=department)
    client.force_login(make_user(department=department))

    page = start(client)

    assert all(words in page for words in ("Your pilot", "Sam Nah", "tel:06413061234", "mailto:nah@giessen.example"))
    assert "Lernend" not in page


def test_a_department_without_a_pilot_is_told_who_helps(client: Client) -> None:
    above = make_department("Dezernat II")
    make_pilot("Oben", department=above, appointed_from=LONG_AGO)
    client.force_login(make_user(department=make_department("Jugendamt", parent=above)))

    assert "Nobody is appointed in Jugendamt yet. These colleagues of Dezernat II help:" in start(client)


def test_helpers_of_other_departments_come_after_that(client: Client) -> None:
    make_pilot("Hilft", appointed_from=LONG_AGO, helps_other_departments=True)
    client.force_login(make_user(department=make_department("Jugendamt")))

    page = start(client)

    assert "These colleagues help other departments, too:" in page
    assert "Sam Hilft" in page


def test_and_the_office_where_nobody_is_appointed(client: Client) -> None:
    make_programme()
    make_pilot("Lernend")
    client.force_login(make_user(department=make_department()))

    page = start(client)

    assert "The programme’s office helps:" in page
    assert "Stabsstelle" in page
    assert "Lernend" not in page


def test_admins_see_how_many_are_ready(client: Client) -> None:
    cohort = make_cohort(state=CohortState.RUNNING)
    make_ready(cohort, "Eins")
    make_ready(cohort, "Zwei")
    make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    client.force_login(make_user(role=Role.ADMIN))

    page = start(client)

    assert "2 people are ready for appointment" in page
    assert f'href="{reverse("programmes:letters_issue")}"' in page


def test_nobody_but_an_admin_sees_that(client: Client) -> None:
    make_ready(make_cohort(state=CohortState.RUNNING))
    client.force_login(make_user(role=Role.COORDINATOR))

    assert "ready for appointment" not in start(client)


def test_coordinators_see_what_their_own_rounds_ask_for(client: Client) -> None:
    kim = make_user(role=Role.COORDINATOR)
    enrolling = make_cohort(title="Runde vier", seats=3, coordinators=[kim])
    make_enrolment(enrolling)
    make_enrolment(enrolling, state=EnrolmentState.WAITLISTED)
    running = make_cohort(title="Runde zwei", state=CohortState.RUNNING, coordinators=[kim])
    make_ready(running)
    make_enrolment(running, state=EnrolmentState.IN_TRAINING)
    make_cohort(title="Runde fremd", state=CohortState.RUNNING)
    client.force_login(kim)

    page = start(client)

    assert "Runde vier: 2 seats free" in page
    assert "1 person still lacks consent or agreement." in page
    assert "1 person waits for a place." in page
    assert "Runde zwei: 1 person still lacks modules" in page
    assert reverse("programmes:progress_matrix", args=[running.pk]) in page
    assert "Runde fremd" not in page


def test_trainees_see_their_next_step(client: Client) -> None:
    user = make_user()
    make_enrolment(make_cohort(), make_pilot(user=user), state=EnrolmentState.IN_TRAINING)
    client.force_login(user)

    assert "You still need 2 required modules (D1, K1)." in start(client)


@pytest.mark.parametrize(
    ("role", "door"),
    [
        (Role.DPO, "people:audit"),
        (Role.MAYORS_OFFICE, "programmes:letter_list"),
        (Role.TRAINER, "programmes:cohort_list"),
    ],
)
def test_each_role_finds_its_door(client: Client, role: Role, door: str) -> None:
    client.force_login(make_user(role=role))

    assert f'class="task" href="{reverse(door)}"' in start(client)


def test_a_head_finds_the_own_department(client: Client) -> None:
    head = make_user()
    department = make_department("Jugendamt", head=head)
    client.force_login(head)

    assert f'class="task" href="{reverse("people:department_detail", args=[department.pk])}"' in start(client)


def test_a_trainer_sees_the_next_own_session(client: Client) -> None:
    trainer = make_user(role=Role.TRAINER)
    make_session(make_cohort(), trainer=trainer)
    client.force_login(trainer)

    assert "Next: D1 Modul D1, 9 March 2026" in start(client)


def test_a_session_that_is_called_off_is_not_the_next_one(client: Client) -> None:
    trainer = make_user(role=Role.TRAINER)
    make_session(make_cohort(), trainer=trainer, cancelled_at=datetime(2026, 3, 1, tzinfo=UTC))
    client.force_login(trainer)

    assert "No session is planned for you at the moment" in start(client)


def test_the_data_protection_officer_sees_no_pilot(client: Client) -> None:
    make_pilot("Nah", appointed_from=LONG_AGO, helps_other_departments=True)
    client.force_login(make_user(role=Role.DPO))

    assert "Sam Nah" not in start(client)


@pytest.mark.parametrize("count", [1, 3])
def test_the_start_page_takes_the_same_queries_however_much_there_is(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    department = make_department()
    kim = make_user(role=Role.COORDINATOR, department=department)
    for _number in range(count):
        make_pilot(department=department, appointed_from=LONG_AGO)
        cohort = make_cohort(state=CohortState.RUNNING, coordinators=[kim])
        make_enrolment(cohort, make_pilot(appointed_from=TODAY + timedelta(days=9)), state=EnrolmentState.IN_TRAINING)
    client.force_login(kim)

    # session, account, second factor, roles, derived roles (5); own department, the state of the record, the tree,
    # pilots near, their topics, releases, departments and role name, the programme (9); rounds, their people, modules,
    # results, attendance (5); who would like to take part, requests for recognition, the open call (3)
    with django_assert_num_queries(18):
        start(client)


def test_a_trainer_reaches_todays_attendance_in_one_click(client: Client) -> None:
    tom = make_user(role=Role.TRAINER)
    session = make_session(make_cohort(), trainer=tom, starts_at=datetime(2026, 3, 2, 13, tzinfo=UTC))
    make_session(make_cohort(), trainer=tom)
    client.force_login(tom)

    page = start(client)

    assert reverse("programmes:attendance", args=[session.cohort_id, session.pk]) in page
    assert "Today, 14:00" in page


def test_no_attendance_is_noted_before_the_day(client: Client) -> None:
    tom = make_user(role=Role.TRAINER)
    make_session(make_cohort(), trainer=tom)
    client.force_login(tom)

    assert "attendance" not in start(client)


@pytest.mark.parametrize(
    ("days_ago", "is_noted", "state", "is_asked"),
    [
        (7, False, CohortState.RUNNING, True),
        (8, False, CohortState.RUNNING, False),
        (7, True, CohortState.RUNNING, False),
        (0, True, CohortState.RUNNING, True),
        (7, False, CohortState.COMPLETED, False),
    ],
    ids=["last day", "too late", "noted", "noted today", "round is over"],
)
def test_a_trainer_is_reminded_of_attendance_nobody_has_noted_as_long_as_it_can_be(
    client: Client, days_ago: int, is_noted: bool, state: CohortState, is_asked: bool
) -> None:
    tom = make_user(role=Role.TRAINER)
    cohort = make_cohort(state=state)
    session = make_session(
        cohort, trainer=tom, starts_at=datetime(2026, 3, 2, 7, tzinfo=UTC) - timedelta(days=days_ago)
    )
    if is_noted:
        for _number in range(2):
            enrolment = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
            Attendance.objects.create(
                session=session, enrolment=enrolment, was_present=True, noted_by=tom, noted_at=session.ends_at
            )
    make_session(make_cohort(), starts_at=session.starts_at)
    client.force_login(tom)

    page = start(client)

    door = reverse("programmes:attendance", args=[session.cohort_id, session.pk])
    assert page.count("/attendance/") == page.count(door) == is_asked
    assert ("Nobody is noted yet. You can note who was there until 2 March 2026." in page) == (
        is_asked and not is_noted
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_start_page_of_a_trainer_takes_the_same_queries_however_many_sessions_there_are(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tom = make_user(role=Role.TRAINER)
    for day in range(count):
        make_session(make_cohort(), trainer=tom, starts_at=datetime(2026, 2, 28 - day, 7, tzinfo=UTC))
    client.force_login(tom)

    # session, account, roles (3); the state of the record, helpers of other departments, the programme, projects, the
    # call (5); the next own session, those to note (2)
    with django_assert_num_queries(10):
        assert start(client).count("/attendance/") == count


def test_coordinators_are_told_who_would_like_to_take_part(client: Client) -> None:
    programme = make_programme()
    for closed_on in (None, TODAY):
        Interest.objects.create(programme=programme, user=make_user(), said_on=TODAY, closed_on=closed_on)
    client.force_login(make_user(role=Role.COORDINATOR))

    assert "1 colleague would like to take part" in start(client)


def test_an_open_call_reaches_everybody_but_those_who_are_in(client: Client) -> None:
    cohort = make_cohort(title="6. Ausbildungsrunde")
    make_cohort(title="Zu", closes_on=TODAY - timedelta(days=1))
    client.force_login(make_user())
    assert "Would you like to become one? 6. Ausbildungsrunde" in start(client)

    inside = make_user()
    make_enrolment(cohort, make_pilot(user=inside))
    client.force_login(inside)

    assert "Would you like to become one?" not in start(client)
