"""What may be changed in the tree of departments, and what a change takes along.

A change is recorded once it holds, never ahead of its day. So the accounts, sub-departments and heads that the record
keeps without dates are always those of today, and nobody is shown a department that is still to come.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.errors import Refused
from people.models.department import Department
from people.models.pilot import DepartmentAssignment
from people.models.user import User

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moves:
    """How much a closed department hands over: people of the programme, accounts, departments below it."""

    people: int
    accounts: int
    units: int


def what_moves(departments: Collection[Department], last_day: date) -> Moves:
    """What `departments` hand over when `last_day` is their last one; everybody counted once."""
    below = Department.objects.open().filter(parent__in=departments).exclude(pk__in=[unit.pk for unit in departments])
    return Moves(
        people=assigned_after(departments, last_day).values("pilot").distinct().count(),
        accounts=User.objects.filter(department__in=departments).count(),
        units=below.count(),
    )


def assigned_after(departments: Collection[Department], last_day: date) -> QuerySet[DepartmentAssignment]:
    """The assignments to `departments` that go on behind `last_day`, or begin only then."""
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=last_day)
    return DepartmentAssignment.objects.filter(goes_on, department__in=departments)


def check_open(department: Department) -> None:
    """Raise Refused for a department that is closed: it stays in the record as it was."""
    if department.valid_until is not None:
        day = date_format(department.valid_until)
        raise Refused(_("“{name}” was closed on {day} and stays as it was.").format(name=department, day=day))


def check_parent(parent: Department | None, department: Department | None = None) -> None:
    """Raise Refused unless a department may stand below `parent`: an open one, neither itself nor below itself."""
    if parent is None:
        return
    if parent.valid_until is not None:
        raise Refused(_("“{name}” is closed: nothing new can belong to it.").format(name=parent), "parent")
    if department is not None and stands_within(parent, department):
        raise Refused(_("A department cannot belong to itself or to a department below it."), "parent")


def stands_within(unit: Department, top: Department) -> bool:
    """Whether `unit` is `top` or stands anywhere below it today."""
    parents = dict(Department.objects.values_list("pk", "parent"))
    seen: set[int] = set()
    here: int | None = unit.pk
    while here is not None and here not in seen:
        if here == top.pk:
            return True
        seen.add(here)
        here = parents[here]
    return False


def check_closing(
    department: Department, *, successor: Department | None, last_day: date, today: date, day_field: str = "last_day"
) -> None:
    """Raise Refused unless `last_day` can be the last one of `department` and `successor` can take everything over.

    `day_field` names the field of the form the day comes from.
    """
    check_open(department)
    if last_day >= today:
        raise Refused(_("A change is recorded once it holds: today is the latest first day."), day_field)
    if last_day < department.valid_from:
        day = date_format(department.valid_from)
        raise Refused(_("“{name}” exists only since {day}.").format(name=department, day=day), day_field)
    if successor is None:
        _check_nobody_is_left(department, last_day)
    else:
        _check_successor(department, successor, last_day, day_field)


def _check_nobody_is_left(department: Department, last_day: date) -> None:
    if assigned_after([department], last_day).exists() or User.objects.filter(department=department).exists():
        raise Refused(_("People still work here: name the department that takes them over."), "successor")


def _check_successor(department: Department, successor: Department, last_day: date, day_field: str) -> None:
    if successor.pk == department.pk:
        raise Refused(_("A department cannot go on as itself."), "successor")
    if successor.valid_until is not None:
        raise Refused(_("“{name}” is closed and cannot take anything over.").format(name=successor), "successor")
    if successor.valid_from > last_day + ONE_DAY:
        day = date_format(successor.valid_from)
        raise Refused(_("“{name}” exists only since {day}.").format(name=successor, day=day), day_field)
