"""The office says where a pilot works: one main department at a time, further ones beside it, none that is closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from people.actions.entries import add_assignment, end_assignment, move_entry
from people.actions.pilots import move_pilot
from people.errors import Refused
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user
from tests.together import at_once, meeting_point, unlocked

pytestmark = pytest.mark.django_db


def test_nobody_moves_into_a_department_that_is_no_more() -> None:
    closed = make_department(valid_until=TODAY - timedelta(days=1))
    pilot = make_pilot()

    with pytest.raises(Refused):
        move_entry(pilot, closed, by=make_user(), on=TODAY)

    assert pilot.assignments.count() == 1


def test_a_department_closed_meanwhile_takes_nobody() -> None:
    pilot, stale, kim = make_pilot(), make_department(), make_user()
    Department.objects.filter(pk=stale.pk).update(valid_until=TODAY - timedelta(days=1))

    with pytest.raises(Refused, match="does not exist"):
        move_entry(pilot, stale, by=kim, on=TODAY)
    with pytest.raises(Refused, match="does not exist"):
        add_assignment(pilot, stale, by=kim, valid_from=TODAY)

    assert pilot.assignments.count() == 1


@pytest.mark.parametrize(
    ("valid_from", "kept"),
    [(LONG_AGO, [(LONG_AGO, date(2026, 3, 1))]), (TODAY, []), (date(2026, 4, 1), [])],
    ids=["works there", "begins that day", "begins later"],
)
def test_who_moves_to_a_further_department_works_there_once(
    valid_from: date, kept: list[tuple[date, date | None]]
) -> None:
    pilot, archive, kim = make_pilot(), make_department(), make_user()
    add_assignment(pilot, archive, by=kim, valid_from=valid_from)

    move_entry(pilot, archive, by=kim, on=TODAY)

    there = pilot.assignments.filter(department=archive)
    assert list(there.filter(is_primary=False).values_list("valid_from", "valid_until")) == kept
    assert there.get(is_primary=True).valid_from == TODAY


def test_a_move_cuts_an_assignment_that_would_end_later() -> None:
    pilot = make_pilot()
    pilot.assignments.update(valid_until=TODAY + timedelta(days=90))

    move_pilot(pilot, make_department(), by=None, on=TODAY)

    assert pilot.assignments.valid_on(TODAY).filter(is_primary=True).count() == 1


def test_a_further_department_leaves_the_main_one() -> None:
    pilot, archive = make_pilot(), make_department()

    add_assignment(pilot, archive, by=make_user(), valid_from=TODAY, valid_until=TODAY + timedelta(days=9))

    further = pilot.assignments.get(department=archive)
    assert (further.is_primary, further.valid_until) == (False, date(2026, 3, 11))
    assert pilot.assignments.filter(is_primary=True, valid_until=None).count() == 1


@pytest.mark.parametrize(
    ("first", "last", "is_refused"),
    [
        (TODAY, None, True),
        (LONG_AGO, TODAY, True),
        (LONG_AGO, date(2026, 2, 28), False),
        (date(2026, 4, 1), None, False),
    ],
    ids=["within", "into it", "before", "after"],
)
def test_a_department_is_not_entered_twice_for_the_same_days(first: date, last: date | None, is_refused: bool) -> None:
    pilot, archive, kim = make_pilot(), make_department(), make_user()
    add_assignment(pilot, archive, by=kim, valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31))

    try:
        add_assignment(pilot, archive, by=kim, valid_from=first, valid_until=last)
    except Refused as refusal:
        refused = refusal.field
    else:
        refused = None

    assert refused == ("department" if is_refused else None)
    assert pilot.assignments.filter(department=archive).count() == (1 if is_refused else 2)


def test_a_further_department_does_not_end_before_it_begins() -> None:
    pilot = make_pilot()

    with pytest.raises(Refused) as refusal:
        add_assignment(
            pilot, make_department(), by=make_user(), valid_from=TODAY, valid_until=TODAY - timedelta(days=1)
        )

    assert refusal.value.field == "valid_until"


@pytest.mark.parametrize("last_day", [date(2026, 2, 28), date(2026, 3, 31), date(2026, 5, 1)])
def test_an_end_lies_within_the_days_there_are(last_day: date) -> None:
    pilot, archive, kim = make_pilot(), make_department(), make_user()
    add_assignment(pilot, archive, by=kim, valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31))

    with pytest.raises(Refused) as refusal:
        end_assignment(pilot.assignments.get(department=archive), by=kim, last_day=last_day)

    assert refusal.value.field == "last_day"


def test_the_main_assignment_does_not_end_without_a_move() -> None:
    pilot = make_pilot()

    with pytest.raises(Refused):
        end_assignment(pilot.assignments.get(), by=make_user(), last_day=TODAY)

    assert pilot.assignments.get().valid_until is None


def move_twice_at_once(pilot: Pilot) -> list[str]:
    kim, alex = make_user(), make_user()
    here, there = make_department(), make_department()
    return at_once(
        lambda: move_entry(pilot, here, by=kim, on=TODAY),
        lambda: move_entry(pilot, there, by=alex, on=TODAY),
    )


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_leave_one_main_department(monkeypatch: pytest.MonkeyPatch) -> None:
    pilot = make_pilot()
    monkeypatch.setattr(DepartmentAssignment, "save", meeting_point(DepartmentAssignment.save))

    outcomes = move_twice_at_once(pilot)

    assert outcomes == ["Refused", "done"]
    assert pilot.assignments.valid_on(TODAY).filter(is_primary=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_look_before_one_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    pilot = make_pilot()
    monkeypatch.setattr(DepartmentAssignment, "save", meeting_point(DepartmentAssignment.save))
    unlocked(monkeypatch)

    outcomes = move_twice_at_once(pilot)

    assert outcomes == ["IntegrityError", "done"]


def add_twice_at_once(pilot: Pilot) -> list[str]:
    kim, archive = make_user(), make_department()
    return at_once(*[lambda: add_assignment(pilot, archive, by=kim, valid_from=TODAY)] * 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_a_further_department_added_twice_at_once_is_one(monkeypatch: pytest.MonkeyPatch, locked: bool) -> None:
    pilot = make_pilot()
    monkeypatch.setattr(DepartmentAssignment, "save", meeting_point(DepartmentAssignment.save))
    if not locked:
        unlocked(monkeypatch)

    outcomes = add_twice_at_once(pilot)

    further = pilot.assignments.filter(is_primary=False).count()
    assert (outcomes, further) == ((["Refused", "done"], 1) if locked else (["done", "done"], 2))
