"""Several people are enrolled at once: a list is read, looked through, enrolled, and taken back if need be."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.enrol import why_closed
from programmes.actions.enrol_list import Preview, correct_list, enrol_list, lines_of, preview_list, read_list
from programmes.actions.undo_list import undo_list
from programmes.actions.waiting_list import promote
from programmes.forms.enrolment_import import EnrolForm, LineForm, ListForm, corrected
from programmes.models.cohort import Cohort
from programmes.models.enrolment_import import EnrolmentImport, ImportState
from programmes.rules.known_people import Departments
from programmes.rules.list_matching import ENROLLED, Match, Verdict
from programmes.rules.list_results import results_of

LINES_PER_PAGE = 50
EARLIER_LISTS = 5


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_import_create(request: UserRequest, pk: int) -> HttpResponse:
    """A coordinator pastes or uploads a list of people for an own round."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    today = timezone.localdate()
    back = reverse("programmes:cohort_detail", args=[pk])
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*posted, today=today, cancel_url=back)
    if form.is_valid():
        read = read_list(cohort, form.cleaned_data["lines"], by=request.user, at=timezone.now())
        return _to_preview(read, waitlist=form.cleaned_data["waitlist"])
    closed = "" if cohort.is_open(today) else why_closed(cohort, today)
    earlier = cohort.imports.defer("lines", "made")[:EARLIER_LISTS]
    context = {"cohort": cohort, "form": form, "closed": closed, "earlier": earlier}
    return render(request, "programmes/enrolment_import_create.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_import_preview(request: UserRequest, pk: int, import_pk: int) -> HttpResponse:
    """What enrolling the list would do, line by line; corrected in place, then enrolled as it was shown."""
    read = _own(request, pk, import_pk)
    if read.state != ImportState.PREVIEW:
        return redirect("programmes:enrolment_import_result", pk, import_pk)
    today = timezone.localdate()
    form = EnrolForm(request.POST or None, initial={"waitlist": "waitlist" in request.GET})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if corrections := corrected(lines_of(read), request.POST):
                correct_list(read, corrections, by=request.user)
            if corrections or "enrol" not in request.POST:
                if "enrol" in request.POST:
                    messages.info(request, _("Your corrections are saved. Please look once more, then enrol."))
                return _to_preview(read, waitlist=told["waitlist"], page=request.POST.get("page", ""))
            enrol_list(read, **told, by=request.user, at=timezone.now(), today=today)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("programmes:enrolment_import_result", pk, import_pk)
    preview = preview_list(read, waitlist=bool(form["waitlist"].value()), today=today)
    return render(request, "programmes/enrolment_import_preview.html", _shown(request, read, form, preview))


@require_safe
@role_required(Role.COORDINATOR)
def enrolment_import_result(request: UserRequest, pk: int, import_pk: int) -> HttpResponse:
    """What enrolling the list has done; from here it is taken back with one click."""
    enrolled = _own(request, pk, import_pk)
    if enrolled.state == ImportState.PREVIEW:
        return redirect("programmes:enrolment_import_preview", pk, import_pk)
    results = results_of(enrolled)
    context = {
        "cohort": enrolled.cohort,
        "enrolled": enrolled,
        "is_undone": enrolled.state == ImportState.UNDONE,
        "results": results,
        "can_ask": results.without_consent if enrolled.state == ImportState.ENROLLED else 0,
        "page": Paginator(results.people, LINES_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "programmes/enrolment_import_result.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_import_undo(request: UserRequest, pk: int, import_pk: int) -> HttpResponse:
    """A list that was enrolled is taken back; GET leads to what it has done."""
    enrolled = _own(request, pk, import_pk)
    if request.method == "POST":
        try:
            undone = undo_list(enrolled, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            promote(enrolled.cohort, today=timezone.localdate())
            messages.success(request, _taken_back(undone))
    return redirect("programmes:enrolment_import_result", pk, import_pk)


def _own(request: UserRequest, pk: int, import_pk: int) -> EnrolmentImport:
    """A list for a round of this coordinator, or 404."""
    own = EnrolmentImport.objects.run_by(request.user).select_related("cohort")
    return get_object_or_404(own, pk=import_pk, cohort__pk=pk)


def _to_preview(read: EnrolmentImport, *, waitlist: bool, page: str = "") -> HttpResponseRedirect:
    address = reverse("programmes:enrolment_import_preview", args=[read.cohort_id, read.pk])
    query = {"waitlist": "on"} if waitlist else {}
    query |= {"page": page} if page.isdecimal() else {}
    return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address)


def _shown(request: UserRequest, read: EnrolmentImport, form: EnrolForm, preview: Preview) -> dict[str, Any]:
    """What needs a decision comes first, then who can be enrolled, then the rest; each in the order of the list."""
    others = [found for found in preview.matches if not found.is_open and found.verdict not in ENROLLED]
    page: Page[Match] = Paginator([*preview.open, *preview.enrolled, *others], LINES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(found, LineForm(found)) for found in page]
    return {
        "cohort": read.cohort,
        "form": form,
        "preview": preview,
        "page": page,
        "open_rows": [row for row in rows if row[0].is_open],
        "enrolled_rows": [row for row in rows if row[0].verdict in ENROLLED],
        "other_rows": [row for row in rows if not row[0].is_open and row[0].verdict not in ENROLLED],
        "without_seat": preview.count(Verdict.FULL, Verdict.WAITING),
        "departments": Departments(timezone.localdate()).all,
    }


def _taken_back(undone: EnrolmentImport) -> str:
    gone = sum(facts["kept"] != "enrolment" for facts in undone.made)
    words = ngettext("{count} enrolment is taken back.", "{count} enrolments are taken back.", gone)
    return words.format(count=gone)
