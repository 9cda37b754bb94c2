"""Who is ready for a letter: the same answer as the gate."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from programmes.models.cohort import CohortState
from programmes.models.enrolment import EnrolmentState
from programmes.rules.ready import ready_people
from tests.factories import (
    TODAY,
    make_cohort,
    make_enrolment,
    make_letter,
    make_pilot,
    make_ready,
    make_result,
    modules_of,
)

pytestmark = pytest.mark.django_db


def test_the_rounds_come_newest_first_and_their_people_by_name() -> None:
    older, newer = (make_cohort(state=CohortState.RUNNING) for _round in range(2))
    zoe = make_ready(newer, "Zoll")
    adam = make_ready(newer, "Abend")
    eva = make_ready(older, "Mitte")

    found = ready_people(TODAY)

    assert [cohort for cohort, _people in found] == [newer, older]
    assert [[person.enrolment for person in people] for _cohort, people in found] == [[adam, zoe], [eva]]


def test_whoever_lacks_a_module_is_not_ready() -> None:
    enrolment = make_enrolment(make_cohort(state=CohortState.RUNNING), state=EnrolmentState.IN_TRAINING)
    make_result(enrolment, modules_of(enrolment.cohort.curriculum)[0])

    assert ready_people(TODAY) == []


@pytest.mark.parametrize("state", [EnrolmentState.PAUSED, EnrolmentState.DEFERRED, EnrolmentState.WITHDRAWN])
def test_whoever_is_not_in_training_is_not_ready(state: EnrolmentState) -> None:
    make_ready(make_cohort(state=CohortState.RUNNING, taken=1), state=state)

    assert ready_people(TODAY) == []


@pytest.mark.parametrize("state", [CohortState.PLANNED, CohortState.ENROLLING, CohortState.CANCELLED])
def test_a_round_that_does_not_run_has_nobody_ready(state: CohortState) -> None:
    make_ready(make_cohort(state=state))

    assert ready_people(TODAY) == []


def test_a_round_that_begins_tomorrow_has_nobody_ready() -> None:
    make_ready(make_cohort(state=CohortState.RUNNING, starts_on=TODAY + timedelta(days=1)))

    assert ready_people(TODAY) == []


def test_whoever_is_appointed_already_is_not_ready_in_another_round() -> None:
    pilot = make_pilot()
    make_letter(pilot)
    make_ready(make_cohort(state=CohortState.RUNNING), pilot=pilot)

    assert ready_people(TODAY) == []


def test_whose_appointment_has_ended_may_be_appointed_again() -> None:
    pilot = make_pilot()
    make_letter(pilot, appointment={"ended_on": TODAY, "end_reason": "own_wish"})
    again = make_ready(make_cohort(state=CohortState.RUNNING), pilot=pilot)

    ((_cohort, people),) = ready_people(TODAY)

    assert [person.enrolment for person in people] == [again]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many_are_ready(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_ready(make_cohort(state=CohortState.RUNNING))

    with django_assert_num_queries(4):  # people; modules of their curricula, results, attendance
        ready_people(TODAY)
