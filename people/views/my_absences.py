"""Own days away: colleagues are sent to somebody else meanwhile."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import UserRequest, role_required
from people.actions.absences import change_absence, end_absence, enter_absence
from people.errors import Refused
from people.forms.my_absences import AbsenceChangeForm, AbsenceForm
from people.models.absence import Absence
from people.models.pilot import Pilot
from people.models.role_grant import Role
from people.rules.absences import detours
from people.rules.colleagues import near_colleagues


@require_http_methods(["GET", "POST"])
@role_required(Role.PILOT)
def my_absences(request: UserRequest) -> HttpResponse:
    """The days one is or will be away with who is asked meanwhile, and a form for more of them."""
    pilot, today = get_object_or_404(Pilot, user=request.user), timezone.localdate()
    form = AbsenceForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            enter_absence(pilot, **form.cleaned_data, by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The days are entered."))
            return redirect("people:my_absences")
    absences = Absence.objects.filter(pilot=pilot).not_over(today).order_by("first_day")
    absences = absences.select_related("stand_in").prefetch_related("stand_in__absences")
    context: dict[str, Any] = {
        "form": form,
        "rows": [{"absence": absence, "detours": detours(absence)} for absence in absences],
        "colleagues": near_colleagues(pilot, today),
        "today": today,
    }
    return render(request, "people/my_absences.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.PILOT)
def my_absence_change(request: UserRequest, pk: int) -> HttpResponse:
    """Another last day or stand-in, or an end to it all."""
    today = timezone.localdate()
    absences = Absence.objects.filter(pilot__user=request.user).not_over(today)
    absence = get_object_or_404(absences.select_related("pilot", "stand_in"), pk=pk)
    form = AbsenceChangeForm(
        request.POST if request.method == "POST" else None,
        initial={"last_day": absence.last_day, "stand_in": absence.stand_in.mail if absence.stand_in else ""},
        today=today,
        cancel_url=reverse("people:my_absences"),
    )
    if form.is_valid():
        try:
            change_absence(absence, **form.cleaned_data, by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The days are changed."))
            return redirect("people:my_absences")
    colleagues = near_colleagues(absence.pilot, today)
    context = {"form": form, "absence": absence, "colleagues": colleagues, "today": today}
    return render(request, "people/my_absence_change.html", context)


@require_POST
@role_required(Role.PILOT)
def my_absence_end(request: UserRequest, pk: int) -> HttpResponse:
    """Back again from today; days that have not begun are cancelled."""
    today = timezone.localdate()
    absence = get_object_or_404(Absence.objects.filter(pilot__user=request.user).not_over(today), pk=pk)
    try:
        end_absence(absence, by=request.user, today=today)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Colleagues find you again on these days."))
    return redirect("people:my_absences")
