"""A year in figures: what is counted, what is kept back, and that nothing on the page gives it away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from people.models.department import Department, DepartmentKind
from programmes.models.enrolment import EnrolmentState
from programmes.rules import report as rule
from programmes.rules.report import report_of
from tests.factories import (
    TODAY,
    make_department,
    make_enrolment,
    make_pilot,
)
from tests.programmes.rules.past_rounds import finish, held

pytestmark = pytest.mark.django_db


def figures(year: int = 2025) -> list[list[int | None]]:
    table = report_of(year, TODAY).completed
    assert table is not None
    return [[*line.cells, line.total] for line in (*table.lines, table.together)]


@pytest.fixture
def amt() -> Department:
    return make_department(kind=DepartmentKind.AMT)


@pytest.fixture
def stab() -> Department:
    return make_department(kind=DepartmentKind.STABSSTELLE)


# --- people ----------------------------------------------------------------------------------------------------------


def test_people_are_counted_by_round_and_kind_of_department(amt: Department, stab: Department) -> None:
    first, second = held(title="Eins"), held(title="Zwei")
    finish(first, 7, amt)
    finish(first, 5, stab)
    finish(second, 6, amt)

    table = report_of(2025, TODAY).completed

    assert table is not None
    assert (table.names, table.columns) == (("Eins", "Zwei"), ("Amt", "Stabsstelle"))
    assert figures() == [[7, 5, 12], [6, 0, 6], [13, 5, 18]]


def test_a_small_group_is_kept_back_and_so_is_what_would_give_it_away(amt: Department, stab: Department) -> None:
    first, second = held(), held()
    finish(first, 9, amt)
    finish(first, 2, stab)
    finish(second, 8, amt)
    finish(second, 6, stab)

    assert figures() == [[None, None, 11], [None, None, 14], [17, 8, 25]]


def test_a_zero_of_people_who_could_have_finished_is_small_too(amt: Department, stab: Department) -> None:
    first, second = held(), held()
    finish(first, 9, amt)
    make_enrolment(first, make_pilot(department=stab), state=EnrolmentState.DISCONTINUED)
    finish(second, 8, amt)
    finish(second, 6, stab)

    (line, *_others) = figures()

    assert line == [None, None, 9]


def test_a_round_whose_people_all_fell_short_looks_like_one_of_few(amt: Department) -> None:
    finish(held(), 9, amt)
    make_enrolment(held(), make_pilot(department=amt), state=EnrolmentState.DISCONTINUED)

    assert figures() == [[None, None], [None, None], [9, 9]]


def test_the_zero_of_a_whole_year_is_said(amt: Department) -> None:
    make_enrolment(held(), make_pilot(department=amt), state=EnrolmentState.DISCONTINUED)

    assert report_of(2025, TODAY).completed is None


def test_who_finished_in_another_year_is_not_counted(amt: Department) -> None:
    finish(held(2024), 8, amt, on=date(2025, 1, 15))
    finish(held(2025), 6, amt, on=date(2026, 1, 15))

    assert report_of(2024, TODAY).completed is None
    assert figures(2026) == [[6, 6], [6, 6]]


def test_many_rounds_are_counted_by_quarter(amt: Department, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "MOST_ROUNDS", 1)
    finish(held(), 7, amt, on=date(2025, 8, 1))
    finish(held(), 6, amt, on=date(2025, 9, 30))
    finish(held(), 8, amt, on=date(2025, 10, 1))

    found = report_of(2025, TODAY)

    assert found.completed is not None
    assert found.completed.names == ("Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4")
    assert (found.rounds, found.rounds_held) == ((), 3)
    assert found.completed.figures.total == 21
    assert [line.total for line in found.completed.lines] == [None, None, 13, None]


def test_the_smallest_group_is_a_setting(amt: Department, settings: Any) -> None:
    finish(held(), 5, amt)
    assert figures() == [[5, 5], [5, 5]]

    settings.REPORT_SMALLEST_GROUP = 6

    assert figures() == [[None, None], [None, None]]


# --- over the years, and what they would tell together ---------------------------------------------------------------


def test_what_came_together_is_the_sum_of_what_each_year_says(amt: Department) -> None:
    finish(held(2023), 9, amt)
    finish(held(2024), 7, amt)

    assert report_of(2023, TODAY).so_far == rule.SoFar(9, is_least=False)
    assert report_of(2024, TODAY).so_far == rule.SoFar(16, is_least=False)


def test_no_difference_of_two_years_tells_a_figure_kept_back(amt: Department) -> None:
    for year, people in ((2023, 9), (2024, 3), (2025, 8)):
        finish(held(year), people, amt)

    assert [report_of(year, TODAY).so_far.people for year in (2023, 2024, 2025)] == [9, 9, 17]
    assert [report_of(year, TODAY).so_far.is_least for year in (2023, 2024, 2025)] == [False, True, True]


def test_departments_are_not_told_apart_by_their_kind(amt: Department) -> None:
    """Of three small groups that make four people, a department of each kind told how many are in which."""
    cohort = held()
    finish(cohort, 11, amt)
    for kind, departments in (
        (DepartmentKind.ABTEILUNG, 1),
        (DepartmentKind.STABSSTELLE, 2),
        (DepartmentKind.EINRICHTUNG, 1),
    ):
        for _number in range(departments):
            finish(cohort, 1, make_department(kind=kind))

    found = report_of(2025, TODAY)

    assert figures()[0] == [11, None, None, None, 15]
    assert vars(found.coverage).keys() == {"covered", "without"}
