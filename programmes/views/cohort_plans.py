"""Rounds are planned, after the manner of an earlier one or anew, and changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.cohorts import change_cohort, plan_cohort
from programmes.forms.cohort_plan import CohortPlanForm, next_one, said
from programmes.models.cohort import Cohort

FIRST = {"number": 1, "minimum": 0, "offer_days": 7}


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def cohort_create(request: UserRequest) -> HttpResponse:
    """A round is planned; the form begins with the newest one, a year on, or with the one named by ?copy=."""
    form = CohortPlanForm(
        request.POST or None,
        initial=_proposal(request),
        today=timezone.localdate(),
        cancel_url=reverse("programmes:cohort_list"),
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            cohort = plan_cohort(told["curriculum"], form.plan(), coordinators=told["coordinators"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The round is planned. Open enrolment when it is time."))
            if request.user in told["coordinators"]:
                return redirect("programmes:cohort_detail", cohort.pk)
            return redirect("programmes:cohort_list")
    return render(request, "programmes/cohort_create.html", {"form": form})


def _proposal(request: UserRequest) -> dict[str, Any]:
    copied = request.GET.get("copy", "")
    rounds = Cohort.objects.order_by("-number")
    last = rounds.filter(pk=copied[:9]).first() if copied.isdecimal() else rounds.first()
    if last is None:
        return {**FIRST, "coordinators": [request.user]}
    number = Cohort.objects.filter(programme=last.programme_id).aggregate(last=Max("number"))["last"] + 1
    return {**next_one(last, number, timezone.localdate()), "coordinators": [request.user]}


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def cohort_edit(request: UserRequest, pk: int) -> HttpResponse:
    """A round is planned otherwise by one of its coordinators."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    back = reverse("programmes:cohort_detail", args=[pk])
    today = timezone.localdate()
    form = CohortPlanForm(request.POST or None, initial=said(cohort), today=today, cancel_url=back)
    if form.is_valid():
        told = form.cleaned_data
        try:
            change_cohort(cohort, told["curriculum"], form.plan(), coordinators=told["coordinators"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            stays = request.user in told["coordinators"]
            return redirect(back if stays else reverse("programmes:cohort_list"))
    return render(request, "programmes/cohort_edit.html", {"form": form, "cohort": cohort})
