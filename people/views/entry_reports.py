"""A colleague reports a wrong entry; a coordinator looks at what is open and settles it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import UserRequest, role_required
from people.actions.entry_reports import report_entry, settle_report
from people.errors import Refused
from people.forms.entry_reports import EntryReportForm, SettlementForm
from people.models.entry_report import EntryReport, ReportKind, ReportOutcome
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.entry_reports import SETTLES_REPORTS

PAGE_SIZE = 20


@require_http_methods(["GET", "POST"])
@role_required(Role.STAFF)
def entry_report_create(request: UserRequest, pk: int) -> HttpResponse:
    """Somebody says what is wrong with the entry of an appointed pilot."""
    pilot = get_object_or_404(Pilot.objects.appointed_on(timezone.localdate()), pk=pk)
    back = reverse("people:pilot_detail", args=[pk])
    form = EntryReportForm(request.POST or None, cancel_url=back)
    if form.is_valid():
        try:
            report_entry(pilot, ReportKind(form.cleaned_data["kind"]), by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Thank you. The office will look into it and correct the entry."))
            return redirect(back)
    return render(request, "people/entry_report_create.html", {"pilot": pilot, "form": form})


@require_safe
@role_required(*SETTLES_REPORTS)
def entry_report_list(request: UserRequest) -> HttpResponse:
    """What colleagues reported and nobody has looked at yet, the oldest first."""
    today = timezone.localdate()
    reports = EntryReport.objects.unsettled().select_related("pilot", "reported_by")
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(report, report.pilot.is_appointed_on(today)) for report in page]
    context = {"page": page, "rows": rows, "outcomes": ReportOutcome.choices}
    return render(request, "people/entry_report_list.html", context)


@require_POST
@role_required(*SETTLES_REPORTS)
def entry_report_settle(request: UserRequest, pk: int) -> HttpResponse:
    """A coordinator has looked: the entry is corrected now, or was right."""
    report = get_object_or_404(EntryReport, pk=pk)
    form = SettlementForm(request.POST)
    if form.is_valid():
        try:
            settle_report(report, ReportOutcome(form.cleaned_data["outcome"]), by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("The report is settled."))
    else:
        messages.error(request, _("Please choose what came of the report."))
    return redirect("people:entry_report_list")
