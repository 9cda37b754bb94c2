from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from people.errors import Refused
from people.models.audit_event import AuditEvent
from programmes.actions.results import Outcome, correct_result, record_results
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.programme import TrainingModule
from programmes.rules.history import entries_like
from programmes.rules.standing import progress_of
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_pilot, make_result, modules_of

pytestmark = pytest.mark.django_db
PASSED = Outcome(ResultKind.PASSED, TODAY)


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


@pytest.fixture
def module(cohort: Cohort) -> TrainingModule:
    return modules_of(cohort.curriculum)[0]


def trainee(cohort: Cohort, state: EnrolmentState = EnrolmentState.IN_TRAINING) -> Enrolment:
    return make_enrolment(cohort, make_pilot(), state=state)


def refusal(cohort: Cohort, module: TrainingModule, people: Iterable[Enrolment], outcome: Outcome = PASSED) -> Refused:
    with pytest.raises(Refused) as refused:
        record_results(cohort, module, people, outcome, by=None, today=TODAY)
    return refused.value


# --- recorded --------------------------------------------------------------------------------------------------------


def test_one_outcome_is_recorded_for_several_people(cohort: Cohort, module: TrainingModule) -> None:
    people = [trainee(cohort), trainee(cohort)]

    record_results(cohort, module, people, PASSED, by=None, today=TODAY)

    assert [person.progress.done for person in progress_of(cohort.curriculum, people)] == [1, 1]
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "results recorded",
        "result recorded",
        "result recorded",
    ]


def test_one_person_who_cannot_have_it_stops_the_entry_for_all(cohort: Cohort, module: TrainingModule) -> None:
    fine, has_it = trainee(cohort), trainee(cohort)
    make_result(has_it, module)

    refused = refusal(cohort, module, [fine, has_it])

    assert (refused.field, "has an entry for this module already" in str(refused)) == ("enrolments", True)
    assert ModuleResult.objects.filter(enrolment=fine).count() == 0


def test_everybody_who_has_an_entry_is_named_in_one_refusal(cohort: Cohort, module: TrainingModule) -> None:
    first, second = (make_enrolment(cohort, make_pilot(name), state=EnrolmentState.IN_TRAINING) for name in "AB")
    for person in (first, second):
        make_result(person, module)

    refused = refusal(cohort, module, [first, second, trainee(cohort)])

    assert str(refused) == "Sam A; Sam B have an entry for this module already."


@pytest.mark.parametrize("state", [CohortState.PLANNED, CohortState.CANCELLED])
def test_nothing_is_entered_or_corrected_in_a_round_that_does_not_take_place(
    module: TrainingModule, cohort: Cohort, state: CohortState
) -> None:
    person, other = trainee(cohort), trainee(cohort)
    old = make_result(other, module)
    Cohort.objects.update(state=state)

    assert "nothing is entered in it" in str(refusal(cohort, module, [person]))
    with pytest.raises(Refused, match="nothing is entered in it"):
        correct_result(old, Outcome(ResultKind.OPEN, TODAY), by=None, today=TODAY)


def test_what_was_passed_needs_no_reason_and_nobody_who_decided(cohort: Cohort, module: TrainingModule) -> None:
    typed = Outcome(ResultKind.PASSED, TODAY, "war da", "Frau Amt")

    (result,) = record_results(cohort, module, [trainee(cohort)], typed, by=None, today=TODAY)

    assert (result.reason, result.decided_by) == ("", "")


def test_the_database_refuses_a_second_first_entry(cohort: Cohort, module: TrainingModule) -> None:
    person = trainee(cohort)
    make_result(person, module)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_result(person, module)


def test_nobody_chosen_is_refused(cohort: Cohort, module: TrainingModule) -> None:
    assert refusal(cohort, module, []).field == "enrolments"


def test_a_module_outside_the_curriculum_is_refused(cohort: Cohort) -> None:
    foreign = modules_of(make_curriculum(["X1"]))[0]

    assert refusal(cohort, foreign, [trainee(cohort)]).field == "module"


def test_somebody_of_another_round_is_refused(cohort: Cohort, module: TrainingModule) -> None:
    foreign = trainee(make_cohort(curriculum=cohort.curriculum))

    assert "is not in training in this round" in str(refusal(cohort, module, [foreign]))


@pytest.mark.parametrize("state", [state for state in EnrolmentState if state != EnrolmentState.IN_TRAINING])
def test_only_people_in_training_get_results(cohort: Cohort, module: TrainingModule, state: EnrolmentState) -> None:
    assert refusal(cohort, module, [trainee(cohort, state)]).field == "enrolments"


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome(ResultKind.PASSED, TODAY + timedelta(days=1)), "achieved_on"),
        (Outcome(ResultKind.RECOGNISED, TODAY + timedelta(days=1)), "achieved_on"),
        (Outcome(ResultKind.PASSED, TODAY - timedelta(days=15)), "achieved_on"),
        (Outcome(ResultKind.EXEMPTED, TODAY, " ", "Frau Amt"), "reason"),
        (Outcome(ResultKind.EXEMPTED, TODAY, "hat es gelehrt", " "), "decided_by"),
    ],
)
def test_a_day_or_an_exemption_that_cannot_be_is_refused(
    cohort: Cohort, module: TrainingModule, outcome: Outcome, field: str
) -> None:
    assert refusal(cohort, module, [trainee(cohort)], outcome).field == field


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(ResultKind.PASSED, TODAY - timedelta(days=14)),
        Outcome(ResultKind.RECOGNISED, TODAY - timedelta(days=900), "Grundkurs"),
        Outcome(ResultKind.EXEMPTED, TODAY - timedelta(days=900), "hat es gelehrt", "Frau Amt"),
    ],
)
def test_what_was_learned_before_the_round_is_recognised_or_exempted(
    cohort: Cohort, module: TrainingModule, outcome: Outcome
) -> None:
    (result,) = record_results(cohort, module, [trainee(cohort)], outcome, by=None, today=TODAY)

    assert (result.achieved_on, result.reason, result.decided_by) == (
        outcome.achieved_on,
        outcome.reason,
        outcome.decided_by,
    )


