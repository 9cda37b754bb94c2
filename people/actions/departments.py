"""The units of the administration and who leads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Department, DepartmentKind, Site
from people.models.pilot import DepartmentAssignment
from people.models.user import User
from people.rules.folding import word_sort_key


@action
def found_department(
    name: str,
    *,
    by: User | None,
    valid_from: date,
    number: str = "",
    kind: DepartmentKind = DepartmentKind.AMT,
    parent: Department | None = None,
    sites: Iterable[Site] = (),
) -> Department:
    """Enter a department under its name and number, valid from a day on."""
    department = Department.objects.create(
        name=name, number=number, kind=kind, parent=parent, valid_from=valid_from, sort_key=word_sort_key(name)
    )
    department.sites.set(sites)
    record(by, "department founded", department, {"name": name, "number": number, "valid_from": str(valid_from)})
    return department


@action
def close_department(department: Department, *, successor: Department | None, by: User | None, last_day: date) -> None:
    """Close a department after `last_day`; its assignments go on in the successor from the next day, its accounts too.

    Raises Refused where people would be left without a department.
    """
    department = Department.objects.select_for_update().get(pk=department.pk)
    open_ones = DepartmentAssignment.objects.filter(department=department, valid_until__isnull=True)
    if successor is None and open_ones.exists():
        raise Refused(_("People still work here: name the department that takes them over."), "successor")
    moved = list(open_ones)
    open_ones.update(valid_until=last_day)
    DepartmentAssignment.objects.bulk_create(
        DepartmentAssignment(
            pilot_id=old.pilot_id,
            department=successor,
            valid_from=date.fromordinal(last_day.toordinal() + 1),
            is_primary=old.is_primary,
        )
        for old in moved
    )
    User.objects.filter(department=department).update(department=successor)
    below = Department.objects.filter(parent=department, valid_until__isnull=True)
    if successor is not None:
        below.filter(pk=successor.pk).update(parent=department.parent_id)  # nothing stands below itself
    below.update(parent=successor)
    department.valid_until, department.successor = last_day, successor
    department.save()
    record(
        by,
        "department closed",
        department,
        {"last_day": str(last_day), "successor": successor and successor.pk, "moved": len(moved)},
    )


@action
def appoint_head(department: Department, *, head: User | None, deputy: User | None, by: User | None) -> None:
    """Name who leads a department and who deputises."""
    department.head, department.deputy = head, deputy
    department.save(update_fields=["head", "deputy"])
    record(by, "head named", department, {"head": head and head.pk, "deputy": deputy and deputy.pk})
