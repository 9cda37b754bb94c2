"""Stepping back on the screen."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from people.models.pilot import Pilot
from programmes.models.appointment import Appointment, EndReason
from tests.factories import LONG_AGO, TODAY, make_letter, make_pilot, make_user

pytestmark = pytest.mark.django_db
PAGE = "/my/step-back/"


def make_appointed(name: str, **appointment: object) -> Pilot:
    """An account with a letter in force since the new year."""
    pilot = make_pilot(name, user=make_user(), appointed_from=date(2026, 1, 1))
    make_letter(pilot, appointment=appointment)
    return pilot


@pytest.fixture
def me(client: Client) -> Pilot:
    pilot = make_appointed("Adler")
    client.force_login(pilot.user)
    return pilot


def test_the_page_says_what_follows_and_asks_for_no_reason(client: Client, me: Pilot) -> None:
    page = client.get(PAGE).content.decode()

    for words in ("Nobody asks for a reason", "1 January 2026", "An end cannot be taken back.", "Enter days away"):
        assert words in page
    assert 'name="reason"' not in page


def test_who_steps_back_today_leaves_the_directory_at_once(client: Client, me: Pilot) -> None:
    done = client.post(PAGE, {"ended_on": "2026-03-02"}, follow=True)

    ended = Appointment.objects.get()
    assert done.redirect_chain == [("/my/profile/", 302)]
    assert "You have stepped back." in done.content.decode()
    assert (ended.ended_on, ended.end_reason) == (TODAY, EndReason.OWN_WISH)
    assert not Pilot.objects.appointed_on(TODAY).exists()


def test_until_the_day_named_colleagues_find_the_person(client: Client, me: Pilot) -> None:
    done = client.post(PAGE, {"ended_on": "2026-06-01"}, follow=True)

    assert "You step back on 1 June 2026." in done.content.decode()
    assert (
        "The last day of your appointment is 31 May 2026. You can name an earlier end."
        in client.get(PAGE).content.decode()
    )
    assert "Sam Adler" in client.get("/pilots/").content.decode()
    assert "31 May 2026" in client.get("/my/letters/").content.decode()


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("", "Please enter the day."),
        ("2026-03-01", "This day has passed."),
        ("2027-03-04", "This day is more than a year ahead."),
    ],
)
def test_a_refused_day_says_why_and_changes_nothing(client: Client, me: Pilot, day: str, error: str) -> None:
    response = client.post(PAGE, {"ended_on": day})

    assert (response.status_code, Appointment.objects.get().ended_on) == (200, None)
    assert 'href="#id_ended_on"' in response.content.decode()
    assert error in response.content.decode()


def test_everybody_ends_only_their_own_appointment(client: Client, me: Pilot) -> None:
    other = make_appointed("Beispiel")

    client.post(PAGE, {"ended_on": "2026-03-02", "pilot": other.pk})

    ended = Appointment.objects.filter(ended_on__isnull=False)
    assert [appointment.pilot for appointment in ended] == [me]


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 403), ({"appointed_from": LONG_AGO, "appointed_until": TODAY}, 403), ({"appointed_from": LONG_AGO}, 404)],
    ids=["trainee", "ended", "no letter"],
)
def test_who_holds_no_appointment_has_nothing_to_end(client: Client, fields: dict[str, date], status: int) -> None:
    make_appointed("Beispiel")
    client.force_login(make_pilot("Celik", user=make_user(), **fields).user)

    assert [client.get(PAGE).status_code, client.post(PAGE, {"ended_on": "2026-03-02"}).status_code] == [status, status]
