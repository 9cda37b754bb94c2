"""The gate has no way past it: nobody incomplete gets a letter, and then nobody of the batch does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from people.errors import Refused
from programmes.models.cohort import Cohort, CohortState
from programmes.models.enrolment import Enrolment, EnrolmentState
from programmes.models.letter import AppointmentLetter
from tests.factories import (
    make_curriculum,
    make_enrolment,
    make_issuing_cohort,
    make_pilot,
    make_ready,
    make_result,
    make_signatory,
    modules_of,
)
from tests.programmes.actions.issuing import issue, the_record


def lacks_a_module(cohort: Cohort) -> Enrolment:
    enrolment = make_enrolment(cohort, make_pilot("Offen"), state=EnrolmentState.IN_TRAINING)
    make_result(enrolment, modules_of(cohort.curriculum)[0])
    return enrolment


def has_left(cohort: Cohort) -> Enrolment:
    return make_ready(cohort, "Offen", state=EnrolmentState.WITHDRAWN)


def pauses(cohort: Cohort) -> Enrolment:
    return make_ready(cohort, "Offen", state=EnrolmentState.PAUSED)


def appointed_elsewhere(cohort: Cohort) -> Enrolment:
    pilot = make_pilot("Offen")
    issue(make_ready(make_issuing_cohort(), pilot=pilot))
    return make_ready(cohort, pilot=pilot)


def has_a_letter(cohort: Cohort) -> Enrolment:
    enrolment = make_ready(cohort, "Offen")
    issue(enrolment)
    return enrolment


GATE: list[tuple[Callable[[Cohort], Enrolment], str]] = [
    (lacks_a_module, "Sam Offen: the qualification is not complete yet."),
    (has_left, "Sam Offen: “withdrawn” in this round."),
    (pauses, "Sam Offen: “paused” in this round."),
    (appointed_elsewhere, "Sam Offen: appointed already."),
    (has_a_letter, "Sam Offen: letter of this round issued already."),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "reason"), GATE)
def test_issue_letters_issues_none_where_one_of_the_batch_may_not_have_one(
    make: Callable[[Cohort], Enrolment], reason: str
) -> None:
    cohort = make_issuing_cohort()
    ready, other = make_ready(cohort, "Adler"), make(cohort)
    before = the_record()

    with pytest.raises(Refused) as refusal:
        issue(ready, other)

    assert reason in str(refusal.value)
    assert "Adler" not in str(refusal.value)
    assert the_record() == before


@pytest.mark.django_db
def test_issue_letters_names_everybody_who_has_a_letter_already() -> None:
    cohort = make_issuing_cohort()
    both = [make_ready(cohort, "Adler"), make_ready(cohort, "Zander")]
    issue(*both)

    with pytest.raises(Refused, match="Sam Adler, Sam Zander: letter of this round issued already"):
        issue(*both)

    assert AppointmentLetter.objects.count() == 2


@pytest.mark.django_db
def test_issue_letters_counts_exemptions_and_enough_electives() -> None:
    cohort = make_issuing_cohort(curriculum=make_curriculum(["D1"], ["W1", "W2"], electives_needed=1))
    enrolment = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING)
    required, _first, second = modules_of(cohort.curriculum)
    make_result(enrolment, required, kind="exempted", reason="Studium", decided_by="Frau Leitung")
    with pytest.raises(Refused, match="not complete yet"):
        issue(enrolment)
    make_result(enrolment, second)

    (letter,) = issue(enrolment)

    codes = [
        (module["code"], module["result"], module["decided_by"]) for module in letter.appointment.evidence["modules"]
    ]
    assert codes == [("D1", "exempted", "Frau Leitung"), ("W2", "passed", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [CohortState.PLANNED, CohortState.ENROLLING, CohortState.CANCELLED])
def test_issue_letters_refuses_a_round_that_does_not_run(state: CohortState) -> None:
    enrolment = make_ready(make_issuing_cohort(state=state))

    with pytest.raises(Refused, match="no letters are issued for it"):
        issue(enrolment)


@pytest.mark.django_db
def test_issue_letters_refuses_people_of_two_rounds_and_nobody_at_all() -> None:
    people = [make_ready(make_issuing_cohort()), make_ready(make_issuing_cohort())]

    for chosen in (people, []):
        with pytest.raises(Refused, match="at least one person of one round"):
            issue(*chosen)


@pytest.mark.django_db
def test_issue_letters_needs_a_released_text_and_somebody_to_sign() -> None:
    enrolment = make_ready(make_issuing_cohort(words_from=date(2026, 3, 3)))

    with pytest.raises(Refused, match="No letter text is released"):
        issue(enrolment)


@pytest.mark.django_db
def test_the_latest_signatory_in_office_signs() -> None:
    enrolment = make_ready(make_issuing_cohort())
    make_signatory("Nova Neu", valid_from=date(2026, 1, 1))
    make_signatory("Spät Später", valid_from=date(2026, 3, 3))

    (letter,) = issue(enrolment)

    assert letter.content["signer_name"] == "Nova Neu"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2026, 1, 1), "before the round began"), (date(2027, 3, 4), "more than a year ahead")],
)
def test_issue_letters_refuses_a_day_far_from_the_round(day: date, sentence: str) -> None:
    ready = make_ready(make_issuing_cohort())

    with pytest.raises(Refused, match=sentence) as refusal:
        issue(ready, effective_from=day)

    assert refusal.value.field == "effective_from"
    assert not AppointmentLetter.objects.exists()
