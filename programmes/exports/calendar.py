"""Sessions as calendar files: invitations that calendars answer to (RFC 5545, 5546), and lists to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from programmes.models.module_session import ModuleSession
from programmes.rules.own_department import OwnRound

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


@dataclass(frozen=True)
class Told:
    """What a calendar file said of a session."""

    starts_at: datetime
    ends_at: datetime
    place: str


def invitation(session: ModuleSession, *, to: str, name: str, method: Method, at: datetime) -> str:
    """The file that puts `session` into the calendar of `name`, changes it there, or takes it out (CANCEL).

    Its module and round are at hand. A newer file with the same UID and a higher SEQUENCE replaces the one before.
    """
    event = _event(session, at)
    if method == "CANCEL" and session.cancelled_at is None:
        # For one guest only: the session itself is not cancelled (RFC 5546, 3.2.5). Its SEQUENCE is the same; of two
        # files with one SEQUENCE the later DTSTAMP counts (2.1.5), now and when the guest is invited again.
        del event["status"]
    guest = vCalAddress(f"mailto:{to}")
    guest.params["CN"] = vText(name)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("TRUE")
    event.add("attendee", guest, encode=False)
    host = vCalAddress(f"mailto:{settings.OFFICE_MAIL}")
    host.params["CN"] = vText(settings.REGISTER_NAME)
    event.add("organizer", host, encode=False)
    return str(_file([event], method).to_ical(), "utf-8")


def dates(sessions: Iterable[ModuleSession], *, name: str, at: datetime) -> bytes:
    """All of `sessions` as one file to read; cancelled ones say so. Their modules and rounds are at hand."""
    file = _file([_event(session, at) for session in sessions], "PUBLISH")
    file.add("x-wr-calname", name)
    return bytes(file.to_ical())


def away(rounds: Iterable[OwnRound], *, name: str, at: datetime) -> bytes:
    """All dates to come of `rounds` as one file in which each date names the own people of that round, not its module.

    It says when people may be away. Who is needed on which date it does not say: that would tell their results.
    """
    file = _file([_away(session, own, at) for own in rounds for session in own.sessions], "PUBLISH")
    file.add("x-wr-calname", name)
    return bytes(file.to_ical())


def read(text: str) -> Told:
    """What an `invitation` said."""
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return Told(event.decoded("dtstart"), event.decoded("dtend"), str(event.get("location", "")))


def place_of(session: ModuleSession) -> str:
    """Where it takes place, as calendars show it: room and link."""
    return ", ".join(filter(None, (session.place, session.link)))


def _away(session: ModuleSession, own: OwnRound, at: datetime) -> Event:
    session.cohort = own.cohort
    people = ", ".join(map(str, own.people))
    event = _event(session, at, summary=_("Training: {people}").format(people=people), uid=f"away-{session.pk}")
    event.add("transp", "TRANSPARENT")  # the head is not busy
    return event


def _event(session: ModuleSession, at: datetime, *, summary: str = "", uid: str = "") -> Event:
    event = Event()
    event.add("uid", f"{uid or f'session-{session.pk}'}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", at)
    event.add("dtstart", timezone.localtime(session.starts_at))
    event.add("dtend", timezone.localtime(session.ends_at))
    event.add("sequence", session.sequence)
    event.add("summary", summary or str(session.module))
    event.add("description", session.cohort.title)
    if place := place_of(session):
        event.add("location", place)
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    return event


def _file(events: Iterable[Event], method: Method) -> Calendar:
    file = Calendar()
    file.add("prodid", f"-//{settings.CITY_NAME}//{settings.REGISTER_NAME}//DE")
    file.add("version", "2.0")
    file.add("method", method)
    for event in events:
        file.add_component(event)
    file.add_missing_timezones()
    return file
