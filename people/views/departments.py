"""The departments of the administration and who can help there."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, has_role, role_required
from people.forms.departments import DepartmentFilter
from people.models.department import Department
from people.models.role_grant import Role
from people.rules.department_people import pilots_within, working_in
from people.rules.nearest import Nearness, nearest_pilots
from people.rules.profile import visible_cards
from people.rules.tree import goes_on_as, pilots_by_department, pruned, tree_of, way_up

PAGE_SIZE = 24
# A tree of more departments than this begins folded.
OPEN_UP_TO = 80


@require_safe
@role_required(Role.STAFF)
def departments(request: UserRequest) -> HttpResponse:
    """The departments of a day as a tree, each with the number of its appointed pilots if the day has come."""
    today = timezone.localdate()
    search = DepartmentFilter(request.GET)
    day = search.day(today)
    units = list(Department.objects.valid_on(day))
    # Who will be appointed, or no longer, on a day to come is nobody's business before that day.
    pilots = pilots_by_department(day) if day <= today else {}
    context = {
        "search": search,
        "day": day,
        "is_today": day == today,
        "is_to_come": day > today,
        "tree": pruned(tree_of(units, pilots), search.words()),
        "count": len(units),
        "is_open": len(units) <= OPEN_UP_TO or bool(search.words()),
        "former": Department.objects.filter(valid_until__lt=day).order_by("-valid_until", "sort_key"),
        "may_edit": has_role(request, Role.COORDINATOR, Role.ADMIN),
    }
    return render(request, "people/departments.html", context)


@require_safe
@role_required(Role.STAFF)
def department_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One department: where it is, what it belongs to, who leads it, who can help; what it was and goes on as."""
    today = timezone.localdate()
    found = Department.objects.select_related("parent", "successor", "head", "deputy")
    department = get_object_or_404(found, pk=pk)
    context = {
        "department": department,
        "is_closed": department.valid_until is not None and department.valid_until < today,
        "is_to_come": department.valid_from > today,
        "heir": goes_on_as(department),
        "way": way_up(department),
        "predecessors": department.predecessors.order_by("valid_until", "sort_key"),
        "may_edit": has_role(request, Role.COORDINATOR, Role.ADMIN) and department.valid_until is None,
    }
    if department.is_valid_on(today):
        context |= _who_and_where(request, department)
    return render(request, "people/department_detail.html", context)


def _who_and_where(request: UserRequest, department: Department) -> dict[str, Any]:
    today = timezone.localdate()
    page = Paginator(pilots_within(department, today), PAGE_SIZE).get_page(request.GET.get("page"))
    pilots = list(page)
    here = working_in(department, pilots, today)
    cards = visible_cards(pilots, today)
    people = pilots_by_department(today)
    units = Department.objects.valid_on(today).filter(parent=department)
    shown: dict[str, Any] = {
        "page": page,
        "cards": [card for card in cards if card.pilot.pk in here],
        "cards_below": [card for card in cards if card.pilot.pk not in here],
        "units": [(unit, len(people.get(unit.pk, ()))) for unit in units],
        "sites": department.sites.order_by("name"),
    }
    if not cards:
        nearest = nearest_pilots(department, today)
        if nearest.nearness != Nearness.NOBODY:
            shown |= {"nearest": nearest, "nearest_cards": visible_cards(nearest.pilots, today)}
    return shown
