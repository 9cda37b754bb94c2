"""Who may still note who was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models.user import User
from programmes.models.attendance import Attendance
from programmes.models.cohort import CohortState
from programmes.models.module_session import ModuleSession, ModuleSessionQuerySet

_OVER = (CohortState.COMPLETED, CohortState.CANCELLED)
_NOBODY_IS_NOTED = ~Exists(Attendance.objects.filter(session=OuterRef("pk")))


@dataclass(frozen=True)
class ToNote:
    """A session whose trainer can say who is there, or still has to; `until` is the last day for it."""

    session: ModuleSession
    is_today: bool
    until: date


def to_note(user: User, today: date) -> list[ToNote]:
    """Of the sessions `user` teaches, those of today, and before them those gone by of which nobody is noted.

    One query; only those of which `user` may still note it, as `why_closed` says.
    """
    access = timedelta(days=settings.TRAINER_ACCESS_DAYS)
    sessions = _of_going_rounds(ModuleSession.objects.visible_to_trainer(user)).filter(
        Q(_NOBODY_IS_NOTED) | Q(ends_at__date__gte=today),
        starts_at__date__lte=today,
        ends_at__date__gte=today - access,
    )
    last_days = [(one, timezone.localdate(one.ends_at)) for one in sessions.select_related("module", "cohort")]
    return [ToNote(one, is_today=last_day >= today, until=last_day + access) for one, last_day in last_days]


def unmarked(sessions: ModuleSessionQuerySet) -> set[int]:
    """The keys of those of `sessions` of which nobody is noted, and still can be by whoever runs the round."""
    return set(_of_going_rounds(sessions).filter(_NOBODY_IS_NOTED).values_list("pk", flat=True))


def _of_going_rounds(sessions: ModuleSessionQuerySet) -> ModuleSessionQuerySet:
    return sessions.taking_place().exclude(cohort__state__in=_OVER)


def why_closed(session: ModuleSession, user: User, now: datetime) -> str:
    """Why `user`, who teaches the session or runs its round, cannot note attendance now; "" if they can.

    A trainer's access ends with the TRAINER_ACCESS_DAYS-th day after the session; a coordinator's with the round, which
    is at hand.
    """
    if session.cancelled_at is not None:
        return _("This session was called off.")
    if timezone.localdate(session.starts_at) > timezone.localdate(now):
        return _("This session has not taken place yet.")
    if session.cohort.state in _OVER:
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
