"""The dates of a round as a list: who sees which, and what is still to be done about them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.session_mails import tell
from programmes.models.attendance import Attendance
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.mail import MailKind
from tests.factories import make_cohort, make_enrolment, make_session, make_user
from tests.programmes.views.conftest import GROUND, signed_in


def at(name: str, cohort: Cohort) -> str:
    return reverse(f"programmes:{name}", args=[cohort.pk])


def test_the_dates_of_a_round_in_which_a_trainer_does_not_teach_do_not_exist(db: None) -> None:
    cohort = make_cohort()
    make_session(cohort, trainer=make_user())

    assert signed_in(make_user(role=Role.TRAINER)).get(at("session_list", cohort)).status_code == 404


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_dates_ask_the_same_number_of_questions(
    page: Client, kim: User, django_assert_num_queries: DjangoAssertNumQueries, sessions: int
) -> None:
    cohort = make_cohort(coordinators=[kim])
    for _session in range(sessions):
        make_session(cohort, trainer=make_user())

    # 1 the round, 2 its dates, 3 whether the viewer runs it, 4 of which nobody is noted, 5-8 who is still to be told:
    # dates, people, results and mails
    with django_assert_num_queries(GROUND + 8):
        page.get(at("session_list", cohort))


def test_a_round_says_how_many_people_do_not_know_of_its_dates(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], state=CohortState.RUNNING)
    for _number in range(2):
        make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    assert at("session_tell", cohort) not in page.get(at("cohort_detail", cohort)).text
    for _number in range(3):
        make_session(cohort)

    assert "Tell 2 people of the dates by mail" in page.get(at("cohort_detail", cohort)).text
    assert "2 people do not know all dates or changes yet." in page.get(at("session_list", cohort)).text

    tell(MailKind.INVITATION, cohort, by=kim, at=timezone.now())

    assert at("session_tell", cohort) not in page.get(at("cohort_detail", cohort)).text
    assert at("session_tell", cohort) not in page.get(at("session_list", cohort)).text


def test_past_dates_of_which_nobody_is_noted_lead_to_their_attendance(page: Client, kim: User) -> None:
    cohort = make_cohort(coordinators=[kim], state=CohortState.RUNNING)
    person = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    past = datetime(2026, 2, 3, 8, tzinfo=UTC)
    noted, missing = make_session(cohort, starts_at=past), make_session(cohort, starts_at=past)
    off = make_session(cohort, starts_at=past, cancelled_at=past)
    to_come = make_session(cohort)
    Attendance.objects.create(session=noted, enrolment=person, was_present=True, noted_by=kim, noted_at=past)

    text = page.get(at("session_list", cohort)).text

    doors = {
        one.pk: reverse("programmes:attendance", args=[cohort.pk, one.pk]) in text for one in cohort.sessions.all()
    }
    assert doors == {noted.pk: False, missing.pk: True, off.pk: False, to_come.pk: False}
