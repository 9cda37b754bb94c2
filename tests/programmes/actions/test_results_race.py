"""Two coordinators record, correct and take back at once: one entry in force for each cell, and each in the record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from people.models.audit_event import AuditEvent
from people.models.user import User
from programmes.actions.results import Outcome, correct_result, record_marks
from programmes.actions.undo_results import undo_results
from programmes.models.cohort import Cohort
from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ModuleResult, ResultKind
from programmes.models.result_batch import ResultBatch
from tests.factories import TODAY, make_cohort, make_curriculum, make_enrolment, make_user, modules_of
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
PASSED = Outcome(ResultKind.PASSED, TODAY)


def a_round() -> tuple[Cohort, User, list[tuple[int, int]]]:
    cohort = make_cohort(curriculum=make_curriculum(["D1"]))
    people = [make_enrolment(cohort, state=EnrolmentState.IN_TRAINING) for _number in range(2)]
    return cohort, make_user(), [(person.pk, modules_of(cohort.curriculum)[0].pk) for person in people]


def a_batch() -> tuple[ResultBatch, User]:
    cohort, kim, marks = a_round()
    results = record_marks(cohort, marks, PASSED, by=kim, today=TODAY)
    return ResultBatch.objects.get(pk=results[0].batch_id), kim


def test_two_who_record_the_same_cells_leave_one_entry_each(monkeypatch: pytest.MonkeyPatch) -> None:
    cohort, kim, marks = a_round()
    monkeypatch.setattr(ResultBatch, "save", meeting_point(ResultBatch.save))

    outcomes = at_once(
        lambda: record_marks(cohort, marks, PASSED, by=kim, today=TODAY),
        lambda: record_marks(cohort, reversed(marks), PASSED, by=kim, today=TODAY),
    )

    assert outcomes == ["Refused", "done"]
    assert ModuleResult.objects.count() == AuditEvent.objects.filter(verb="result recorded").count() == 2


def test_two_who_take_the_same_back_do_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    batch, kim = a_batch()
    monkeypatch.setattr(ModuleResult, "save", meeting_point(ModuleResult.save))

    outcomes = at_once(
        lambda: undo_results(batch, by=kim, at=NOW),
        lambda: undo_results(batch, by=kim, at=NOW),
    )

    assert outcomes == ["Refused", "done"]
    assert ModuleResult.objects.filter(kind=ResultKind.OPEN).count() == 2
    assert AuditEvent.objects.filter(verb="results taken back").count() == 1


def test_taking_back_and_correcting_at_once_is_one_or_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    batch, kim = a_batch()
    entry = batch.results.order_by("pk")[1]
    monkeypatch.setattr(ModuleResult, "save", meeting_point(ModuleResult.save))

    outcomes = at_once(
        lambda: undo_results(batch, by=kim, at=NOW),
        lambda: correct_result(entry, Outcome(ResultKind.RECOGNISED, TODAY), by=kim, today=TODAY),
    )

    assert outcomes == ["Refused", "done"]
    in_force = sorted(str(one.kind) for one in ModuleResult.objects.in_force())
    assert in_force in (["open", "open"], ["passed", "recognised"])


def test_two_who_take_back_without_a_lock_meet_the_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    batch, kim = a_batch()
    monkeypatch.setattr(ModuleResult, "save", meeting_point(ModuleResult.save))
    unlocked(monkeypatch)

    outcomes = at_once(
        lambda: undo_results(batch, by=kim, at=NOW),
        lambda: undo_results(batch, by=kim, at=NOW),
    )

    assert "IntegrityError" in outcomes
