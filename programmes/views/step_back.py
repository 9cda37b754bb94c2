"""Somebody steps back as a pilot: a right, not a request."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions import end_appointment
from programmes.forms.step_back import StepBackForm
from programmes.models.appointment import Appointment
from programmes.rules.verification import last_day_of


@require_http_methods(["GET", "POST"])
@role_required(Role.PILOT)
def step_back(request: UserRequest) -> HttpResponse:
    """What follows from stepping back, and the day; an end that is to come already can be brought forward."""
    today = timezone.localdate()
    held = Appointment.objects.filter(pilot__user=request.user).in_force_on(today).select_related("pilot")
    appointment = get_object_or_404(held)
    form = StepBackForm(
        request.POST if request.method == "POST" else None,
        initial={"ended_on": today},
        cancel_url=reverse("people:my_profile"),
    )
    if form.is_valid():
        try:
            ended = end_appointment.step_back(
                appointment, ended_on=form.cleaned_data["ended_on"], by=request.user, today=today
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _thanks(ended, today))
            return redirect("people:my_profile")
    context = {"form": form, "appointment": appointment, "last_day": last_day_of(appointment)}
    return render(request, "programmes/step_back.html", context)


def _thanks(ended: Appointment, today: date) -> str:
    if ended.ended_on is None or ended.ended_on <= today:
        return _("You have stepped back. Thank you for all you have done.")
    return _("You step back on {day}. Thank you for all you have done.").format(day=date_format(ended.ended_on))
