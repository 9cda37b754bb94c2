"""Dates of other rounds that somebody may take or not, each for a reason of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from programmes.models.cohort import CohortState
from programmes.models.enrolment import Enrolment
from programmes.models.module_session import ModuleSession
from programmes.models.session_guest import SessionGuest
from tests.factories import make_cohort, make_enrolment, make_result, make_session, modules_of

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 3, 9, 9, tzinfo=UTC)


def elsewhere(enrolment: Enrolment, **fields: Any) -> ModuleSession:
    """A date of the first module in another round of the same curriculum."""
    cohort = fields.pop("cohort", None)
    if cohort is None:
        round_fields = {"state": CohortState.RUNNING, **fields.pop("round", {})}
        cohort = make_cohort(curriculum=enrolment.cohort.curriculum, **round_fields)
    return make_session(cohort, **{"starts_at": NEXT_WEEK, **fields})


def full_of_own_people(one: Enrolment) -> ModuleSession:
    return elsewhere(one, round={"seats": 3, "taken": 3})


def full_by_its_own_seats(one: Enrolment) -> ModuleSession:
    return elsewhere(one, round={"seats": 9, "taken": 3}, seats=3)


def full_of_guests(one: Enrolment) -> ModuleSession:
    session = elsewhere(one, round={"seats": 9, "taken": 3}, seats=4)
    SessionGuest.objects.create(session=session, enrolment=make_enrolment(one.cohort), taken_at=NOW)
    return session


def keeps_seats_for_its_own(one: Enrolment) -> ModuleSession:
    return elsewhere(one, round={"state": CohortState.ENROLLING, "seats": 9, "taken": 0})


def called_off(one: Enrolment) -> ModuleSession:
    return elsewhere(one, cancelled_at=NOW)


def begun(one: Enrolment) -> ModuleSession:
    return elsewhere(one, starts_at=NOW)


def of_a_planned_round(one: Enrolment) -> ModuleSession:
    return elsewhere(one, round={"state": CohortState.PLANNED})


def of_the_own_round(one: Enrolment) -> ModuleSession:
    return make_session(one.cohort, starts_at=NEXT_WEEK)


def at_the_time_of_an_own_date(one: Enrolment) -> ModuleSession:
    make_session(one.cohort, module=modules_of(one.cohort.curriculum)[1], starts_at=NEXT_WEEK + timedelta(hours=2))
    return elsewhere(one)


def at_the_time_of_a_date_they_teach(one: Enrolment) -> ModuleSession:
    make_session(make_cohort(), trainer=one.pilot.user, starts_at=NEXT_WEEK - timedelta(hours=2))
    return elsewhere(one)


def of_a_module_done(one: Enrolment) -> ModuleSession:
    make_result(one, modules_of(one.cohort.curriculum)[0])
    return elsewhere(one)


def of_a_module_with_a_place(one: Enrolment) -> ModuleSession:
    SessionGuest.objects.create(
        session=elsewhere(one, starts_at=NEXT_WEEK + timedelta(days=7)), enrolment=one, taken_at=NOW
    )
    return elsewhere(one)


def of_a_foreign_module(one: Enrolment) -> ModuleSession:
    return make_session(make_cohort(state=CohortState.RUNNING), starts_at=NEXT_WEEK)