def test_the_audit_trail_does_not_hold_why_somebody_is_exempted(cohort: Cohort, module: TrainingModule) -> None:
    why = Outcome(ResultKind.EXEMPTED, TODAY, "hat es gelehrt", "Frau Amt")

    (result,) = record_results(cohort, module, [trainee(cohort)], why, by=None, today=TODAY)
    correct_result(result, replace(why, reason="hat es lange gelehrt"), by=None, today=TODAY)

    told = [f"{event.reason} {event.changes}" for event in AuditEvent.objects.all()]
    assert len(told) == 3
    assert not [words for words in told if "gelehrt" in words or "Frau Amt" in words]


# --- corrected -------------------------------------------------------------------------------------------------------


def test_a_correction_is_a_new_entry_and_the_old_one_stays(cohort: Cohort, module: TrainingModule) -> None:
    person = trainee(cohort)
    old = make_result(person, module)

    new = correct_result(old, Outcome(ResultKind.RECOGNISED, TODAY), by=None, today=TODAY)

    assert entries_like(old) == [new, old]
    old.refresh_from_db()
    assert (old.kind, new.corrects, list(ModuleResult.objects.in_force())) == (ResultKind.PASSED, old, [new])


def test_a_correction_opens_a_module_again_and_it_can_be_recorded_anew(cohort: Cohort, module: TrainingModule) -> None:
    person = trainee(cohort)
    opened = correct_result(make_result(person, module), Outcome(ResultKind.OPEN, TODAY), by=None, today=TODAY)

    (anew,) = record_results(cohort, module, [person], PASSED, by=None, today=TODAY)

    assert (anew.corrects, list(ModuleResult.objects.in_force())) == (opened, [anew])


def test_an_entry_is_corrected_only_once(cohort: Cohort, module: TrainingModule) -> None:
    old = make_result(trainee(cohort), module)
    correct_result(old, Outcome(ResultKind.OPEN, TODAY), by=None, today=TODAY)

    with pytest.raises(Refused, match="corrected in the meantime"):
        correct_result(old, PASSED, by=None, today=TODAY)


@pytest.mark.parametrize("reason", ["Grundkurs", " Grundkurs "])
def test_a_correction_that_changes_nothing_is_refused(cohort: Cohort, module: TrainingModule, reason: str) -> None:
    old = make_result(trainee(cohort), module, kind=ResultKind.RECOGNISED, reason="Grundkurs", achieved_on=TODAY)

    with pytest.raises(Refused, match="there is nothing to correct"):
        correct_result(old, Outcome(ResultKind.RECOGNISED, TODAY, reason), by=None, today=TODAY)

    assert ModuleResult.objects.count() == 1


def test_what_a_letter_rests_on_is_not_corrected(cohort: Cohort, module: TrainingModule) -> None:
    result = make_result(trainee(cohort, EnrolmentState.FINISHED), module)

    with pytest.raises(Refused, match="what a letter rests on stays as it is"):
        correct_result(result, Outcome(ResultKind.OPEN, TODAY), by=None, today=TODAY)


def test_a_correction_of_tomorrow_is_refused(cohort: Cohort, module: TrainingModule) -> None:
    result = make_result(trainee(cohort), module)

    with pytest.raises(Refused, match="in the future"):
        correct_result(result, Outcome(ResultKind.OPEN, TODAY + timedelta(days=1)), by=None, today=TODAY)


def test_the_database_refuses_to_change_an_entry(cohort: Cohort, module: TrainingModule) -> None:
    result = make_result(trainee(cohort), module)

    with pytest.raises(DatabaseError, match="append"), transaction.atomic():
        ModuleResult.objects.filter(pk=result.pk).update(kind=ResultKind.EXEMPTED, reason="x", decided_by="y")

    result.refresh_from_db()
    assert result.kind == ResultKind.PASSED


def test_the_database_refuses_an_exemption_without_reason_and_a_first_entry_that_opens(
    cohort: Cohort, module: TrainingModule
) -> None:
    person = trainee(cohort)

    with pytest.raises(IntegrityError, match="exemption_has_reason_and_decider"), transaction.atomic():
        make_result(person, module, kind=ResultKind.EXEMPTED)
    with pytest.raises(IntegrityError, match="only_a_correction_opens_again"), transaction.atomic():
        make_result(person, module, kind=ResultKind.OPEN)
