"""Who has not been told yet of a session, of its change, or that it is off.

What somebody was told is the calendar file of the last mail to them: its SEQUENCE says which state of the session.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from post_office.models import STATUS

from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment
from programmes.models.mail import MailKind, MailMessage
from programmes.models.module_result import COUNTING, ModuleResult
from programmes.models.module_session import ModuleSession

TELLS = (MailKind.INVITATION, MailKind.SESSION_CHANGED, MailKind.SESSION_CANCELLED)
_SEQUENCE = re.compile(r"^SEQUENCE:(\d+)", re.MULTILINE)


@dataclass(frozen=True)
class News:
    """Something about a session that somebody does not know; `told` is the calendar file they have, or nothing."""

    kind: MailKind
    session: ModuleSession
    to: str
    name: str
    enrolment: Enrolment | None
    told: str


def news_of(cohort: Cohort, now: datetime) -> list[News]:
    """What people of `cohort` and its trainers have still to be told of sessions to come, in the sessions' order."""
    sessions = list(cohort.sessions.filter(starts_at__gt=now).select_related("module", "cohort", "trainer"))
    people = list(cohort.enrolments.invited().select_related("pilot").in_order())
    results = ModuleResult.objects.in_force().filter(kind__in=COUNTING, enrolment__cohort=cohort)
    through = set(results.values_list("enrolment", "module"))
    told = _told(sessions)
    news: list[News] = []
    for session in sessions:
        for person in people:
            if (person.pk, session.module_id) not in through:
                news += _news(session, person.pilot.mail, str(person.pilot), person, told)
        if session.trainer:
            news += _news(session, session.trainer.email, session.trainer.name, None, told)
    return news


def _news(
    session: ModuleSession, to: str, name: str, enrolment: Enrolment | None, told: dict[tuple[int, str], str]
) -> Iterable[News]:
    last = told.get((session.pk, to), "")
    known = _SEQUENCE.search(last)
    is_off = session.cancelled_at is not None
    if known is None:
        if not is_off:
            yield News(MailKind.INVITATION, session, to, name, enrolment, "")
    elif int(known[1]) < session.sequence:
        kind = MailKind.SESSION_CANCELLED if is_off else MailKind.SESSION_CHANGED
        yield News(kind, session, to, name, enrolment, last)


def _told(sessions: Iterable[ModuleSession]) -> dict[tuple[int, str], str]:
    """By session and address, the calendar file of the last mail that went out or still waits to."""
    mails = MailMessage.objects.filter(session__in=sessions, batch__kind__in=TELLS, email__expires_at__isnull=True)
    mails = mails.exclude(email__status=STATUS.failed).select_related("email").order_by("pk")
    return {(mail.session_id, mail.email.to[0]): mail.calendar for mail in mails if mail.session_id}
