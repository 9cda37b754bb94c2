"""The waiting list: free seats are offered from its head on, and an offer nobody answers goes on to the next."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.action import action
from people.errors import Refused
from people.models.user import User
from programmes.actions.enrolment_steps import offer_seat, return_to_queue
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentQuerySet, EnrolmentState

TAKES_PEOPLE = (CohortState.ENROLLING, CohortState.RUNNING)


@action
def offer_free_seats(cohort: Cohort, *, by: User | None, today: date) -> list[Enrolment]:
    """Offer every free seat of the round to whoever waits longest; the offers made, none where nobody waits.

    Raises Refused where no seat is free, or once the round has left the states in which seats are given.
    """
    # Enrolments are locked before their round, in the order everybody locks them in.
    waiting = {
        enrolment.pk: enrolment
        for enrolment in Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.WAITLISTED)
        .select_for_update(of=("self",))
        .select_related("pilot", "cohort")
        .order_by("pk")
    }
    fresh = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if fresh.state not in TAKES_PEOPLE:
        raise Refused(_("This round does not take people now: it is {state}.").format(state=fresh.get_state_display()))
    if waiting and not fresh.seats_free:
        raise Refused(_("No seat is free in this round."))
    queue = sorted(waiting.values(), key=lambda enrolment: (enrolment.waits_since, enrolment.pk))
    return [offer_seat(enrolment, by=by, today=today) for enrolment in queue[: fresh.seats_free]]


def lapse_offers(today: date) -> int:
    """Take back every offer whose last day is over, and say how many; whoever let it lapse waits at the end again.

    Where the round says so, the seat is offered to the next at once. Each round is a transaction of its own.
    """
    lapsed = 0
    for cohort in Cohort.objects.filter(pk__in=_lapsed(today).values("cohort")):
        lapsed += _lapse(cohort, today=today)
    return lapsed


def _lapsed(today: date) -> EnrolmentQuerySet:
    return Enrolment.objects.filter(state=EnrolmentState.OFFERED, offered_until__lt=today)


@action
def _lapse(cohort: Cohort, *, today: date) -> int:
    # Those who wait are locked along: one of them may be offered the seat once the round is locked.
    people = Enrolment.objects.filter(cohort=cohort, state__in=(EnrolmentState.OFFERED, EnrolmentState.WAITLISTED))
    list(people.select_for_update(of=("self",)).order_by("pk"))
    lapsed = list(_lapsed(today).filter(cohort=cohort).order_by("offered_until", "pk"))
    now = timezone.now()
    for enrolment in lapsed:
        return_to_queue(enrolment, by=None, at=now)
    promote(cohort, today=today)
    return len(lapsed)


@action
def promote(cohort: Cohort, *, today: date) -> list[Enrolment]:
    """Offer the free seats of a round that does so by itself; nobody, where it does not or none is free."""
    fresh = Cohort.objects.get(pk=cohort.pk)
    if not fresh.promotes_by_itself or fresh.state not in TAKES_PEOPLE or not fresh.seats_free:
        return []
    return offer_free_seats(fresh, by=None, today=today)
