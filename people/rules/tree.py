"""The departments as they stand below each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from people.models.department import Department


@dataclass(frozen=True)
class Branch:
    """A department and what belongs to it."""

    department: Department
    children: tuple[Branch, ...]


def tree_of(departments: Iterable[Department]) -> tuple[Branch, ...]:
    """The branches of `departments`, siblings in their order; one whose parent is not among them stands at the root."""
    units = list(departments)
    known = {unit.pk for unit in units}
    below: dict[int | None, list[Department]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)

    def branches(parent: int | None) -> tuple[Branch, ...]:
        return tuple(Branch(unit, branches(unit.pk)) for unit in below[parent])

    return branches(None)
