"""The audit trail: changes to the record, for admins and the data protection officer."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.access import UserRequest, role_required
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role

PAGE_SIZE = 50


@require_safe
@role_required(Role.ADMIN, Role.DPO)
def audit(request: UserRequest) -> HttpResponse:
    """All events, newest first."""
    events = AuditEvent.objects.select_related("actor").order_by("-pk")
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "people/audit.html", {"page": page})
