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
from people.rules.profile import visible_cards


@require_safe
@role_required(Role.STAFF)
def departments(request: UserRequest) -> HttpResponse:
    """The departments of today as a tree, each with the number of its appointed pilots."""
    today = timezone.localdate()
    tree = Department.objects.valid_on(today).with_pilot_count(today).with_tree_fields()
    return render(request, "people/departments.html", {"departments": tree})


@require_safe
@role_required(Role.STAFF)
def department_detail(request: UserRequest, pk: int) -> HttpResponse:
    """One department: where it is, what it belongs to, who can help."""
    today = timezone.localdate()
    department = get_object_or_404(Department.objects.select_related("parent", "successor"), pk=pk)
    pilots = Pilot.objects.appointed_on(today).in_department(department, today).in_order()
    context = {"department": department, "cards": visible_cards(pilots, today)}
    return render(request, "people/department_detail.html", context)
