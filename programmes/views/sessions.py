"""The dates of a round."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, has_role, role_required
from people.models.role_grant import Role
from programmes.models.cohort import Cohort
from programmes.models.module_session import ModuleSessionQuerySet


@require_safe
@role_required(Role.COORDINATOR, Role.TRAINER)
def session_list(request: UserRequest, pk: int) -> HttpResponse:
    """All dates for the coordinator of the round; somebody who teaches in it sees the own ones."""
    cohort, sessions = _visible(request, pk)
    now = timezone.now()
    dates = list(sessions.select_related("module", "trainer"))
    context = {
        "cohort": cohort,
        "coming": [session for session in dates if session.ends_at >= now],
        "past": [session for session in dates if session.ends_at < now],
        "runs_it": has_role(request, Role.COORDINATOR) and cohort.coordinators.contains(request.user),
    }
    return render(request, "programmes/session_list.html", context)


def _visible(request: UserRequest, pk: int) -> tuple[Cohort, ModuleSessionQuerySet]:
    if has_role(request, Role.COORDINATOR):
        cohort = Cohort.objects.run_by(request.user).filter(pk=pk).first()
        if cohort is not None:
            return cohort, cohort.sessions.all()
    taught = Cohort.objects.taught_by(request.user) if has_role(request, Role.TRAINER) else Cohort.objects.none()
    cohort = get_object_or_404(taught, pk=pk)
    return cohort, cohort.sessions.visible_to_trainer(request.user)
