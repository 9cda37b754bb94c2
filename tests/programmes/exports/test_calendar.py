"""Calendar files that other programs read: the same moment, the same session, newer replaces older."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from programmes.exports.calendar import dates, invitation, read
from programmes.models.module_session import ModuleSession
from tests.factories import make_cohort, make_session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def invite(session: ModuleSession, method: str = "REQUEST") -> str:
    return invitation(session, to="kim@giessen.example", name="Kim Müller", method=method, at=NOW)


def event_of(text: str):
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


@pytest.mark.parametrize("day", ["2026-03-27", "2026-03-30", "2026-10-26"])
def test_a_calendar_shows_the_hour_of_the_office_before_and_after_the_clocks_change(day: str) -> None:
    starts_at = datetime.combine(date.fromisoformat(day), time(9), tzinfo=ZoneInfo("Europe/Berlin"))
    session = make_session(make_cohort(), starts_at=starts_at.astimezone(UTC))

    text = invite(session)

    assert read(text).starts_at == starts_at
    assert f"DTSTART;TZID=Europe/Berlin:{starts_at:%Y%m%dT%H%M%S}" in text
    assert "BEGIN:VTIMEZONE" in text


def test_an_invitation_names_method_sequence_guest_and_host() -> None:
    session = make_session(make_cohort())
    session.sequence = 3

    text = invite(session)
    event = event_of(text)

    assert "METHOD:REQUEST" in text
    assert (event["SEQUENCE"], event["UID"]) == (3, f"session-{session.pk}@localhost")
    assert str(event["ATTENDEE"]) == "mailto:kim@giessen.example"
    assert event["ATTENDEE"].params["CN"] == "Kim Müller"
    assert str(event["ORGANIZER"]).startswith("mailto:")


def test_a_session_called_off_leaves_the_calendar() -> None:
    session = make_session(make_cohort(), cancelled_at=NOW)

    text = invite(session, "CANCEL")

    assert "METHOD:CANCEL" in text
    assert event_of(text)["STATUS"] == "CANCELLED"


def test_a_place_cannot_break_out_of_its_line() -> None:
    place = "Raum 3; Haus A, 2. OG\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Falsch"
    session = make_session(make_cohort(), place=place)

    text = invite(session)

    assert read(text).place == place
    assert str(event_of(text)["SUMMARY"]) != "Falsch"


def test_a_list_of_dates_can_be_read() -> None:
    cohort = make_cohort()
    sessions = [make_session(cohort), make_session(cohort, cancelled_at=NOW)]

    file = Calendar.from_ical(dates(sessions, name="Runde", at=NOW))

    assert [str(event["STATUS"]) for event in file.walk("VEVENT")] == ["CONFIRMED", "CANCELLED"]
