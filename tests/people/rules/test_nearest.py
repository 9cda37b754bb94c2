"""Whom an employee is sent to: the own department first, then upwards, then those who help others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from people.actions.absences import enter_absence
from people.models.department import Department
from people.rules.nearest import Nearness, nearest_as_known, nearest_pilots
from tests.factories import LONG_AGO, TODAY, make_absence, make_department, make_pilot

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


def test_a_colleague_of_the_own_department_is_asked_before_a_stand_in() -> None:
    own = make_department()
    away = make_pilot("Abwesend", department=own, appointed_from=LONG_AGO)
    there = make_pilot("Da", department=own, appointed_from=LONG_AGO)
    make_absence(away, stand_in=make_pilot("Vertritt", appointed_from=LONG_AGO))

    nearest = nearest_pilots(own, TODAY)

    assert (list(nearest.pilots), list(nearest.away)) == ([there], [])


def test_the_stand_in_comes_before_the_departments_above() -> None:
    above = make_department("Dezernat II")
    own = make_department("Jugendamt", parent=above)
    make_pilot("Oben", department=above, appointed_from=LONG_AGO)
    stand_in = make_pilot("Vertritt", appointed_from=LONG_AGO)
    absence = make_absence(make_pilot("Abwesend", department=own, appointed_from=LONG_AGO), stand_in=stand_in)

    nearest = nearest_pilots(own, TODAY)

    assert (nearest.nearness, list(nearest.pilots), nearest.department) == (Nearness.OWN, [stand_in], own)
    assert (list(nearest.stood_in_for), list(nearest.away)) == ([absence], [])


def test_a_stand_in_who_is_away_too_is_not_asked_and_nobody_in_their_place() -> None:
    own = make_department("Jugendamt", parent=(above := make_department("Dezernat II")))
    upstairs = make_pilot("Oben", department=above, appointed_from=LONG_AGO)
    stand_in = make_pilot("Vertritt", appointed_from=LONG_AGO)
    absence = make_absence(make_pilot("Abwesend", department=own, appointed_from=LONG_AGO), stand_in=stand_in)
    make_absence(stand_in, stand_in=make_pilot("Zweite", appointed_from=LONG_AGO))

    nearest = nearest_pilots(own, TODAY)

    assert (nearest.nearness, list(nearest.pilots), list(nearest.away)) == (Nearness.ABOVE, [upstairs], [absence])


@pytest.mark.parametrize(
    "facts",
    [{}, {"appointed_from": LONG_AGO, "appointed_until": TODAY}],
    ids=["in training", "ended today"],
)
def test_a_stand_in_without_an_appointment_is_not_asked(facts: dict[str, object]) -> None:
    own = make_department()
    make_absence(make_pilot(department=own, appointed_from=LONG_AGO), stand_in=make_pilot("Vertritt", **facts))

    assert nearest_pilots(own, TODAY).nearness == Nearness.NOBODY


def test_the_last_day_of_an_absence_still_counts() -> None:
    own = make_department()
    make_absence(make_pilot(department=own, appointed_from=LONG_AGO), last_day=TODAY)

    assert nearest_pilots(own, TODAY).nearness == Nearness.NOBODY
    assert nearest_pilots(own, TODAY + timedelta(days=1)).nearness == Nearness.OWN


def test_a_closed_department_is_taken_for_its_successor() -> None:
    successor = make_department("Jugend und Soziales")
    closed = make_department("Jugendamt", valid_until=TODAY - timedelta(days=1), successor=successor)
    heir = make_pilot(department=successor, appointed_from=LONG_AGO)

    nearest = nearest_pilots(closed, TODAY)

    assert (nearest.nearness, list(nearest.pilots), nearest.department) == (Nearness.OWN, [heir], successor)


def test_at_most_six_are_named_those_with_the_first_names() -> None:
    own = make_department()
    names = [f"Muster{letter}" for letter in "hgfedcba"]
    for name in names:
        make_pilot(name, department=own, appointed_from=LONG_AGO)

    assert [pilot.family_name for pilot in nearest_pilots(own, TODAY).pilots] == sorted(names)[:6]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_four_queries_at_most_however_many_there_are(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    above = make_department()
    own = make_department(parent=above)
    for _number in range(count):
        make_absence(make_pilot(department=own, appointed_from=LONG_AGO))
        make_pilot(appointed_from=LONG_AGO, helps_other_departments=True)

    with django_assert_num_queries(4):  # the tree, who is there, who is away, who helps others
        assert nearest_pilots(own, TODAY).nearness == Nearness.ELSEWHERE


def test_what_is_known_is_asked_once_until_somebody_writes(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    own = make_department()
    adler, baum = (make_pilot(name, department=own, appointed_from=LONG_AGO) for name in ("Adler", "Baum"))
    enter_absence(baum, first_day=TODAY, last_day=TODAY, by=None, today=TODAY)
    assert nearest_as_known(own, TODAY).pilots == [adler]

    with django_assert_num_queries(1):  # whether anything was written
        assert nearest_as_known(own, TODAY).pilots == [adler]
    assert nearest_as_known(own, TODAY + timedelta(days=1)).pilots == [adler, baum]
    assert nearest_as_known(None, TODAY).nearness == Nearness.NOBODY

    enter_absence(adler, first_day=TODAY, last_day=TODAY, by=None, today=TODAY)
    assert nearest_as_known(own, TODAY).nearness == Nearness.NOBODY
