"""Secret addresses of calendars: made, shown once, and revoked."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from people.actions.action import action, record
from people.models.user import User
from people.rules.fingerprint import fingerprint
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.cohort import Cohort

_BYTES = 24  # 192 bits: nobody guesses an address


@action
def make_feed(cohort: Cohort | None, *, by: User, at: datetime) -> str:
    """Make an address for the dates of a round, for `by` who runs it, or for those of `by`; the one before is revoked.

    Gives the secret part of the address, which is stored nowhere and shown once.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two clicks leave one address
    revoke_feed(cohort, by=by, at=at)
    token = token_urlsafe(_BYTES)
    feed = CalendarFeed.objects.create(cohort=cohort, token_hash=fingerprint(token), made_by=by, made_at=at)
    record(by, "calendar address made", feed, {})
    return token


@action
def revoke_feed(cohort: Cohort | None, *, by: User, at: datetime) -> None:
    """Revoke the address in force, if there is one: it opens nothing from now on."""
    for feed in CalendarFeed.objects.in_force().filter(cohort=cohort, made_by=by).select_for_update():
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        record(by, "calendar address revoked", feed, {})
