"""The end of an appointment; the letter stays in the register."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from digilotsen.fresh import entries, prove_elsewhere
from people.access import UserRequest, role_required
from people.errors import Refused
from people.models.role_grant import Role
from people.models.user import User
from programmes.actions.end_appointment import end_appointment
from programmes.actions.end_letter import end_with_letter
from programmes.forms.appointments import EndForm
from programmes.models.appointment import Appointment
from programmes.models.letter import AppointmentLetter
from programmes.rules.answers import is_head_told
from programmes.rules.verification import has_ended, last_day_of, never_held


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMIN)
def appointment_end(request: UserRequest, pk: int) -> HttpResponse:
    """Who stops being a pilot, what follows from it, and the day and reason to say so."""
    letters = AppointmentLetter.objects.visible_to(request.user, request.roles)
    letter = get_object_or_404(letters.select_related("appointment__pilot", "appointment__enrolment__cohort"), pk=pk)
    back = reverse("programmes:letter_detail", args=[pk])
    today = timezone.localdate()
    form = EndForm(entries(request), cancel_url=back, request=request, today=today)
    if request.method == "POST" and form.is_valid():
        if form.proves_elsewhere:
            return prove_elsewhere(request)
        try:
            _end(letter.appointment, form, by=request.user)
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
        "last_day": last_day_of(letter.appointment),
        "never_held": never_held(letter.appointment),
        "is_told": is_head_told(letter.appointment.pilot, today, by=request.user),
        "has_ended": has_ended(letter.appointment, today),
    }
    return render(request, "programmes/appointment_end.html", context)


def _end(appointment: Appointment, form: EndForm, *, by: User) -> None:
    """End it, with a letter where one is wanted: both or none."""
    now = timezone.now().replace(microsecond=0)
    ended_on, reason = form.cleaned_data["ended_on"], form.cleaned_data["reason"]
    if form.cleaned_data["with_letter"]:
        end_with_letter(appointment, ended_on=ended_on, reason=reason, by=by, at=now, signatory=form.deputy)
    else:
        end_appointment(appointment, ended_on=ended_on, reason=reason, by=by, today=timezone.localdate(now))
