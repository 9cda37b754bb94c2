"""Whom an employee can ask first: their own department's pilots, else the nearest ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot

FROM_ELSEWHERE = 6


class Nearness(StrEnum):
    """Where the nearest pilots were found."""

    OWN = "own"
    ABOVE = "above"
    ELSEWHERE = "elsewhere"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Nearest:
    """Pilots to ask, why these, and the department they were found in where it is one."""

    nearness: Nearness
    pilots: Sequence[Pilot] = ()
    department: Department | None = None


def nearest_pilots(department: Department | None, today: date) -> Nearest:
    """The pilots appointed on `today` of `department`, else of the next department above it that has one.

    Else the first few of those who help other departments, else nobody. At most three queries.
    """
    if department is not None:
        found = _along(_way_up(department), today)
        if found is not None:
            return found
    helpers = list(Pilot.objects.appointed_on(today).filter(helps_other_departments=True).in_order()[:FROM_ELSEWHERE])
    return Nearest(Nearness.ELSEWHERE, helpers) if helpers else Nearest(Nearness.NOBODY)


def _way_up(department: Department) -> list[int]:
    """The department and those above it, the nearest first."""
    parents = dict(Department.objects.values_list("pk", "parent"))
    way = [department.pk]
    while (parent := parents.get(way[-1])) is not None and parent not in way:
        way.append(parent)
    return way


def _along(way: Sequence[int], today: date) -> Nearest | None:
    working: dict[int, list[DepartmentAssignment]] = defaultdict(list)
    assignments = DepartmentAssignment.objects.valid_on(today).filter(
        department__in=way, pilot__in=Pilot.objects.appointed_on(today)
    )
    for assignment in assignments.select_related("pilot", "department").order_by("pilot__sort_key", "pilot"):
        working[assignment.department_id].append(assignment)
    for place in way:
        if here := working.get(place):
            nearness = Nearness.OWN if place == way[0] else Nearness.ABOVE
            return Nearest(nearness, [assignment.pilot for assignment in here], here[0].department)
    return None
