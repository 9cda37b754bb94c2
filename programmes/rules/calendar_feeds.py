"""What a secret address of a calendar opens."""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Q

from people.models.pilot import Pilot
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession, ModuleSessionQuerySet


def fingerprint(token: str) -> str:
    """What is stored of a secret address."""
    return sha256(token.encode()).hexdigest()


def feed_of(token: str) -> CalendarFeed | None:
    """The feed an address opens: not a revoked one, nor one of somebody who left or no longer runs the round."""
    feeds = CalendarFeed.objects.in_force().select_related("pilot", "cohort", "made_by")
    feed = feeds.filter(token_hash=fingerprint(token), made_by__is_active=True).first()
    if feed is None or (feed.cohort is not None and not feed.cohort.coordinators.contains(feed.made_by)):
        return None
    return feed


def dates_of(feed: CalendarFeed) -> ModuleSessionQuerySet:
    """The dates a feed shows."""
    if feed.pilot is not None:
        return dates_of_person(feed.pilot)
    return _with_names(ModuleSession.objects.filter(cohort=feed.cohort))


def dates_of_person(pilot: Pilot) -> ModuleSessionQuerySet:
    """The dates of the rounds in which `pilot` has a place, and those `pilot` teaches."""
    rounds = Enrolment.objects.with_seat().filter(pilot=pilot).exclude(cohort__state=CohortState.CANCELLED)
    mine = Q(cohort__in=rounds.values("cohort"))
    if pilot.user_id is not None:
        mine |= Q(trainer=pilot.user_id)
    return _with_names(ModuleSession.objects.filter(mine))


def _with_names(sessions: ModuleSessionQuerySet) -> ModuleSessionQuerySet:
    return sessions.select_related("module", "cohort").order_by("starts_at", "pk")
