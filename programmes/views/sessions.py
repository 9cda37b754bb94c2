"""The dates of a round."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.access import UserRequest, has_role, request_roles, role_required
from people.models.role_grant import Role
from programmes.models.cohort import Cohort
from programmes.models.module_session import ModuleSessionQuerySet
from programmes.rules.attendance import unmarked, why_closed, why_no_sheet
from programmes.rules.expected import people_at
from programmes.rules.session_access import dates_seen_by
from programmes.rules.session_news import news_of, people_in


@require_safe
@role_required(Role.COORDINATOR, Role.TRAINER)
def session_list(request: UserRequest, pk: int) -> HttpResponse:
    """All dates for the coordinator of the round; somebody who teaches in it sees the own ones."""
    cohort, sessions = _visible(request, pk)
    now = timezone.now()
    dates = list(sessions.select_related("module", "trainer"))
    runs_it = _runs(request, cohort)
    context = {
        "cohort": cohort,
        "coming": [session for session in dates if session.ends_at >= now],
        "past": [session for session in dates if session.ends_at < now],
        "runs_it": runs_it,
        "unmarked": unmarked(sessions.filter(ends_at__lt=now)) if runs_it else (),
        "untold": people_in(news_of(cohort, now)) if runs_it else 0,
    }
    return render(request, "programmes/session_list.html", context)


@require_safe
@role_required(Role.COORDINATOR, Role.TRAINER)
def session_detail(request: UserRequest, pk: int, session_pk: int) -> HttpResponse:
    """One date: when, where, who teaches, and what can be done with it."""
    cohort, sessions = _visible(request, pk)
    session = get_object_or_404(sessions.select_related("module", "trainer"), pk=session_pk)
    runs_it, is_to_come = _runs(request, cohort), session.starts_at > timezone.now()
    context = {
        "cohort": cohort,
        "session": session,
        "runs_it": runs_it,
        "guests": people_at(session).exclude(cohort=cohort).select_related("pilot", "department"),
        "is_to_come": is_to_come,
        "has_results": runs_it and not is_to_come and session.cancelled_at is None,
        "attendance_open": why_closed(session, request.user, timezone.now()) == "",
        "sheet_open": why_no_sheet(session, request.user, timezone.now()) == "",
    }
    return render(request, "programmes/session_detail.html", context)


def _runs(request: UserRequest, cohort: Cohort) -> bool:
    return has_role(request, Role.COORDINATOR) and cohort.coordinators.contains(request.user)


def _visible(request: UserRequest, pk: int) -> tuple[Cohort, ModuleSessionQuerySet]:
    found = dates_seen_by(request.user, request_roles(request), pk)
    if found is None:
        raise Http404
    return found
