"""Small random administrations over a few days, and what is true of them, counted person by person and day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.rules.tree import tree_of
from programmes.models.appointment import Appointment, AppointmentState, EndReason
from programmes.models.cohort import Cohort, CohortState
from programmes.models.curriculum import Curriculum
from programmes.models.enrolment import AGREED_UPON, Enrolment, EnrolmentState, NominationPath
from tests.factories import TODAY

REACH = 8
DAYS = st.integers(-REACH, REACH)
OFTEN_NONE = st.none() | st.none() | st.integers(0, REACH)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    """A first day and a last one, or none."""
    first, length = draw(DAYS), draw(OFTEN_NONE)
    return day(first), None if length is None else day(first + length)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


UNITS = st.lists(st.tuples(spans(), st.integers(0, 5), st.sampled_from(["", "9", "10"])), min_size=1, max_size=5)
ASSIGNMENTS = st.lists(st.tuples(spans(), st.integers(0, 4)), min_size=1, max_size=3)
APPOINTMENTS = st.lists(st.tuples(spans(), OFTEN_NONE), max_size=2)
ENROLMENTS = st.lists(
    st.tuples(st.sampled_from(EnrolmentState), DAYS, st.none() | DAYS, st.none() | DAYS), min_size=2, max_size=2
)
PEOPLE = st.lists(st.tuples(ASSIGNMENTS, APPOINTMENTS, ENROLMENTS), max_size=4)
ROUNDS = st.lists(
    st.tuples(DAYS, st.sampled_from([CohortState.RUNNING, CohortState.CANCELLED])), min_size=2, max_size=2
)
PLANS = st.fixed_dictionaries({"units": UNITS, "people": PEOPLE, "rounds": ROUNDS})


@dataclass(frozen=True)
class World:
    """What was put into the database."""

    units: list[Department]
    assignments: list[DepartmentAssignment]
    appointments: list[Appointment]
    enrolments: list[Enrolment]

    def chains(self, on: date) -> Iterator[tuple[Department, set[int]]]:
        """Every unit that exists on the day, with those it counts for: itself and the ones above it."""
        successors = {unit.pk: unit.successor_id for unit in self.units if unit.successor_id}
        waiting = [(branch, set[int]()) for branch in tree_of(self._there(on), successors=successors)]
        for branch, above in waiting:
            chain = above | {branch.department.pk}
            yield branch.department, chain
            waiting += [(child, chain) for child in branch.children]

    def _there(self, on: date) -> list[Department]:
        return [unit for unit in self.units if exists(unit, on)]

    def people(self, unit: Department, among: set[int], on: date, *, below: bool) -> set[int]:
        """Those of `among` who work in the unit on the day, or in one below it."""
        places = {place.pk for place, chain in self.chains(on) if unit.pk == place.pk or (below and unit.pk in chain)}
        return {
            assignment.pilot_id
            for assignment in self.assignments
            if assignment.department_id in places and exists(assignment, on) and assignment.pilot_id in among
        }

    def appointed(self, on: date) -> set[int]:
        return {one.pilot_id for one in self.appointments if one.state_on(on) == AppointmentState.IN_FORCE}

    def training(self, on: date, today: date) -> set[int]:
        return {one.pilot_id for one in self.enrolments if trains(one, on, today)}


def exists(thing: Department | DepartmentAssignment, on: date) -> bool:
    return thing.valid_from <= on and (thing.valid_until is None or on <= thing.valid_until)


def trains(enrolment: Enrolment, on: date, today: date) -> bool:
    """Whether somebody is in training on a day, as far as is known."""
    if enrolment.cohort.state == CohortState.CANCELLED or enrolment.agreed_on is None:
        return False
    if max(enrolment.enrolled_on, enrolment.agreed_on) > on or (on < today and enrolment.cohort.starts_on > on):
        return False
    match enrolment.state:
        case EnrolmentState.IN_TRAINING | EnrolmentState.PAUSED:
            return True
        case EnrolmentState.FINISHED:
            return on < enrolment.finished_on
        case EnrolmentState.DEFERRED | EnrolmentState.WITHDRAWN | EnrolmentState.DISCONTINUED:
            return enrolment.left_on is not None and on < enrolment.left_on
    return False


def build(plan: dict[str, Any], curriculum: Curriculum) -> World:
    """Put a world into the database as `plan` says."""
    units: list[Department] = []
    for (first, last), parent, number in plan["units"]:
        above, before = (units[place] if place < len(units) else None for place in (parent, parent + 1))
        name = f"amt {len(units)}"
        units.append(
            Department.objects.create(
                name=name,
                sort_key=name,
                number=number,
                valid_from=first,
                valid_until=last,
                parent=above,
                successor=before,
            )
        )
    rounds = [_round(curriculum, *facts) for facts in plan["rounds"]]
    letters = [_round(curriculum, 0, CohortState.COMPLETED) for _number in range(2)]
    world = World([curriculum.programme.office, *units], [], [], [])
    for number, (assignments, appointments, enrolments) in enumerate(plan["people"]):
        pilot = Pilot.objects.create(family_name="M", mail=f"{number}@example.org", sort_key="m", search_text=" m")
        has_main_place = False
        for (first, last), unit in assignments:
            place = units[unit % len(units)]
            is_main = not has_main_place and last is None  # one at a time
            has_main_place |= is_main
            world.assignments.append(
                DepartmentAssignment(
                    pilot=pilot, department=place, valid_from=first, valid_until=last, is_primary=is_main
                )
            )
        world.enrolments.extend(
            _enrolment(pilot, cohort, units[0], *facts) for cohort, facts in zip(rounds, enrolments, strict=True)
        )
        for cohort, (term, ended) in zip(letters, appointments, strict=False):
            world.appointments.append(_appointment(pilot, cohort, units[0], term, ended, world.appointments))
            world.enrolments.append(world.appointments[-1].enrolment)
    DepartmentAssignment.objects.bulk_create(world.assignments)
    Enrolment.objects.bulk_create(world.enrolments)
    Appointment.objects.bulk_create(world.appointments)
    return world


def _round(curriculum: Curriculum, starts: int, state: CohortState) -> Cohort:
    return Cohort.objects.create(
        programme_id=curriculum.programme_id,
        curriculum=curriculum,
        number=Cohort.objects.count() + 1,
        opens_on=day(-99),
        closes_on=day(-99),
        starts_on=day(starts),
        ends_on=day(99),
        seats=99,
        state=state,
    )


def _enrolment(
    pilot: Pilot,
    cohort: Cohort,
    unit: Department,
    state: EnrolmentState,
    enrolled: int,
    agreed: int | None,
    out: int | None,
) -> Enrolment:
    if state in AGREED_UPON and agreed is None:
        agreed = enrolled
    if state == EnrolmentState.FINISHED and out is None:
        out = enrolled
    gone = None if out is None else day(out)
    return Enrolment(
        pilot=pilot,
        cohort=cohort,
        department=unit,
        nomination_path=NominationPath.SELF,
        state=state,
        enrolled_on=day(enrolled),
        consented_on=None if agreed is None else day(agreed),
        agreed_on=None if agreed is None else day(agreed),
        finished_on=gone if state == EnrolmentState.FINISHED else None,
        left_on=None if state == EnrolmentState.FINISHED else gone,
        waits_since=timezone.now() if state == EnrolmentState.WAITLISTED else None,
        offered_until=day(REACH) if state == EnrolmentState.OFFERED else None,
    )


def _appointment(
    pilot: Pilot,
    cohort: Cohort,
    unit: Department,
    term: tuple[date, date | None],
    ended: int | None,
    others: list[Appointment],
) -> Appointment:
    first, last = term
    if ended is None and any(other.pilot == pilot and other.ended_on is None for other in others):
        ended = 0  # one open appointment at a time
    return Appointment(
        pilot=pilot,
        enrolment=_enrolment(pilot, cohort, unit, EnrolmentState.FINISHED, -99, None, None),
        effective_from=first,
        effective_until=last,
        ended_on=None if ended is None else first + timedelta(days=ended),
        end_reason="" if ended is None else EndReason.LEFT,
        evidence={},
    )
