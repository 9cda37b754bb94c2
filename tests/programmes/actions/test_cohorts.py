from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.cohorts import CohortPlan, change_seats, move_cohort, plan_cohort
from programmes.models.cohort import COHORT_TRANSITIONS, Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_pilot, make_user

pytestmark = pytest.mark.django_db
PLAN = CohortPlan(4, "4. Runde", TODAY, TODAY, TODAY + timedelta(days=30), TODAY + timedelta(days=200), seats=12)


def test_plan_cohort_names_its_coordinators_and_starts_planned() -> None:
    kim = make_user()

    cohort = plan_cohort(make_curriculum(), PLAN, coordinators=[kim], by=kim)

    assert (cohort.state, cohort.seats_free, list(cohort.coordinators.all())) == (CohortState.PLANNED, 12, [kim])
    assert {field: getattr(cohort, field) for field in asdict(PLAN)} == asdict(PLAN)


def test_plan_cohort_refuses_a_number_of_this_programme_that_is_taken() -> None:
    curriculum = make_curriculum()
    plan_cohort(curriculum, PLAN, coordinators=[], by=None)

    with pytest.raises(Refused, match="number already") as refused:
        plan_cohort(curriculum, PLAN, coordinators=[], by=None)

    assert refused.value.field == "number"


@pytest.mark.parametrize("before", CohortState)
@pytest.mark.parametrize("after", CohortState)
def test_move_cohort_goes_only_where_the_table_allows(before: CohortState, after: CohortState) -> None:
    cohort = make_cohort(state=before)

    if after in COHORT_TRANSITIONS[before]:
        assert move_cohort(cohort, after, by=None).state == after
        assert AuditEvent.objects.get().changes == {"from": before, "to": after}
    else:
        with pytest.raises(Refused, match="this step is not possible now"):
            move_cohort(cohort, after, by=None)
        assert Cohort.objects.get().state == before


@pytest.mark.parametrize("state", CohortState)
def test_a_round_is_cancelled_from_every_state_but_an_end(state: CohortState) -> None:
    is_over = state in {CohortState.COMPLETED, CohortState.CANCELLED}

    assert (CohortState.CANCELLED in COHORT_TRANSITIONS[state]) is not is_over


def test_whoever_is_admitted_starts_with_the_round_and_nobody_else() -> None:
    cohort = make_cohort()
    for state in (EnrolmentState.PROPOSED, EnrolmentState.AGREED, EnrolmentState.ADMITTED, EnrolmentState.WAITLISTED):
        make_enrolment(cohort, make_pilot(), state=state)

    move_cohort(cohort, CohortState.RUNNING, by=None)

    assert list(Enrolment.objects.order_by("pk").values_list("state", flat=True)) == [
        EnrolmentState.PROPOSED,
        EnrolmentState.AGREED,
        EnrolmentState.IN_TRAINING,
        EnrolmentState.WAITLISTED,
    ]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"seats_taken": 13}, "never_more_people_than_seats"),
        ({"seats_taken": -1}, "seats_taken"),
        ({"closes_on": TODAY - timedelta(days=60)}, "enrolment_closes_after_it_opens"),
        ({"ends_on": TODAY - timedelta(days=60)}, "training_ends_after_it_starts"),
        ({"state": "asleep"}, "round_is_in_a_known_state"),
    ],
)
def test_the_database_refuses_a_round_that_cannot_be(change: dict[str, object], constraint: str) -> None:
    make_cohort(seats=12)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Cohort.objects.update(**change)


@pytest.mark.parametrize(("facts", "seats"), [({"taken": 3}, 2), ({"minimum": 8}, 7)])
def test_a_round_keeps_seats_for_its_people_and_its_smallest_number(facts: dict[str, int], seats: int) -> None:
    cohort = make_cohort(**facts)

    with pytest.raises(Refused, match="There are fewer seats than"):
        change_seats(cohort, seats, by=None)

    assert change_seats(cohort, seats + 1, by=None).seats == seats + 1
