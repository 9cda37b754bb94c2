"""What a secret address of a calendar opens."""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Q

from people.models.user import User
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession, ModuleSessionQuerySet


def fingerprint(token: str) -> str:
    """What is stored of a secret address."""
    return sha256(token.encode()).hexdigest()


def feed_of(token: str) -> CalendarFeed | None:
    """The feed an address opens: not a revoked one, nor one of somebody who left or no longer runs the round."""
    feeds = CalendarFeed.objects.in_force().select_related("cohort", "made_by")
    feed = feeds.filter(token_hash=fingerprint(token), made_by__is_active=True).first()
    if feed is None or (feed.cohort is not None and not feed.cohort.coordinators.contains(feed.made_by)):
        return None
    return feed


def dates_of(feed: CalendarFeed) -> ModuleSessionQuerySet:
    """The dates a feed shows."""
    shown = Q(cohort=feed.cohort) if feed.cohort else _own(feed.made_by)
    return ModuleSession.objects.filter(shown).select_related("module", "cohort").order_by("starts_at", "pk")


def _own(user: User) -> Q:
    """The dates of the rounds in which somebody has a place, and those they teach."""
    rounds = Enrolment.objects.with_seat().filter(pilot__user=user).exclude(cohort__state=CohortState.CANCELLED)
    return Q(cohort__in=rounds.values("cohort")) | Q(trainer=user)
