"""What a closed department hands over: its people, its accounts, the departments below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from people.actions.action import record
from people.models.department import Department
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.user import User
from people.rules.reorganisation import ONE_DAY, Moves, assigned_after, stands_within


def hand_over_work(old: Department, new: Department | None, *, by: User | None, last_day: date) -> Moves:
    """Let everything of `old` go on in `new` from the day after `last_day`, with an event for each; how much it was.

    Only inside an action that holds the tree. Without `new` the departments below move up, nobody is left to move.
    """
    accounts = list(User.objects.filter(department=old).order_by("pk"))
    people = 0
    if new is not None:
        people = _move_people(old, new, by=by, last_day=last_day)
        User.objects.filter(pk__in=[account.pk for account in accounts]).update(department=new)
        for account in accounts:
            record(by, "account moved", account, {"to": new.pk, "on": str(last_day + ONE_DAY)})
    return Moves(people, len(accounts), _move_units(old, new, by=by))


def _move_people(old: Department, new: Department, *, by: User | None, last_day: date) -> int:
    first_day = last_day + ONE_DAY
    moving = assigned_after([old], last_day)
    pilots = list(Pilot.objects.filter(pk__in=moving.values("pilot")).order_by("pk").select_for_update(no_key=True))
    here = list(moving.order_by("pilot", "-is_primary", "pk"))
    going_on = [
        DepartmentAssignment(
            pilot_id=assignment.pilot_id,
            department=new,
            valid_from=max(first_day, assignment.valid_from),
            valid_until=assignment.valid_until,
            is_primary=assignment.is_primary,
        )
        for assignment in here
    ]
    _end(here, last_day)
    _take_up(going_on, new, last_day)
    for pilot in pilots:
        record(by, "person moved", pilot, {"to": new.pk, "on": str(first_day)})
    return len(pilots)


def _take_up(going_on: Sequence[DepartmentAssignment], new: Department, last_day: date) -> None:
    """Enter `going_on`, so that nobody works in `new` twice at a time: a primary assignment goes before others."""
    there: dict[int, list[DepartmentAssignment]] = defaultdict(list)
    for present in assigned_after([new], last_day).filter(pilot__in=[entry.pilot_id for entry in going_on]):
        there[present.pilot_id].append(present)
    needed: list[DepartmentAssignment] = []
    superseded: list[DepartmentAssignment] = []
    for entry in going_on:
        others = there[entry.pilot_id]
        if not entry.is_primary and any(_covers(other, entry, last_day) for other in others):
            continue
        if entry.is_primary:
            superseded += [other for other in others if not other.is_primary and _covers(entry, other, last_day)]
        needed.append(entry)
        others.append(entry)
    _end(superseded, last_day)
    DepartmentAssignment.objects.bulk_create(needed)


def _covers(one: DepartmentAssignment, other: DepartmentAssignment, last_day: date) -> bool:
    """Whether `one` holds on every day behind `last_day` on which `other` does."""
    begins_in_time = one.valid_from <= max(other.valid_from, last_day + ONE_DAY)
    return begins_in_time and (one.valid_until or date.max) >= (other.valid_until or date.max)


def _end(assignments: Iterable[DepartmentAssignment], last_day: date) -> None:
    """End `assignments` with `last_day`; what was to begin only then is taken out."""
    keys = [assignment.pk for assignment in assignments]
    ending = DepartmentAssignment.objects.filter(pk__in=keys)
    ending.filter(valid_from__gt=last_day).delete()
    ending.update(valid_until=last_day)


def _move_units(old: Department, new: Department | None, *, by: User | None) -> int:
    """Put the departments below `old` below `new`, else one step up; `new`, if it is one of those, moves up itself."""
    below = Department.objects.open().filter(parent=old)
    if new is not None and stands_within(new, old):
        below = below.exclude(pk=new.pk)
        Department.objects.filter(pk=new.pk).update(parent=old.parent)
        record(by, "department placed", new, {"parent": old.parent_id})
    place = new.pk if new is not None else old.parent_id
    moving = list(below.order_by("pk"))
    Department.objects.filter(pk__in=[unit.pk for unit in moving]).update(parent=place)
    for unit in moving:
        record(by, "department placed", unit, {"parent": place})
    return len(moving)
