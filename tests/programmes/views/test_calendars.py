"""Secret addresses of calendars: shown once, stored as a fingerprint, revoked at once, never somebody else's dates."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from people.models.role_grant import Role
from people.models.user import User
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import EnrolmentState
from tests.factories import make_cohort, make_enrolment, make_pilot, make_session, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> User:
    return make_user("carla@giessen.example", role=Role.COORDINATOR)


@pytest.fixture
def cohort(coordinator: User) -> Cohort:
    return make_cohort(coordinators=[coordinator], state=CohortState.RUNNING)


@pytest.fixture
def kim(cohort: Cohort) -> User:
    kim = make_user("kim@giessen.example")
    make_enrolment(cohort, make_pilot("Kim", user=kim), state=EnrolmentState.IN_TRAINING)
    return kim


def address_for(client: Client, user: User, door: str) -> str:
    client.force_login(user)
    return str(client.post(door, {"do": "make"}).context["address"]).removeprefix("http://localhost")


def uids(client: Client, address: str) -> list[str]:
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [str(event["UID"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def uid_of(session_pk: int) -> str:
    return f"session-{session_pk}@localhost"


def test_a_person_sees_the_own_dates_and_no_others(client: Client, cohort: Cohort, kim: User) -> None:
    mine, taught = make_session(cohort), make_session(make_cohort(), trainer=kim)
    make_session(make_cohort())

    address = address_for(client, kim, reverse("programmes:my_calendar"))

    assert sorted(uids(client, address)) == sorted([uid_of(mine.pk), uid_of(taught.pk)])


def test_a_coordinator_sees_the_dates_of_the_round_as_long_as_it_is_theirs(
    client: Client, cohort: Cohort, coordinator: User
) -> None:
    session = make_session(cohort)
    make_session(make_cohort())
    address = address_for(client, coordinator, reverse("programmes:cohort_calendar", args=[cohort.pk]))
    assert uids(client, address) == [uid_of(session.pk)]

    cohort.coordinators.clear()

    assert client.get(address).status_code == 404


def test_what_is_stored_does_not_open_the_calendar(client: Client, cohort: Cohort, kim: User) -> None:
    address = address_for(client, kim, reverse("programmes:my_calendar"))
    feed = CalendarFeed.objects.get()

    assert feed.token_hash not in address
    assert client.get(reverse("programmes:calendar", args=[feed.token_hash])).status_code == 404
    assert address not in client.get(reverse("programmes:my_calendar")).content.decode()


def test_a_new_address_revokes_the_old_one_and_revoking_leaves_none(client: Client, cohort: Cohort, kim: User) -> None:
    door = reverse("programmes:my_calendar")
    old, new = address_for(client, kim, door), address_for(client, kim, door)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200

    client.post(door, {"do": "revoke"})

    assert client.get(new).status_code == 404


def test_whoever_lost_the_place_or_the_account_has_no_dates(client: Client, cohort: Cohort, kim: User) -> None:
    make_session(cohort)
    address = address_for(client, kim, reverse("programmes:my_calendar"))

    cohort.enrolments.update(state=EnrolmentState.WITHDRAWN)
    assert uids(client, address) == []
    User.objects.filter(pk=kim.pk).update(is_active=False)

    assert client.get(address).status_code == 404


def test_a_trainer_without_a_place_anywhere_has_the_dates_they_teach(client: Client, cohort: Cohort) -> None:
    trainer = make_user("tom@giessen.example", role=Role.TRAINER)
    taught = make_session(cohort, trainer=trainer)
    make_session(cohort)

    address = address_for(client, trainer, reverse("programmes:my_calendar"))

    assert uids(client, address) == [uid_of(taught.pk)]


def test_a_trainers_address_and_a_rounds_address_of_one_account_live_side_by_side(
    client: Client, cohort: Cohort, coordinator: User
) -> None:
    make_enrolment(cohort, make_pilot("Carla", user=coordinator), state=EnrolmentState.IN_TRAINING)
    own = address_for(client, coordinator, reverse("programmes:my_calendar"))
    of_round = address_for(client, coordinator, reverse("programmes:cohort_calendar", args=[cohort.pk]))

    assert [client.get(address).status_code for address in (own, of_round)] == [200, 200]
