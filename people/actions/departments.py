"""The units of the administration: founded, corrected, led, renamed, merged and closed.

Lock order: all open departments in the order of their keys, then pilots in that of theirs, then the head of the audit
chain. Everything that changes the tree takes the whole of it, because two changes far from each other can close a
circle. The lock leaves the keys alone, so that people can be assigned meanwhile to departments nobody closes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.actions.hand_over_work import hand_over_work
from people.errors import Refused
from people.models.department import Department, DepartmentKind, Site
from people.models.user import User
from people.rules.folding import word_sort_key
from people.rules.reorganisation import ONE_DAY, check_closing, check_open, check_parent


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
    """Enter a department under its name and number, valid from a day on.

    Raises Refused for a name without a letter or digit and for a parent that is closed.
    """
    _hold_the_tree()
    parent = _fresh(parent) if parent else None
    check_parent(parent)
    if not word_sort_key(name):
        raise Refused(_("The name needs a letter or a digit."), "name")
    department = Department.objects.create(
        name=name, number=number, kind=kind, parent=parent, valid_from=valid_from, sort_key=word_sort_key(name)
    )
    department.sites.set(sites)
    record(by, "department founded", department, {"name": name, "number": number, "valid_from": str(valid_from)})
    return department


@action
def correct_department(
    department: Department,
    *,
    number: str,
    kind: DepartmentKind,
    parent: Department | None,
    sites: Iterable[Site],
    by: User | None,
) -> Department:
    """Put right what a department's entry says today; its name changes only by a renaming.

    Raises Refused for a closed department, a parent that is closed, and one that would make a circle.
    """
    _hold_the_tree()
    department, parent = _fresh(department), _fresh(parent) if parent else None
    check_open(department)
    check_parent(parent, department)
    places = sorted(sites, key=lambda site: site.pk)
    told = _entry(number, kind, parent, [site.pk for site in places])
    present = _entry(
        department.number,
        department.kind,
        department.parent,
        list(department.sites.order_by("pk").values_list("pk", flat=True)),
    )
    changed = {name: value for name, value in told.items() if present[name] != value}
    if changed:
        department.number, department.kind, department.parent = number, kind, parent
        department.save(update_fields=["number", "kind", "parent"])
        department.sites.set(places)
        record(by, "department corrected", department, changed)
    return department


@action
def close_department(
    department: Department, *, successor: Department | None, by: User | None, last_day: date, today: date
) -> Department:
    """Close a department after `last_day`, a day before `today`; from the next day on all of it goes on in `successor`.

    That is its assignments, also those with an end or a beginning in the future, its accounts and the departments
    below it. Raises Refused for a day that is not over or before the department began, a successor that does not
    exist on the next day, and where people would be left without a department.
    """
    _hold_the_tree()
    return _close(department, successor, by=by, last_day=last_day, today=today, day_field="last_day")


@action
def rename_department(
    department: Department, *, name: str, number: str, by: User | None, on: date, today: date
) -> Department:
    """Let a department bear another name or number from `on`, today at the latest: a successor that is otherwise alike.

    Raises Refused where neither changes, and as `found_department` and `close_department` do.
    """
    _hold_the_tree()
    department = _fresh(department)
    check_open(department)
    if (name, number) == (department.name, department.number):
        raise Refused(_("The department bears this name and number already."), "name")
    new = found_department(
        name,
        by=by,
        valid_from=on,
        number=number,
        kind=DepartmentKind(department.kind),
        parent=department.parent,
        sites=department.sites.all(),
    )
    new.head, new.deputy = department.head, department.deputy
    new.save(update_fields=["head", "deputy"])
    _close(department, new, by=by, last_day=on - ONE_DAY, today=today, day_field="on")
    record(by, "department renamed", new, {"name": name, "number": number, "on": str(on)})
    return new


@action
def merge_departments(
    departments: Collection[Department], *, into: Department, by: User | None, on: date, today: date
) -> Department:
    """Let several departments go on as `into` from `on`, today at the latest; `into` may be new or one that goes on.

    Raises Refused for fewer than two departments in all, and as `close_department` does.
    """
    _hold_the_tree()
    closing = [department for department in departments if department.pk != into.pk]
    if not closing or len(departments) < 2:
        raise Refused(_("Choose at least two departments to merge."), "departments")
    for department in sorted(closing, key=lambda unit: unit.pk):
        _close(department, into, by=by, last_day=on - ONE_DAY, today=today, day_field="on")
    merged = _fresh(into)
    record(by, "departments merged", merged, {"departments": sorted(unit.pk for unit in closing), "on": str(on)})
    return merged


@action
def merge_into_new(
    departments: Collection[Department],
    *,
    name: str,
    number: str,
    kind: DepartmentKind,
    by: User | None,
    on: date,
    today: date,
) -> Department:
    """Let several departments go on as a new one, which stands where the first of them stood; see merge_departments."""
    _hold_the_tree()
    parent = _fresh(min(departments, key=lambda unit: unit.pk)).parent if departments else None
    new = found_department(name, by=by, valid_from=on, number=number, kind=kind, parent=parent)
    new.sites.set(Site.objects.filter(departments__in=departments).distinct())
    return merge_departments(departments, into=new, by=by, on=on, today=today)


@action
def appoint_head(department: Department, *, head: User | None, deputy: User | None, by: User | None) -> Department:
    """Name who leads a department and who deputises; raise Refused where both are one, or the department is closed."""
    _hold_the_tree()
    department = _fresh(department)
    check_open(department)
    if head is not None and head == deputy:
        raise Refused(_("Nobody deputises for themselves."), "deputy")
    department.head, department.deputy = head, deputy
    department.save(update_fields=["head", "deputy"])
    record(by, "head named", department, {"head": head and head.pk, "deputy": deputy and deputy.pk})
    return department


def _hold_the_tree() -> None:
    list(Department.objects.open().order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _fresh(department: Department) -> Department:
    """The department as it is now that nobody else changes it."""
    return Department.objects.select_related("parent").get(pk=department.pk)


def _entry(number: str, kind: str, parent: Department | None, sites: list[int]) -> dict[str, object]:
    return {"number": number, "kind": str(kind), "parent": parent and parent.pk, "sites": sites}


def _close(
    department: Department,
    successor: Department | None,
    *,
    by: User | None,
    last_day: date,
    today: date,
    day_field: str,
) -> Department:
    department, successor = _fresh(department), _fresh(successor) if successor else None
    check_closing(department, successor=successor, last_day=last_day, today=today, day_field=day_field)
    moves = hand_over_work(department, successor, by=by, last_day=last_day)
    department.valid_until, department.successor = last_day, successor
    department.save(update_fields=["valid_until", "successor"])
    facts = {"last_day": str(last_day), "successor": successor and successor.pk, "moved": moves.people}
    record(by, "department closed", department, {**facts, "accounts": moves.accounts, "units": moves.units})
    return department
