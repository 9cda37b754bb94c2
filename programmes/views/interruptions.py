"""Somebody's training stops for a while or goes on elsewhere; free seats go to those who wait."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.defer import defer
from programmes.actions.enrolment_steps import discontinue, pause
from programmes.actions.waiting_list import offer_free_seats, promote
from programmes.forms.interruption import Interruption, InterruptionForm, interruptions_of
from programmes.models.cohort import Cohort
from programmes.models.enrolment import Enrolment


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_interrupt(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """A person pauses, goes on in a later round or ends the training; nobody asks why."""
    own = Enrolment.objects.run_by(request.user).select_related("pilot", "department", "cohort")
    enrolment = get_object_or_404(own, pk=enrolment_pk, cohort__pk=pk)
    here = reverse("programmes:enrolment_detail", args=[pk, enrolment_pk])
    form = InterruptionForm(enrolment, request.POST if request.method == "POST" else None, cancel_url=here)
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = _interrupt(enrolment, form, request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            promote(enrolment.cohort, today=timezone.localdate())
            messages.success(request, _("Saved: {state}.").format(state=enrolment.get_state_display()))
            return redirect(here)
    context = {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "form": form,
        "is_possible": bool(interruptions_of(enrolment)),
    }
    return render(request, "programmes/enrolment_interrupt.html", context)


def _interrupt(enrolment: Enrolment, form: InterruptionForm, user: User) -> Enrolment:
    today = timezone.localdate()
    match form.cleaned_data["way"]:
        case Interruption.PAUSE:
            return pause(enrolment, by=user)
        case Interruption.DISCONTINUE:
            return discontinue(enrolment, by=user, today=today)
    return defer(enrolment, to=form.cleaned_data["to"], by=user, today=today)


@require_POST
@role_required(Role.COORDINATOR)
def waiting_list_offer(request: UserRequest, pk: int) -> HttpResponse:
    """Every free seat of the round is offered to whoever waits longest."""
    cohort = get_object_or_404(Cohort.objects.run_by(request.user), pk=pk)
    try:
        offers = offer_free_seats(cohort, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext("A place is offered to {names}.", "Places are offered to {names}.", len(offers))
        names = "; ".join(str(offer.pilot) for offer in offers)
        messages.success(request, told.format(names=names) if offers else _("Nobody waits for a place."))
    return redirect("programmes:cohort_detail", pk)
