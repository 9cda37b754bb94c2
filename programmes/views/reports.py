"""The report of a year, for the mayor and the report on digitalisation: as a page and on paper."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from digilotsen.downloads import file_response
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.export_report import export_report
from programmes.forms.report import ReportForm
from programmes.models.programme import Programme
from programmes.rules.report import report_of, years_of
from programmes.rules.report_words import press_lines, waiting_line

READS_REPORTS = (Role.COORDINATOR, Role.ADMIN, Role.MAYORS_OFFICE)


def _programme() -> Programme | None:
    return Programme.objects.select_related("role_name", "office__successor").order_by("pk").first()


@require_safe
@role_required(*READS_REPORTS)
def report(request: UserRequest) -> HttpResponse:
    """A year in figures, small groups kept back, and the sentences for the press that follow from them."""
    today = timezone.localdate()
    form = ReportForm(request.GET, years=years_of(today))
    found = report_of(form.chosen, today)
    context = {
        "form": form,
        "report": found,
        "sentences": press_lines(found, _programme()),
        "waiting": waiting_line(found),
        "smallest": settings.REPORT_SMALLEST_GROUP,
    }
    return render(request, "programmes/report.html", context)


@require_safe
@role_required(*READS_REPORTS)
def report_pdf(request: UserRequest) -> HttpResponse:
    """The same on paper; 404 for a year there is no report of."""
    form = ReportForm(request.GET, years=years_of(timezone.localdate()))
    if not form.is_valid():
        raise Http404
    try:
        pdf = export_report(form.chosen, _programme(), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, _("The report cannot be printed: {reason}").format(reason=refusal))
        return redirect("programmes:report")
    return file_response(pdf, f"Jahresbericht {form.chosen}.pdf", "application/pdf", is_shown=True)
