from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.enrolment_steps import (
    accept_offer,
    admit,
    finish,
    offer_seat,
    record_agreement,
    record_consent,
    start_training,
    take_step,
    withdraw,
)
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import ENROLMENT_TRANSITIONS, WITHOUT_SEAT, Enrolment, EnrolmentState
from programmes.rules.steps import NEXT_STEP, Step, lacks, ladder, next_step
from tests.factories import TODAY, make_cohort, make_enrolment, make_user

pytestmark = pytest.mark.django_db
S = EnrolmentState


def seats_taken(enrolment: Enrolment) -> int:
    return Cohort.objects.get(pk=enrolment.cohort_id).seats_taken


def test_an_enrolment_goes_all_the_way_by_its_next_steps() -> None:
    enrolment, kim = make_enrolment(make_cohort(state=CohortState.RUNNING)), make_user()

    states = [enrolment.state]
    while enrolment.state in NEXT_STEP:
        enrolment = take_step(enrolment, NEXT_STEP[enrolment.state], by=kim, today=TODAY, agreed_by="Frau Amt")
        states.append(enrolment.state)

    assert states == [S.PROPOSED, S.CONSENTED, S.AGREED, S.ADMITTED, S.IN_TRAINING]
    assert (enrolment.consented_on, enrolment.agreed_on, enrolment.agreed_by) == (TODAY, TODAY, "Frau Amt")
    assert seats_taken(enrolment) == 1
    assert AuditEvent.objects.count() == 4


def test_the_day_on_the_paper_is_kept() -> None:
    enrolment = make_enrolment()

    record_consent(enrolment, on=TODAY - timedelta(days=5), by=None, today=TODAY)

    enrolment.refresh_from_db()
    assert enrolment.consented_on == TODAY - timedelta(days=5)


def test_a_consent_of_tomorrow_is_refused() -> None:
    with pytest.raises(Refused, match="in the future") as refused:
        record_consent(make_enrolment(), on=TODAY + timedelta(days=1), by=None, today=TODAY)

    assert refused.value.field == "on"


def test_what_was_signed_long_before_the_round_is_refused() -> None:
    enrolment = make_enrolment()
    earliest = enrolment.cohort.opens_on - timedelta(days=366)
    too_early = earliest - timedelta(days=1)

    with pytest.raises(Refused, match="more than a year before enrolment opened") as refused:
        record_consent(enrolment, on=too_early, by=None, today=TODAY)
    record_consent(enrolment, on=earliest, by=None, today=TODAY)
    with pytest.raises(Refused, match="more than a year before enrolment opened"):
        record_agreement(enrolment, on=too_early, agreed_by="Frau Amt", by=None, today=TODAY)

    assert refused.value.field == "on"


def test_an_agreement_needs_who_gave_it() -> None:
    with pytest.raises(Refused, match="who agreed") as refused:
        record_agreement(make_enrolment(state=S.CONSENTED), on=TODAY, agreed_by=" ", by=None, today=TODAY)

    assert refused.value.field == "agreed_by"


@pytest.mark.parametrize("state", [S.PROPOSED, S.CONSENTED, S.AGREED, S.WAITLISTED, S.WITHDRAWN])
def test_nobody_starts_training_before_the_admission(state: EnrolmentState) -> None:
    with pytest.raises(Refused, match="this step is not possible now"):
        start_training(make_enrolment(state=state), by=None)


@pytest.mark.parametrize("state", [S.ADMITTED, S.PAUSED])
@pytest.mark.parametrize("cohort_state", [CohortState.PLANNED, CohortState.ENROLLING])
def test_nobody_starts_training_before_the_round_does(state: EnrolmentState, cohort_state: CohortState) -> None:
    enrolment = make_enrolment(make_cohort(state=cohort_state), state=state)

    with pytest.raises(Refused, match="The round has not begun"):
        start_training(enrolment, by=None)

    enrolment.refresh_from_db()
    assert (enrolment.state, next_step(enrolment)) == (state, None)


def test_whoever_comes_later_starts_in_the_round_that_runs() -> None:
    enrolment = make_enrolment(make_cohort(state=CohortState.RUNNING), state=S.ADMITTED)

    assert next_step(enrolment) == Step.START
    assert start_training(enrolment, by=None).state == S.IN_TRAINING


@pytest.mark.parametrize("state", [S.PROPOSED, S.CONSENTED])
def test_nobody_is_admitted_without_consent_and_agreement(state: EnrolmentState) -> None:
    with pytest.raises(Refused, match="this step is not possible now"):
        admit(make_enrolment(state=state), by=None)


