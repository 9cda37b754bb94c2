"""Whoever goes on in a later round keeps what is finished, and a seat as far as there is one."""

from __future__ import annotations

import pytest

from people.errors import Refused
from programmes.actions.defer import defer
from programmes.actions.results import Outcome, correct_result
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.rules.over_time import Step, over_time
from programmes.rules.standing import progress_of
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_result, modules_of

pytestmark = pytest.mark.django_db
S = EnrolmentState


@pytest.fixture
def leaving() -> Enrolment:
    """Somebody who trains in a round with three modules."""
    cohort = make_cohort(curriculum=make_curriculum(("D1", "K1", "P1")), state=CohortState.RUNNING)
    return make_enrolment(cohort, state=S.IN_TRAINING)


def later_round(leaving: Enrolment, **fields: object) -> Cohort:
    return make_cohort(curriculum=leaving.cohort.curriculum, number=77, **{"state": CohortState.ENROLLING, **fields})


def place_in(cohort: Cohort) -> Enrolment:
    return Enrolment.objects.get(cohort=cohort)


def test_the_seat_is_free_here_and_taken_there(leaving: Enrolment) -> None:
    later = later_round(leaving, seats=2)

    deferred = defer(leaving, to=later, by=None, today=TODAY)

    later.refresh_from_db()
    assert (deferred.state, deferred.deferred_to, deferred.left_on) == (S.DEFERRED, later, TODAY)
    assert (Cohort.objects.get(pk=leaving.cohort_id).seats_taken, later.seats_taken) == (0, 1)


def test_consent_and_agreement_go_along(leaving: Enrolment) -> None:
    later = later_round(leaving)

    defer(leaving, to=later, by=None, today=TODAY)

    place = place_in(later)
    assert (place.state, place.consented_on, place.agreed_by) == (S.AGREED, leaving.consented_on, leaving.agreed_by)


def test_what_is_finished_stays_finished_and_stays_in_the_old_round_too(leaving: Enrolment) -> None:
    first, second, third = modules_of(leaving.cohort.curriculum)
    make_result(leaving, first)
    make_result(leaving, second, kind=ResultKind.EXEMPTED, reason="Lehrt es selbst", decided_by="Frau Muster")
    opened = make_result(leaving, third)
    make_result(leaving, third, kind=ResultKind.OPEN, corrects=opened)
    before = list(ModuleResult.objects.filter(enrolment=leaving).order_by("pk").values())
    later = later_round(leaving)

    defer(leaving, to=later, by=None, today=TODAY)

    (person,) = progress_of(later.curriculum, [place_in(later)])
    results = {standing.entry.code: standing.result.kind for standing in person.progress.standings if standing.result}
    assert results == {"D1": ResultKind.RECOGNISED, "K1": ResultKind.EXEMPTED}
    assert list(ModuleResult.objects.filter(enrolment=leaving).order_by("pk").values()) == before
    assert "passed" in str(ModuleResult.objects.get(enrolment__cohort=later, module=first).reason) or (
        "bestanden" in ModuleResult.objects.get(enrolment__cohort=later, module=first).reason
    )


def test_what_is_carried_along_was_achieved_once_whatever_becomes_of_it(leaving: Enrolment) -> None:
    make_result(leaving, modules_of(leaving.cohort.curriculum)[0], achieved_on=TODAY)
    later = later_round(leaving)
    defer(leaving, to=later, by=None, today=TODAY)
    carried = ModuleResult.objects.get(enrolment__cohort=later)

    assert over_time(Step.MONTH, TODAY).modules == 1
    assert ModuleResult.objects.achieved_between(TODAY, TODAY).count() == 1

    place = place_in(later)
    Enrolment.objects.filter(pk=place.pk).update(state=EnrolmentState.IN_TRAINING)
    Cohort.objects.filter(pk=later.pk).update(state=CohortState.RUNNING, starts_on=TODAY)
    correct_result(carried, Outcome(ResultKind.RECOGNISED, TODAY, "Anders", "Kim"), by=None, today=TODAY)

    assert over_time(Step.MONTH, TODAY).modules == 1
    assert ModuleResult.objects.in_force().achieved_between(TODAY, TODAY).count() == 1


def test_in_a_full_round_the_person_waits(leaving: Enrolment) -> None:
    later = later_round(leaving, seats=1, taken=1)

    defer(leaving, to=later, by=None, today=TODAY)

    later.refresh_from_db()
    assert (place_in(later).state, later.seats_taken) == (S.WAITLISTED, 1)


def test_whoever_has_a_place_there_keeps_that_one(leaving: Enrolment) -> None:
    later = later_round(leaving)
    present = make_enrolment(later, leaving.pilot)

    defer(leaving, to=later, by=None, today=TODAY)

    assert place_in(later) == present


@pytest.mark.parametrize("state", [CohortState.RUNNING, CohortState.COMPLETED, CohortState.CANCELLED])
def test_nobody_goes_to_a_round_that_has_begun_and_nothing_changes(leaving: Enrolment, state: CohortState) -> None:
    later = later_round(leaving, state=state)

    with pytest.raises(Refused) as refusal:
        defer(leaving, to=later, by=None, today=TODAY)

    leaving.refresh_from_db()
    assert (refusal.value.field, leaving.state) == ("to", S.IN_TRAINING)
    assert not Enrolment.objects.filter(cohort=later).exists()


def test_the_same_round_is_no_later_one(leaving: Enrolment) -> None:
    with pytest.raises(Refused) as refusal:
        defer(leaving, to=leaving.cohort, by=None, today=TODAY)

    assert refusal.value.field == "to"


def test_without_a_later_round_the_person_is_out_until_there_is_one(leaving: Enrolment) -> None:
    deferred = defer(leaving, to=None, by=None, today=TODAY)

    assert (deferred.state, Enrolment.objects.count()) == (S.DEFERRED, 1)


@pytest.mark.parametrize("state", [S.DEFERRED, S.DISCONTINUED, S.FINISHED])
def test_nobody_goes_on_in_a_round_they_have_been_in_already(leaving: Enrolment, state: EnrolmentState) -> None:
    later = later_round(leaving)
    make_enrolment(later, leaving.pilot, state=state)

    with pytest.raises(Refused, match="has been in this round already") as refusal:
        defer(leaving, to=later, by=None, today=TODAY)

    leaving.refresh_from_db()
    assert (refusal.value.field, leaving.state) == ("to", S.IN_TRAINING)


def test_a_place_in_a_round_that_is_cancelled_is_none(leaving: Enrolment) -> None:
    later = later_round(leaving)
    make_enrolment(later, leaving.pilot)
    Cohort.objects.filter(pk=later.pk).update(state=CohortState.CANCELLED)

    with pytest.raises(Refused, match="This round is cancelled"):
        defer(leaving, to=later, by=None, today=TODAY)
