"""What somebody sees of themselves, and nobody of anybody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from people.models.pilot import Pilot
from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ResultKind
from tests.factories import (
    TODAY,
    make_cohort,
    make_curriculum,
    make_enrolment,
    make_letter,
    make_pilot,
    make_result,
    make_session,
    make_user,
    modules_of,
)

pytestmark = pytest.mark.django_db
QUALIFICATION = "/my/qualification/"
LETTERS = "/my/letters/"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def me(client: Client) -> Pilot:
    user = make_user()
    client.force_login(user)
    return make_pilot("Ich", user=user)


def test_the_next_step_says_what_is_missing_and_the_next_date_for_it(client: Client, me: Pilot) -> None:
    cohort = make_cohort(curriculum=make_curriculum(required=["D1", "K1"]))
    done, missing = modules_of(cohort.curriculum)
    enrolment = make_enrolment(cohort, me, state=EnrolmentState.IN_TRAINING)
    make_result(enrolment, done)
    make_session(cohort, module=done)
    make_session(cohort, module=missing, starts_at=datetime(2026, 3, 12, 9, 0, tzinfo=BERLIN))
    make_session(cohort, module=missing, starts_at=datetime(2026, 2, 12, 9, 0, tzinfo=BERLIN))

    response = client.get(QUALIFICATION)

    page = response.content.decode()
    assert "You still need 1 required module (K1)." in page
    assert "Your next date: K1 Modul K1, 12 March 2026" in page
    assert [session.module for session in response.context["current"].sessions] == [missing]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ResultKind.PASSED, "done on 23 February 2026"),
        (ResultKind.RECOGNISED, "recognised on 23 February 2026"),
        (ResultKind.EXEMPTED, "exempted on 23 February 2026"),
    ],
)
def test_a_module_says_how_and_when_it_was_done(client: Client, me: Pilot, kind: ResultKind, words: str) -> None:
    enrolment = make_enrolment(pilot=me, state=EnrolmentState.IN_TRAINING)
    make_result(enrolment, modules_of(enrolment.cohort.curriculum)[0], kind=kind, reason="Urkunde", decided_by="Kim")

    page = client.get(QUALIFICATION).content.decode()

    assert words in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (EnrolmentState.PROPOSED, "It goes on once you have consented"),
        (EnrolmentState.CONSENTED, "Your head of department still has to agree"),
        (EnrolmentState.AGREED, "The coordinators admit you next"),
        (EnrolmentState.ADMITTED, "Training starts on 16 February 2026"),
        (EnrolmentState.WAITLISTED, "You wait for a place, as number 1 on the list."),
        (EnrolmentState.OFFERED, "A place is free for you and kept until 9 March 2026"),
        (EnrolmentState.PAUSED, "Your training is paused"),
        (EnrolmentState.FINISHED, "You have finished your training"),
        (EnrolmentState.DEFERRED, "You go on in a later round"),
        (EnrolmentState.WITHDRAWN, "You left this round"),
    ],
)
def test_every_state_has_its_next_step(client: Client, me: Pilot, state: EnrolmentState, words: str) -> None:
    make_enrolment(make_cohort(taken=1), me, state=state)

    assert words in client.get(QUALIFICATION).content.decode()


def test_the_present_round_comes_first_and_a_deferred_one_is_explained(client: Client, me: Pilot) -> None:
    present = make_cohort(title="Runde jetzt")
    make_enrolment(present, me, state=EnrolmentState.IN_TRAINING)
    make_enrolment(make_cohort(title="Runde davor"), me, state=EnrolmentState.DEFERRED, deferred_to=present)

    response = client.get(QUALIFICATION)

    assert response.context["current"].enrolment.cohort == present
    assert "You moved on to Runde jetzt." in response.content.decode()


def test_nothing_of_another_person_shows(client: Client, me: Pilot) -> None:
    cohort = make_cohort(coordinators=[make_user("kim@giessen.example")])
    make_enrolment(cohort, me, state=EnrolmentState.IN_TRAINING)
    other = make_enrolment(cohort, make_pilot("Nachbarin"), state=EnrolmentState.IN_TRAINING)
    make_result(other, modules_of(cohort.curriculum)[0], achieved_on=TODAY - timedelta(days=3))

    page = client.get(QUALIFICATION).content.decode()

    assert "kim@giessen.example" in page
    assert "Nachbarin" not in page
    assert "27 February 2026" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_own_qualification_takes_the_same_queries_however_long(
    client: Client, me: Pilot, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        cohort = make_cohort(coordinators=[make_user()], state=CohortState.RUNNING)
        make_session(cohort, module=modules_of(cohort.curriculum)[1])
        make_enrolment(cohort, me, state=EnrolmentState.IN_TRAINING)
        other = make_cohort(curriculum=cohort.curriculum, state=CohortState.RUNNING)
        make_session(other, starts_at=datetime(2026, 3, 16, 9, tzinfo=BERLIN))

    # session, account, roles; own pilot, enrolments, coordinators; modules, results, attendance;
    # guest places, sessions, dates elsewhere, what modules need
    with django_assert_num_queries(13):
        page = client.get(QUALIFICATION).content.decode()
    assert 'name="take"' in page


def test_own_letters_show_with_number_date_state_and_file_and_no_others(client: Client, me: Pilot) -> None:
    mine, other = make_letter(me), make_letter()

    page = client.get(LETTERS).content.decode()

    assert all(fact in page for fact in (mine.reference, "1 December 2025", "in force"))
    assert reverse("programmes:letter_pdf", args=[mine.pk]) in page
    assert other.reference not in page


def test_whoever_was_a_pilot_keeps_the_letter(client: Client, me: Pilot) -> None:
    make_letter(me, appointment={"ended_on": TODAY, "end_reason": "left"})

    page = client.get(LETTERS).content.decode()

    assert "appointment ended" in page
    assert "1 March 2026" in page


@pytest.mark.parametrize("count", [1, 3])
def test_own_letters_take_the_same_queries_however_many(
    client: Client, me: Pilot, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_letter(me, appointment={"ended_on": TODAY, "end_reason": "left"})

    with django_assert_num_queries(4):  # session, account, roles; letters
        client.get(LETTERS)


@pytest.mark.parametrize("address", [QUALIFICATION, LETTERS])
def test_who_takes_no_part_is_refused(client: Client, address: str) -> None:
    client.force_login(make_user())

    assert client.get(address).status_code == 403
