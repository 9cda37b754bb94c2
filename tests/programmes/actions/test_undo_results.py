from __future__ import annotations

from datetime import UTC, datetime

import pytest

from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.user import User
from programmes.actions.results import Outcome, correct_result, record_marks
from programmes.actions.undo_results import undo_results
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.result_batch import ResultBatch
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_pilot, make_user, modules_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
PASSED = Outcome(ResultKind.PASSED, TODAY)


@pytest.fixture
def kim() -> User:
    return make_user()


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort(curriculum=make_curriculum(["D1", "K1"]))


def trainee(cohort: Cohort, name: str = "Muster") -> Enrolment:
    return make_enrolment(cohort, make_pilot(name), state=EnrolmentState.IN_TRAINING)


def recorded(cohort: Cohort, *people: Enrolment, by: User) -> ResultBatch:
    """All modules of the round recorded for these people with one click."""
    marks = [(person.pk, module.pk) for person in people for module in modules_of(cohort.curriculum)]
    results = record_marks(cohort, marks, PASSED, by=by, today=TODAY)
    assert len({result.batch_id for result in results}) == 1
    return ResultBatch.objects.get(pk=results[0].batch_id)


def refusal(batch: ResultBatch, by: User) -> str:
    before = ModuleResult.objects.count()
    with pytest.raises(Refused) as refused:
        undo_results(batch, by=by, at=NOW)
    assert ModuleResult.objects.count() == before
    return str(refused.value)


def test_everything_recorded_together_is_open_again_and_the_record_tells_of_both(cohort: Cohort, kim: User) -> None:
    other = trainee(cohort)
    recorded(cohort, other, by=kim)
    batch = recorded(cohort, trainee(cohort), trainee(cohort), by=kim)

    opened = undo_results(batch, by=kim, at=NOW)

    assert [(entry.kind, entry.corrects.batch_id, entry.batch_id) for entry in opened if entry.corrects] == [
        (ResultKind.OPEN, batch.pk, None)
    ] * 4
    assert {one.kind for one in ModuleResult.objects.in_force().filter(enrolment=other)} == {ResultKind.PASSED}
    assert ModuleResult.objects.filter(batch=batch, kind=ResultKind.PASSED).count() == 4
    event = AuditEvent.objects.get(verb="results taken back")
    assert (event.object_id, event.changes) == (str(cohort.pk), {"people": 2, "batch": batch.pk})
    assert AuditEvent.objects.filter(verb="result corrected").count() == 4


def test_what_was_open_again_before_is_open_again_after(cohort: Cohort, kim: User) -> None:
    person = trainee(cohort)
    undo_results(recorded(cohort, person, by=kim), by=kim, at=NOW)

    undo_results(recorded(cohort, person, by=kim), by=kim, at=NOW)

    assert {one.kind for one in ModuleResult.objects.in_force()} == {ResultKind.OPEN}
    assert ModuleResult.objects.count() == 8


def test_it_is_taken_back_only_once(cohort: Cohort, kim: User) -> None:
    batch = recorded(cohort, trainee(cohort), by=kim)
    undo_results(batch, by=kim, at=NOW)

    assert refusal(batch, kim) == "This was taken back already."


def test_an_entry_corrected_since_stops_it_by_name(cohort: Cohort, kim: User) -> None:
    first, second = trainee(cohort, "A"), trainee(cohort, "B")
    batch = recorded(cohort, first, second, by=kim)
    entry = second.results.get(module__code="K1")
    correct_result(entry, Outcome(ResultKind.RECOGNISED, TODAY), by=kim, today=TODAY)

    said = refusal(batch, kim)

    assert said == "Nothing is taken back, because an entry was corrected since: Sam B (K1)."


def test_somebody_who_is_not_in_training_any_more_stops_it_by_name(cohort: Cohort, kim: User) -> None:
    first, second = trainee(cohort, "A"), trainee(cohort, "B")
    batch = recorded(cohort, first, second, by=kim)
    Enrolment.objects.filter(pk=first.pk).update(state=EnrolmentState.FINISHED, finished_on=TODAY)

    assert refusal(batch, kim) == "Nothing is taken back, because not in training any more: Sam A."


def test_nothing_is_taken_back_in_a_cancelled_round(cohort: Cohort, kim: User) -> None:
    batch = recorded(cohort, trainee(cohort), by=kim)
    Cohort.objects.update(state=CohortState.CANCELLED)

    assert "nothing is entered in it" in refusal(batch, kim)


def test_marks_over_several_modules_name_person_and_module(cohort: Cohort, kim: User) -> None:
    person = trainee(cohort, "A")
    recorded(cohort, person, by=kim)

    with pytest.raises(Refused, match=r"There is an entry already: Sam A \(D1\); Sam A \(K1\)\."):
        recorded(cohort, trainee(cohort), person, by=kim)

    assert ResultBatch.objects.count() == 1
