"""The end of an appointment; the letter stays in the register."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from programmes.actions.end_appointment import end_appointment
from programmes.forms.appointments import EndForm
from programmes.models.letter import AppointmentLetter
from programmes.rules.verification import first_day_without, has_ended


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def appointment_end(request: UserRequest, pk: int) -> HttpResponse:
    """Who stops being a pilot, what follows from it, and the day and reason to say so."""
    letters = AppointmentLetter.objects.visible_to(request.user, request.roles)
    letter = get_object_or_404(letters.select_related("appointment__pilot", "appointment__enrolment__cohort"), pk=pk)
    back = reverse("programmes:letter_detail", args=[pk])
    today = timezone.localdate()
    form = EndForm(request.POST or None, initial={"ended_on": today}, cancel_url=back)
    if form.is_valid():
        try:
            end_appointment(letter.appointment, **form.cleaned_data, by=request.user, today=today)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(
                request, _("The end of the appointment of {name} is noted.").format(name=str(letter.appointment.pilot))
            )
            return redirect(back)
    context = {
        "form": form,
        "letter": letter,
        "ends_on": first_day_without(letter.appointment),
        "has_ended": has_ended(letter.appointment, today),
    }
    return render(request, "programmes/appointment_end.html", context)
