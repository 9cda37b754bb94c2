"""What is counted for which month or quarter."""

from __future__ import annotations

from datetime import date

import pytest

from programmes.models.enrolment import EnrolmentState
from programmes.models.module_result import ResultKind
from programmes.rules.over_time import Step, over_time
from tests.factories import TODAY, make_cohort, make_enrolment, make_result, modules_of

pytestmark = pytest.mark.django_db


def counted(step: Step = Step.MONTH) -> dict[date, tuple[int, int]]:
    found = over_time(step, TODAY)
    return {
        period.first: (period.modules, period.people) for period in found.periods if period.modules or period.people
    }


@pytest.mark.parametrize(
    ("step", "first", "count", "name"),
    [
        (Step.MONTH, date(2025, 4, 1), 12, "March 2026"),
        (Step.QUARTER, date(2024, 4, 1), 8, "Quarter 1, 2026"),
    ],
)
def test_the_latest_periods_are_shown_up_to_today(step: Step, first: date, count: int, name: str) -> None:
    periods = over_time(step, TODAY).periods

    assert (periods[0].first, len(periods)) == (first, count)
    assert periods[-1].name == name


def test_a_module_counts_in_the_month_of_its_day() -> None:
    cohort = make_cohort()
    person, (one, two) = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING), modules_of(cohort.curriculum)
    make_result(person, one, achieved_on=date(2026, 1, 31))
    make_result(person, two, achieved_on=date(2026, 2, 1), kind=ResultKind.RECOGNISED)

    assert counted() == {date(2026, 1, 1): (1, 0), date(2026, 2, 1): (1, 0)}
    assert counted(Step.QUARTER) == {date(2026, 1, 1): (2, 0)}


def test_what_is_corrected_counts_where_the_correction_says() -> None:
    cohort = make_cohort()
    person, (one, two) = make_enrolment(cohort, state=EnrolmentState.IN_TRAINING), modules_of(cohort.curriculum)
    moved, taken_back = make_result(person, one, achieved_on=date(2025, 12, 3)), make_result(person, two)
    make_result(person, one, achieved_on=date(2026, 1, 7), corrects=moved)
    opened = make_result(person, two, kind=ResultKind.OPEN, corrects=taken_back)
    assert counted() == {date(2026, 1, 1): (1, 0)}

    make_result(person, two, achieved_on=date(2026, 3, 1), corrects=opened)

    assert counted() == {date(2026, 1, 1): (1, 0), date(2026, 3, 1): (1, 0)}


def test_people_count_on_the_day_they_finished_and_nothing_of_another_time_does() -> None:
    make_enrolment(state=EnrolmentState.FINISHED, finished_on=date(2025, 11, 4))
    make_enrolment(state=EnrolmentState.FINISHED, finished_on=date(2024, 3, 31))
    make_enrolment(state=EnrolmentState.FINISHED, finished_on=date(2026, 3, 3))

    assert counted() == {date(2025, 11, 1): (0, 1)}
    assert counted(Step.QUARTER) == {date(2025, 10, 1): (0, 1)}
