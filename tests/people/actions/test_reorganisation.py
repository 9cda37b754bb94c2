"""Whatever is founded, renamed, merged and closed in whatever order: the tree and the people stay whole."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from people.actions.departments import (
    close_department,
    correct_department,
    found_department,
    merge_departments,
    merge_into_new,
    rename_department,
)
from people.errors import Refused
from people.models.department import Department, DepartmentKind
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from people.rules.tree import Branch, goes_on_as, tree_of
from tests.factories import LONG_AGO, TODAY, make_department, make_pilot, make_user

pytestmark = pytest.mark.django_db
ACTS = (
    "found",
    "rename",
    "merge",
    "merge into new",
    "close",
    "close for good",
    "correct",
    "work besides",
    "leave soon",
)
STEPS = st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


def act(what: str, one: Department, other: Department, today: date) -> None:
    """Do `what` on `today`; a refusal is an answer, too."""
    kind = DepartmentKind.AMT
    match what:
        case "found":
            found_department(f"Neu {today}", by=None, valid_from=today, parent=one)
        case "rename":
            rename_department(one, name=f"{one.name}'", number="", by=None, on=today, today=today)
        case "merge":
            merge_departments([one, other], into=other, by=None, on=today, today=today)
        case "merge into new":
            merge_into_new([one, other], name=f"Eins {today}", number="", kind=kind, by=None, on=today, today=today)
        case "close" | "close for good":
            successor = other if what == "close" else None
            close_department(one, successor=successor, by=None, last_day=today - timedelta(days=1), today=today)
        case "correct":
            correct_department(one, number="", kind=kind, parent=other, sites=[], by=None)
        case "work besides" if one.is_valid_on(today):
            DepartmentAssignment.objects.create(
                pilot=Pilot.objects.earliest("pk"), department=one, valid_from=today, is_primary=False
            )
        case "leave soon" if one.is_valid_on(today):
            there = DepartmentAssignment.objects.filter(department=one, is_primary=False, valid_until=None)
            there.update(valid_until=today + timedelta(days=5))


def in_tree(branches: tuple[Branch, ...]) -> list[int]:
    return [pk for branch in branches for pk in (branch.department.pk, *in_tree(branch.children))]


def check_whole(first: date, today: date) -> None:
    departments = Department.objects.in_bulk()
    for department in departments.values():
        assert has_an_end(department.parent_id, {pk: unit.parent_id for pk, unit in departments.items()})
        assert has_an_end(department.successor_id, {pk: unit.successor_id for pk, unit in departments.items()})
        assert department.valid_until is None or not department.children.filter(valid_until=None).exists()
    for assignment in DepartmentAssignment.objects.all():
        unit = departments[assignment.department_id]
        end, unit_end = assignment.valid_until or date.max, unit.valid_until or date.max
        assert unit.valid_from <= assignment.valid_from <= end <= unit_end
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        working = DepartmentAssignment.objects.valid_on(day).filter(is_primary=True)
        assert Counter(working.values_list("pilot", flat=True)) == Counter(Pilot.objects.values_list("pk", flat=True))
        valid = Department.objects.valid_on(day)
        assert Counter(in_tree(tree_of(valid))) == Counter(valid.values_list("pk", flat=True))
    assert not User.objects.exclude(department__in=Department.objects.open()).exists()


def has_an_end(start: int | None, following: dict[int, int | None]) -> bool:
    for _step in range(len(following) + 1):
        if start is None:
            return True
        start = following[start]
    return False


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(STEPS, max_size=10))
def test_no_order_of_changes_breaks_the_tree_or_loses_somebody(steps: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        first = TODAY - timedelta(days=40)
        top = make_department("Dezernat")
        units = [make_department(f"Amt {number}", parent=top) for number in range(3)]
        units.append(make_department("Abteilung", parent=units[0]))
        for unit in units:
            make_pilot(department=unit)
            make_user(department=unit)
        day = first
        for what, one, other, wait in steps:
            day += timedelta(days=wait % 4)
            chosen = list(Department.objects.order_by("pk"))
            with suppress(Refused):
                act(what, chosen[one % len(chosen)], chosen[other % len(chosen)], day)

        check_whole(first, day)
        transaction.set_rollback(True)


def test_the_line_of_successors_ends_where_the_work_is_now() -> None:
    now = make_department("Heute")
    between = make_department("Gestern", valid_until=TODAY - timedelta(days=1), successor=now)
    first = make_department("Einst", valid_until=LONG_AGO, successor=between)

    assert [goes_on_as(unit) for unit in (first, between, now)] == [now, now, now]
