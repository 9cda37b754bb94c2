"""Who can be asked in a department, and in those that belong to it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef

from people.models.department import Department, Site
from people.models.pilot import DepartmentAssignment, Pilot, PilotQuerySet


def pilots_within(department: Department, day: date) -> PilotQuerySet:
    """The pilots appointed on `day` of `department`, then those of the departments below it, each in order."""
    working = DepartmentAssignment.objects.valid_on(day)
    below = working.filter(department__in=Department.objects.all().within([department.pk], day))
    here = working.filter(department=department, pilot=OuterRef("pk"))
    pilots = Pilot.objects.appointed_on(day).filter(pk__in=below.values("pilot"))
    return pilots.order_by(Exists(here).desc(), "sort_key", "pk")


def pilots_at(site: Site, day: date) -> PilotQuerySet:
    """The pilots appointed on `day` whose department of that day is found at `site`, in order."""
    units = Department.objects.valid_on(day).filter(sites=site)
    working = DepartmentAssignment.objects.valid_on(day).filter(department__in=units)
    return Pilot.objects.appointed_on(day).filter(pk__in=working.values("pilot")).in_order()


def working_in(department: Department, pilots: Collection[Pilot], day: date) -> set[int]:
    """The keys of those of `pilots` who work in `department` itself on `day`."""
    working = DepartmentAssignment.objects.valid_on(day).filter(department=department, pilot__in=pilots)
    return set(working.values_list("pilot", flat=True))
