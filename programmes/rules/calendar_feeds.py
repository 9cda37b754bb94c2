"""What a secret address of a calendar opens."""

from __future__ import annotations

from people.rules.fingerprint import fingerprint
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.module_session import ModuleSession, ModuleSessionQuerySet
from programmes.rules.own_dates import dates_open_to


def feed_of(token: str) -> CalendarFeed | None:
    """The feed an address opens: not a revoked one, nor one of somebody who left or no longer runs the round."""
    feeds = CalendarFeed.objects.in_force().select_related("cohort", "made_by")
    feed = feeds.filter(token_hash=fingerprint(token), made_by__is_active=True).first()
    if feed is None or (feed.cohort is not None and not feed.cohort.coordinators.contains(feed.made_by)):
        return None
    return feed


def dates_of(feed: CalendarFeed) -> ModuleSessionQuerySet:
    """The dates a feed shows."""
    shown = ModuleSession.objects.filter(cohort=feed.cohort) if feed.cohort else dates_open_to(feed.made_by)
    return shown.select_related("module", "cohort").order_by("starts_at", "pk")
