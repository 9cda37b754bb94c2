"""A session ends some time after the last request, and whoever was signed out reads why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.conftest import NINE_O_CLOCK
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NINE_O_CLOCK, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def page(clock: time_machine.Coordinates) -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def at(minutes: int) -> datetime:
    return NINE_O_CLOCK + timedelta(minutes=minutes)


def test_whoever_goes_on_working_stays_signed_in(page: Client, clock: time_machine.Coordinates) -> None:
    for minutes in range(0, 300, 50):
        clock.move_to(at(minutes))
        assert page.get("/").status_code == 200


def test_whoever_does_nothing_has_to_sign_in_and_reads_why(page: Client, clock: time_machine.Coordinates) -> None:
    clock.move_to(at(66))

    answer = page.get("/pilots/", follow=True)

    assert answer.redirect_chain[0][0].endswith("?next=/pilots/")
    assert "You were signed out because nothing happened for 60 minutes. Please sign in again." in answer.text
    assert page.get("/").status_code == 302


def test_what_was_sent_too_late_is_said_to_be_lost(page: Client, clock: time_machine.Coordinates) -> None:
    clock.move_to(at(66))

    answer = page.post("/letters/print/", {"round": "1"}, follow=True)

    assert "What you have just sent was not saved: please sign in and enter it once more." in answer.text


def test_an_installation_may_turn_it_off(page: Client, clock: time_machine.Coordinates, settings: Any) -> None:
    settings.SESSION_IDLE_MINUTES = 0
    clock.move_to(at(600))

    assert page.get("/").status_code == 200


def test_the_session_is_written_at_most_every_five_minutes(
    page: Client, clock: time_machine.Coordinates, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stored = Session.objects.get().session_data
    clock.move_to(at(4))
    page.get("/")
    assert Session.objects.get().session_data == stored

    clock.move_to(at(6))
    page.get("/")

    assert Session.objects.get().session_data != stored


def test_a_visitor_without_account_gets_no_session(client: Client) -> None:
    assert client.get("/verify/").status_code == 200

    assert Session.objects.count() == 0
