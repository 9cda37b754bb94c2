"""Departments are founded, corrected, led and closed; nobody is left without one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from people.actions.departments import (
    appoint_head,
    close_department,
    correct_department,
    found_department,
    rename_department,
)
from people.errors import Refused
from people.models.audit_event import AuditEvent
from people.models.department import Department, DepartmentKind
from people.models.pilot import DepartmentAssignment, Pilot
from people.rules.reorganisation import Moves, what_moves
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
NEXT_MONTH = TODAY + timedelta(days=30)


def assignments(pilot: Pilot) -> list[tuple[Department, date, date | None]]:
    rows = pilot.assignments.select_related("department").order_by("valid_from", "pk")
    return [(row.department, row.valid_from, row.valid_until) for row in rows]


def test_a_department_sorts_as_words_do() -> None:
    department = found_department("Ämter-Service", by=None, valid_from=LONG_AGO, number="10")

    assert department.sort_key == "amter service"
    assert AuditEvent.objects.filter(verb="department founded").count() == 1


@pytest.mark.parametrize("name", ["–", "漢"])
def test_a_name_that_cannot_be_sorted_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        found_department(name, by=None, valid_from=LONG_AGO)

    assert refusal.value.field == "name"


def test_nothing_is_founded_below_a_closed_department() -> None:
    closed = make_department(valid_until=YESTERDAY)

    with pytest.raises(Refused) as refusal:
        found_department("Neu", by=None, valid_from=TODAY, parent=closed)

    assert refusal.value.field == "parent"


def test_the_people_of_a_closed_department_go_on_in_its_successor() -> None:
    old, new = make_department(), make_department()
    pilot, account = make_pilot(department=old), make_user(department=old)
    below = make_department(parent=old)

    close_department(old, successor=new, by=None, last_day=YESTERDAY, today=TODAY)

    below.refresh_from_db()
    account.refresh_from_db()
    assert list(Pilot.objects.in_department(old, YESTERDAY)) == [pilot]
    assert list(Pilot.objects.in_department(new, TODAY)) == [pilot]
    assert (below.parent, account.department) == (new, new)
    assert old not in Department.objects.valid_on(TODAY)
    moved = {"person moved", "account moved", "department placed", "department closed"}
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == moved


def test_an_assignment_with_an_end_is_shortened_and_goes_on_till_then() -> None:
    old, new = make_department(), make_department()
    pilot = make_pilot(department=old)
    pilot.assignments.update(valid_until=NEXT_MONTH)

    close_department(old, successor=new, by=None, last_day=YESTERDAY, today=TODAY)

    assert assignments(pilot) == [(old, LONG_AGO, YESTERDAY), (new, TODAY, NEXT_MONTH)]


def test_an_assignment_still_to_come_begins_in_the_successor() -> None:
    old, new = make_department(), make_department()
    pilot = make_pilot(department=old)
    pilot.assignments.update(valid_from=NEXT_MONTH)

    close_department(old, successor=new, by=None, last_day=YESTERDAY, today=TODAY)

    assert assignments(pilot) == [(new, NEXT_MONTH, None)]


def test_an_assignment_that_ended_before_stays_where_it_was() -> None:
    old, new = make_department(), make_department()
    pilot = make_pilot(department=old)
    pilot.assignments.update(valid_until=YESTERDAY)

    close_department(old, successor=new, by=None, last_day=YESTERDAY, today=TODAY)

    assert assignments(pilot) == [(old, LONG_AGO, YESTERDAY)]


def test_whoever_works_in_the_successor_too_works_there_once() -> None:
    old, new = make_department(), make_department()
    pilot = make_pilot(department=old)
    DepartmentAssignment.objects.create(pilot=pilot, department=new, valid_from=LONG_AGO, is_primary=False)

    close_department(old, successor=new, by=None, last_day=YESTERDAY, today=TODAY)

    (present,) = pilot.assignments.filter(valid_until=None)
    assert (present.department, present.is_primary) == (new, True)


@pytest.mark.parametrize("who", ["pilot", "account"])
def test_a_department_with_people_needs_a_successor(who: str) -> None:
    department = make_department()
    make_pilot(department=department) if who == "pilot" else make_user(department=department)

    with pytest.raises(Refused) as refusal:
        close_department(department, successor=None, by=None, last_day=YESTERDAY, today=TODAY)

    assert refusal.value.field == "successor"
    assert department in Department.objects.valid_on(TODAY)


def test_without_a_successor_the_departments_below_move_up() -> None:
    top = make_department()
    closing = make_department(parent=top)
    below = make_department(parent=closing)

    close_department(closing, successor=None, by=None, last_day=YESTERDAY, today=TODAY)

    below.refresh_from_db()
    assert below.parent == top


@pytest.mark.parametrize("last_day", [TODAY, NEXT_MONTH, LONG_AGO - timedelta(days=1)])
def test_a_department_ends_on_a_day_that_is_over_and_was_one_of_its_own(last_day: date) -> None:
    department = make_department()

    with pytest.raises(Refused) as refusal:
        close_department(department, successor=None, by=None, last_day=last_day, today=TODAY)

    assert refusal.value.field == "last_day"


def test_a_department_may_end_on_its_first_day() -> None:
    department = make_department(valid_from=YESTERDAY)

    close_department(department, successor=None, by=None, last_day=YESTERDAY, today=TODAY)

    assert Department.objects.get(pk=department.pk).valid_until == YESTERDAY


def test_what_moves_is_told_beforehand_and_leaves_out_what_is_closed_or_closes_too() -> None:
    closing = make_department()
    also_closing = make_department(parent=closing)
    make_department(parent=closing)
    make_department(parent=closing, valid_until=YESTERDAY)
    make_pilot(department=closing)
    in_both = make_pilot(department=closing)
    DepartmentAssignment.objects.create(pilot=in_both, department=also_closing, valid_from=TODAY, is_primary=False)
    make_user(department=also_closing)

    assert what_moves([closing, also_closing], YESTERDAY) == Moves(people=2, accounts=1, units=1)


def test_a_successor_must_be_another_one_open_and_there_the_next_day() -> None:
    department = make_department()
    closed, later = make_department(valid_until=YESTERDAY), make_department(valid_from=NEXT_MONTH)

    for successor in (department, closed, later):
        with pytest.raises(Refused):
            close_department(department, successor=successor, by=None, last_day=YESTERDAY, today=TODAY)

    department.refresh_from_db()
    assert department.valid_until is None


def test_a_closed_department_stays_as_it_was() -> None:
    closed, other = make_department(valid_until=YESTERDAY), make_department()

    with pytest.raises(Refused):
        close_department(closed, successor=other, by=None, last_day=YESTERDAY, today=TODAY)
    with pytest.raises(Refused):
        rename_department(closed, name="Neu", number="", by=None, on=TODAY, today=TODAY)
    with pytest.raises(Refused):
        appoint_head(closed, head=make_user(), deputy=None, by=None)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_department_that_takes_over_one_above_it_moves_up(depth: int) -> None:
    top = make_department("Oben")
    closing = make_department("Ende", parent=top)
    line = [closing]
    for level in range(depth):
        line.append(make_department(f"Stufe {level}", parent=line[-1]))
    heir = line[-1]

    close_department(closing, successor=heir, by=None, last_day=YESTERDAY, today=TODAY)

    parents = dict(Department.objects.values_list("name", "parent__name"))
    assert parents[heir.name] == "Oben"
    if depth > 1:
        assert parents["Stufe 0"] == heir.name


def test_a_correction_names_what_it_changed() -> None:
    department, parent = make_department(number="15"), make_department()

    correct_department(department, number="51", kind=DepartmentKind.AMT, parent=parent, sites=[], by=None)

    department.refresh_from_db()
    assert (department.number, department.parent) == ("51", parent)
    assert AuditEvent.objects.get().changes == {"number": "51", "parent": parent.pk}


def test_a_correction_that_changes_nothing_leaves_no_event() -> None:
    department = make_department(number="51")

    correct_department(department, number="51", kind=DepartmentKind.AMT, parent=None, sites=[], by=None)

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_no_department_belongs_to_itself_or_to_one_below_it(depth: int) -> None:
    department = make_department()
    lowest = department
    for _level in range(depth):
        lowest = make_department(parent=lowest)

    with pytest.raises(Refused) as refusal:
        correct_department(department, number="", kind=DepartmentKind.AMT, parent=lowest, sites=[], by=None)

    assert refusal.value.field == "parent"


def test_head_and_deputy_lead_a_department_and_those_below_it() -> None:
    department, head, deputy = make_department(), make_user(), make_user()
    middle = make_department(parent=department)
    lowest = make_department(parent=middle)
    make_department(parent=middle, valid_until=YESTERDAY)
    make_department()

    appoint_head(department, head=head, deputy=deputy, by=None)

    assert [list(Department.objects.headed_by(user)) for user in (head, deputy, make_user())] == [
        [department],
        [department],
        [],
    ]
    assert set(Department.objects.led_by(head, TODAY)) == {department, middle, lowest}


def test_nobody_deputises_for_themselves() -> None:
    department, head = make_department(), make_user()

    with pytest.raises(Refused) as refusal:
        appoint_head(department, head=head, deputy=head, by=None)

    assert refusal.value.field == "deputy"


def test_naming_a_head_leaves_what_changed_meanwhile() -> None:
    department = make_department()
    Department.objects.update(number="51")

    appoint_head(department, head=make_user(), deputy=None, by=None)

    assert Department.objects.get().number == "51"
