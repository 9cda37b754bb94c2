"""Whoever asks on whatever day is shown somebody who is there, and the nearest of them: held against a slow search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models.absence import Absence
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.rules.nearest import FEW, Nearest, Nearness, nearest_pilots
from tests.factories import TODAY

pytestmark = pytest.mark.django_db

UNITS, PEOPLE, REACH = 3, 8, 1
DAYS = st.integers(-REACH, REACH)
SPANS = st.tuples(DAYS, st.none() | st.integers(0, REACH))  # the first day, and how many follow it
ALWAYS = st.just((-REACH, None))
SOME_UNIT = st.integers(0, UNITS - 1)
SOMEBODY = st.integers(0, PEOPLE - 1)
# Most are appointed, work where they work and are absent now and then: otherwise nobody would ever be asked.
PERSON = st.fixed_dictionaries(
    {
        "appointed": st.sampled_from([(-REACH, None)] * 3 + [None]) | SPANS,
        "helps": st.booleans(),
        "works": st.lists(st.tuples(ALWAYS | SPANS, SOME_UNIT), min_size=1, max_size=2),
        "absent": st.lists(st.tuples(ALWAYS | SPANS, st.none() | SOMEBODY | SOMEBODY), max_size=2),
    }
)
# Of a unit: the last day, the one above and the one after it; the record may hold circles and gaps.
UNIT = st.tuples(st.none() | DAYS, SOME_UNIT | st.none(), st.none() | SOME_UNIT)
PLANS = st.fixed_dictionaries(
    {
        "units": st.lists(UNIT, min_size=2, max_size=UNITS),
        "people": st.lists(PERSON, min_size=3, max_size=PEOPLE) | st.lists(PERSON, max_size=2),
    }
)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def span(facts: tuple[int, int | None]) -> tuple[date, date | None]:
    first, length = facts
    return day(first), None if length is None else day(first + length)


@dataclass(frozen=True)
class World:
    units: list[Department]
    people: list[Pilot]
    works: list[DepartmentAssignment]
    absences: list[Absence]

    def is_appointed(self, pilot: Pilot, on: date) -> bool:
        begun = pilot.appointed_from is not None and pilot.appointed_from <= on
        return begun and (pilot.appointed_until is None or on < pilot.appointed_until)

    def absences_of(self, pilot: Pilot, on: date) -> list[Absence]:
        return [a for a in self.absences if a.pilot == pilot and covers(a.first_day, a.last_day, on)]

    def is_reachable(self, pilot: Pilot, on: date) -> bool:
        return self.is_appointed(pilot, on) and not self.absences_of(pilot, on)

    def pilots_of(self, unit: Department, on: date) -> list[Pilot]:
        here = [w.pilot for w in self.works if w.department == unit and covers(w.valid_from, w.valid_until, on)]
        return [pilot for pilot in self.people if pilot in here and self.is_appointed(pilot, on)]


def covers(first: date, last: date | None, on: date) -> bool:
    return first <= on and (last is None or on <= last)


def build(plan: dict[str, Any]) -> World:
    units = [
        Department.objects.create(
            name=f"amt {number}",
            sort_key=f"amt {number}",
            valid_from=day(-REACH),
            valid_until=None if last is None else day(last),
        )
        for number, (last, _above, _after) in enumerate(plan["units"])
    ]
    for unit, (_last, above, after) in zip(units, plan["units"], strict=True):
        unit.parent = _chosen(units, above)
        unit.successor = _chosen([other for other in units if other != unit], after)
        unit.save()
    people = Pilot.objects.bulk_create(_person(number, facts) for number, facts in enumerate(plan["people"]))
    works = [
        DepartmentAssignment(
            pilot=pilot,
            department=units[place % len(units)],
            valid_from=span(when)[0],
            valid_until=span(when)[1],
            is_primary=False,
        )
        for pilot, facts in zip(people, plan["people"], strict=True)
        for when, place in facts["works"]
    ]
    absences = [
        Absence(
            pilot=pilot,
            first_day=span(when)[0],
            last_day=span(when)[1],
            stand_in=_chosen([other for other in people if other != pilot], stand_in),
        )
        for pilot, facts in zip(people, plan["people"], strict=True)
        for when, stand_in in facts["absent"]
    ]
    return World(units, people, DepartmentAssignment.objects.bulk_create(works), Absence.objects.bulk_create(absences))


def _chosen(things: list[Any], number: int | None) -> Any:
    return None if number is None or not things else things[number % len(things)]


def _person(number: int, facts: dict[str, Any]) -> Pilot:
    first, until = (None, None) if facts["appointed"] is None else span(facts["appointed"])
    return Pilot(
        family_name=f"p{number}",
        mail=f"{number}@example.org",
        sort_key=f"p{number}",
        search_text=f" p{number}",
        helps_other_departments=facts["helps"],
        appointed_from=first,
        appointed_until=until,
    )


def nearest_by_hand(world: World, unit: Department | None, on: date) -> tuple[str, list[Pilot], Department | None]:
    """Unit by unit and person by person, as the office says it."""
    for place, here in enumerate(_units_upward(unit, on)):
        own = world.pilots_of(here, on)
        there = [pilot for pilot in own if world.is_reachable(pilot, on)]
        named = [absence.stand_in for pilot in own for absence in world.absences_of(pilot, on)]
        stand_ins = [pilot for pilot in world.people if pilot in named and world.is_reachable(pilot, on)]
        if there or stand_ins:
            return Nearness.ABOVE if place else Nearness.OWN, (there or stand_ins)[:FEW], here
    helpers = [pilot for pilot in world.people if pilot.helps_other_departments and world.is_reachable(pilot, on)]
    return (Nearness.ELSEWHERE, helpers[:FEW], None) if helpers else (Nearness.NOBODY, [], None)


def _units_upward(unit: Department | None, on: date) -> Iterator[Department]:
    seen: list[Department] = []
    while unit is not None and unit not in seen:
        seen.append(unit)
        if unit.valid_until is None or on <= unit.valid_until:
            yield unit
            unit = unit.parent
        else:
            unit = unit.successor or unit.parent


def _what_it_says(world: World, nearest: Nearest, on: date) -> None:
    """Nobody absent, in training or ended is among them, and no absence is told that is none."""
    assert all(world.is_reachable(pilot, on) for pilot in nearest.pilots)
    assert bool(nearest.pilots) != (nearest.nearness == Nearness.NOBODY)
    for absence in [*nearest.away, *nearest.stood_in_for]:
        assert world.is_appointed(absence.pilot, on)
        assert absence in world.absences_of(absence.pilot, on)
    if nearest.stood_in_for:
        assert {absence.stand_in for absence in nearest.stood_in_for} == set(nearest.pilots)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(plan=PLANS, on=DAYS)
def test_everybody_is_sent_to_the_nearest_person_who_can_be_reached(
    plan: dict[str, Any], on: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with transaction.atomic():
        world = build(plan)

        for unit in [None, *world.units]:
            with django_assert_max_num_queries(4):
                nearest = nearest_pilots(unit, day(on))

            _what_it_says(world, nearest, day(on))
            found = (nearest.nearness, list(nearest.pilots), nearest.department)
            assert found == nearest_by_hand(world, unit, day(on))

        transaction.set_rollback(True)
