"""The coverage of any day against a count by hand, on random administrations; and the rules it follows, one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from people.models.absence import Absence
from people.models.audit_event import AuditHead
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from programmes.actions.end_appointment import end_appointment
from programmes.models.appointment import Appointment, EndReason
from programmes.models.cohort import CohortState
from programmes.models.curriculum import Curriculum
from programmes.models.enrolment import EnrolmentState
from programmes.rules.coverage import Figures, Row, Standing, coverage_on, groups_of
from tests.factories import (
    LONG_AGO,
    TODAY,
    make_cohort,
    make_curriculum,
    make_department,
    make_enrolment,
    make_pilot,
)
from tests.programmes.rules.worlds import DAYS, PLANS, REACH, World, build, day, exists

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture
def curriculum(db: None) -> Curriculum:
    return make_curriculum()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=PLANS, on=DAYS, within=st.integers(1, REACH), today=DAYS)
def test_every_figure_and_every_gap_is_what_a_count_by_hand_finds(
    curriculum: Curriculum, plan: dict[str, Any], on: int, within: int, today: int
) -> None:
    with transaction.atomic():
        world = build(plan, curriculum)

        found = coverage_on(day(on), within=within, today=day(today))

        transaction.set_rollback(True)
    window = [day(on + ahead) for ahead in range(within + 1)]
    there = [unit for unit in world.units if exists(unit, day(on))]
    assert {row.unit.pk for row in found.rows} == {unit.pk for unit in there}
    for row in found.rows:
        assert row.here == _figures(world, row.unit, window, day(today), below=False)
        assert row.whole == _figures(world, row.unit, window, day(today), below=True)
        assert row.filled_from == _filled_from(world, row.unit, window)
    assert {gap.unit.pk: (gap.first, gap.last) for gap in found.gaps} == _gaps(world, window)
    assert found.without == sum(not world.people(unit, world.appointed(day(on)), day(on), below=True) for unit in there)


def _figures(world: World, unit: Department, window: list[date], today: date, *, below: bool) -> Figures:
    now, later = (world.people(unit, world.appointed(on), on, below=below) for on in (window[0], window[-1]))
    if not exists(unit, window[-1]):
        later = set()
    training = world.people(unit, world.training(window[0], today), window[0], below=below)
    return Figures(len(now), len(now - later), len(training))


def _is_empty(world: World, unit: Department, on: date) -> bool:
    return exists(unit, on) and not world.people(unit, world.appointed(on), on, below=True)


def _gaps(world: World, window: list[date]) -> dict[int, tuple[date, date | None]]:
    """The first day on which a unit begins to be without anybody, and the last one if it lies in the window."""
    gaps: dict[int, tuple[date, date | None]] = {}
    for unit in world.units:
        empty = [_is_empty(world, unit, on) for on in window]
        for place in range(1, len(window)):
            if empty[place] and not empty[place - 1]:
                end = next((after for after in range(place, len(window)) if not empty[after]), None)
                gaps[unit.pk] = window[place], None if end is None else window[end - 1]
                break
    return gaps


def _filled_from(world: World, unit: Department, window: list[date]) -> date | None:
    if not _is_empty(world, unit, window[0]):
        return None
    return next((on for on in window if exists(unit, on) and not _is_empty(world, unit, on)), None)


def _appointed(department: Department, **fields: Any) -> Pilot:
    """Somebody of the department with an appointment since the new year; `fields` are those of the appointment."""
    pilot = make_pilot(department=department)
    enrolment = make_enrolment(pilot=pilot, state=EnrolmentState.FINISHED)
    Appointment.objects.create(
        **{
            "pilot": pilot,
            "enrolment": enrolment,
            "effective_from": date(2026, 1, 1),
            "evidence": {},
            **fields,
        }
    )
    return pilot


def _row(department: Department, on: date = TODAY, within: int = 90) -> Row:
    (row,) = [row for row in coverage_on(on, within=within, today=TODAY).rows if row.unit == department]
    return row


def test_the_last_day_of_a_term_counts_and_the_next_one_opens_the_gap() -> None:
    department = make_department()
    _appointed(department, effective_until=date(2026, 4, 30))

    row = _row(department)

    assert (row.standing, row.here) == (Standing.GAP, Figures(appointed=1, ending=1, in_training=0))
    assert row.gap is not None
    assert (row.gap.first, row.gap.last) == (MAY, None)
    assert _row(department, on=date(2026, 4, 30)).here.appointed == 1
    assert _row(department, on=MAY).standing == Standing.NOBODY


def test_the_day_an_appointment_ended_on_counts_no_more() -> None:
    department = make_department()
    _appointed(department, ended_on=TODAY, end_reason=EndReason.OWN_WISH)

    assert _row(department).here.appointed == 0
    assert _row(department, on=TODAY - timedelta(days=1)).here.appointed == 1


def test_a_gap_that_is_filled_again_names_its_last_day() -> None:
    department = make_department()
    _appointed(department, effective_until=date(2026, 4, 30))
    _appointed(department, effective_from=date(2026, 5, 16))

    gap = _row(department).gap

    assert gap is not None
    assert (gap.first, gap.last) == (MAY, date(2026, 5, 15))


def test_nobody_today_and_somebody_as_soon_as_the_letter_takes_effect() -> None:
    department = make_department()
    _appointed(department, effective_from=date(2026, 4, 1))

    row = _row(department)

    assert (row.standing, row.filled_from) == (Standing.NOBODY, date(2026, 4, 1))


def test_whoever_moves_within_a_department_leaves_no_gap_in_it() -> None:
    above = make_department()
    before, after = (make_department(parent=above) for _number in range(2))
    pilot = _appointed(before)
    pilot.assignments.update(valid_until=date(2026, 4, 30))
    DepartmentAssignment.objects.create(pilot=pilot, department=after, valid_from=MAY)

    assert _row(above).whole == Figures(appointed=1, ending=0, in_training=0)
    assert _row(above).gap is None
    assert _row(before).gap is not None
    assert _row(after).filled_from == MAY


def test_a_person_in_two_sub_departments_counts_once_above_them() -> None:
    above = make_department()
    pilot = _appointed(make_department(parent=above))
    DepartmentAssignment.objects.create(
        pilot=pilot, department=make_department(parent=above), valid_from=LONG_AGO, is_primary=False
    )

    assert (_row(above).here.appointed, _row(above).whole.appointed) == (0, 1)


def test_a_department_founded_without_anybody_is_a_gap_from_its_first_day() -> None:
    make_department()
    founded = make_department("Amt für Digitales", valid_from=MAY)

    coverage = coverage_on(TODAY, within=90, today=TODAY)

    assert [(gap.unit, gap.first, gap.is_new) for gap in coverage.gaps] == [(founded, MAY, True)]
    assert founded not in [row.unit for row in coverage.rows]


def test_an_absence_is_no_gap() -> None:
    department = make_department()
    Absence.objects.create(pilot=_appointed(department), first_day=TODAY)

    assert _row(department).standing == Standing.APPOINTED


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (EnrolmentState.IN_TRAINING, 1),
        (EnrolmentState.PAUSED, 1),
        (EnrolmentState.ADMITTED, 0),
        (EnrolmentState.FINISHED, 0),
        (EnrolmentState.WITHDRAWN, 0),
    ],
)
def test_in_training_are_those_who_train_today(state: EnrolmentState, count: int) -> None:
    department = make_department()
    make_enrolment(pilot=make_pilot(department=department), state=state)

    assert _row(department).here.in_training == count


def test_nobody_trains_in_a_round_that_was_cancelled() -> None:
    department = make_department()
    cohort = make_cohort(state=CohortState.CANCELLED)
    make_enrolment(cohort, make_pilot(department=department), state=EnrolmentState.IN_TRAINING)

    assert _row(department).standing == Standing.NOBODY


def test_departments_stand_in_the_order_of_tree_and_number_whatever_they_have() -> None:
    make_department("Dezernat II", number="II")
    above = make_department("Dezernat I", number="I")
    _appointed(make_department("Zehntes", number="10", parent=above))
    make_department("Neuntes", number="9", parent=above)
    make_department("Stabsstelle", parent=above)

    coverage = coverage_on(TODAY, within=90, today=TODAY)

    names = [row.unit.name for row in coverage.rows if row.top == above or row.unit.number == "II"]
    assert names == ["Dezernat I", "Stabsstelle", "Neuntes", "Zehntes", "Dezernat II"]


def test_roots_alone_share_one_group_and_others_have_their_own() -> None:
    first, above, last = (make_department(f"Dezernat {number}", number=number) for number in "123")
    below = make_department(parent=above)

    groups = groups_of(coverage_on(TODAY, within=90, today=TODAY).rows)

    assert [(group.name, [row.unit for row in group.rows]) for group in groups] == [
        ("", [first]),
        ("Dezernat 2", [above, below]),
        ("", [last]),
    ]


def test_what_is_remembered_is_forgotten_with_the_next_change_of_the_record(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    department = make_department()
    pilot = _appointed(department)
    appointment = Appointment.objects.get(pilot=pilot)
    AuditHead.objects.update(last_hash="some event")  # a record without any is not remembered
    _row(department)
    with django_assert_num_queries(2):  # departments; head of the chain, what is remembered under it
        assert _row(department).here.appointed == 1

    end_appointment(appointment, ended_on=TODAY, reason=EndReason.LEFT, by=None, today=TODAY)

    assert _row(department).here.appointed == 0


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_not_remembered_takes_the_same_queries_however_many_departments_there_are(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        department = make_department(parent=make_department())
        _appointed(department, effective_until=date(2026, 4, 30))
        make_enrolment(pilot=make_pilot(department=department), state=EnrolmentState.IN_TRAINING)

    # 1 departments, 2 head of the audit chain, 3 those who stay, 4 those for whom something changes, 5 in training
    with django_assert_num_queries(5):
        coverage_on(TODAY, within=90, today=TODAY)
