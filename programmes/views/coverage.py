"""Which departments have somebody on any day: as a page and as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.models.role_grant import Role
from programmes.actions.export_coverage import export_coverage
from programmes.exports.tables import FORMATS
from programmes.forms.coverage import CoverageForm, Show
from programmes.rules.coverage import Standing, coverage_on, groups_of

PLANS = (Role.COORDINATOR, Role.ADMIN)


@require_safe
@role_required(*PLANS)
def coverage(request: UserRequest) -> HttpResponse:
    """The departments of a day with their people, in the order of the tree, and the gaps that open."""
    today = timezone.localdate()
    form = CoverageForm(request.GET, today=today)
    found = coverage_on(form.day, within=form.within_days, today=today)
    rows = form.apply(found)
    context = {
        "form": form,
        "coverage": found,
        "rows": rows,
        "groups": groups_of(rows),
        "standings": list(Standing),
        "asked": form.address(),
        "everything": form.address(show=Show.ALL),
        "today": today,
    }
    return render(request, "programmes/coverage.html", context)


@require_safe
@role_required(*PLANS)
def coverage_export(request: UserRequest, extension: str) -> HttpResponse:
    """The same as a file for a spreadsheet; 404 for a kind of file there is not, or a day that is none."""
    form = CoverageForm(request.GET, today=timezone.localdate())
    if extension not in FORMATS or not form.is_valid():
        raise Http404
    found = coverage_on(form.day, within=form.within_days, today=timezone.localdate())
    file = export_coverage(found, form.apply(found), extension, by=request.user, at=timezone.now())
    return file_response(file, f"coverage-{form.day}.{extension}", FORMATS[extension].content_type)
