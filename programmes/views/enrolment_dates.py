"""A coordinator finds dates for what somebody of an own round lacks, in this round and in others."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.guest_places import give_guest_place_back, take_guest_place
from programmes.forms.guest_places import GuestPlaceForm
from programmes.models.enrolment import Enrolment
from programmes.rules.qualification import qualifications_of


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_dates(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """The dates somebody has for the modules they lack and those they could take; one is taken or given back."""
    own = Enrolment.objects.run_by(request.user).select_related("pilot", "cohort")
    enrolment = get_object_or_404(own, pk=enrolment_pk, cohort__pk=pk)
    now = timezone.now()
    if request.method == "POST":
        form = GuestPlaceForm(request.POST, enrolment=enrolment)
        if not form.is_valid():
            messages.error(request, _("Please choose a date."))
            return redirect("programmes:enrolment_dates", pk, enrolment_pk)
        try:
            if form.guest:
                give_guest_place_back(form.guest, by=request.user, at=now)
                messages.success(request, _("The place is free again for somebody else."))
            elif form.session:
                take_guest_place(form.session, enrolment, by=request.user, at=now)
                messages.success(request, _("{name} has a place at this date.").format(name=enrolment.pilot))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("programmes:enrolment_dates", pk, enrolment_pk)
    ways = (way for way in qualifications_of(enrolment.pilot, now) if way.enrolment == enrolment)
    context = {"cohort": enrolment.cohort, "enrolment": enrolment, "pilot": enrolment.pilot, "way": next(ways, None)}
    return render(request, "programmes/enrolment_dates.html", context)
