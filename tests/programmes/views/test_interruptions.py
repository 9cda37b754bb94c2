"""Pausing, moving on, ending; and the free seats for those who wait, as a coordinator does it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from tests.factories import make_cohort, make_curriculum, make_enrolment, make_user
from tests.programmes.views.conftest import signed_in

pytestmark = pytest.mark.django_db
S = EnrolmentState


@pytest.fixture
def kim() -> User:
    return make_user(role=Role.COORDINATOR)


@pytest.fixture
def page(kim: User) -> Client:
    return signed_in(kim)


@pytest.fixture
def running(kim: User) -> Cohort:
    return make_cohort(coordinators=[kim], curriculum=make_curriculum(), state=CohortState.RUNNING, seats=2)


def door(enrolment: Enrolment) -> str:
    return reverse("programmes:enrolment_interrupt", args=[enrolment.cohort_id, enrolment.pk])


def state_of(enrolment: Enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).state


@pytest.mark.parametrize(
    ("way", "state", "seats"),
    [("paused", S.PAUSED, 1), ("deferred", S.DEFERRED, 0), ("discontinued", S.DISCONTINUED, 0)],
)
def test_somebody_in_training_goes_one_of_three_ways(
    page: Client, running: Cohort, way: str, state: EnrolmentState, seats: int
) -> None:
    enrolment = make_enrolment(running, state=S.IN_TRAINING)

    page.post(door(enrolment), {"way": way, "to": ""})

    running.refresh_from_db()
    assert (state_of(enrolment), running.seats_taken) == (state, seats)


def test_the_later_round_is_one_that_has_not_begun(page: Client, running: Cohort) -> None:
    enrolment = make_enrolment(running, state=S.IN_TRAINING)
    later = make_cohort(curriculum=running.curriculum, number=9, state=CohortState.PLANNED, title="Runde neun")
    begun = make_cohort(curriculum=running.curriculum, number=8, state=CohortState.RUNNING, title="Runde acht")

    shown = page.get(door(enrolment)).content.decode()
    refused = page.post(door(enrolment), {"way": "deferred", "to": begun.pk}).content.decode()
    page.post(door(enrolment), {"way": "deferred", "to": later.pk})

    assert ("Runde neun" in shown, "Runde acht" in shown) == (True, False)
    assert 'id="id_to_error"' in refused or "Select a valid choice" in refused
    assert Enrolment.objects.get(pk=enrolment.pk).deferred_to == later
    assert later.enrolments.get().pilot == enrolment.pilot


def test_nothing_chosen_is_said_beside_the_field_and_changes_nothing(page: Client, running: Cohort) -> None:
    enrolment = make_enrolment(running, state=S.IN_TRAINING)

    shown = page.post(door(enrolment), {}).content.decode()

    assert "Please choose what is to happen." in shown
    assert state_of(enrolment) == S.IN_TRAINING


def test_whoever_is_through_goes_no_way(page: Client, running: Cohort) -> None:
    enrolment = make_enrolment(running, state=S.FINISHED)

    shown = page.get(door(enrolment)).content.decode()
    page.post(door(enrolment), {"way": "discontinued"})

    assert "This is not possible now" in shown
    assert state_of(enrolment) == S.FINISHED


def test_another_coordinator_finds_nobody_there(running: Cohort) -> None:
    other = signed_in(make_user(role=Role.COORDINATOR))

    assert other.get(door(make_enrolment(running, state=S.IN_TRAINING))).status_code == 404
    assert other.post(reverse("programmes:waiting_list_offer", args=[running.pk])).status_code == 404


def test_free_seats_are_offered_from_the_page_of_the_round(page: Client, running: Cohort) -> None:
    waiting = make_enrolment(running, state=S.WAITLISTED)
    here = reverse("programmes:cohort_detail", args=[running.pk])

    before = page.get(here).content.decode()
    page.post(reverse("programmes:waiting_list_offer", args=[running.pk]))

    assert "Offer the free seat" in before
    assert state_of(waiting) == S.OFFERED


def test_a_seat_that_gets_free_goes_on_by_itself_where_the_round_says_so(page: Client, running: Cohort) -> None:
    Cohort.objects.filter(pk=running.pk).update(seats=1, promotes_by_itself=True)
    running.refresh_from_db()
    leaving, waiting = make_enrolment(running, state=S.IN_TRAINING), make_enrolment(running, state=S.WAITLISTED)

    page.post(door(leaving), {"way": "discontinued"})

    assert state_of(waiting) == S.OFFERED
