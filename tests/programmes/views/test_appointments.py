"""Ending an appointment on the screen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from people.models.pilot import Pilot
from people.models.role_grant import Role
from programmes.actions.issue_letters import issue_letters
from programmes.models.appointment import Appointment
from programmes.models.letter import AppointmentLetter
from tests.factories import TODAY, make_issuing_cohort, make_ready, make_user


@pytest.fixture
def letter(client: Client, db: None) -> AppointmentLetter:
    client.force_login(make_user(role=Role.ADMIN))
    return issue()


def issue(effective_from: date = TODAY) -> AppointmentLetter:
    people = [make_ready(make_issuing_cohort(), "Adler")]
    return issue_letters(people, effective_from=effective_from, by=None, at=datetime(2026, 3, 2, 7, 0, tzinfo=UTC))[0]


def test_the_page_says_who_and_what_follows(client: Client, letter: AppointmentLetter) -> None:
    shown = client.get(f"/letters/{letter.pk}/end/").content.decode()

    for words in ("End the appointment of Sam Adler", letter.reference, "An end cannot be taken back.", "own wish"):
        assert words in shown


def test_the_end_takes_the_person_out_of_the_directory(client: Client, letter: AppointmentLetter) -> None:
    assert "Sam Adler" in client.get("/pilots/").content.decode()

    done = client.post(f"/letters/{letter.pk}/end/", {"ended_on": "2026-03-02", "reason": "left"}, follow=True)

    assert done.redirect_chain == [(f"/letters/{letter.pk}/", 302)]
    assert "The end of the appointment of Sam Adler is noted." in done.content.decode()
    assert "Sam Adler" not in client.get("/pilots/").content.decode()
    assert client.get(f"/pilots/{letter.appointment.pilot_id}/").status_code == 404


@pytest.mark.parametrize(
    ("day", "reason", "error"),
    [
        ("2027-03-04", "left", "This day is more than a year ahead."),
        ("2026-03-01", "left", "This day is before the appointment took effect."),
        ("", "left", "Please enter the day."),
        ("2026-03-02", "", "Please choose the reason."),
    ],
)
def test_a_refused_end_says_why_and_changes_nothing(
    client: Client, letter: AppointmentLetter, day: str, reason: str, error: str
) -> None:
    shown = client.post(f"/letters/{letter.pk}/end/", {"ended_on": day, "reason": reason})

    assert shown.status_code == 200
    assert error in shown.content.decode()
    assert Appointment.objects.get().ended_on is None
    assert Pilot.objects.appointed_on(TODAY).exists()


def test_an_end_is_shown_and_not_asked_for_again(client: Client, letter: AppointmentLetter) -> None:
    client.post(f"/letters/{letter.pk}/end/", {"ended_on": "2026-03-02", "reason": "revoked"})

    shown = client.get(f"/letters/{letter.pk}/end/").content.decode()

    assert "This appointment was ended before it took effect." in shown
    assert 'name="reason"' not in shown


def test_an_end_to_come_is_told_and_may_be_brought_forward(client: Client, letter: AppointmentLetter) -> None:
    client.post(f"/letters/{letter.pk}/end/", {"ended_on": "2026-06-01", "reason": "own_wish"})

    shown = client.get(f"/letters/{letter.pk}/end/").content.decode()
    detail = client.get(f"/letters/{letter.pk}/").content.decode()
    public = client.get(f"/verify/{letter.verify_code}/").content.decode()

    assert "The last day of this appointment is 31 May 2026. An earlier end can be named." in shown
    assert 'name="reason"' in shown
    assert "31 May 2026 (own wish)" in detail
    assert "Genuine and in force" in public
    assert "Sam Adler" in client.get("/pilots/").content.decode()


def test_an_appointment_ended_before_it_ever_held_is_not_ended_again(client: Client, db: None) -> None:
    client.force_login(make_user(role=Role.ADMIN))
    letter = issue(date(2026, 4, 1))
    Appointment.objects.update(ended_on="2026-04-01", end_reason="own_wish")

    shown = client.get(f"/letters/{letter.pk}/end/").content.decode()
    detail = client.get(f"/letters/{letter.pk}/").content.decode()

    assert 'name="reason"' not in shown
    assert f"/letters/{letter.pk}/end/" not in detail


def test_a_term_that_is_over_is_not_ended_again(client: Client, db: None) -> None:
    client.force_login(make_user(role=Role.ADMIN))
    letter = issue(date(2026, 1, 2))
    Appointment.objects.update(effective_until="2026-03-01")

    shown = client.get(f"/letters/{letter.pk}/end/").content.decode()
    detail = client.get(f"/letters/{letter.pk}/").content.decode()

    assert 'name="reason"' not in shown
    assert f"/letters/{letter.pk}/end/" not in detail


def test_a_letter_with_thanks_is_issued_with_the_end(client: Client, letter: AppointmentLetter) -> None:
    told = {"ended_on": "2026-03-31", "reason": "own_wish", "with_letter": "on"}

    client.post(f"/letters/{letter.pk}/end/", told)

    thanks = AppointmentLetter.objects.get(kind="end")
    assert (thanks.reference, thanks.appointment_id) == ("DL-2026-0002", letter.appointment_id)
    assert "30. März 2026" in str(thanks.content["body"])
