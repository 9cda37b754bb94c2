"""Somebody in a round works in another department from a day on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.actions.pilots import move_pilot
from people.errors import Refused
from people.forms.entries import MoveForm
from people.models.role_grant import Role
from people.rules.places import places_of
from programmes.models.enrolment import Enrolment


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def enrolment_move(request: UserRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """A coordinator enters the change of department of somebody in an own round; the enrolment follows by itself."""
    own = Enrolment.objects.run_by(request.user).select_related("pilot", "cohort")
    enrolment = get_object_or_404(own, pk=enrolment_pk, cohort__pk=pk)
    pilot, today = enrolment.pilot, timezone.localdate()
    page = reverse("programmes:enrolment_detail", args=[pk, enrolment_pk])
    form = MoveForm(request.POST or None, initial={"on": today}, cancel_url=page)
    if form.is_valid():
        try:
            assignment = move_pilot(pilot, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            sentence = _("{name} works in {department} from {day} on.")
            facts = {"name": pilot, "department": assignment.department, "day": date_format(assignment.valid_from)}
            messages.success(request, sentence.format(**facts))
            return redirect(page)
    context = {"cohort": enrolment.cohort, "enrolment": enrolment, "form": form, "places": places_of(pilot, today)}
    return render(request, "programmes/enrolment_move.html", context)
