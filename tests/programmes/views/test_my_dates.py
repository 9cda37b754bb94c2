"""One's own dates, and seats at dates of other rounds: taken and given back by the person or their coordinator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.attendance import Attendance
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest
from tests.factories import (
    make_cohort,
    make_department,
    make_enrolment,
    make_pilot,
    make_result,
    make_session,
    make_user,
    modules_of,
)
from tests.programmes.letters.read_aloud import plain_text

pytestmark = pytest.mark.django_db
QUALIFICATION = "/my/qualification/"
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 3, 9, 9, tzinfo=UTC)


@pytest.fixture
def mine(client: Client, kim: User) -> Enrolment:
    """My place in a round that Kim runs; I lack D1 and K1."""
    user = make_user()
    client.force_login(user)
    cohort = make_cohort(state=CohortState.RUNNING, coordinators=[kim], title="Meine Runde")
    pilot = make_pilot("Ich", user=user, department=make_department("Jugendamt"))
    return make_enrolment(cohort, pilot, state=EnrolmentState.IN_TRAINING)


def elsewhere(enrolment: Enrolment, **fields: Any) -> ModuleSession:
    cohort = make_cohort(
        curriculum=enrolment.cohort.curriculum,
        state=CohortState.RUNNING,
        title="Andere Runde",
        **fields.pop("round", {}),
    )
    return make_session(cohort, **{"starts_at": NEXT_WEEK, **fields})


def step(client: Client, enrolment: Enrolment, **told: int) -> str:
    response = client.post(reverse("programmes:my_date_step", args=[enrolment.pk]), told, follow=True)
    return response.content.decode()


def test_the_page_offers_a_date_of_another_round_and_the_person_takes_it(client: Client, mine: Enrolment) -> None:
    session = elsewhere(mine)
    page = client.get(QUALIFICATION).content.decode()
    assert f'name="take" value="{session.pk}"' in page
    assert "You can take a date of Andere Runde: D1 Modul D1, 9 March 2026." in page

    page = step(client, mine, take=session.pk)

    assert "The place at this date is yours." in page
    assert f'name="take" value="{session.pk}"' not in page
    assert f'name="give_back" value="{SessionGuest.objects.get().pk}"' in page
    assert "Your next date: D1 Modul D1, 9 March 2026" in page


def test_a_place_is_given_back(client: Client, mine: Enrolment) -> None:
    guest = SessionGuest.objects.create(session=elsewhere(mine), enrolment=mine, taken_at=NOW)

    page = step(client, mine, give_back=guest.pk)

    assert "The place is free again" in page
    assert not SessionGuest.objects.exists()


@pytest.mark.parametrize("told", [{}, {"take": 10**30}, {"take": "x"}, {"give_back": 1}, {"take": 0}])
def test_what_is_no_date_is_refused_in_words(client: Client, mine: Enrolment, told: dict[str, Any]) -> None:
    assert "Please choose a date." in step(client, mine, **told)


def test_a_refusal_is_told(client: Client, mine: Enrolment) -> None:
    session = elsewhere(mine, seats=1)
    other = make_enrolment(mine.cohort, state=EnrolmentState.IN_TRAINING)
    SessionGuest.objects.create(session=session, enrolment=other, taken_at=NOW)

    assert "No seat is free at this session any more." in step(client, mine, take=session.pk)


def test_nobody_acts_for_another_person(client: Client, mine: Enrolment) -> None:
    session, other = elsewhere(mine), make_enrolment(mine.cohort, state=EnrolmentState.IN_TRAINING)
    guest = SessionGuest.objects.create(session=session, enrolment=other, taken_at=NOW)
    door = reverse("programmes:my_date_step", args=[other.pk])

    assert client.post(door, {"take": session.pk}).status_code == 404
    assert "Please choose a date." in step(client, mine, give_back=guest.pk)
    assert list(SessionGuest.objects.all()) == [guest]


def test_neither_full_nor_clashing_nor_past_dates_are_offered(client: Client, mine: Enrolment) -> None:
    elsewhere(mine, seats=1, round={"taken": 1})
    elsewhere(mine, starts_at=NOW - timedelta(days=1))
    elsewhere(mine, cancelled_at=NOW)
    make_session(mine.cohort, module=modules_of(mine.cohort.curriculum)[1], starts_at=NEXT_WEEK + timedelta(days=1))
    elsewhere(mine, starts_at=NEXT_WEEK + timedelta(days=1, hours=1))

    assert 'name="take"' not in client.get(QUALIFICATION).content.decode()


def test_at_most_three_dates_of_a_module_are_offered_the_earliest_first(client: Client, mine: Enrolment) -> None:
    sessions = [elsewhere(mine, starts_at=NEXT_WEEK + timedelta(days=day)) for day in (4, 3, 2, 1)]

    response = client.get(QUALIFICATION)

    assert list(response.context["current"].missing[0].bookable) == sessions[:0:-1]


def test_a_date_before_its_prerequisite_is_shown_with_a_hint(client: Client, mine: Enrolment) -> None:
    before, module = modules_of(mine.cohort.curriculum)
    module.prerequisites.add(before)
    session = elsewhere(mine, module=module)
    page = client.get(QUALIFICATION).content.decode()
    assert "Builds on D1, which is still open." in page
    assert f'name="take" value="{session.pk}"' in page

    make_result(mine, before)

    assert "Builds on" not in client.get(QUALIFICATION).content.decode()


def test_two_own_dates_at_one_time_are_named(client: Client, mine: Enrolment) -> None:
    for module in modules_of(mine.cohort.curriculum):
        make_session(mine.cohort, module=module, starts_at=NEXT_WEEK)

    assert "There is another date at the same time." in client.get(QUALIFICATION).content.decode()


def test_a_module_attended_says_so_and_stays_open(client: Client, mine: Enrolment, kim: User) -> None:
    session = make_session(mine.cohort, starts_at=NOW - timedelta(days=7))
    Attendance.objects.create(session=session, enrolment=mine, was_present=True, noted_by=kim, noted_at=NOW)

    page = client.get(QUALIFICATION).content.decode()

    assert "attended on 23 February 2026, no result yet" in page
    assert "You still need 2 required modules (D1, K1)." in page


def test_an_own_date_comes_as_a_calendar_file(client: Client, mine: Enrolment) -> None:
    response = client.get(reverse("programmes:my_date_file", args=[make_session(mine.cohort).pk]))

    assert response.headers["Content-Type"] == "text/calendar"
    assert response.headers["Content-Disposition"] == 'attachment; filename="2026-03-09_D1.ics"'
    assert response.content.count(b"BEGIN:VEVENT") == 1
    assert b"METHOD:PUBLISH" in response.content


def test_the_date_of_a_guest_comes_as_a_file_and_no_other_of_that_round(client: Client, mine: Enrolment) -> None:
    session = elsewhere(mine)
    SessionGuest.objects.create(session=session, enrolment=mine, taken_at=NOW)
    other = make_session(session.cohort)

    found = [client.get(reverse("programmes:my_date_file", args=[one.pk])).status_code for one in (session, other)]

    assert found == [200, 404]


def test_the_coordinator_finds_a_date_for_somebody_and_sees_the_place(
    client: Client, mine: Enrolment, kim: User
) -> None:
    session = elsewhere(mine)
    client.force_login(kim)
    door = reverse("programmes:enrolment_dates", args=[mine.cohort_id, mine.pk])
    assert f'name="take" value="{session.pk}"' in client.get(door).content.decode()

    page = client.post(door, {"take": session.pk}, follow=True).content.decode()

    guest = SessionGuest.objects.get()
    assert "Sam Ich has a place at this date." in page
    detail = client.get(reverse("programmes:enrolment_detail", args=[mine.cohort_id, mine.pk])).content.decode()
    assert "Guest of another round" in detail
    assert door in detail
    assert "The place is free again" in client.post(door, {"give_back": guest.pk}, follow=True).content.decode()
    assert not SessionGuest.objects.exists()


def test_the_other_round_sees_name_and_department_of_a_guest_and_notes_attendance(
    client: Client, mine: Enrolment
) -> None:
    tom = make_user(role=Role.TRAINER)
    session = elsewhere(mine, trainer=tom, starts_at=NOW)
    SessionGuest.objects.create(session=session, enrolment=mine, taken_at=NOW)
    client.force_login(tom)

    detail = client.get(reverse("programmes:session_detail", args=[session.cohort_id, session.pk])).content.decode()
    door = reverse("programmes:attendance", args=[session.cohort_id, session.pk])
    page = client.get(door).content.decode()
    client.post(door, {f"present-{mine.pk}": "yes"})

    assert all("Sam Ich" in text and "Jugendamt" in text for text in (detail, page))
    assert not any(mine.pilot.mail in text or "Meine Runde" in text for text in (detail, page))
    assert "guest of this date" in page
    assert Attendance.objects.get().enrolment == mine


def test_a_guest_stands_on_the_sign_in_sheet(client: Client, mine: Enrolment) -> None:
    tom = make_user(role=Role.TRAINER)
    session = elsewhere(mine, trainer=tom)
    SessionGuest.objects.create(session=session, enrolment=mine, taken_at=NOW)
    client.force_login(tom)

    response = client.get(reverse("programmes:session_sheet", args=[session.cohort_id, session.pk]))

    assert response.headers["Content-Type"] == "application/pdf"
    assert "Sam Ich" in plain_text(response.content)
