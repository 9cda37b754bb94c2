"""Free seats go to whoever waits longest; an offer that nobody answers lapses."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from people.errors import Refused
from programmes.actions.enrolment_steps import offer_seat, withdraw
from programmes.actions.waiting_list import lapse_offers, offer_free_seats, promote
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from tests.factories import TODAY, make_cohort, make_enrolment

pytestmark = pytest.mark.django_db
S = EnrolmentState
MORNING = datetime(2026, 2, 2, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def waiting(cohort: Cohort, hours: int) -> Enrolment:
    return make_enrolment(cohort, state=S.WAITLISTED, waits_since=MORNING + timedelta(hours=hours))


def state_of(enrolment: Enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).state


def test_free_seats_are_offered_in_the_order_of_the_queue() -> None:
    cohort = make_cohort(seats=2, state=CohortState.ENROLLING)
    last, first, second = waiting(cohort, 9), waiting(cohort, 1), waiting(cohort, 2)

    offers = offer_free_seats(cohort, by=None, today=TODAY)

    cohort.refresh_from_db()
    assert offers == [first, second]
    assert (state_of(last), cohort.seats_taken) == (S.WAITLISTED, 2)
    assert offers[0].offered_until == TODAY + timedelta(days=cohort.offer_days)


def test_without_a_free_seat_nothing_is_offered() -> None:
    cohort = make_cohort(seats=1, taken=1, state=CohortState.ENROLLING)
    person = waiting(cohort, 1)

    with pytest.raises(Refused):
        offer_free_seats(cohort, by=None, today=TODAY)

    assert state_of(person) == S.WAITLISTED


@pytest.mark.parametrize("state", [CohortState.PLANNED, CohortState.COMPLETED, CohortState.CANCELLED])
def test_a_round_that_takes_nobody_offers_nothing(state: CohortState) -> None:
    cohort = make_cohort(state=state)
    person = waiting(cohort, 1)

    with pytest.raises(Refused):
        offer_free_seats(cohort, by=None, today=TODAY)

    assert state_of(person) == S.WAITLISTED


def test_an_offer_holds_to_the_end_of_its_last_day() -> None:
    cohort = make_cohort(seats=1, state=CohortState.ENROLLING)
    offered = offer_seat(waiting(cohort, 1), by=None, today=TODAY)
    assert offered.offered_until is not None

    assert lapse_offers(offered.offered_until) == 0
    assert lapse_offers(offered.offered_until + timedelta(days=1)) == 1

    cohort.refresh_from_db()
    assert (state_of(offered), cohort.seats_taken) == (S.WAITLISTED, 0)


def test_whoever_let_an_offer_lapse_waits_at_the_end() -> None:
    cohort = make_cohort(seats=1, state=CohortState.ENROLLING)
    slow = offer_seat(waiting(cohort, 1), by=None, today=TODAY - timedelta(days=30))
    patient = waiting(cohort, 5)

    lapse_offers(TODAY)

    assert list(cohort.enrolments.waiting()) == [patient, slow]


def test_a_round_that_promotes_by_itself_offers_the_seat_to_the_next() -> None:
    cohort = make_cohort(seats=1, state=CohortState.ENROLLING, promotes_by_itself=True)
    slow = offer_seat(waiting(cohort, 1), by=None, today=TODAY - timedelta(days=30))
    patient = waiting(cohort, 5)

    lapse_offers(TODAY)

    assert (state_of(slow), state_of(patient)) == (S.WAITLISTED, S.OFFERED)


@pytest.mark.parametrize(("by_itself", "state"), [(True, S.OFFERED), (False, S.WAITLISTED)])
def test_a_seat_given_back_is_offered_only_where_the_round_says_so(by_itself: bool, state: EnrolmentState) -> None:
    cohort = make_cohort(seats=1, state=CohortState.ENROLLING, promotes_by_itself=by_itself)
    leaving, next_one = make_enrolment(cohort), waiting(cohort, 1)

    withdraw(leaving, by=None, today=TODAY)
    promote(cohort, today=TODAY)

    assert state_of(next_one) == state
