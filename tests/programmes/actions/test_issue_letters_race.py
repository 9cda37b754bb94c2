"""Two coordinators press at the same time: numbers without a gap, one letter for each person, no taken-back result."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from programmes.actions import issue_letters as module
from programmes.actions.issue_letters import issue_letters
from programmes.actions.results import Outcome, correct_result
from programmes.models.appointment import Appointment
from programmes.models.enrolment import Enrolment
from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.models.letter_counter import LetterCounter
from programmes.models.module_result import ModuleResult, ResultKind
from tests.factories import TODAY, make_issuing_cohort, make_ready
from tests.together import at_once, meeting_point, unlocked

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def issue(*enrolments: Enrolment) -> None:
    issue_letters(enrolments, effective_from=TODAY, by=None, at=NOON)


def numbers() -> list[int]:
    return list(AppointmentLetter.objects.order_by("number").values_list("number", flat=True))


def two_batches() -> tuple[list[Enrolment], list[Enrolment]]:
    one, other = make_issuing_cohort(), make_issuing_cohort()
    LetterCounter.objects.create(year=2026)
    return (
        [make_ready(one, name) for name in ("Adler", "Beispiel", "Celik")],
        [make_ready(other, name) for name in ("Dorn", "Ernst", "Fuchs")],
    )


@pytest.mark.django_db(transaction=True)
def test_two_batches_at_once_are_numbered_one_to_six(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two_batches()
    # Both wait for each other before they take numbers, unless the lock lets only one of them look.
    monkeypatch.setattr(LetterCounter, "take", meeting_point(LetterCounter.take))

    outcomes = at_once(lambda: issue(*first), lambda: issue(*second))

    assert (outcomes, numbers()) == (["done", "done"], [1, 2, 3, 4, 5, 6])
    assert LetterCounter.objects.get().last_number == 6


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_batches_take_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two_batches()
    monkeypatch.setattr(LetterCounter, "take", meeting_point(LetterCounter.take))
    unlocked(monkeypatch)

    outcomes = at_once(lambda: issue(*first), lambda: issue(*second))

    assert (outcomes, numbers()) != (["done", "done"], [1, 2, 3, 4, 5, 6])


@pytest.mark.django_db(transaction=True)
def test_a_double_click_issues_one_letter_and_takes_one_number(monkeypatch: pytest.MonkeyPatch) -> None:
    enrolment = make_ready(make_issuing_cohort())
    monkeypatch.setattr(module, "refuse_unready", meeting_point(module.refuse_unready))

    outcomes = at_once(lambda: issue(enrolment), lambda: issue(enrolment))

    assert (outcomes, numbers()) == (["Refused", "done"], [1])
    assert (LetterCounter.objects.get().last_number, LetterDocument.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_no_result_is_taken_back_between_the_gate_and_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    enrolment = make_ready(make_issuing_cohort())
    result = ModuleResult.objects.filter(enrolment=enrolment).select_related("module")[0]
    # The letter waits a second right behind its gate: time enough for the correction, were the enrolment not locked.
    monkeypatch.setattr(module, "_issue", meeting_point(module._issue))
    open_again = Outcome(ResultKind.OPEN, TODAY)

    outcomes = at_once(lambda: issue(enrolment), lambda: correct_result(result, open_again, by=None, today=TODAY))

    assert outcomes == ["Refused", "done"]
    assert Appointment.objects.exists() != ModuleResult.objects.filter(corrects=result).exists()
