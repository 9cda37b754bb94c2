"""At which dates to come somebody is expected: those of the own rounds, guest places, and those they teach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from people.models.pilot import Pilot
from people.models.user import User
from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession, ModuleSessionQuerySet
from programmes.models.session_guest import SessionGuest
from programmes.rules.bookable import Slot


@dataclass(frozen=True)
class OwnDate:
    """One date: for which enrolment, None where the person teaches it; `guest` is their place in another round."""

    session: ModuleSession
    enrolment: Enrolment | None
    guest: SessionGuest | None

    @property
    def slot(self) -> Slot:
        """The date as the choice sees it; the person has a seat there."""
        return Slot(self.session.pk, self.session.starts_at, self.session.ends_at)


def own_dates(
    pilot: Pilot, places: Sequence[Enrolment], through: Collection[tuple[int, int]], now: datetime
) -> list[OwnDate]:
    """The dates of `pilot` that are not over, in their order; two queries.

    `places` are those of their enrolments with which they are expected anywhere, `through` the pairs of enrolment and
    module with which they are not expected any more.
    """
    by_key, by_round = {one.pk: one for one in places}, {one.cohort_id: one for one in places}
    guests = {
        guest.session_id: guest
        for guest in SessionGuest.objects.filter(enrolment__in=by_key, session__ends_at__gte=now)
    }
    mine = Q(cohort__in=by_round) | Q(pk__in=guests)
    if pilot.user_id is not None:
        mine |= Q(trainer=pilot.user_id)
    sessions = ModuleSession.objects.taking_place().filter(mine, ends_at__gte=now).select_related("module", "cohort")
    found = []
    for session in sessions.order_by("starts_at", "pk"):
        guest = guests.get(session.pk)
        place = by_round.get(session.cohort_id) or (by_key[guest.enrolment_id] if guest else None)
        if place is not None and (place.pk, session.module_id) not in through:
            found.append(OwnDate(session, place, guest))
        elif session.trainer_id is not None and session.trainer_id == pilot.user_id:
            found.append(OwnDate(session, None, None))
    return found


def dates_open_to(user: User) -> ModuleSessionQuerySet:
    """The dates `user` may have in a calendar: of rounds in which they have a place, as a guest, and as a trainer."""
    rounds = Enrolment.objects.with_seat().filter(pilot__user=user).exclude(cohort__state=CohortState.CANCELLED)
    as_guest = SessionGuest.objects.filter(enrolment__in=Enrolment.objects.with_seat().filter(pilot__user=user))
    return ModuleSession.objects.filter(
        Q(cohort__in=rounds.values("cohort")) | Q(pk__in=as_guest.values("session")) | Q(trainer=user)
    )
