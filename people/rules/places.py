"""Where a pilot works, worked and will work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot


@dataclass(frozen=True)
class Places:
    """The assignments of one pilot as they stand on a day: those of today with the primary one first."""

    now: Sequence[DepartmentAssignment]
    later: Sequence[DepartmentAssignment]
    before: Sequence[DepartmentAssignment]


def places_of(pilot: Pilot, today: date) -> Places:
    """All assignments of `pilot`, the later ones soonest first, the former ones latest first; one query."""
    all_of_them = list(pilot.assignments.select_related("department").order_by("valid_from", "pk"))
    later = [assignment for assignment in all_of_them if assignment.valid_from > today]
    before = [assignment for assignment in all_of_them if assignment.valid_until and assignment.valid_until < today]
    now = [assignment for assignment in all_of_them if assignment not in later and assignment not in before]
    return Places(sorted(now, key=lambda assignment: not assignment.is_primary), later, before[::-1])


def department_on(pilot: Pilot, day: date) -> Department | None:
    """The department in which `pilot` works primarily on `day`."""
    primary = pilot.assignments.valid_on(day).filter(is_primary=True).select_related("department").first()
    return primary.department if primary else None
