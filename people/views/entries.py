"""The office corrects an entry of the directory."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, has_role, role_required
from people.actions.entries import add_assignment, correct_entry, end_assignment, move_entry
from people.actions.pilots import name_of
from people.errors import Refused
from people.forms.entries import AssignmentEndForm, AssignmentForm, EntryForm, MoveForm
from people.models.entry_report import EntryReport, ReportOutcome
from people.models.pilot import Pilot
from people.rules.entry_reports import CORRECTS_ENTRIES, SETTLES_REPORTS
from people.rules.places import places_of


@require_http_methods(["GET", "POST"])
@role_required(*CORRECTS_ENTRIES)
def entry_edit(request: UserRequest, pk: int) -> HttpResponse:
    """Name and official contact of an appointed pilot, beside what is reported and where the person works."""
    pilot = _entry(pk)
    form = EntryForm(request.POST or None, initial=_as_it_stands(pilot), cancel_url=_profile(pk))
    if form.is_valid() and _done(
        request, form, lambda: correct_entry(pilot, form.name(), form.contact(), by=request.user)
    ):
        return redirect("people:entry_edit", pk)
    context = {
        "pilot": pilot,
        "form": form,
        "places": places_of(pilot, timezone.localdate()),
        "reports": EntryReport.objects.unsettled().filter(pilot=pilot).select_related("pilot"),
        "may_settle": has_role(request, *SETTLES_REPORTS),
        "outcomes": ReportOutcome.choices,
    }
    return render(request, "people/entry_edit.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*CORRECTS_ENTRIES)
def entry_move(request: UserRequest, pk: int) -> HttpResponse:
    """The person works mainly in another department from a day on."""
    pilot = _entry(pk)
    form = MoveForm(request.POST or None, initial={"on": timezone.localdate()}, cancel_url=_back(pk))
    if form.is_valid() and _done(request, form, lambda: move_entry(pilot, by=request.user, **form.cleaned_data)):
        return redirect("people:entry_edit", pk)
    context = {"pilot": pilot, "form": form, "places": places_of(pilot, timezone.localdate())}
    return render(request, "people/entry_move.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*CORRECTS_ENTRIES)
def assignment_create(request: UserRequest, pk: int) -> HttpResponse:
    """The person works in one more department."""
    pilot = _entry(pk)
    form = AssignmentForm(request.POST or None, initial={"valid_from": timezone.localdate()}, cancel_url=_back(pk))
    if form.is_valid() and _done(request, form, lambda: add_assignment(pilot, by=request.user, **form.cleaned_data)):
        return redirect("people:entry_edit", pk)
    return render(request, "people/assignment_create.html", {"pilot": pilot, "form": form})


@require_http_methods(["GET", "POST"])
@role_required(*CORRECTS_ENTRIES)
def assignment_end(request: UserRequest, pk: int, assignment_pk: int) -> HttpResponse:
    """The person does not work in a further department any more; the main one ends by a move."""
    pilot = _entry(pk)
    further = pilot.assignments.filter(is_primary=False).select_related("department")
    assignment = get_object_or_404(further, pk=assignment_pk)
    form = AssignmentEndForm(request.POST or None, initial={"last_day": timezone.localdate()}, cancel_url=_back(pk))
    if form.is_valid() and _done(
        request, form, lambda: end_assignment(assignment, by=request.user, **form.cleaned_data)
    ):
        return redirect("people:entry_edit", pk)
    context = {"pilot": pilot, "assignment": assignment, "form": form}
    return render(request, "people/assignment_end.html", context)


def _entry(pk: int) -> Pilot:
    return get_object_or_404(Pilot.objects.appointed_on(timezone.localdate()), pk=pk)


def _profile(pk: int) -> str:
    return reverse("people:pilot_detail", args=[pk])


def _back(pk: int) -> str:
    return reverse("people:entry_edit", args=[pk])


def _as_it_stands(pilot: Pilot) -> dict[str, object]:
    return vars(name_of(pilot)) | {"mail": pilot.mail, "phone": pilot.phone, "room": pilot.room}


def _done(request: UserRequest, form: forms.Form, action: Callable[[], bool]) -> bool:
    """Run `action`, which says whether the person is told; a refusal goes into `form`."""
    try:
        is_told = action()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    saved = _("The entry is saved. The person is told by e-mail.") if is_told else _("The entry is saved.")
    messages.success(request, saved)
    return True
