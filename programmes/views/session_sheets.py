"""The list on which people sign that they are here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, request_roles, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.export_rounds import print_sheet
from programmes.rules.session_access import dates_seen_by


@require_safe
@role_required(Role.COORDINATOR, Role.TRAINER)
def session_sheet(request: UserRequest, pk: int, session_pk: int) -> HttpResponse:
    """The sheet as PDF, for whoever may note attendance; before the session as well. Else its page says why not."""
    seen = dates_seen_by(request.user, request_roles(request), pk)
    if seen is None:
        raise Http404
    sessions = seen[1].select_related("module", "trainer", "cohort__programme__office__successor")
    session = get_object_or_404(sessions, pk=session_pk)
    try:
        pdf = print_sheet(session, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, _("The sheet cannot be printed: {reason}").format(reason=refusal))
        return redirect("programmes:session_detail", pk, session_pk)
    name = get_valid_filename(f"Teilnahmeliste {timezone.localdate(session.starts_at)} {session.module.code}.pdf")
    return file_response(pdf, name, "application/pdf", is_shown=True)
