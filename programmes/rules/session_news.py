"""Who has not been told yet of a session, of its change, that it is off, or that it is no longer theirs.

What somebody was told is the calendar file of the last mail to them: its SEQUENCE says which state of the session, its
METHOD whether they have it in their calendar.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from people.models.user import User
from programmes.models.cohort import Cohort
from programmes.models.enrolment import INVITED, Enrolment
from programmes.models.mail import MailKind, MailMessage
from programmes.models.module_result import COUNTING, ModuleResult, ModuleResultQuerySet
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest

TELLS = (MailKind.INVITATION, MailKind.SESSION_CHANGED, MailKind.SESSION_CANCELLED, MailKind.UNINVITED)
_SEQUENCE = re.compile(r"^SEQUENCE:(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Guest:
    """Somebody expected at a session: with an enrolment, or as its trainer."""

    to: str
    name: str
    enrolment: Enrolment | None


@dataclass(frozen=True)
class News:
    """Something about a session that somebody does not know; `told` is the calendar file they have, or nothing."""

    kind: MailKind
    session: ModuleSession
    guest: Guest
    told: str


def news_of(cohort: Cohort, now: datetime) -> list[News]:
    """What people of `cohort` and its trainers have still to be told of sessions to come, in the sessions' order.

    Six queries, however many people and sessions there are; one more where a trainer is no longer expected.
    """
    sessions = list(cohort.sessions.filter(starts_at__gt=now).select_related("module", "cohort", "trainer"))
    people = list(cohort.enrolments.invited().select_related("pilot").in_order())
    visiting = _visiting(sessions)
    concerned = [one.pk for one in people] + [one.pk for ones in visiting.values() for one in ones]
    through = set(_through().filter(enrolment__in=concerned).values_list("enrolment", "module"))
    told = _told(sessions)
    news: list[News] = []
    for session in sessions:
        expected = [*people, *visiting[session.pk]]
        guests = list(_guests(session, [one for one in expected if (one.pk, session.module_id) not in through]))
        last = told.get(session.pk, {})
        for guest in guests:
            news += _news(session, guest, last[guest.to].calendar if guest.to in last else "")
        news += [News(MailKind.UNINVITED, session, *gone) for gone in _gone(guests, last)]
    return news


def people_in(news: Sequence[News]) -> int:
    """How many people `news` is for, whatever number of sessions each of them has to be told of."""
    return len({one.guest.to for one in news})


def expects(session: ModuleSession, to: str, enrolment: Enrolment | None) -> bool:
    """Whether somebody who was told of `session` at the address `to` is expected there now; its trainer is at hand."""
    if session.cancelled_at is not None:
        return False
    if enrolment is None:
        return session.trainer is not None and session.trainer.email == to
    is_through = _through().filter(enrolment=enrolment, module=session.module_id).exists()
    has_place = Q(cohort=session.cohort_id) | Q(guest_places__session=session)
    return not is_through and Enrolment.objects.invited().filter(has_place, pk=enrolment.pk).exists()


def _visiting(sessions: Sequence[ModuleSession]) -> dict[int, list[Enrolment]]:
    """By session, those of other rounds who have a guest place there."""
    places = SessionGuest.objects.filter(session__in=sessions, enrolment__state__in=INVITED)
    found: dict[int, list[Enrolment]] = defaultdict(list)
    for place in places.select_related("enrolment__pilot").order_by("pk"):
        found[place.session_id].append(place.enrolment)
    return found


def _through() -> ModuleResultQuerySet:
    """The results with which nobody is expected at a session of the module any more."""
    return ModuleResult.objects.in_force().filter(kind__in=COUNTING)


def _guests(session: ModuleSession, people: Sequence[Enrolment]) -> Iterator[Guest]:
    yield from (Guest(one.pilot.mail, str(one.pilot), one) for one in people)
    if session.trainer:
        yield Guest(session.trainer.email, session.trainer.name, None)


def _news(session: ModuleSession, guest: Guest, last: str) -> Iterator[News]:
    known = _SEQUENCE.search(last)
    is_off = session.cancelled_at is not None
    if known is None or _takes_out(last):
        if not is_off:
            yield News(MailKind.INVITATION, session, guest, "")
    elif int(known[1]) < session.sequence:
        yield News(MailKind.SESSION_CANCELLED if is_off else MailKind.SESSION_CHANGED, session, guest, last)


def _gone(guests: Sequence[Guest], last: dict[str, MailMessage]) -> list[tuple[Guest, str]]:
    """Whoever has the session in the calendar and is not expected any more, with the file they have."""
    addresses, enrolments = {guest.to for guest in guests}, {guest.enrolment for guest in guests if guest.enrolment}
    gone = {
        to: message
        for to, message in last.items()
        # Somebody who is expected under another address by now keeps what is in the calendar.
        if to not in addresses and message.enrolment not in enrolments and not _takes_out(message.calendar)
    }
    names = {to: str(message.enrolment.pilot) for to, message in gone.items() if message.enrolment}
    if trainers := gone.keys() - names.keys():
        names |= {user.email: user.name for user in User.objects.filter(email__in=trainers)}
    return [(Guest(to, names.get(to, to), message.enrolment), message.calendar) for to, message in gone.items()]


def _takes_out(calendar: str) -> bool:
    return "METHOD:CANCEL" in calendar


def _told(sessions: Sequence[ModuleSession]) -> dict[int, dict[str, MailMessage]]:
    """By session and address, the last mail that went out or still waits to."""
    mails = MailMessage.objects.on_their_way().remembered().filter(session__in=sessions, batch__kind__in=TELLS)
    found: dict[int, dict[str, MailMessage]] = {}
    for mail in mails.select_related("email", "enrolment__pilot").order_by("pk"):
        if mail.session_id:
            found.setdefault(mail.session_id, {})[mail.email.to[0]] = mail
    return found
