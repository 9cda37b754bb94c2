"""The departments as they stand below each other, and as they follow each other in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.rules.folding import fold


@dataclass(frozen=True)
class Branch:
    """A department and what belongs to it; `people` work in it or below it, each counted once."""

    department: Department
    children: tuple[Branch, ...]
    here: int = 0
    people: frozenset[int] = frozenset()


def tree_of(
    departments: Iterable[Department],
    pilots: Mapping[int, frozenset[int]] = MappingProxyType({}),
    *,
    successors: Mapping[int, int | None] | None = None,
) -> tuple[Branch, ...]:
    """The branches of `departments`, siblings in their order, with `pilots` by department where they are given.

    The record keeps today's parent: on another day a unit stands below the one that bore its parent's task then, and
    at the root where there is none. No unit is lost, whatever the parents are. One query, for the successors of all
    departments, unless they are given.
    """
    units = list(departments)
    above = _parents(units, _successors() if successors is None else successors)
    below: dict[int | None, list[Department]] = defaultdict(list)
    for unit in units:
        below[above[unit.pk]].append(unit)

    def branches(parent: int | None) -> tuple[Branch, ...]:
        return tuple(branch(unit) for unit in below[parent])

    def branch(unit: Department) -> Branch:
        children = branches(unit.pk)
        own = pilots.get(unit.pk, frozenset())
        return Branch(unit, children, len(own), own.union(*(child.people for child in children)))

    return branches(None)


def _successors() -> dict[int, int | None]:
    return dict(Department.objects.filter(successor__isnull=False).values_list("pk", "successor"))


def _parents(units: Collection[Department], successors: Mapping[int, int | None]) -> dict[int, int | None]:
    known = {unit.pk for unit in units}
    stands_for = _heirs(known, successors)
    above: dict[int, int | None] = {}
    for unit in units:
        place = unit.parent_id
        if place not in known:
            place = stands_for.get(place)
        higher = place
        while higher is not None and higher != unit.pk:
            higher = above.get(higher)
        above[unit.pk] = None if higher == unit.pk else place
    return above


def _heirs(known: Collection[int], after: Mapping[int, int | None]) -> dict[int | None, int]:
    """For each later department the one of `known` whose work it goes on with."""
    heirs: dict[int | None, int] = {}
    for pk in sorted(known):
        later = after.get(pk)
        while later is not None and later not in known and later not in heirs:
            heirs[later] = pk
            later = after.get(later)
    return heirs


def pilots_by_department(day: date) -> dict[int, frozenset[int]]:
    """The pilots appointed on `day` by the departments they work in on that day."""
    people: dict[int, set[int]] = defaultdict(set)
    working = DepartmentAssignment.objects.valid_on(day).filter(pilot__in=Pilot.objects.appointed_on(day))
    for department, pilot in working.values_list("department", "pilot"):
        people[department].add(pilot)
    return {department: frozenset(found) for department, found in people.items()}


def pruned(branches: Iterable[Branch], words: str) -> tuple[Branch, ...]:
    """The branches whose department matches `words` in number or name, with the way to it and all below it."""
    wanted = fold(words).split()
    return tuple(branches) if not wanted else _pruned(branches, wanted)


def _pruned(branches: Iterable[Branch], wanted: Collection[str]) -> tuple[Branch, ...]:
    kept = []
    for branch in branches:
        text = f" {fold(branch.department.get_kind_display())} {fold(branch.department.numbered)}"
        if all(f" {word}" in text for word in wanted):
            kept.append(branch)
        elif children := _pruned(branch.children, wanted):
            kept.append(replace(branch, children=children))
    return tuple(kept)


def way_up(department: Department) -> list[Department]:
    """The departments above `department`, the highest first; a circle in the record has an end."""
    units = Department.objects.in_bulk()
    way: list[Department] = []
    above = department.parent_id
    while above is not None and units[above] not in way and above != department.pk:
        way.insert(0, units[above])
        above = units[above].parent_id
    return way


def with_earlier(departments: Iterable[int]) -> set[int]:
    """The keys of `departments` and of all those whose work they have now, however often it went on; one query."""
    before: dict[int | None, list[int]] = defaultdict(list)
    for pk, later in _successors().items():
        before[later].append(pk)
    found: set[int] = set()
    waiting = list(departments)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += before[pk]
    return found


def goes_on_as(department: Department) -> Department:
    """The department that has the work of `department` now: itself, or the end of its line of successors."""
    while department.successor is not None:
        department = department.successor
    return department
