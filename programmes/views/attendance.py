"""The page a trainer has in hand during a session: who is here?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, has_role, request_roles, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.attendance import note_attendance
from programmes.models.cohort import Cohort
from programmes.rules.attendance import why_closed
from programmes.rules.expected import people_at
from programmes.rules.session_access import dates_seen_by

MARKS = {"yes": True, "no": False}


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR, Role.TRAINER)
def attendance(request: UserRequest, pk: int, session_pk: int) -> HttpResponse:
    """Present or absent, a person each; what is left open stays as it was."""
    seen = dates_seen_by(request.user, request_roles(request), pk)
    if seen is None:
        raise Http404
    cohort, sessions = seen
    session = get_object_or_404(sessions.select_related("module", "cohort"), pk=session_pk)
    now = timezone.now()
    people = list(people_at(session).select_related("pilot", "department"))
    noted = dict(session.attendances.values_list("enrolment", "was_present"))
    if request.method == "POST":
        # "All others are here" leaves alone what was noted before.
        others = {one.pk: request.POST.get("all", "") for one in people if one.pk not in noted}
        told = {one.pk: request.POST.get(f"present-{one.pk}") or others.get(one.pk, "") for one in people}
        marks = {enrolment: MARKS[mark] for enrolment, mark in told.items() if mark in MARKS}
        try:
            changed = note_attendance(session, marks, by=request.user, at=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            text = ngettext("{count} mark is saved.", "{count} marks are saved.", changed)
            messages.success(request, text.format(count=changed) if changed else _("Nothing has changed."))
        return redirect("programmes:attendance", pk, session_pk)
    context = {
        "cohort": cohort,
        "session": session,
        "rows": [(one, noted.get(one.pk), one.cohort_id != cohort.pk) for one in people],
        "noted": len(noted.keys() & {one.pk for one in people}),
        "closed": why_closed(session, request.user, now),
        "has_results": session.starts_at <= now and _runs(request, cohort),
    }
    return render(request, "programmes/attendance.html", context)


def _runs(request: UserRequest, cohort: Cohort) -> bool:
    return has_role(request, Role.COORDINATOR) and cohort.coordinators.contains(request.user)