@pytest.mark.parametrize("missing", ["consented_on", "agreed_on"])
@pytest.mark.parametrize("state", [S.AGREED, S.ADMITTED, S.IN_TRAINING, S.PAUSED, S.FINISHED])
def test_the_database_keeps_out_of_training_who_lacks_consent_or_agreement(state: EnrolmentState, missing: str) -> None:
    enrolment = make_enrolment(state=S.FINISHED)

    with pytest.raises(IntegrityError, match="nobody_trains_without_consent_and_agreement"), transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(**{"state": state, missing: None})


def test_a_step_taken_from_an_old_page_is_refused() -> None:
    enrolment = make_enrolment()
    record_consent(enrolment, on=TODAY, by=None, today=TODAY)

    with pytest.raises(Refused, match="Sam Muster is “consented”"):
        record_consent(enrolment, on=TODAY, by=None, today=TODAY)


@pytest.mark.parametrize("state", [*NEXT_STEP])
def test_nobody_goes_on_in_a_cancelled_round(state: EnrolmentState) -> None:
    enrolment = make_enrolment(make_cohort(state=CohortState.CANCELLED), state=state)
    before = seats_taken(enrolment)

    with pytest.raises(Refused, match="cancelled"):
        take_step(enrolment, NEXT_STEP[state], by=None, today=TODAY, agreed_by="Frau Amt")

    enrolment.refresh_from_db()
    assert (enrolment.state, seats_taken(enrolment)) == (state, before)


def test_whoever_wants_to_can_leave_a_cancelled_round() -> None:
    enrolment = make_enrolment(make_cohort(state=CohortState.CANCELLED))

    assert withdraw(enrolment, by=None, today=TODAY).state == S.WITHDRAWN


# --- ways out --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in S if S.WITHDRAWN in ENROLMENT_TRANSITIONS[state]])
def test_withdraw_gives_the_seat_back_once(state: EnrolmentState) -> None:
    enrolment = make_enrolment(make_cohort(taken=3), state=state)

    withdraw(enrolment, by=None, today=TODAY)

    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.left_on, seats_taken(enrolment)) == (S.WITHDRAWN, TODAY, 3)


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.DECLINED, S.DEFERRED, S.DISCONTINUED, S.FINISHED])
def test_withdraw_refuses_who_is_out_already_and_gives_no_seat_back(state: EnrolmentState) -> None:
    enrolment = make_enrolment(make_cohort(taken=3), state=state)
    before = seats_taken(enrolment)

    with pytest.raises(Refused):
        withdraw(enrolment, by=None, today=TODAY)

    assert seats_taken(enrolment) == before


def test_finish_twice_changes_nothing() -> None:
    enrolment = finish(make_enrolment(state=S.IN_TRAINING), by=None, on=TODAY)

    assert finish(enrolment, by=None, on=TODAY + timedelta(days=1)).finished_on == TODAY


# --- the waiting list ------------------------------------------------------------------------------------------------


def test_an_offer_takes_the_seat_and_accepting_it_goes_on_as_proposed() -> None:
    enrolment = make_enrolment(make_cohort(seats=1), state=S.WAITLISTED)

    offered = offer_seat(enrolment, by=None, today=TODAY)
    accepted = accept_offer(offered, by=None)

    assert (offered.state, accepted.state, seats_taken(enrolment)) == (S.OFFERED, S.PROPOSED, 1)


def test_an_offer_is_refused_where_no_seat_is_free() -> None:
    enrolment = make_enrolment(make_cohort(seats=1, taken=1), state=S.WAITLISTED)

    with pytest.raises(Refused, match="No seat is free"):
        offer_seat(enrolment, by=None, today=TODAY)

    assert seats_taken(enrolment) == 1


def test_an_offer_to_somebody_with_a_seat_takes_no_second_one() -> None:
    enrolment = make_enrolment(state=S.PROPOSED)

    with pytest.raises(Refused, match="this step is not possible now"):
        offer_seat(enrolment, by=None, today=TODAY)

    assert seats_taken(enrolment) == 1


# --- in words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", S)
def test_whoever_lacks_nothing_may_train_or_is_out(state: EnrolmentState) -> None:
    enrolment = Enrolment(state=state)

    assert bool(lacks(enrolment)) == (state in {S.WAITLISTED, S.OFFERED, S.PROPOSED, S.CONSENTED, S.AGREED})
    assert bool(ladder(enrolment)) == (state == S.WAITLISTED or state not in WITHOUT_SEAT)


def test_the_ladder_marks_the_next_rung() -> None:
    rungs = ladder(Enrolment(state=S.CONSENTED, enrolled_on=TODAY, consented_on=TODAY))

    assert [rung.is_done for rung in rungs] == [True, True, False, False, False, False]
    assert [rung.label for rung in rungs if rung.is_current] == ["Head’s agreement"]
    assert lacks(Enrolment(state=S.CONSENTED)) == ["the head’s agreement", "the admission"]


def test_every_step_that_can_be_next_is_one_the_page_offers() -> None:
    assert set(NEXT_STEP.values()) == set(Step)
