"""Somebody takes a free seat at a date of another round, for a module still missing, and gives it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.user import User
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest
from programmes.rules.guest_places import why_no_place


@action
def take_guest_place(session: ModuleSession, enrolment: Enrolment, *, by: User, at: datetime) -> SessionGuest:
    """Give the person of `enrolment` a seat at `session`, a date of another round.

    The person's enrolments are locked, so that nobody leaves a round or takes two dates of one hour meanwhile; then the
    session, so that two do not take its last seat. Raises Refused, in words, where `why_no_place` knows a reason.
    """
    places = Enrolment.objects.filter(pilot=enrolment.pilot_id).select_related("cohort__curriculum", "pilot")
    locked = {place.pk: place for place in places.select_for_update(of=("self",), no_key=True).order_by("pk")}
    ModuleSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    fresh = ModuleSession.objects.with_room().select_related("cohort").get(pk=session.pk)
    if reason := why_no_place(fresh, locked[enrolment.pk], at):
        raise Refused(reason)
    guest = SessionGuest(session=fresh, enrolment=locked[enrolment.pk], taken_at=at)
    guest.save()
    record(by, "guest place taken", guest, _what(guest))
    return guest


@action
def give_guest_place_back(guest: SessionGuest, *, by: User, at: datetime) -> None:
    """Give the seat back, and do nothing where that is done; raise Refused once the session has begun."""
    session = ModuleSession.objects.select_for_update(no_key=True).get(pk=guest.session_id)
    if session.starts_at <= at:
        raise Refused(_("This session has begun already."))
    _remove(SessionGuest.objects.filter(pk=guest.pk), by)


@action
def give_places_back(enrolments: Collection[int], *, by: User | None, at: datetime, module: int | None = None) -> None:
    """Give back all seats to come of these enrolments, or those at dates of one module: nobody is expected any more.

    The enrolments are locked by whoever calls.
    """
    guests = SessionGuest.objects.filter(enrolment__in=enrolments, session__starts_at__gt=at)
    _remove(guests.filter(session__module=module) if module else guests, by)


def _remove(guests: QuerySet[SessionGuest], by: User | None) -> None:
    for guest in guests.select_related("session").order_by("pk"):
        record(by, "guest place given back", guest, _what(guest))
        SessionGuest.objects.filter(pk=guest.pk).delete()


def _what(guest: SessionGuest) -> dict[str, int]:
    return {"round": guest.session.cohort_id, "session": guest.session_id, "enrolment": guest.enrolment_id}
