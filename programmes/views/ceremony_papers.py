"""The papers of a ceremony."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.print_ceremony import print_paper
from programmes.models.ceremony import Ceremony
from programmes.rules.ceremony_papers import FILE_NAMES, Paper


@require_GET
@role_required(Role.ADMIN, Role.MAYORS_OFFICE)
def ceremony_paper(request: UserRequest, pk: int, paper: str) -> HttpResponse:
    """One paper as PDF; who took it is an event, so a HEAD is not answered. 404 for a paper there is not."""
    ceremony = get_object_or_404(Ceremony, pk=pk)
    if paper not in Paper:
        raise Http404
    try:
        pdf = print_paper(ceremony, Paper(paper), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, _("The paper cannot be printed: {reason}").format(reason=refusal))
        return redirect("programmes:ceremony_detail", pk)
    name = get_valid_filename(f"{FILE_NAMES[Paper(paper)]} {ceremony.held_on}.pdf")
    return file_response(pdf, name, "application/pdf", is_shown=True)
