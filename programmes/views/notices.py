"""Notices to print and put up: who can be asked in a department or building."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.department import Department, Site
from people.models.role_grant import Role
from programmes.letters.compose_notice import department_notice as of_department
from programmes.letters.compose_notice import site_notice as of_site
from programmes.letters.notice import Notice, render_notice


@require_safe
@role_required(Role.STAFF)
def department_notice(request: UserRequest, pk: int) -> HttpResponse:
    """The notice of a department that exists today; where it cannot be set, its page says why."""
    today = timezone.localdate()
    department = get_object_or_404(Department.objects.valid_on(today), pk=pk)
    pdf = _set(request, lambda: of_department(department, today))
    return _shown(pdf, department.name) if pdf else redirect("people:department_detail", pk)


@require_safe
@role_required(Role.STAFF)
def site_notice(request: UserRequest, pk: int) -> HttpResponse:
    """The notice of a building; where it cannot be set, the list of sites says why."""
    site = get_object_or_404(Site, pk=pk)
    pdf = _set(request, lambda: of_site(site, timezone.localdate()))
    return _shown(pdf, site.name) if pdf else redirect("people:site_list")


def _set(request: UserRequest, compose: Callable[[], Notice]) -> bytes:
    try:
        return render_notice(compose())
    except Refused as refusal:
        messages.error(request, _("The notice cannot be printed: {reason}").format(reason=refusal))
        return b""


def _shown(pdf: bytes, name: str) -> HttpResponse:
    return file_response(pdf, get_valid_filename(f"Aushang {name}.pdf"), "application/pdf", is_shown=True)
