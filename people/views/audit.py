"""The audit trail: changes to the record, for admins and the data protection officer."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.access import UserRequest, role_required
from people.models.audit_event import AuditEvent
from people.models.role_grant import Role
from people.rules.audit_words import in_words

PAGE_SIZE = 50


@require_safe
@role_required(Role.ADMIN, Role.DPO)
def audit(request: UserRequest) -> HttpResponse:
    """All events, newest first; with `?check=1` whether the chain is whole, which reads every one of them."""
    events = AuditEvent.objects.select_related("actor").order_by("-pk")
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "rows": [in_words(event) for event in page]}
    if request.GET.get("check") == "1":
        context |= {"checked": True, "broken": AuditEvent.objects.first_broken()}
    return render(request, "people/audit.html", context)
