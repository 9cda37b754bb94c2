"""What a coordinator takes out of a round as a file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.models.role_grant import Role
from programmes.actions.export_rounds import export_people, export_progress, export_sessions
from programmes.exports.tables import FORMATS
from programmes.models.cohort import Cohort


@require_safe
@role_required(Role.COORDINATOR)
def people_export(request: UserRequest, pk: int, extension: str) -> HttpResponse:
    """Everybody enrolled; 404 for a kind of file there is not."""
    return _file(request, pk, extension, export_people, "people")


@require_safe
@role_required(Role.COORDINATOR)
def session_export(request: UserRequest, pk: int, extension: str) -> HttpResponse:
    """All dates; 404 for a kind of file there is not."""
    return _file(request, pk, extension, export_sessions, "dates")


@require_safe
@role_required(Role.COORDINATOR)
def progress_export(request: UserRequest, pk: int, extension: str) -> HttpResponse:
    """Where everybody stands, module by module; 404 for a kind of file there is not."""
    return _file(request, pk, extension, export_progress, "progress")


def _file(request: UserRequest, pk: int, extension: str, export: Callable[..., bytes], name: str) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    if extension not in FORMATS:
        raise Http404
    file = export(cohort, extension, by=request.user, at=timezone.now())
    return file_response(file, f"round-{cohort.number}-{name}.{extension}", FORMATS[extension].content_type)
