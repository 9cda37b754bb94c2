"""The programme at a glance."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, role_required
from people.models.role_grant import Role
from programmes.rules.dashboard import dashboard_of
from programmes.rules.over_time import Step
from programmes.rules.todos import todos_of


@require_safe
@role_required(Role.COORDINATOR)
def dashboard(request: UserRequest) -> HttpResponse:
    """The own rounds, what holds people up, what is next; other rounds are seen in sums alone."""
    now = timezone.now()
    step = Step.QUARTER if request.GET.get("by") == Step.QUARTER else Step.MONTH
    seen = dashboard_of(request.user, step, now)
    context = {"seen": seen, "todos": todos_of(request.user, seen, now), "step": step, "steps": list(Step), "now": now}
    return render(request, "programmes/dashboard.html", context)
