"""Who may still note who was there."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models.user import User
from programmes.models.cohort import CohortState
from programmes.models.module_session import ModuleSession


def why_closed(session: ModuleSession, user: User, now: datetime) -> str:
    """Why `user`, who teaches the session or runs its round, cannot note attendance now; "" if they can.

    A trainer's access ends with the TRAINER_ACCESS_DAYS-th day after the session; a coordinator's with the round, which
    is at hand.
    """
    if session.cancelled_at is not None:
        return _("This session was called off.")
    if timezone.localdate(session.starts_at) > timezone.localdate(now):
        return _("This session has not taken place yet.")
    if session.cohort.state in (CohortState.COMPLETED, CohortState.CANCELLED):
        return _("This round is over; its attendance stays as it is.")
    return _why_no_access(session, user, now)


def why_no_sheet(session: ModuleSession, user: User, now: datetime) -> str:
    """Why `user`, as above, cannot print the sign-in sheet of the session; "" if they can, also before it."""
    if session.cancelled_at is not None:
        return _("This session was called off.")
    return _why_no_access(session, user, now)


def _why_no_access(session: ModuleSession, user: User, now: datetime) -> str:
    if session.cohort.coordinators.contains(user):
        return ""
    last_day = timezone.localdate(session.ends_at) + timedelta(days=settings.TRAINER_ACCESS_DAYS)
    if timezone.localdate(now) > last_day:
        return _("Your access to this session is over. Please ask the coordinators of the round.")
    return ""
