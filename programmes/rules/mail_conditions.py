"""Whether a mail still makes sense; asked again at the moment it leaves, because days may have passed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from programmes.models.cohort import CohortState
from programmes.models.enrolment import WITHOUT_SEAT, Enrolment, EnrolmentState
from programmes.models.mail import MailKind, MailMessage
from programmes.models.module_session import ModuleSession
from programmes.rules.session_news import expects

# A reminder is written on the day before.
REMINDS_AHEAD = timedelta(days=2)
_WITHOUT_AGREEMENT = frozenset({EnrolmentState.PROPOSED, EnrolmentState.CONSENTED})
_TELLS_WHAT_HAS_HAPPENED = frozenset(
    {
        MailKind.SESSION_CHANGED,
        MailKind.SESSION_CANCELLED,
        MailKind.UNINVITED,
        MailKind.HEAD_TOLD,
        MailKind.RECOGNITION_DECIDED,
    }
)

_ASKS_THERE = frozenset({MailKind.INVITATION, MailKind.REMINDER})


def is_pointless(message: MailMessage, at: datetime) -> bool:
    """Whether what `message` asks or says is settled at the moment `at`; its relations are at hand, and fresh."""
    kind = MailKind(message.batch.kind)
    cohort, enrolment, session = message.batch.cohort, message.enrolment, message.session
    if cohort is not None and cohort.state == CohortState.CANCELLED and kind not in _TELLS_WHAT_HAS_HAPPENED:
        return True
    if kind == MailKind.TERM_ENDS:
        # Ended, carried on, or over: what the mail says is known or wrong by now.
        appointment = message.appointment
        last_day = appointment.effective_until if appointment else None
        has_end = appointment is None or appointment.ended_on is not None
        return has_end or last_day is None or last_day < timezone.localdate(at)
    if kind == MailKind.UNINVITED:
        return session is None or session.starts_at <= at or expects(session, message.email.to[0], enrolment)
    if session is not None and enrolment is not None and kind in _ASKS_THERE and _is_guest(enrolment, session):
        return _is_over(kind, session, at) or not expects(session, message.email.to[0], enrolment)
    return (enrolment is not None and _is_settled(kind, enrolment, at)) or (
        session is not None and _is_over(kind, session, at)
    )


def _is_guest(enrolment: Enrolment, session: ModuleSession) -> bool:
    return enrolment.cohort_id != session.cohort_id


def _is_settled(kind: MailKind, enrolment: Enrolment, at: datetime) -> bool:
    match kind:
        case MailKind.CONSENT:
            return enrolment.state != EnrolmentState.PROPOSED
        case MailKind.AGREEMENT | MailKind.AGREEMENT_REMINDER:
            return enrolment.state not in _WITHOUT_AGREEMENT
        case MailKind.OFFER:
            kept_until = enrolment.offered_until
            is_open = enrolment.state == EnrolmentState.OFFERED
            return not is_open or (kept_until is not None and kept_until < timezone.localdate(at))
        case MailKind.SESSION_CANCELLED | MailKind.HEAD_TOLD | MailKind.RECOGNITION_DECIDED:
            return False
        case _:
            return enrolment.state in WITHOUT_SEAT


def _is_over(kind: MailKind, session: ModuleSession, at: datetime) -> bool:
    if kind == MailKind.SESSION_CANCELLED:
        return session.cancelled_at is None
    if kind == MailKind.REMINDER and session.starts_at > at + REMINDS_AHEAD:
        return True  # it was put off since, and what the mail says is wrong
    return session.cancelled_at is not None or session.starts_at <= at
