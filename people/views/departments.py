"""The departments of the administration and who can help there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, role_required
from people.models.department import Department
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.nearest import Nearness, nearest_pilots
from people.rules.profile import visible_cards
from people.rules.tree import tree_of


@require_safe
@role_required(Role.STAFF)
def departments(request: UserRequest) -> HttpResponse:
    """The departments of today as a tree, each with the number of its appointed pilots."""
    today = timezone.localdate()
    units = list(Department.objects.valid_on(today).with_pilot_count(today))
    context = {"tree": tree_of(units), "count": len(units)}
    return render(request, "people/departments.html", context)


@require_safe
@role_required(Role.STAFF)
def department_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One department: where it is, what it belongs to, who can help; a closed one names its successor."""
    today = timezone.localdate()
    department = get_object_or_404(Department.objects.select_related("parent", "successor"), pk=pk)
    pilots = Pilot.objects.appointed_on(today).in_department(department, today).in_order()
    cards = visible_cards(pilots, today)
    context = {
        "department": department,
        "is_closed": department.valid_until is not None and department.valid_until < today,
        "cards": cards,
        "units": Department.objects.valid_on(today).filter(parent=department).with_pilot_count(today),
        "sites": department.sites.order_by("name"),
    }
    if not cards and not context["is_closed"]:
        nearest = nearest_pilots(department, today)
        if nearest.nearness != Nearness.NOBODY:
            context |= {"nearest": nearest, "nearest_cards": visible_cards(nearest.pilots, today)}
    return render(request, "people/department_detail.html", context)
