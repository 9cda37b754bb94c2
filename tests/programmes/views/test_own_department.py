"""The page of a head of department: who is trained and when, who is appointed; never how anybody does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from people.models.audit_event import AuditEvent
from people.models.department import Department
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from tests.factories import (
    LONG_AGO,
    TODAY,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_pilot,
    make_result,
    make_session,
    make_user,
    modules_of,
)
from tests.programmes.views.conftest import GROUND, signed_in

pytestmark = pytest.mark.django_db
S = EnrolmentState
FILE = "/agreements/dates.ics"


@pytest.fixture
def head() -> User:
    return make_user("leitung@giessen.example")


@pytest.fixture
def office(head: User) -> Department:
    """A department below the one that is led."""
    return make_department("Kita-Verwaltung", parent=make_department("Jugendamt", head=head))


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(state=CohortState.RUNNING, curriculum=make_curriculum(("D1", "K1")), title="Runde Nord")


def page_of(head: User) -> str:
    """The page without its tokens against forgery, which differ each time."""
    return re.sub(r'"[A-Za-z0-9]{64}"', '""', signed_in(head).get("/agreements/").content.decode())


def summaries(head: User) -> list[str]:
    answer = signed_in(head).get(FILE)
    assert answer["Content-Type"] == "text/calendar"
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_who_is_through_with_a_module_has_the_same_dates_as_the_others(
    head: User, office: Department, cohort: Cohort
) -> None:
    make_session(cohort, place="Saal Eins")
    make_session(cohort, module=modules_of(cohort.curriculum)[1], place="Saal Zwei")
    enrolment = make_enrolment(cohort, make_pilot("Fleißig", department=office), state=S.IN_TRAINING)
    before, file_before = page_of(head), summaries(head)

    make_result(enrolment, modules_of(cohort.curriculum)[0])

    assert "Saal Eins" in before
    assert "Saal Zwei" in before
    assert page_of(head) == before
    assert summaries(head) == file_before == ["Training: Sam Fleißig"] * 2


def test_a_pause_looks_like_training(head: User, office: Department, cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, make_pilot("Still", department=office), state=S.IN_TRAINING)
    before = page_of(head)

    enrolment.state = S.PAUSED
    enrolment.save()

    assert "Sam Still" in before
    assert page_of(head) == before


@pytest.mark.parametrize("state", [S.DEFERRED, S.DECLINED, S.WITHDRAWN, S.DISCONTINUED, S.PROPOSED, S.WAITLISTED])
def test_who_left_or_does_not_take_part_yet_is_not_in_training(
    head: User, office: Department, cohort: Cohort, state: EnrolmentState
) -> None:
    make_session(cohort)
    make_enrolment(cohort, make_pilot("Fort", department=office), state=state)

    assert "Fort" not in page_of(head)
    assert summaries(head) == []


def test_nobody_is_trained_in_a_cancelled_round(head: User, office: Department) -> None:
    cohort = make_cohort(state=CohortState.CANCELLED)
    make_session(cohort)
    make_enrolment(cohort, make_pilot("Abgesagt", department=office), state=S.ADMITTED)

    assert "Abgesagt" not in page_of(head)


def test_dates_of_the_past_and_those_called_off_need_no_planning(
    head: User, office: Department, cohort: Cohort
) -> None:
    coming = make_session(cohort, place="Saal Morgen")
    make_session(cohort, place="Saal Gestern", starts_at=coming.starts_at - timedelta(days=14))
    make_session(cohort, place="Saal Abgesagt", cancelled_at=coming.starts_at - timedelta(days=9))
    make_enrolment(cohort, make_pilot(department=office), state=S.ADMITTED)

    page = page_of(head)

    assert "Saal Morgen" in page
    assert "Saal Gestern" not in page
    assert "Saal Abgesagt" not in page
    assert len(summaries(head)) == 1


def test_people_of_other_departments_are_nobodys_business(head: User, office: Department, cohort: Cohort) -> None:
    make_session(cohort)
    make_enrolment(cohort, make_pilot("Eigen", department=office), state=S.IN_TRAINING)
    make_enrolment(cohort, make_pilot("Fremd"), state=S.IN_TRAINING)
    make_pilot("Anderswo", appointed_from=LONG_AGO)

    page = page_of(head)

    assert "Eigen" in page
    assert "Fremd" not in page
    assert "Anderswo" not in page
    assert summaries(head) == ["Training: Sam Eigen"]


def test_appointed_people_are_shown_with_their_first_day(head: User, office: Department) -> None:
    make_pilot("Ernannt", department=office, appointed_from=LONG_AGO)
    make_pilot("Morgen", department=office, appointed_from=TODAY + timedelta(days=1))
    make_pilot("Gewesen", department=office, appointed_from=LONG_AGO, appointed_until=TODAY)

    page = page_of(head)

    assert "Ernannt, Sam" in page
    assert "1 January 2020" in page
    assert "Morgen" not in page
    assert "Gewesen" not in page


def test_taking_the_file_is_an_event(head: User, office: Department, cohort: Cohort) -> None:
    make_session(cohort)
    make_enrolment(cohort, make_pilot(department=office), state=S.IN_TRAINING)

    signed_in(head).get(FILE)

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.changes) == ("dates exported", head, {"format": "ics", "rows": 1})


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries, head: User, office: Department, people: int
) -> None:
    for _number in range(people):
        cohort = make_cohort(state=CohortState.RUNNING)
        make_session(cohort)
        make_enrolment(cohort, make_pilot(department=office), state=S.IN_TRAINING)
        make_enrolment(cohort, make_pilot(department=office), state=S.CONSENTED, consented_on=TODAY)
        make_pilot(department=office, appointed_from=LONG_AGO)
    client = signed_in(head)

    # Who is led, asked four times: 2 queries each, and twice 2 more for what the departments were before. Then the
    # departments' names, who waits, who is trained, sessions, how many are appointed, who they are, where they work.
    with django_assert_num_queries(GROUND + 8 + 4 + 7):
        client.get(reverse("programmes:agreements"))
