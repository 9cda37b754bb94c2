"""Whom an employee is sent to: the own department first, then upwards, then those who help others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from people.models.department import Department
from people.rules.nearest import Nearness, nearest_pilots
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot

pytestmark = pytest.mark.django_db


def test_the_own_department_comes_first() -> None:
    above = make_department("Dezernat II")
    own = make_department("Jugendamt", parent=above)
    mine = make_pilot("Eigen", department=own, appointed_from=LONG_AGO)
    make_pilot("Oben", department=above, appointed_from=LONG_AGO)
    make_pilot("Fremd", appointed_from=LONG_AGO, helps_other_departments=True)

    nearest = nearest_pilots(own, TODAY)

    assert (nearest.nearness, list(nearest.pilots), nearest.department) == (Nearness.OWN, [mine], own)


def test_then_the_departments_above_the_nearest_one_first() -> None:
    top = make_department("Dezernat II")
    above = make_department("Jugendamt", parent=top)
    own = make_department("Kitas", parent=above)
    near = make_pilot("Nah", department=above, appointed_from=LONG_AGO)
    make_pilot("Fern", department=top, appointed_from=LONG_AGO)

    nearest = nearest_pilots(own, TODAY)

    assert (nearest.nearness, list(nearest.pilots), nearest.department) == (Nearness.ABOVE, [near], above)


def test_then_those_who_help_other_departments_and_nobody_else() -> None:
    helper = make_pilot("Hilft", appointed_from=LONG_AGO, helps_other_departments=True)
    make_pilot("Bleibt", appointed_from=LONG_AGO)

    nearest = nearest_pilots(make_department(), TODAY)

    assert (nearest.nearness, list(nearest.pilots)) == (Nearness.ELSEWHERE, [helper])


def test_somebody_without_a_department_is_sent_to_the_helpers() -> None:
    helper = make_pilot(appointed_from=LONG_AGO, helps_other_departments=True)

    assert list(nearest_pilots(None, TODAY).pilots) == [helper]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"appointed_from": TODAY + timedelta(days=1)},
        {"appointed_from": LONG_AGO, "appointed_until": TODAY},
    ],
    ids=["in training", "appointed tomorrow", "ended today"],
)
def test_whoever_is_not_appointed_today_is_never_named(facts: dict[str, object]) -> None:
    own = make_department()
    make_pilot(department=own, helps_other_departments=True, **facts)

    nearest = nearest_pilots(own, TODAY)

    assert (nearest.nearness, list(nearest.pilots)) == (Nearness.NOBODY, [])


def test_whoever_has_left_the_department_is_not_named_for_it() -> None:
    own = make_department()
    moved = make_pilot(department=own, appointed_from=LONG_AGO)
    moved.assignments.update(valid_until=TODAY - timedelta(days=1))

    assert nearest_pilots(own, TODAY).nearness == Nearness.NOBODY


def test_a_circle_of_departments_has_an_end() -> None:
    department = make_department()
    Department.objects.update(parent=department)

    assert nearest_pilots(department, TODAY).nearness == Nearness.NOBODY
